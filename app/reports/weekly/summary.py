"""The week in six numbers: new, moved, won, lost, stalled and open, each with its amount and its gaps."""

from dataclasses import dataclass

from flask_babel import pgettext as _p

from app.reports.weekly.figures import WeeklyFigures


@dataclass(frozen=True)
class Line:
    """One of the six: how many, worth what, and how many of them have no amount yet."""

    name: str
    count: int
    minor: int | None
    unknown: int | None
    has_amount: bool


def groups() -> list[tuple[str, str, bool]]:
    """Key, name, and whether an amount is told: what moved is still open, so its amount is told there."""
    return [
        ("new", _p("deals", "New"), True),
        ("moved", _p("deals", "Moved"), False),
        ("won", _p("deals", "Won"), True),
        ("lost", _p("deals", "Lost"), True),
        ("stalled", _p("deals", "Stalled"), True),
        ("open", _p("deals", "Open"), True),
    ]


def summary(figures: WeeklyFigures) -> list[Line]:
    """The six lines of the whole company."""
    return [_line(figures, *group) for group in groups()]


def _line(figures: WeeklyFigures, key: str, name: str, has_amount: bool) -> Line:
    count = getattr(figures.total, f"{key}_count")
    minor = getattr(figures.total, f"{key}_minor") if has_amount else None
    return Line(name, count, minor, _unknown(figures, key) if has_amount else None, has_amount)


def _unknown(figures: WeeklyFigures, key: str) -> int:
    if key == "open":
        return sum(row.unknown_amount_count for row in figures.months)
    return sum(line.amount_minor is None for line in getattr(figures, key))
