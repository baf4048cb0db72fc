"""Amounts and counts as people write them, read exactly (Decimal, never float).

1,234.56 · 1.234,56 · 1 234,56 · ¥1,234 · 12.5万 · 3亿 · (123) · 123- · 50%
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, Literal, NamedTuple

from flask_babel import lazy_gettext as _l

from app.imports.blank import is_blank, plain
from app.imports.problems import Unreadable

Style = Literal["point", "comma"]

CURRENCY = re.compile(r"(?:RMB|CNY|USD|US\$|EUR|GBP|HK\$|HKD|[¥$€£元圆块])", re.IGNORECASE)
UNITS = {
    "万亿": 10**12,
    "亿": 10**8,
    "億": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "萬": 10**4,
    "千": 10**3,
    "bn": 10**9,
    "mm": 10**6,
    "m": 10**6,
    "k": 10**3,
}
COUNTED = re.compile(r"(?:人|名|家|件|台|个|套|份|次|pcs?|units?)$", re.IGNORECASE)
UNIT = re.compile(r"(\d)\s*(" + "|".join(UNITS) + ")$", re.IGNORECASE)
SPACED = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?")
THREE_DIGITS = re.compile(r"\d{3}(?!\d)", re.ASCII)
BARE = re.compile(r"\d+|(?:\d+\.\d*|\.\d+)(?:[Ee][+-]?\d{1,2})?|\d+[Ee][+-]?\d{1,2}", re.ASCII)
# Thousands in threes, or in the Indian twos before the last three.
POINT = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?", re.ASCII)
COMMA = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d*)?|\d+,\d*|,\d+", re.ASCII)
LONGEST, MOST_DIGITS = 40, 18
ONE = Decimal(1)
EXACT = Context(prec=100, rounding=ROUND_HALF_UP)


class Reading(NamedTuple):
    number: Decimal
    is_percent: bool


def parse_number(value: Any, style: Style | None = None) -> Decimal | None:
    """The number in a cell; 50% is 0.5. `style` says what the column's comma means, if known."""
    reading = _read(value, style)
    if reading is None:
        return None
    return reading.number / 100 if reading.is_percent else reading.number


def parse_integer(value: Any, style: Style | None = None) -> int | None:
    """A count: 200, 200人, 1,200. A fraction is refused rather than rounded."""
    text = COUNTED.sub("", plain(value)) if isinstance(value, str) else value
    number = parse_number(text, style)
    if number is None:
        return None
    if number != int(number):
        raise Unreadable("integer", _l("“%(value)s” is not a whole number."), value=plain(value))
    return int(number)


def parse_money_minor(value: Any, digits: int = 2, factor: int = 1, style: Style | None = None) -> int | None:
    """An amount in the currency's smallest unit, half a unit rounded away from zero."""
    reading = _read(value, style)
    if reading is None:
        return None
    if reading.is_percent:
        raise Unreadable("money", _l("“%(value)s” is not an amount of money."), value=plain(value))
    minor = EXACT.quantize(EXACT.multiply(reading.number, Decimal(factor).scaleb(digits)), ONE)
    if minor.adjusted() >= MOST_DIGITS:
        raise _too_large(plain(value))
    return int(minor)


def number_style(values: Iterable[Any]) -> Style | None:
    """Whether a column writes 1,234.56 or 1.234,56; None when nothing in it tells."""
    seen = {_style_of(value) for value in values if isinstance(value, str)} - {None}
    return seen.pop() if len(seen) == 1 else None


def looks_like_a_number(text: str) -> bool:
    try:
        return parse_number(text) is not None
    except Unreadable:
        return False


def _style_of(value: str) -> Style | None:
    text = value if value.isascii() else plain(value)
    comma, point = text.rfind(","), text.rfind(".")
    if comma < 0 and point < 0:
        return None
    if comma >= 0 and point >= 0:
        return "comma" if comma > point else "point"
    mark, at = (",", comma) if comma >= 0 else (".", point)
    if text.count(mark) > 1:
        return "point" if mark == "," else "comma"
    if THREE_DIGITS.match(text, at + 1):
        return None
    return "comma" if mark == "," else "point"


def _read(value: Any, style: Style | None) -> Reading | None:
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return Reading(_of_machine(value), is_percent=False)
    if not isinstance(value, str):
        if value is None:
            return None
        raise _not_a_number(str(value))
    if style != "comma" and len(value) <= LONGEST and (BARE.fullmatch(value) or POINT.fullmatch(value)):
        return Reading(_bounded(Decimal(value.replace(",", "")), value), is_percent=False)
    return None if is_blank(value) else _of_text(plain(value), style)


def _of_machine(value: float | Decimal) -> Decimal:
    """A spreadsheet's number, to the fifteen digits it shows."""
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise _not_a_number(str(value))
    return _bounded(number, str(value))


def _of_text(text: str, style: Style | None) -> Reading:
    if len(text) > LONGEST:
        raise _not_a_number(text[:LONGEST] + "…")
    body, negative = _without_sign(CURRENCY.sub("", text).strip())
    is_percent = body.endswith("%")
    body, factor = _without_unit(body.rstrip("% "))
    number = _bounded(_digits(body, style, text) * factor, text)
    return Reading(-number if negative else number, is_percent)


def _without_sign(text: str) -> tuple[str, bool]:
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text.startswith("-"):
        return text[1:].strip(), True
    if text.endswith("-"):
        return text[:-1].strip(), True
    return text.removeprefix("+").strip(), False


def _without_unit(text: str) -> tuple[str, int]:
    match = UNIT.search(text)
    if not match:
        return text, 1
    return text[: match.end(1)], UNITS[match[2].lower()]


def _digits(body: str, style: Style | None, text: str) -> Decimal:
    if SPACED.fullmatch(body):
        body = re.sub(r"[ '’]", "", body)
        style = style or ("comma" if "," in body else "point")
    if style != "comma" and BARE.fullmatch(body):
        return Decimal(body)
    if style != "comma" and POINT.fullmatch(body):
        return Decimal(body.replace(",", ""))
    if style != "point" and (COMMA.fullmatch(body) or body.isdecimal()):
        return Decimal(body.replace(".", "").replace(",", "."))
    raise _not_a_number(text)


def _bounded(number: Decimal, text: str) -> Decimal:
    if number.adjusted() >= MOST_DIGITS:
        raise _too_large(text)
    return number


def _not_a_number(text: str) -> Unreadable:
    return Unreadable("number", _l("“%(value)s” is not a number."), value=text)


def _too_large(text: str) -> Unreadable:
    return Unreadable("number_too_large", _l("“%(value)s” is too large."), value=text)
