"""The weekly report as a spreadsheet: the same figures as on paper, as numbers and days one can go on working with.

Amounts are exact and in whole units of the currency, whatever unit the paper shows. What a user wrote stays text: it
never becomes a formula or a link. Needs an application context, for the translations.
"""

from io import BytesIO
from operator import attrgetter
from typing import Any

import xlsxwriter
from flask_babel import force_locale
from flask_babel import gettext as _

from app.reports.weekly.book import Book, naive
from app.reports.weekly.figures import PersonRow, WeeklyFigures
from app.reports.weekly.lists import Column, Kind, Listing, listings
from app.reports.weekly.months import in_order, months_total
from app.reports.weekly.summary import Line, groups, summary
from app.reports.weekly.wording import NOTHING, locale_of

PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def xlsx(figures: WeeklyFigures) -> bytes:
    """The report of one week as a workbook of eight sheets."""
    file = BytesIO()
    with force_locale(locale_of(figures)), xlsxwriter.Workbook(file, PLAIN) as workbook:
        workbook.set_properties(_properties(figures))
        book = Book(workbook, figures)
        _summary(book)
        _people(book)
        _months(book)
        for listing in listings(figures):
            _listing(book, listing)
    return file.getvalue()


def _summary(book: Book) -> None:
    figures = book.figures
    facts = [
        (_("Company"), Kind.TEXT, figures.company),
        (_("Week from"), Kind.DAY, figures.week_start),
        (_("Week to"), Kind.DAY, figures.week_end),
        (_("Made at"), Kind.MOMENT, figures.made_at),
        (_("Currency"), Kind.TEXT, figures.currency),
    ]
    columns = _summary_columns()
    sheet = book.sheet(_("Summary"), columns, top=len(facts) + 2)
    book.write(sheet, (0, 0), Kind.TEXT, _("Weekly pipeline report"), style="title")
    for row, (label, kind, value) in enumerate(facts, start=1):
        book.write(sheet, (row, 0), Kind.TEXT, label)
        book.write(sheet, (row, 1), kind, value)
    for row, line in enumerate(summary(figures), start=len(facts) + 3):
        book.row(sheet, row, columns, line)


def _summary_columns() -> list[Column]:
    return [
        Column(_("Deals"), Kind.TEXT, lambda line: line.name, NOTHING, 1),
        Column(_("Count"), Kind.COUNT, lambda line: line.count, NOTHING),
        Column(_("Amount known"), Kind.MONEY, _amount_known, NOTHING),
        Column(_("Without an amount"), Kind.COUNT, lambda line: line.unknown, ""),
    ]


def _amount_known(line: Line) -> int | str | None:
    return line.minor if line.has_amount else ""


def _people(book: Book) -> None:
    columns = [_column(_("Person"), "name"), _column(_("Team"), "team", missing="")]
    for key, name, with_amount in groups():
        columns.append(_column(_("%(group)s, count", group=name), f"{key}_count", Kind.COUNT))
        columns += [_column(_("%(group)s, amount", group=name), f"{key}_minor", Kind.MONEY)] if with_amount else []
    sheet = book.sheet(_("By person"), columns)
    rows: list[tuple[PersonRow, str]] = [(row, "") for row in book.figures.per_person]
    for index, (row, style) in enumerate([*rows, (book.figures.total, "total")], start=1):
        book.row(sheet, index, columns, row, style=style)


def _column(heading: str, name: str, kind: Kind = Kind.TEXT, *, missing: str = NOTHING) -> Column:
    return Column(heading, kind, attrgetter(name), missing, 0.6)


def _months(book: Book) -> None:
    figures = book.figures
    columns = [
        _column(_("Month"), "month", Kind.MONTH, missing=_("Date to complete")),
        _column(_("Count"), "count", Kind.COUNT),
        _column(_("Amount known"), "minor", Kind.MONEY),
        _column(_("Without an amount"), "unknown_amount_count", Kind.COUNT),
    ]
    sheet = book.sheet(_("By month"), columns)
    for index, row in enumerate(in_order(figures), start=1):
        book.row(sheet, index, columns, row)
    last = len(figures.months) + 1
    book.row(sheet, last, columns, months_total(figures), style="total")
    book.write(sheet, (last, 0), Kind.TEXT, figures.total.name, style="total")


def _listing(book: Book, listing: Listing) -> None:
    sheet = book.sheet(listing.heading, listing.columns)
    for index, line in enumerate(listing.lines, start=1):
        book.row(sheet, index, listing.columns, line)
    if listing.lines:
        sheet.autofilter(0, 0, len(listing.lines), len(listing.columns) - 1)
    else:
        book.write(sheet, (1, 0), Kind.TEXT, listing.empty, style="missing")


def _properties(figures: WeeklyFigures) -> dict[str, Any]:
    return {"title": _("Weekly pipeline report"), "company": figures.company, "created": naive(figures.made_at)}
