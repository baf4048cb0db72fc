"""A list of customer companies."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.imports.kinds import Kind, field_of

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
    naming={
        "owner": "member",
        "industry": "industry",
        "region": "region",
        "parent": "account",
        "customer_type": "customer_type",
    },
    unasked=("parent",),
    note=_l("customer companies"),
    page="accounts.index",
    position=20,
)
