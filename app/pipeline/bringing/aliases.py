"""What the columns that several lists share are called in companies' own sheets."""

ACCOUNT = (
    "account name | customer | customer name | client | client name | company | company name"
    " | 客户 | 公司 | 公司名称 | 客户公司 | 单位名称 | 企业名称"
)
OWNER = (
    "sales agent | sales rep | salesperson | sales person | seller | rep | agent | deal owner | assigned to"
    " | account manager | responsible | 业务员 | 销售 | 销售人员 | 销售代表 | 跟进人 | 销售负责人 | 归属人 | 责任人"
)
PRODUCT = "product name | item | item name | 产品名称 | 商品 | 商品名称 | 品名"
QUANTITY = "qty | units | count | 件数 | 订购数量 | 采购数量"
REGION = "area | territory | sales region | regional office | 地区 | 大区 | 所属区域 | 销售区域 | 片区"
NOTE = "notes | remark | remarks | comment | comments | description | 说明 | 描述 | 备注信息"
