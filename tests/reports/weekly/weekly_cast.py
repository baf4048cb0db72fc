"""A week in the life of two companies: what the tests of the report set on paper and in sheets."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.reports.weekly.figures import (
    ClosedLine,
    DealLine,
    MonthRow,
    MoveLine,
    PersonRow,
    StalledLine,
    WeeklyFigures,
)
from app.reports.weekly.sums import total_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)
ZHANG = PersonRow(
    "张伟",
    "华东",
    new_count=2,
    new_minor=1_234_567_00,
    moved_count=1,
    open_count=3,
    open_minor=5_000_000_01,
)
LI = PersonRow(
    "李娜",
    "华南",
    won_count=1,
    won_minor=300_000_00,
    lost_count=1,
    lost_minor=None,
    stalled_count=1,
    stalled_minor=80_000_00,
    open_count=2,
    open_minor=120_000_00,
)
PEOPLE = (ZHANG, LI)


def a_deal(title="恒达备件协议", **changes):
    """A new deal; vary what matters."""
    deal = DealLine(title, "恒达精密", "张伟", "初步接洽", 1_234_567_00, date(2027, 1, 31))
    return replace(deal, **changes)


def a_week(language="zh_Hans_CN", **changes):
    """The figures of a lively week, with everything that may be unknown unknown somewhere."""
    moment = datetime(2026, 11, 18, 14, 5, tzinfo=SHANGHAI)
    week = WeeklyFigures(
        company="衡远机电",
        week_start=MONDAY,
        week_end=SUNDAY,
        made_at=datetime(2026, 11, 23, 8, 0, tzinfo=SHANGHAI),
        currency="CNY",
        minor_digits=2,
        language=language,
        per_person=PEOPLE,
        total=total_of(PEOPLE, name="合计"),
        months=[
            MonthRow(None, 1, 120_000_00),
            MonthRow(date(2026, 9, 1), 1, None, 1),
            MonthRow(date(2026, 12, 1), 3, 5_000_000_01),
        ],
        new=[a_deal(), a_deal("蓝天产线改造", account=None, amount_minor=None, expected_close=None)],
        moved=[MoveLine("恒达备件协议", "恒达精密", "张伟", 1_234_567_00, "初步接洽", "方案报价", moment)],
        won=[ClosedLine("博世德年度合同", "博世德", "李娜", 300_000_00, date(2026, 11, 19))],
        lost=[ClosedLine("华东传感器", None, "李娜", None, date(2026, 11, 20))],
        stalled=[StalledLine("旧线维保", "博世德", "李娜", "方案报价", 80_000_00, 12, 7, None)],
    )
    return replace(week, **changes)


def a_quiet_week(**changes):
    """Nobody moved anything; two deals are open."""
    people = [PersonRow("张伟", "华东", open_count=2, open_minor=50_000_00)]
    months = [MonthRow(date(2026, 12, 1), 2, 50_000_00)]
    quiet = a_week(per_person=people, total=total_of(people, name="合计"), months=months)
    return replace(quiet, new=[], moved=[], won=[], lost=[], stalled=[], **changes)
