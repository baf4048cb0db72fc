"""Money is whole minor units (fen, cents) and a currency. Rounding happens once, here, half up."""

from __future__ import annotations

import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from babel.numbers import get_currency_precision

LARGEST = 10**15  # minor units: ten trillion yuan; beyond lies a typing mistake


@lru_cache(maxsize=200)
def minor_digits(currency: str) -> int:
    """How many decimals the currency has: 2 for CNY, 0 for JPY."""
    return get_currency_precision(currency)


def to_minor(amount: Decimal, currency: str) -> int:
    """`amount` in minor units of `currency`, half up. Raises ValueError when it is beyond any deal."""
    minor = int((amount * 10 ** minor_digits(currency)).to_integral_value(ROUND_HALF_UP))
    if abs(minor) > LARGEST:
        raise ValueError("amount out of range")
    return minor


def to_major(minor: int, currency: str) -> Decimal:
    """Minor units as a decimal amount."""
    return Decimal(minor) / 10 ** minor_digits(currency)


def plain(minor: int | None, currency: str) -> str:
    """For the value of an input: 380000 or 1054.50; empty when unknown."""
    if minor is None:
        return ""
    major = to_major(minor, currency)
    return f"{major:f}" if minor % 10 ** minor_digits(currency) else f"{int(major)}"


def parse(text: str, currency: str) -> int:
    """What a person typed as money ("380,000", "¥1 054.5", "38万", "3.2亿") in minor units. Raises ValueError."""
    cleaned = "".join(unicodedata.normalize("NFKC", text).replace(",", "").split()).lstrip("¥$€£")
    factor = 1
    for sign, times in (("万元", 10**4), ("亿元", 10**8), ("万", 10**4), ("亿", 10**8), ("元", 1)):
        if cleaned.endswith(sign):
            cleaned, factor = cleaned.removesuffix(sign), times
            break
    try:
        value = Decimal(cleaned)
    except InvalidOperation:
        raise ValueError("not a number") from None
    if not value.is_finite():
        raise ValueError("not a number")
    return to_minor(value * factor, currency)
