"""How the sheets of a report are written: heads that stay in sight, formats by kind of column, gaps in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.reports.weekly.figures import WeeklyFigures
from app.reports.weekly.lists import Column, Kind
from app.reports.weekly.wording import NOTHING

Place = tuple[int, int]
TEXT = "@"
DAYS = {Kind.DAY: "yyyy-mm-dd", Kind.MONTH: "yyyy-mm", Kind.MOMENT: "yyyy-mm-dd hh:mm"}
WIDTHS = {Kind.COUNT: 11, Kind.MONEY: 16, Kind.DAY: 13, Kind.MONTH: 16, Kind.MOMENT: 17}
LINE = "#c5cace"


@dataclass
class Book:
    """The workbook with its formats, each made once."""

    workbook: Workbook
    figures: WeeklyFigures
    formats: dict[tuple[Kind, str], Format] = field(default_factory=dict)

    def sheet(self, name: str, columns: Sequence[Column], *, top: int = 0) -> Worksheet:
        """A sheet whose head stays in sight."""
        sheet = self.workbook.add_worksheet(name)
        for index, column in enumerate(columns):
            width = WIDTHS.get(column.kind, 12 + 14 * column.share)
            sheet.set_column(index, index, width)
            sheet.write_string(top, index, self._head(column), self._look(column.kind, "head"))
        sheet.freeze_panes(top + 1, 1)
        return sheet

    def _head(self, column: Column) -> str:
        return f"{column.heading} {self.figures.currency}" if column.kind is Kind.MONEY else column.heading

    def row(self, sheet: Worksheet, row: int, columns: Sequence[Column], line: Any, *, style: str = "") -> None:
        """One line, read column by column."""
        for index, column in enumerate(columns):
            self.write(sheet, (row, index), column.kind, column.of(line), style=style, missing=column.missing)

    def write(
        self, sheet: Worksheet, place: Place, kind: Kind, value: Any, *, style: str = "", missing: str = NOTHING
    ) -> None:
        """One cell: text as text, numbers and days as themselves, what is not known as a word."""
        if value is None:
            sheet.write_string(*place, missing, self._look(kind, style or "missing"))
        elif isinstance(value, str):
            sheet.write_string(*place, value, self._look(kind, style))
        elif isinstance(value, date):
            sheet.write_datetime(*place, naive(value), self._look(kind, style))
        else:
            sheet.write_number(*place, self._number(kind, value), self._look(kind, style))

    def _number(self, kind: Kind, value: int) -> Decimal | int:
        return Decimal(value).scaleb(-self.figures.minor_digits) if kind is Kind.MONEY else value

    def _look(self, kind: Kind, style: str) -> Format:
        if (kind, style) not in self.formats:
            self.formats[kind, style] = self.workbook.add_format(_pattern(kind, self.figures) | _style(kind, style))
        return self.formats[kind, style]


def _pattern(kind: Kind, figures: WeeklyFigures) -> dict[str, Any]:
    decimals = "." + "0" * figures.minor_digits if figures.minor_digits else ""
    patterns = DAYS | {Kind.COUNT: "#,##0", Kind.MONEY: f"#,##0{decimals}"}
    return {"num_format": patterns.get(kind, TEXT), "valign": "top"}


def _style(kind: Kind, style: str) -> dict[str, Any]:
    side = {"align": "left" if kind is Kind.TEXT else "right"}
    styles: dict[str, dict[str, Any]] = {
        "head": {"bold": True, "bottom": 1, "bottom_color": LINE, "text_wrap": True, "num_format": TEXT},
        "total": {"bold": True, "top": 1, "top_color": LINE},
        "missing": {"font_color": "#636a71", "num_format": TEXT},
        "title": {"bold": True, "font_size": 16},
    }
    return side | styles.get(style, {})


def naive(moment: date) -> date:
    """Spreadsheets know no zones: the wall clock of the company."""
    return moment.replace(tzinfo=None) if isinstance(moment, datetime) else moment
