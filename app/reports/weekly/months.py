"""Open deals by the month in which they are expected to close: a chart and the table of the same figures.

It counts what is written in the deals and foretells nothing. Deals without a date are a row of their own.
"""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext as _p

from app.reports.weekly.figures import MonthRow, WeeklyFigures
from app.reports.weekly.sums import known_sum
from app.reports.weekly.wording import Calendar, MoneyUnit
from app.web.charts import Bar, bar_chart, standing_alone

MONTHS_SHOWN = 9  # as bars; with those before, after and without a date, twelve fit the paper
WIDTH, HEIGHT = 665, 150  # the width of the sheet, in the chart's pixels


def month_table(figures: WeeklyFigures, unit: MoneyUnit, calendar: Calendar) -> dict[str, Any]:
    """Every month with its count, its sum and how many deals have no amount."""
    heads = [_("Month"), _p("deals", "count"), unit.name, _("Without an amount")]
    rows = in_order(figures)
    return {
        "columns": [{"share": 1, "right": False}, *[{"share": 1, "right": True}] * 3],
        "head": [[{"text": head, "right": index > 0} for index, head in enumerate(heads)]],
        "rows": [_row(row, month_name(row, figures, calendar), unit) for row in rows],
        "remainder": [index for index, row in enumerate(rows) if row.month is None],
        "total": _row(months_total(figures), figures.total.name, unit),
    }


def month_chart(figures: WeeklyFigures, unit: MoneyUnit, calendar: Calendar) -> str:
    """The sums as bars, as an SVG of its own. Months long past and far ahead are one bar each."""
    bars = [_bar(row, label, unit, muted) for row, label, muted in _folded(figures, calendar)]
    sentence = _("Open deals by month of expected close, in %(unit)s: %(bars)s", unit=unit.name, bars=_spoken(bars))
    chart = bar_chart(bars, label=sentence, height=HEIGHT, tick=lambda value: f"{value:,g}")
    return standing_alone(chart, width=WIDTH)


def in_order(figures: WeeklyFigures) -> list[MonthRow]:
    """By month; those without a date last."""
    return sorted(figures.months, key=lambda row: row.month or date.max)


def month_name(row: MonthRow, figures: WeeklyFigures, calendar: Calendar) -> str:
    """The month in words, saying so when it has passed while deals in it are still open."""
    if row.month is None:
        return _("Date to complete")
    name = calendar.month(row.month)
    return _("%(month)s (past)", month=name) if row.month < _this_month(figures) else name


def months_total(figures: WeeklyFigures) -> MonthRow:
    """All open deals in one row."""
    return _together(list(figures.months))


def _row(row: MonthRow, name: str, unit: MoneyUnit) -> list[dict[str, Any]]:
    unknown = str(row.unknown_amount_count) if row.unknown_amount_count else ""
    texts = [name, f"{row.count:,}", unit.number(row.minor) if row.count else "", unknown]
    return [{"text": text, "sub": "", "muted": False} for text in texts]


def _folded(figures: WeeklyFigures, calendar: Calendar) -> list[tuple[MonthRow, str, bool]]:
    dated = [(row.month, row) for row in in_order(figures) if row.month]
    past = [row for month, row in dated if month < _this_month(figures)]
    ahead = [(month, row) for month, row in dated if month >= _this_month(figures)]
    near, far = ahead[:MONTHS_SHOWN], [row for _month, row in ahead[MONTHS_SHOWN:]]
    shown = [(_together(past), _p("months", "past"), True)] if past else []
    shown += [(row, calendar.tick(month, first=not index), False) for index, (month, row) in enumerate(near)]
    shown += [(_together(far), _p("months", "later"), False)] if far else []
    return shown + [(row, _p("months", "no date"), True) for row in figures.months if row.month is None]


def _together(rows: list[MonthRow]) -> MonthRow:
    unknown = sum(row.unknown_amount_count for row in rows)
    minor = known_sum(row.minor for row in rows if row.count)
    return MonthRow(None, sum(row.count for row in rows), minor, unknown)


def _bar(row: MonthRow, label: str, unit: MoneyUnit, muted: bool) -> Bar:
    value = None if row.minor is None else float(unit.exact(row.minor))
    return Bar(label, value, unit.number(row.minor), muted)


def _spoken(bars: list[Bar]) -> str:
    return ", ".join(f"{bar.label} {bar.text}" for bar in bars)


def _this_month(figures: WeeklyFigures) -> date:
    return figures.week_end.replace(day=1)
