import re
from datetime import date

from app.reports.weekly.figures import MonthRow
from app.reports.weekly.months import month_chart, month_table
from app.reports.weekly.wording import calendar_for, unit_for
from tests.reports.weekly.weekly_cast import a_week


def bars_of(week):
    chart = month_chart(week, unit_for(week), calendar_for(week))
    return re.search(r'aria-label="[^"]*: ([^"]*)"', chart)[1].split(", ")


def table_of(week):
    table = month_table(week, unit_for(week), calendar_for(week))
    return [[cell["text"] for cell in row] for row in [*table["rows"], table["total"]]]


def test_months_come_in_order_and_deals_without_a_date_last():
    assert table_of(a_week("en")) == [
        ["Sep 2026 (past)", "1", "—", "1"],
        ["Dec 2026", "3", "5,000", ""],
        ["Date to complete", "1", "120", ""],
        ["合计", "5", "5,120", "1"],
    ]


def test_the_row_without_a_date_is_hatched():
    week = a_week()

    assert month_table(week, unit_for(week), calendar_for(week))["remainder"] == [2]


def test_a_month_without_any_known_amount_has_a_dash_and_no_bar():
    week = a_week("en", months=[MonthRow(date(2026, 12, 1), 2, None, 2)])

    chart = month_chart(week, unit_for(week), calendar_for(week))

    assert "<rect" not in chart
    assert ">—</text>" in chart


def test_months_long_past_and_far_ahead_are_one_bar_each_and_nothing_is_lost():
    months = [MonthRow(date(2024 + i // 12, i % 12 + 1, 1), 1, 100_000_00) for i in range(60)]

    bars = bars_of(a_week("en", months=months))

    assert len(bars) == 11
    assert (bars[0], bars[1], bars[-1]) == ("past 3,400", "Nov 26 100", "later 1,700")


def test_the_folded_bars_hold_the_sum_of_their_months():
    months = [MonthRow(date(2026, month, 1), 1, month * 1_000_000_00) for month in range(1, 12)]

    assert bars_of(a_week("en", months=months)) == ["past 55,000", "Nov 26 11,000"]
