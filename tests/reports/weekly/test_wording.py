from datetime import date

import pytest

from app.reports.weekly.wording import calendar_for, unit_for
from tests.reports.weekly.weekly_cast import a_deal, a_quiet_week, a_week


def small_deals(language, **changes):
    return a_week(language, new=[a_deal(amount_minor=550_00)] * 9, months=[], **changes)


@pytest.mark.parametrize(
    ("language", "currency", "name", "amount"),
    [
        ("zh", "CNY", "万元", "178.2 万元"),
        ("zh", "USD", "万美元", "178.2 万美元"),
        ("en", "CNY", "¥k", "¥1,782k"),
        ("en", "USD", "$k", "$1,782k"),
    ],
)
def test_large_deals_are_told_in_large_units(language, currency, name, amount):
    unit = unit_for(a_week(language, currency=currency))

    assert (unit.name, unit.amount(1_782_000_00)) == (name, amount)


@pytest.mark.parametrize(("language", "amount"), [("zh_Hans_CN", "551 元"), ("en", "¥551")])
def test_small_deals_are_told_in_whole_units_rounded_half_up(language, amount):
    assert unit_for(small_deals(language)).amount(550_50) == amount


def test_a_currency_without_minor_units_is_not_divided_by_a_hundred():
    unit = unit_for(a_week("en", currency="JPY", minor_digits=0))

    assert unit.amount(1_782_000) == "¥1,782k"


def test_an_unknown_amount_is_a_dash_and_a_known_zero_is_zero():
    unit = unit_for(a_quiet_week())

    assert unit.number(None) == "—"
    assert unit.number(0) == "0.0"


def test_a_negative_amount_has_a_true_minus():
    assert unit_for(a_week()).number(-75_000_00) == "−7.5"


def test_a_day_of_another_year_says_its_year():
    chinese, english = calendar_for(a_week()), calendar_for(a_week("en"))

    assert [chinese.day(date(2026, 11, 24)), chinese.day(date(2027, 1, 3))] == ["11-24", "2027-01-03"]
    assert [english.day(date(2026, 11, 24)), english.day(date(2027, 1, 3))] == ["24 Nov", "3 Jan 2027"]
    assert chinese.day(None) is None


def test_the_first_bar_and_each_january_say_the_year():
    calendar = calendar_for(a_week())

    said = [calendar.tick(date(2026, 11, 1), first=True), calendar.tick(date(2026, 12, 1), first=False)]

    assert [*said, calendar.tick(date(2027, 1, 1), first=False)] == ["26 年 11 月", "12 月", "27 年 1 月"]
