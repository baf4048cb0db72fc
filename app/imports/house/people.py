"""A list of the company's own people."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.imports.kinds import Kind, field_of

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
    naming={"manager": "member", "team": "team", "region": "region"},
    unasked=("manager", "team"),
    managed=True,
    note=_l("your own sales people, their managers and offices"),
    page="members.index",
    position=30,
)
