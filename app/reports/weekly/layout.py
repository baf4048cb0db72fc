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
from app.reports.weekly.summary import Line, groups, summary
from app.reports.weekly.wording import Calendar, MoneyUnit, calendar_for, is_chinese, unit_for

Page = dict[str, Any]
#: Lines of one list that are set; nobody reads further on paper, and thousands take the press a minute.
MOST_ON_PAPER = 300
ORDINALS = "一二三四五六七"


def layout(figures: WeeklyFigures) -> Page:
    """The whole report, in the order in which it is read. A quiet week needs one sentence and no empty lists."""
    unit, calendar = unit_for(figures), calendar_for(figures)
    sections = [_people(figures, unit), _months(figures, unit, calendar)]
    if not figures.is_quiet:
        sections += [_listing(listing, unit, calendar) for listing in listings(figures)]
    quiet = _("A quiet week: no deal was opened, moved, won or lost, and none is stalled.")
    return _head(figures, calendar) | {
        "quiet": quiet if figures.is_quiet else "",
        "tiles": [_tile(line, unit) for line in summary(figures)],
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


def _tile(line: Line, unit: MoneyUnit) -> Page:
    amount = unit.amount(line.minor) if line.has_amount and line.count else ""
    missing = ngettext("%(num)s without an amount", "%(num)s without an amount", line.unknown) if line.unknown else ""
    return {"label": line.name, "value": f"{line.count:,}", "notes": [note for note in (amount, missing) if note]}


def _people(figures: WeeklyFigures, unit: MoneyUnit) -> Page:
    top: list[Page] = [{"text": ""}]
    below: list[Page] = [{"text": _("Person")}]
    for _key, name, with_amount in groups():
        heads = [_p("deals", "count"), unit.name] if with_amount else [_p("deals", "count")]
        top.append({"text": name, "span": len(heads), "right": True})
        below += [{"text": head, "right": True} for head in heads]
    table = {
        "columns": [{"share": 1, "right": False}, *[{"share": 0, "right": True}] * (len(below) - 1)],
        "head": [top, below],
        "rows": [_person(row, unit) for row in figures.per_person],
        "total": _person(figures.total, unit),
    }
    return {"heading": _("By person"), "table": table, "empty": "", "note": _in_unit(figures, unit)}


def _person(row: PersonRow, unit: MoneyUnit) -> list[Page]:
    cells = [_cell(row.name, sub=row.team)]
    for key, _name, with_amount in groups():
        count = getattr(row, f"{key}_count")
        cells.append(_count(count))
        if with_amount:
            cells.append(_sum(getattr(row, f"{key}_minor"), count, unit))
    return cells


def _sum(minor: int | None, count: int, unit: MoneyUnit) -> Page:
    return _cell(unit.number(minor) if count else "", muted=minor is None)


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
    lines = listing.lines[:MOST_ON_PAPER]
    columns = [column for column in listing.columns if _is_told(column, listing.lines)]
    table = {
        "columns": [{"share": column.share, "right": _is_right(column)} for column in columns],
        "head": [[{"text": _heading(column, unit), "right": _is_right(column)} for column in columns]],
        "rows": [[_value(column, line, unit, calendar) for column in columns] for line in lines],
    }
    empty = "" if listing.lines else listing.empty
    return {"heading": listing.heading, "table": table, "empty": empty, "note": _left_out(listing)}


def _left_out(listing: Listing) -> str:
    count = len(listing.lines)
    if count <= MOST_ON_PAPER:
        return ""
    shown = f"{MOST_ON_PAPER:,}"
    return _("The first %(shown)s of %(count)s; the spreadsheet has them all.", shown=shown, count=f"{count:,}")


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
