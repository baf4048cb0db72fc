"""The kinds that carry the selling itself: deals, orders and the people one talks to."""

from flask_babel import lazy_gettext as _l

from app.imports.kinds import ACCOUNTS, PEOPLE, PRODUCTS, Kind, field_of

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

DEALS = Kind(
    "deals",
    _l("Deals"),
    (
        field_of(
            "external_id",
            _l("Deal number"),
            ("Deal number", "商机编号"),
            "text",
            "opportunity id | deal id | opportunity number | opportunity no | id | deal no | 商机id | 商机号"
            " | 项目编号 | 编号 | 机会编号",
        ),
        field_of(
            "title",
            _l("Deal"),
            ("Deal", "商机名称"),
            "text",
            "deal name | opportunity | opportunity name | title | project | project name | subject | name"
            " | 商机 | 项目名称 | 项目 | 标题 | 商机主题 | 机会名称 | 名称",
        ),
        field_of("account", _l("Account"), ("Account", "客户名称"), "text", ACCOUNT),
        field_of(
            "contact",
            _l("Contact"),
            ("Contact", "联系人"),
            "text",
            "contact name | contact person | primary contact | 客户联系人 | 联系人姓名",
        ),
        field_of("product", _l("Product"), ("Product", "产品"), "text", PRODUCT),
        field_of("quantity", _l("Quantity"), ("Quantity", "数量"), "number", QUANTITY),
        field_of(
            "amount",
            _l("Amount"),
            ("Amount", "金额"),
            "money",
            "close value | deal value | value | deal amount | deal size | revenue | total | contract value"
            " | expected revenue | 合同额 | 合同金额 | 商机金额 | 预计金额 | 成交金额 | 预计成交金额 | 销售额 | 报价"
            " | 预算 | 项目金额",
        ),
        field_of(
            "stage",
            _l("Stage"),
            ("Stage", "商机阶段"),
            "text",
            "deal stage | sales stage | pipeline stage | status | deal status | 阶段 | 销售阶段 | 状态"
            " | 跟进阶段 | 商机状态 | 项目阶段",
        ),
        field_of("owner", _l("Owner"), ("Owner", "负责人"), "text", OWNER),
        field_of(
            "channel",
            _l("Channel"),
            ("Channel", "渠道"),
            "text",
            "source | lead source | source channel | campaign | 来源 | 商机来源 | 线索来源 | 信息来源渠道 | 客户来源",
        ),
        field_of("region", _l("Region"), ("Region", "区域"), "text", REGION),
        field_of(
            "customer_type",
            _l("Customer type"),
            ("Customer type", "客户类型"),
            "text",
            "account type | type | 客户类别 | 新老客户 | 类型",
        ),
        field_of(
            "opened_on",
            _l("Opened on"),
            ("Opened on", "创建日期"),
            "date",
            "engage date | created | created on | created at | create date | created date | open date"
            " | start date | date opened | 创建时间 | 立项日期 | 开始日期 | 录入日期 | 接触日期 | 建档日期",
        ),
        field_of(
            "expected_on",
            _l("Expected close"),
            ("Expected close", "预计成交日期"),
            "date",
            "expected close date | expected closing | estimated close date | forecast date | target close date"
            " | target date | 预计成交 | 预计成交时间 | 预计签约日期 | 预计签单日期 | 预计采购时间"
            " | 预计结束日期 | 预计关闭日期",
        ),
        field_of(
            "closed_on",
            _l("Closed on"),
            ("Closed on", "成交日期"),
            "date",
            "close date | closed date | closing date | won date | date closed | actual close date | end date"
            " | 成交时间 | 签约日期 | 签单日期 | 关闭日期 | 结束日期 | 赢单日期 | 实际成交日期",
        ),
        field_of(
            "lost_reason",
            _l("Lost reason"),
            ("Lost reason", "输单原因"),
            "text",
            "reason lost | loss reason | close reason | 丢单原因 | 失败原因 | 流失原因",
        ),
        field_of(
            "next_step",
            _l("Next step"),
            ("Next step", "下一步"),
            "text",
            "next action | next steps | action | 下一步行动 | 下步计划 | 下一步计划 | 后续计划 | 待办",
        ),
        field_of(
            "next_step_due",
            _l("Next step due"),
            ("Next step due", "下一步日期"),
            "date",
            "next step date | next action date | follow up date | next follow up | due date | 下次跟进日期"
            " | 下次跟进时间 | 下一步时间 | 下次联系时间",
        ),
        field_of("competitors", _l("Competitors"), ("Competitors", "竞争对手"), "text", "competitor | 竞品 | 竞争者"),
        field_of("note", _l("Note"), ("Note", "备注"), "note", NOTE),
    ),
    match_keys=(("external_id",), ("title", "account"), ("title",)),
    telling=("external_id", "stage", "expected_on", "lost_reason", "next_step", "opened_on", "title"),
    identity=("external_id", "title", "account", "product"),
)

ORDERS = Kind(
    "orders",
    _l("Orders"),
    (
        field_of(
            "number",
            _l("Order number"),
            ("Order number", "订单编号"),
            "text",
            "order id | order no | order | invoice | invoice number | invoice no | contract number | 订单号"
            " | 合同编号 | 合同号 | 发票号 | 单号 | 销售单号 | 编号",
        ),
        field_of("account", _l("Account"), ("Account", "客户名称"), "text", ACCOUNT, required=True),
        field_of(
            "ordered_on",
            _l("Order date"),
            ("Order date", "订单日期"),
            "date",
            "date | ordered on | invoice date | signed on | contract date | sale date | 日期 | 下单日期"
            " | 签约日期 | 合同日期 | 开票日期 | 销售日期 | 下单时间 | 订单时间",
            required=True,
        ),
        field_of("owner", _l("Owner"), ("Owner", "负责人"), "text", OWNER),
        field_of("region", _l("Region"), ("Region", "区域"), "text", REGION),
        field_of("product", _l("Product"), ("Product", "产品"), "text", PRODUCT),
        field_of("quantity", _l("Quantity"), ("Quantity", "数量"), "number", QUANTITY),
        field_of(
            "amount",
            _l("Amount"),
            ("Amount", "金额"),
            "money",
            "order amount | order value | total | total amount | sales | revenue | invoice amount | net amount"
            " | contract value | 订单金额 | 合同金额 | 合同额 | 销售额 | 总金额 | 开票金额 | 含税金额 | 成交金额",
            required=True,
        ),
        field_of(
            "received",
            _l("Received amount"),
            ("Received amount", "回款金额"),
            "money",
            "received | paid | amount paid | paid amount | cash received | payment | collected | 回款 | 已回款"
            " | 到账金额 | 已收款 | 收款金额 | 实收金额",
        ),
        field_of(
            "received_on",
            _l("Received on"),
            ("Received on", "回款日期"),
            "date",
            "payment date | paid on | date paid | received date | collection date | 到账日期 | 收款日期"
            " | 回款时间 | 付款日期",
        ),
        field_of(
            "deal",
            _l("Deal number"),
            ("Deal number", "商机编号"),
            "text",
            "opportunity id | deal id | deal | opportunity | 商机 | 商机号 | 商机名称",
        ),
        field_of("note", _l("Note"), ("Note", "备注"), "note", NOTE),
    ),
    match_keys=(("number",), ("account", "ordered_on", "amount")),
    telling=("number", "ordered_on", "received", "received_on"),
    identity=("number", "account"),
)

CONTACTS = Kind(
    "contacts",
    _l("Contacts"),
    (
        field_of("account", _l("Account"), ("Account", "客户名称"), "text", ACCOUNT, required=True),
        field_of(
            "name",
            _l("Contact name"),
            ("Contact name", "联系人"),
            "text",
            "contact | name | full name | contact person | person | 姓名 | 联系人姓名 | 客户联系人 | 名字",
            required=True,
        ),
        field_of(
            "title",
            _l("Job title"),
            ("Job title", "职位"),
            "text",
            "title | position | role | function | 职务 | 岗位 | 头衔",
        ),
        field_of(
            "phone",
            _l("Phone"),
            ("Phone", "电话"),
            "phone",
            "telephone | tel | phone number | mobile | mobile phone | cell | 手机 | 手机号 | 手机号码 | 联系电话"
            " | 电话号码 | 联系方式",
        ),
        field_of(
            "email",
            _l("E-mail"),
            ("E-mail", "邮箱"),
            "email",
            "email address | mail | 电子邮箱 | 电子邮件 | 邮件",
        ),
        field_of("wechat", _l("WeChat"), ("WeChat", "微信"), "text", "wechat id | weixin | 微信号"),
        field_of("note", _l("Note"), ("Note", "备注"), "note", NOTE),
    ),
    match_keys=(("email",), ("account", "name"), ("phone",)),
    telling=("title", "phone", "email", "wechat", "name"),
    identity=("name",),
)

KINDS: dict[str, Kind] = {kind.key: kind for kind in (DEALS, ACCOUNTS, PEOPLE, PRODUCTS, ORDERS, CONTACTS)}
