"""The templates of the demo companies, in their own words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.tasks.model import BASIC
from app.tasks.planning.pieces import Kept, Piece


@dataclass(frozen=True)
class Templates:
    """Templates by the names they are kept under; two of them come round."""

    quarter: tuple[str, Kept]
    fair: tuple[str, Kept]
    newcomer: tuple[str, Kept]
    weekly: tuple[str, Kept]
    done: str  # what the weekly report of last week came to

    @property
    def all(self) -> tuple[tuple[str, Kept], ...]:
        """All of them."""
        return self.quarter, self.fair, self.newcomer, self.weekly


def _part(title: str, quantity: int | None, unit: str | None, begins: int, due: int, hours: int) -> Piece:
    wanted = None if quantity is None else Decimal(quantity)
    return Piece(title, quantity=wanted, unit=unit, begins=begins, due=due, effort_minutes=hours * 60)


TEMPLATES = {
    "zh": Templates(
        (
            "季度新客户开发",
            Kept(
                Piece(
                    "新客户开发", "开发50家新客户", Decimal(50), "家新客户", begins=0, due=60, is_important=True,
                    criteria=("有姓名、联系方式、需求描述", "系统内不重复", "号码有效（回拨核实）"),
                ),
                (
                    _part("线上推广获取20家线索", 20, "家线索", 0, 40, 24),
                    _part("展会对接获取15家线索", 15, "家线索", 20, 45, 30),
                    _part("老客户转介绍获取15家线索", 15, "家线索", 0, 55, 18),
                ),
            ),
        ),
        (
            "参加展会",
            Kept(
                Piece("参加展会", "带回30家线索", Decimal(30), "家线索", begins=0, due=25, effort_minutes=40 * 60,
                      note="展位费先走审批；样机提前一周发到会场。",
                      criteria=("展后 3 天内全部回访一遍", "线索逐条录入，写明需求", "费用报销单已交")),
            ),
        ),
        (
            "新人第一周",
            Kept(
                Piece("新人第一周：熟悉产品和系统", begins=0, due=4, effort_minutes=20 * 60, demand=BASIC,
                      criteria=("能讲清三条产品线各解决什么问题", "跟着老同事拜访 3 家客户并写下跟进",
                                "独立录入 5 家客户资料")),
            ),
        ),
        (
            "每周小结",
            Kept(
                Piece("本周小结：新增、推进、丢单各几个，下周最要紧的三件事", begins=0, due=0, effort_minutes=60,
                      criteria=("数字与系统一致", "下周三件事都有客户名和日期")),
            ),
        ),
        "新增 3 个商机，推进 5 个，丢单 1 个；下周三件事已写在跟进里。",
    ),
    "en": Templates(
        (
            "New customers of a quarter",
            Kept(
                Piece(
                    "New customers", "Win 50 new customers", Decimal(50), "new customers", begins=0, due=60,
                    is_important=True,
                    criteria=("Has a name, a contact and a need", "No duplicate in the system",
                              "The number works (called back)"),
                ),
                (
                    _part("Get 20 leads online", 20, "leads", 0, 40, 24),
                    _part("Get 15 leads at the fair", 15, "leads", 20, 45, 30),
                    _part("Get 15 leads by referral", 15, "leads", 0, 55, 18),
                ),
            ),
        ),
        (
            "A trade fair",
            Kept(
                Piece("Trade fair", "Bring home 30 leads", Decimal(30), "leads", begins=0, due=25,
                      effort_minutes=40 * 60,
                      note="Have the booth approved first; the sample machine leaves a week before.",
                      criteria=("Every lead is called within 3 days of the fair", "Each is entered with what it needs",
                                "The expenses are claimed")),
            ),
        ),
        (
            "First week of a newcomer",
            Kept(
                Piece("First week: know the products and the system", begins=0, due=4, effort_minutes=20 * 60,
                      demand=BASIC,
                      criteria=("Can say what each of the three lines is good for",
                                "Went along to 3 customers and wrote the follow-ups", "Entered 5 customers alone")),
            ),
        ),
        (
            "Week in short",
            Kept(
                Piece("Week in short: deals new, moved and lost, and the three things of next week", begins=0, due=0,
                      effort_minutes=60,
                      criteria=("Its numbers are those of the system", "Each of the three has a customer and a day")),
            ),
        ),
        "3 new deals, 5 moved, 1 lost; the three things of next week are in the follow-ups.",
    ),
}  # fmt: skip
