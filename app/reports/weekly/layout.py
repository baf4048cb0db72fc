"""What stands where on the printed report, as plain words and rows for the template `print/weekly.typ`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from flask_babel import pgettext as _p

from app.reports.weekly.figures import PersonRow, WeeklyFigures
from app.reports.weekly.lists import Column, Kind, Listing, listings
from app.reports.weekly.months import month_chart, month_table
from app.reports.weekly.wording import Calendar, MoneyUnit, calendar_for, is_chinese, unit_for

Page = dict[str, Any]
ORDINALS = "一二三四五六七"


def layout(figures: WeeklyFigures) -> Page:
    """The whole report, in the order in which it is read."""
    unit, calendar = unit_for(figures), calendar_for(figures)
    sections = [_people(figures, unit), _months(figures, unit, calendar)]
    sections += [_listing(listing, unit, calendar) for listing in listings(figures)]
    return _head(figures, calendar) | {
        "quiet": _("A quiet week: no deal was opened, moved, won or lost, and none is stalled.") if figures.is_quiet else "",
        "tiles": _tiles(figures, unit),
        "sections": [_numbered(section, index, figures) for index, section in enumerate(sections)],
    }


def _head(figures: WeeklyFigures, calendar: Calendar) -> Page:
    start, end = calendar.full_day(figures.week_start), calendar.full_day(figures.week_end)
    return {
        "language": "zh" if is_chinese(figures) else "en",
        "company": figures.company,
        "title": _("Weekly pipeline report"),
        "week": _("%(start)s to %(end)s", start=start, end=end),
        "made": _("As of %(moment)s", moment=calendar.moment(figures.made_at)),
        "foot": _("Dealwright · internal"),
        "pages": _("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
    }


def _numbered(section: Page, index: int, figures: WeeklyFigures) -> Page:
    ordinal = f"{ORDINALS[index]}、" if is_chinese(figures) else f"{index + 1}  "
    return section | {"heading": ordinal + section["heading"]}


def _tiles(figures: WeeklyFigures, unit: MoneyUnit) -> list[Page]:
    total = figures.total
    unknown_open = sum(row.unknown_amount_count for row in figures.months)
    return [
        _tile(_p("deals", "New"), total.new_count, unit.amount(total.new_minor), _unknown(figures.new)),
        _tile(_p("deals", "Moved"), total.moved_count, "", 0),
        _tile(_p("deals", "Won"), total.won_count, unit.amount(total.won_minor), _unknown(figures.won)),
        _tile(_p("deals", "Lost"), total.lost_count, unit.amount(total.lost_minor), _unknown(figures.lost)),
        _tile(_p("deals", "Stalled"), total.stalled_count, unit.amount(total.stalled_minor), _unknown(figures.stalled)),
        _tile(_p("deals", "Open"), total.open_count, unit.amount(total.open_minor), unknown_open),
    ]


def _tile(label: str, count: int, amount: str, unknown: int) -> Page:
    missing = ngettext("%(num)s without an amount", "%(num)s without an amount", unknown) if unknown else ""
    return {"label": label, "value": f"{count:,}", "notes": [amount if count else "", missing]}


def _unknown(lines: Sequence[Any]) -> int:
    return sum(line.amount_minor is None for line in lines)


def _people(figures: WeeklyFigures, unit: MoneyUnit) -> Page:
    counted, summed = {"text": _p("deals", "count"), "right": True}, {"text": unit.name, "right": True}
    groups = [(_p("deals", "New"), 2), (_p("deals", "Moved"), 1), (_p("deals", "Won"), 2), (_p("deals", "Lost"), 2), (_p("deals", "Stalled"), 2), (_p("deals", "Open"), 2)]
    top = [{"text": ""}, *({"text": name, "span": span, "right": True} for name, span in groups)]
    below = [{"text": _("Person")}, counted, summed, counted, *[counted, summed] * 4]
    table = {
        "columns": [{"share": 1, "right": False}, *[{"share": 0, "right": True}] * 11],
        "head": [top, below],
        "rows": [_person(row, unit) for row in figures.per_person],
        "total": _person(figures.total, unit),
    }
    return {"heading": _("By person"), "table": table, "empty": "", "note": _in_unit(figures, unit)}


def _person(row: PersonRow, unit: MoneyUnit) -> list[Page]:
    cells = [_cell(row.name, sub=row.team), *_pair(row.new_count, row.new_minor, unit), _count(row.moved_count)]
    for kind in ("won", "lost", "stalled", "open"):
        cells += _pair(getattr(row, f"{kind}_count"), getattr(row, f"{kind}_minor"), unit)
    return cells


def _pair(count: int, minor: int | None, unit: MoneyUnit) -> list[Page]:
    return [_count(count), _cell(unit.number(minor) if count else "", muted=minor is None)]


def _count(count: int) -> Page:
    return _cell(f"{count:,}", muted=not count)


def _months(figures: WeeklyFigures, unit: MoneyUnit, calendar: Calendar) -> Page:
    table = month_table(figures, unit, calendar)
    empty = "" if figures.months else _("No deal is open.")
    chart = month_chart(figures, unit, calendar) if figures.months else ""
    heading = _("Open deals by month of expected close")
    return {"heading": heading, "chart": chart, "table": table, "empty": empty, "note": _in_unit(figures, unit)}


def _in_unit(figures: WeeklyFigures, unit: MoneyUnit) -> str:
    return _("Amounts in %(unit)s (%(currency)s).", unit=unit.name, currency=figures.currency)


def _listing(listing: Listing, unit: MoneyUnit, calendar: Calendar) -> Page:
    columns = [column for column in listing.columns if _is_told(column, listing.lines)]
    table = {
        "columns": [{"share": column.share, "right": _is_right(column)} for column in columns],
        "head": [[{"text": _heading(column, unit), "right": _is_right(column)} for column in columns]],
        "rows": [[_value(column, line, unit, calendar) for column in columns] for line in listing.lines],
    }
    return {"heading": listing.heading, "table": table, "empty": "" if listing.lines else listing.empty}


def _is_told(column: Column, lines: Sequence[Any]) -> bool:
    """A column that may stay blank and always does, is left away on paper."""
    return bool(column.missing) or any(column.of(line) for line in lines)


def _is_right(column: Column) -> bool:
    return column.kind is not Kind.TEXT


def _heading(column: Column, unit: MoneyUnit) -> str:
    return f"{column.heading} {unit.name}" if column.kind is Kind.MONEY else column.heading


def _value(column: Column, line: Any, unit: MoneyUnit, calendar: Calendar) -> Page:
    value = column.of(line)
    if value is None:
        return _cell(column.missing, muted=True)
    if column.kind is Kind.MONEY:
        return _cell(unit.number(value))
    if column.kind is Kind.MOMENT:
        return _cell(calendar.moment(value))
    return _cell(calendar.day(value) if isinstance(value, date) else str(value))


def _cell(text: str | None, *, sub: str | None = None, muted: bool = False) -> Page:
    return {"text": text or "", "sub": sub or "", "muted": muted}
