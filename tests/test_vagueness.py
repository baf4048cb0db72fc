"""A next step says what will be done."""

from __future__ import annotations

import pytest

from app.vagueness import is_vague


@pytest.mark.parametrize(
    "typed",
    [
        "Keep following up",
        "继续跟进",
        "继续跟进。",
        "再 联系",
        "follow-up",
        "Follow up!",
        "ＴＢＤ",
        "等客户回复",
        "…",
        "x",
    ],
)
def test_words_that_promise_nothing_are_vague(typed):
    assert is_vague(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Send the quote",
        "周二前把修订报价发给王总",
        "Call Mr Wang about the terms",
        "约采购总监面谈",
        "电话核实预算区间",
    ],
)
def test_words_that_name_an_act_are_not(typed):
    assert not is_vague(typed)
