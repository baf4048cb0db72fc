"""What stands in the table's cells reads back as what was written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.values import parse_note
from app.tasks.goals import Goal
from app.tasks.table import cells

words = st.text(alphabet="线上推广获取家线索leads from Q1 25·.,'=-()（）\u200b\n\t é無", max_size=30)
quantities = st.decimals("0.01", "99999", places=2)
units = st.text(alphabet="家线索条 leads3D%.", max_size=12).map(cells.settled).map(lambda unit: unit or None)


@given(words)
def test_a_settled_line_is_read_as_it_is(text):
    settled = cells.settled(text)

    assert (parse_note(settled) or "") == settled
    assert cells.settled(settled) == settled


@given(words, quantities, units)
def test_a_goal_is_written_so_that_its_figure_is_found_again(text, quantity, unit):
    said = cells.said(cells.settled(text), quantity, unit)

    assert cells.read(said) == Goal(quantity, unit)


@given(words)
def test_what_was_read_once_is_written_the_same_ever_after(text):
    said = cells.settled(text)
    found = cells.read(said)

    assert cells.said(said, found.quantity if found else None, found.unit if found else None) == said


@pytest.mark.parametrize(
    ("title", "quantity", "unit", "said"),
    [
        ("线上推广获取20家线索", 20, "家线索", "线上推广获取20家线索"),
        ("线上推广", 20, "条", "线上推广 20 条"),
        ("拜访10家", 20, "条", "拜访10家 · 20 条"),
        ("Work through the list", 20, "leads", "Work through the list 20 leads"),
        ("Plan for next year", 2027, "calls", "Plan for next year · 2027 calls"),
        ("整理样本柜", None, None, "整理样本柜"),
    ],
)
def test_a_title_that_does_not_say_its_quantity_gets_it_put_behind(title, quantity, unit, said):
    assert cells.said(title, quantity and Decimal(quantity), unit) == said


@given(words, quantities, units)
def test_a_goal_that_came_in_goes_out_in_the_same_words(text, quantity, unit):
    said = cells.said(cells.settled(text), quantity, unit)
    found = cells.read(said)

    assert cells.said(cells.words_of(said) or "", found.quantity, found.unit) == said


def test_a_bare_goal_has_no_words_of_its_own():
    assert cells.words_of("50 家新客户") is None
    assert cells.words_of("开发50家新客户") == "开发50家新客户"
    assert cells.words_of("") is None


def test_names_that_say_nothing_are_still_names():
    assert cells.name("无") == "“无”"
    assert cells.settled("无") == ""
