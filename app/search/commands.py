"""What one can do from anywhere: commands of the palette, found by their words in either language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from app.search.grams import normal
from tenants.model import Member


@dataclass(frozen=True)
class Command:
    """Something to do or a page to go to. `words` are its names in both languages, whichever one reads."""

    endpoint: str
    icon: str
    label: Any
    words: str
    may: Callable[[Member], bool]


COMMANDS: dict[str, Command] = {}


def command(endpoint: str, icon: str, label: Any, words: str, may: Callable[[Member], bool] = bool) -> None:
    """Offer a command; one whose page is not there is not shown."""
    COMMANDS[endpoint] = Command(endpoint, icon, label, words, may)


def matching(q: str, member: Member) -> list[Command]:
    """The commands `member` may use that `q` names; all of them when nothing is asked."""
    wanted = normal(q)
    return [
        each
        for each in COMMANDS.values()
        if each.may(member) and (not wanted or wanted in normal(f"{each.words} {each.label}"))
    ]


def install() -> None:
    """The commands of the first tool."""
    can_write, can_manage = lambda member: member.can_write, lambda member: member.can_manage
    command("opportunities.new", "plus", _l("New deal"), "new deal opportunity add 新建 新商机 商机", can_write)
    command("accounts.new", "plus", _l("New customer"), "new customer account add 新建 新客户 客户", can_write)
    command("opportunities.board", "columns-3", _l("Board"), "board pipeline deals 看板 商机 流程")
    command("opportunities.list", "layout-list", _l("Deals as a list"), "list deals table 列表 商机")
    command("accounts.index", "building-2", _l("Customers"), "customers accounts 客户")
    command("orders.index", "receipt-text", _l("Orders"), "orders revenue receipts 订单 回款")
    command("products.index", "tag", _l("Products"), "products prices 产品 价格")
    command("imports.index", "upload", _l("Import"), "import upload excel csv 导入 上传 表格", can_write)
    command("reports.index", "file-text", _l("Reports"), "reports weekly pdf 报告 周报")
    command("members.index", "users", _l("People"), "people members team invite 人员 成员 团队 邀请", can_manage)
    command("company.index", "settings", _l("Settings"), "settings company 设置 公司", can_manage)
    command("people.profile", "users", _l("Your profile"), "profile password language theme 我的 密码 语言 外观")
