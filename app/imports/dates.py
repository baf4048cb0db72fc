"""Days as people write them: 2024-03-01, 2024/3/1, 1.3.2024, 2024年3月1日, 1 Mar 2024, Excel's 45352.

Whether 03/04/2024 is a day in March or in April is decided once for a whole column
(`date_order`), never cell by cell.
"""

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Literal

from flask_babel import lazy_gettext as _l

from app.imports.blank import is_blank, plain
from app.imports.problems import Unreadable

Order = Literal["ymd", "dmy", "mdy", "ambiguous"]

TIME = r"(?:[T,\s]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
NUMERIC = re.compile(r"(\d{1,4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,4})" + TIME, re.ASCII)
CHINESE = re.compile(r"(\d{4}|\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?" + TIME, re.ASCII)
DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-\s/.]+([A-Za-z]{3,9})\.?[-\s/.,]+(\d{4}|\d{2})" + TIME, re.ASCII)
MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?[-\s/.]+(\d{1,2})(?:st|nd|rd|th)?[-\s/.,]+(\d{4}|\d{2})" + TIME, re.ASCII)
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
MONTHS = {
    name[:length]: month
    for month, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
    for length in {3, 4, len(name)}
}
# Excel counts days from here; 20000 is 1954 and 80000 is 2119.
EXCEL_EPOCH = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
FIRST_YEAR, LAST_YEAR = 1900, 2100


def parse_date(value: Any, order: Order = "ymd") -> date | None:
    """The day in a cell; `order` says how 03/04/2024 is meant in this column."""
    if isinstance(value, date):
        return _of_cell(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _of_serial(value)
    if is_blank(value):
        return None
    return _of_text(plain(value), order)


def date_order(values: Iterable[Any]) -> Order:
    """How a column writes its days, from all its values together."""
    firsts, seconds = set(), set()
    for value in values:
        match = NUMERIC.fullmatch(plain(value)) if isinstance(value, str) else None
        if match and len(match[1]) < 3:
            firsts.add(int(match[1]))
            seconds.add(int(match[3]))
    if not firsts:
        return "ymd"
    day_first, month_first = max(firsts) > 12, max(seconds) > 12
    if day_first == month_first:
        return "ambiguous"
    return "dmy" if day_first else "mdy"


def looks_like_a_date(text: str) -> bool:
    try:
        return parse_date(text, "dmy") is not None or parse_date(text, "mdy") is not None
    except Unreadable as complaint:
        return complaint.code == "date_order"


def _of_text(text: str, order: Order) -> date:
    if match := NUMERIC.fullmatch(text):
        return _of_numbers(text, match, order)
    if match := CHINESE.fullmatch(text) or COMPACT.fullmatch(text):
        return _day(text, match[1], int(match[2]), int(match[3]))
    if (match := DAY_FIRST.fullmatch(text)) and match[2].lower() in MONTHS:
        return _day(text, match[3], MONTHS[match[2].lower()], int(match[1]))
    if (match := MONTH_FIRST.fullmatch(text)) and match[1].lower() in MONTHS:
        return _day(text, match[3], MONTHS[match[1].lower()], int(match[2]))
    if text.isascii() and text.isdigit() and len(text) == 5:
        return _of_serial(int(text), text)
    raise _not_a_date(text)


def _of_numbers(text: str, match: re.Match[str], order: Order) -> date:
    first, second, last = match[1], int(match[3]), match[4]
    if len(first) > 2:
        return _day(text, first, second, int(last))
    if order == "ymd" and len(last) <= 2:
        return _day(text, first, second, int(last))
    return _day(text, last, *_month_and_day(text, int(first), second, order))


def _month_and_day(text: str, first: int, second: int, order: Order) -> tuple[int, int]:
    """Under a known order strictly so; otherwise only where the numbers leave no doubt."""
    if order == "dmy":
        return second, first
    if order == "mdy":
        return first, second
    if first > 12 or first == second:
        return second, first
    if second > 12:
        return first, second
    words = _l("“%(value)s” could be day/month or month/day. Say which one the column uses.")
    raise Unreadable("date_order", words, value=text)


def _of_cell(day: date) -> date:
    """A day that a workbook keeps as one; 9999-12-31, which means never, is none here."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _not_a_date(day.isoformat())
    return day


def _of_serial(number: float, text: str | None = None) -> date:
    if not math.isfinite(number) or not FIRST_SERIAL <= number <= LAST_SERIAL:
        raise _not_a_date(text or f"{number:g}")
    return EXCEL_EPOCH + timedelta(days=int(number))


def _day(text: str, year: str, month: int, day: int) -> date:
    try:
        found = date(_full_year(year), month, day)
    except ValueError:
        raise _not_a_date(text) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _not_a_date(text)
    return found


def _full_year(digits: str) -> int:
    """24 is 2024 and 98 is 1998, as Excel and POSIX read them."""
    if len(digits) > 2:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= 69 else 2000)


def _not_a_date(text: str) -> Unreadable:
    return Unreadable("date", _l("“%(value)s” is not a date."), value=text)
