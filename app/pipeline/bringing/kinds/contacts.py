"""An address book."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.imports.kinds import Kind, field_of
from app.pipeline.bringing.aliases import ACCOUNT, NOTE

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
    naming={"account": "account"},
    note=_l("people at customers"),
    page="accounts.index",
    position=60,
)
