"""The sums of a weekly report, and the proof that its figures agree with the people and the lists behind them."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from app.reports.weekly.figures import PersonRow, WeeklyFigures

Check = tuple[str, int | None, int | None]


def total_of(rows: Iterable[PersonRow], *, name: str) -> PersonRow:
    """The column sums of the people. A sum is unknown when there are deals and none has an amount."""
    rows = tuple(rows)
    counts: dict[str, Any] = {column: sum(getattr(row, column) for row in rows) for column in _columns("_count")}
    sums: dict[str, Any] = {column: _known_sum(rows, column) for column in _columns("_minor")}
    return PersonRow(name=name, **counts, **sums)


def disagreements(figures: WeeklyFigures) -> list[str]:
    """Where a figure differs from the people or the list behind it, one sentence each. A sound report has none."""
    summed = total_of(figures.per_person, name=figures.total.name)
    columns = _columns("_count", "_minor")
    people = [(f"{name} of the people", getattr(summed, name), getattr(figures.total, name)) for name in columns]
    checks = people + _behind(figures)
    return [f"{what}: {found}, but {said} in the total" for what, found, said in checks if found != said]


def known_sum(amounts: Iterable[int | None]) -> int | None:
    """The sum of the amounts that are known; unknown when there are some and none is known; 0 of nothing."""
    amounts = tuple(amounts)
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known or not amounts else None


def _behind(figures: WeeklyFigures) -> list[Check]:
    total, months = figures.total, figures.months
    checks: list[Check] = [
        ("moves listed", len(figures.moved), total.moved_count),
        ("open deals by month", sum(row.count for row in months), total.open_count),
        ("sum of open deals by month", known_sum(row.minor for row in months if row.count), total.open_minor),
    ]
    for kind in ("new", "won", "lost", "stalled"):
        lines = getattr(figures, kind)
        listed = known_sum(line.amount_minor for line in lines)
        checks.append((f"{kind} deals listed", len(lines), getattr(total, f"{kind}_count")))
        checks.append((f"sum of {kind} deals listed", listed, getattr(total, f"{kind}_minor")))
    return checks


def _known_sum(rows: Sequence[PersonRow], column: str) -> int | None:
    """Somebody without deals adds nothing, not a known 0."""
    count = column.replace("_minor", "_count")
    return known_sum(getattr(row, column) for row in rows if getattr(row, count))


def _columns(*endings: str) -> list[str]:
    return [field.name for field in fields(PersonRow) if field.name.endswith(endings)]
