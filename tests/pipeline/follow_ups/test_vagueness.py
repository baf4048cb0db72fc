"""A next step says what will be done."""

from __future__ import annotations

import pytest

from app.pipeline.follow_ups.mentions import named_in
from app.pipeline.follow_ups.vagueness import is_vague


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


def test_a_colleague_is_named_with_an_at():
    people = [(1, "Ann"), (2, "Ann Lee"), (3, "张伟")]

    assert named_in("ask @ann lee and ＠张伟", people) == {2, 3}
    assert named_in("ask @Ann about it", people) == {1}
    assert named_in("write to ann@example.com", [(4, "example.org")]) == set()
