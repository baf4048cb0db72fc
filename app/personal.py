"""What is not written down about a person without his separate consent: identity card and bank card numbers.

The law asks for the least that is needed (个人信息保护法, articles 6 and 29): a seller's note is refused, not stored.
"""

from __future__ import annotations

import re
import unicodedata

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
_LONG_NUMBER = re.compile(r"(?<![0-9])(?:[0-9][ -]?){14,18}[0-9Xx](?![0-9])")


def sensitive(text: str | None) -> str | None:
    """ "identity" or "card" when such a number stands in `text`, else None."""
    for found in _LONG_NUMBER.findall(unicodedata.normalize("NFKC", text or "")):
        digits = re.sub(r"[ -]", "", found).upper()
        if is_identity_number(digits):
            return "identity"
        if is_card_number(digits):
            return "card"
    return None


def is_identity_number(digits: str) -> bool:
    """Whether these are a resident's 18 characters: a birthday inside and the right check character."""
    if not re.fullmatch(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]", digits):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False))
    return CHECKS[total % 11] == digits[-1]


def is_card_number(digits: str) -> bool:
    """Whether these are a bank card's 16 to 19 digits with the right check digit."""
    if not re.fullmatch(r"[2-6]\d{15,18}", digits):
        return False
    doubled = (int(digit) * 2 if place % 2 else int(digit) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
