"""How a deal is doing: the worse of "too long in its stage" and "nobody has spoken to the customer"."""

from __future__ import annotations

from dataclasses import dataclass

GOOD, WARN, BAD = "good", "warn", "bad"
LEVELS = (GOOD, WARN, BAD)


@dataclass(frozen=True)
class Limits:
    """What a stage allows, in days; None: no limit."""

    expected: int | None = None
    warning: int | None = None
    quiet: int | None = None


@dataclass(frozen=True)
class Reason:
    """One cause of a worry: "stage" or "quiet", the days it has been, and the days that were allowed."""

    kind: str
    level: str
    days: int
    limit: int


@dataclass(frozen=True)
class Health:
    """The level and what it comes from, the worst first."""

    level: str
    reasons: tuple[Reason, ...] = ()


def health_of(stage_days: int, quiet_days: int, limits: Limits) -> Health:
    """The health of an open deal that is `stage_days` in its stage and `quiet_days` without a real contact."""
    found = [
        *_reasons("stage", stage_days, limits.expected, limits.warning),
        *_reasons("quiet", quiet_days, limits.quiet, twice(limits.quiet)),
    ]
    found.sort(key=lambda reason: LEVELS.index(reason.level), reverse=True)
    return Health(found[0].level if found else GOOD, tuple(found))


def twice(limit: int | None) -> int | None:
    """Quiet for twice the allowed days is stuck."""
    return None if limit is None else 2 * limit


def _reasons(kind: str, days: int, soft: int | None, hard: int | None) -> list[Reason]:
    """Beyond the soft limit: watch; beyond the hard one: stuck."""
    if hard is not None and days > hard:
        return [Reason(kind, BAD, days, hard if soft is None else soft)]
    if soft is not None and days > soft:
        return [Reason(kind, WARN, days, soft)]
    return []
