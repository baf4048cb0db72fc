"""How a deal is doing."""

from __future__ import annotations

import pytest

from app.pipeline.opportunities.health import BAD, GOOD, WARN, Limits, health_of

LIMITS = Limits(expected=7, warning=14, quiet=5)


@pytest.mark.parametrize(
    ("stage_days", "quiet_days", "level"),
    [(0, 0, GOOD), (7, 5, GOOD), (8, 0, WARN), (0, 6, WARN), (15, 0, BAD), (0, 11, BAD), (8, 11, BAD), (15, 6, BAD)],
)
def test_the_worse_of_stage_and_quiet_counts(stage_days: int, quiet_days: int, level: str):
    assert health_of(stage_days, quiet_days, LIMITS).level == level


def test_the_worst_reason_comes_first_with_its_days_and_its_limit():
    reasons = health_of(8, 11, LIMITS).reasons

    assert [(reason.kind, reason.days, reason.limit) for reason in reasons] == [("quiet", 11, 5), ("stage", 8, 7)]


def test_a_stage_without_limits_is_never_a_worry():
    assert health_of(9000, 9000, Limits()).level == GOOD


def test_a_warning_alone_counts_too():
    assert health_of(15, 0, Limits(warning=14)).level == BAD
