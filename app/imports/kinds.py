"""The six kinds of list a company brings in, and every name their columns are known by."""

from dataclasses import dataclass
from typing import Literal

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

Shape = Literal["text", "note", "date", "money", "number", "integer", "year", "bool", "phone", "email"]


@dataclass(frozen=True)
class Field:
    """One column a kind may have. The first name in each language is its heading in templates."""

    key: str
    label: LazyString
    label_en: str
    label_zh: str
    shape: Shape
    aliases: tuple[str, ...]
    required: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.label_en, self.label_zh, *self.aliases)


@dataclass(frozen=True)
class Kind:
    """A kind of list. `match_keys` are the sets of fields a row can be recognised by, best first;
    `telling` are the fields that hardly any other kind has; a row needs one of `identity`."""

    key: str
    label: LazyString
    fields: tuple[Field, ...]
    match_keys: tuple[tuple[str, ...], ...]
    telling: tuple[str, ...]
    identity: tuple[str, ...]

    def field(self, key: str) -> Field:
        return next(field for field in self.fields if field.key == key)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(field.key for field in self.fields if field.required)


def field_of(
    key: str, label: LazyString, names: tuple[str, str], shape: Shape, aliases: str, required: bool = False
) -> Field:
    known = tuple(alias.strip() for alias in aliases.split("|") if alias.strip())
    return Field(key, label, *names, shape, known, required)


ACCOUNTS = Kind(
    "accounts",
    _l("Accounts"),
    (
        field_of(
            "name",
            _l("Account name"),
            ("Account name", "客户名称"),
            "text",
            "account | customer | customer name | client | client name | company | company name | name"
            " | organization | organisation | 客户 | 公司 | 公司名称 | 单位名称 | 企业名称 | 客户全称 | 名称",
            required=True,
        ),
        field_of(
            "external_id",
            _l("Account number"),
            ("Account number", "客户编号"),
            "text",
            "account id | customer id | client id | customer number | account code | id | external id"
            " | 客户编码 | 客户代码 | 客户id | 编号",
        ),
        field_of(
            "industry",
            _l("Industry"),
            ("Industry", "所属行业"),
            "text",
            "sector | vertical | business type | 行业 | 行业类别",
        ),
        field_of(
            "region",
            _l("Region"),
            ("Region", "区域"),
            "text",
            "area | territory | sales region | 地区 | 大区 | 所属区域 | 销售区域 | 片区",
        ),
        field_of(
            "employees",
            _l("Employees"),
            ("Employees", "员工数"),
            "integer",
            "number of employees | headcount | staff | company size | size | 员工人数 | 人数 | 规模 | 公司规模",
        ),
        field_of(
            "revenue",
            _l("Annual revenue"),
            ("Annual revenue", "年营收"),
            "money",
            "revenue | turnover | annual turnover | 营收 | 年收入 | 营业额 | 年营业额 | 年产值 | 营业收入",
        ),
        field_of(
            "founded_year",
            _l("Year established"),
            ("Year established", "成立年份"),
            "year",
            "founded | year founded | established | founding year | 成立时间 | 创立年份 | 成立年",
        ),
        field_of(
            "location",
            _l("Address"),
            ("Address", "地址"),
            "text",
            "location | office location | city | country | headquarters | street | 所在地 | 公司地址 | 城市"
            " | 详细地址 | 办公地点 | 国家",
        ),
        field_of(
            "parent",
            _l("Parent company"),
            ("Parent company", "母公司"),
            "text",
            "subsidiary of | parent | parent account | holding | group | 上级公司 | 所属集团 | 集团 | 总公司",
        ),
        field_of(
            "owner",
            _l("Owner"),
            ("Owner", "负责人"),
            "text",
            "account owner | account manager | sales rep | sales agent | salesperson | seller | rep"
            " | 客户经理 | 业务员 | 销售 | 销售人员 | 销售代表 | 跟进人 | 归属人",
        ),
        field_of(
            "customer_type",
            _l("Customer type"),
            ("Customer type", "客户类型"),
            "text",
            "account type | type | tier | 客户类别 | 客户等级 | 客户级别 | 类型",
        ),
        field_of(
            "phone",
            _l("Phone"),
            ("Phone", "电话"),
            "phone",
            "telephone | tel | phone number | mobile | 联系电话 | 手机 | 公司电话 | 座机 | 联系方式",
        ),
        field_of(
            "website",
            _l("Website"),
            ("Website", "网址"),
            "text",
            "web | url | homepage | site | domain | 官网 | 网站 | 公司网址",
        ),
        field_of(
            "note",
            _l("Note"),
            ("Note", "备注"),
            "note",
            "notes | remark | remarks | comment | comments | description | 说明 | 描述 | 备注信息",
        ),
    ),
    match_keys=(("external_id",), ("name",)),
    telling=("industry", "employees", "revenue", "founded_year", "parent", "location", "website"),
    identity=("name",),
)

PEOPLE = Kind(
    "people",
    _l("People"),
    (
        field_of(
            "name",
            _l("Full name"),
            ("Full name", "姓名"),
            "text",
            "name | sales agent | sales rep | salesperson | seller | rep | agent | employee | member"
            " | employee name | 员工姓名 | 销售姓名 | 销售 | 销售人员 | 业务员 | 员工 | 成员",
            required=True,
        ),
        field_of(
            "email",
            _l("E-mail"),
            ("E-mail", "邮箱"),
            "email",
            "email address | mail | work email | 电子邮箱 | 电子邮件 | 邮件 | 工作邮箱",
        ),
        field_of(
            "manager",
            _l("Reports to"),
            ("Reports to", "上级"),
            "text",
            "manager | supervisor | team lead | team leader | boss | 主管 | 经理 | 直属上级 | 直接上级"
            " | 团队负责人 | 汇报对象",
        ),
        field_of(
            "team",
            _l("Team"),
            ("Team", "团队"),
            "text",
            "department | group | sales team | 部门 | 小组 | 销售团队 | 组别 | 所属部门",
        ),
        field_of(
            "region",
            _l("Region"),
            ("Region", "区域"),
            "text",
            "office | regional office | area | territory | branch | 地区 | 大区 | 办事处 | 分公司 | 所属区域",
        ),
    ),
    match_keys=(("email",), ("name",)),
    telling=("manager", "team"),
    identity=("name",),
)

PRODUCTS = Kind(
    "products",
    _l("Products"),
    (
        field_of(
            "name",
            _l("Product name"),
            ("Product name", "产品名称"),
            "text",
            "product | item | item name | name | 产品 | 商品 | 商品名称 | 品名 | 货品名称 | 名称",
            required=True,
        ),
        field_of(
            "code",
            _l("Product code"),
            ("Product code", "产品编码"),
            "text",
            "sku | product id | item number | part number | code | model | 产品编号 | 商品编码 | 货号 | 型号"
            " | 规格型号 | 编码",
        ),
        field_of(
            "line",
            _l("Product line"),
            ("Product line", "产品线"),
            "text",
            "series | product family | family | category | line | product category | product type"
            " | 系列 | 产品系列 | 产品类别 | 类别 | 分类 | 品类",
        ),
        field_of(
            "price",
            _l("Price"),
            ("Price", "单价"),
            "money",
            "sales price | list price | unit price | retail price | standard price | 价格 | 售价 | 标准价"
            " | 销售价 | 销售价格 | 目录价 | 报价",
        ),
    ),
    match_keys=(("code",), ("name",)),
    telling=("code", "line", "price"),
    identity=("name",),
)
