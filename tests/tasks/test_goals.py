"""Goals read out of sentences, and parts that add up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.tasks.goals import Goal, even_parts, plain, read, said, sum_of, whole_of


@pytest.mark.parametrize(
    ("text", "quantity", "unit"),
    [
        ("开发50家新客户", "50", "家新客户"),
        ("线上推广获取20家线索", "20", "家线索"),
        ("沉睡客户回访 30 家", "30", "家"),
        ("2026年新客户 50 家", "50", "家"),
        ("2000家客户", "2000", "家客户"),
        ("1,200.5 万元回款", "1200.5", "万元回款"),
        ("Win 20 new customers", "20", "new customers"),
        ("20 leads from the web", "20", "leads"),
        ("Call 30 dormant customers (Q4)", "30", "dormant customers"),
        ("Q1 50 new customers", "50", "new customers"),
        ("Get 20 leads online", "20", "leads"),
        ("Win 5 new customers this month", "5", "new customers"),
        ("Call 30 people each week", "30", "people"),
        ("100 calls", "100", "calls"),
        ("回访率 95%", "95", "%"),
    ],
)
def test_the_number_and_what_it_counts_are_read_out_of_the_words(text, quantity, unit):
    assert read(text) == Goal(Decimal(quantity), unit)


@pytest.mark.parametrize(
    "text",
    [None, "", "Q1新客户开发", "A 线报价模板", "3月15日前完成", "Write 2026 plan", "整理旧样本柜", "0 complaints"],
)
def test_words_that_count_nothing_have_no_quantity(text):
    assert read(text) is None


def test_the_parts_of_the_worked_example_add_up_and_their_unit_is_told():
    total = sum_of(Decimal(50), "家新客户", [(Decimal(20), "家线索"), (Decimal(15), "家线索"), (Decimal(15), "家线索")])

    assert total.adds_up
    assert total.other_units == ("家线索",)


def test_what_is_missing_or_too_much_is_a_figure():
    assert sum_of(Decimal(50), "leads", [(Decimal(20), "Leads"), (Decimal(15), None)]).missing == 15
    assert sum_of(Decimal(50), None, [(Decimal(60), None)]).missing == -10


def test_the_same_unit_written_otherwise_is_the_same():
    assert sum_of(Decimal(2), "New customers", [(Decimal(2), "new  customers")]).other_units == ()


@given(st.integers(1, 10_000), st.integers(1, 30))
def test_even_parts_add_up_and_differ_by_one_at_most(goal, count):
    parts = even_parts(Decimal(goal), count)

    assert sum(parts) == goal
    assert max(parts) - min(parts) <= 1


@given(st.decimals(min_value="0.01", max_value=10**9, places=2))
def test_a_quantity_said_is_read_back(quantity):
    assume(not 1900 <= quantity < 2100)  # alone before a word, that is a year

    assert read(said(quantity, "leads")) == Goal(quantity, "leads")


def test_quantities_are_written_without_zeros_nobody_needs():
    assert [plain(Decimal(text)) for text in ("20.00", "2.50", "100", "0.00")] == ["20", "2.5", "100", "0"]
    assert plain(None) == ""


def test_what_nobody_counted_is_unknown_not_zero():
    assert whole_of([None, None]) is None
    assert whole_of([Decimal(25), None, Decimal(12)]) == 37
