"""Goals with a quantity and a unit, and the parts they are split into. Pure.

The source writes goals as sentences ("开发50家新客户", "20 leads from the web"); the number and what it counts are
read out of them, and parts must add up to their whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.people.names import name_key

LONGEST_UNIT = 40
MOST_KEPT = Decimal("999999999999.99")  # what the columns hold
LARGEST = Decimal("999999999999")  # what people write
_NUMBER = r"(?P<number>\d{1,3}(?:[,，]\d{3})+|\d+)(?P<part>\.\d{1,2})?\s*"
_IN_LATIN = re.compile(rf"(?<![\w.,%-]){_NUMBER}(?P<unit>[^\d\s\u3400-\u9fff][^\d]*)?$")
_IN_CHINESE = re.compile(rf"{_NUMBER}(?P<unit>[\u3400-\u9fff][^\d，。,;；（(]*)")
_AFTER_THE_UNIT = re.compile(
    r"\s+(?:from|for|by|in|with|within|at|on|online|per|each|every|this|next|until|before|during|through|via)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LETTER_BEFORE = re.compile(r"[A-Za-z]$")


@dataclass(frozen=True)
class Goal:
    """How much of what."""

    quantity: Decimal
    unit: str | None


def read(text: str | None) -> Goal | None:
    """The quantity and unit in a goal written as a sentence; None where it counts nothing.

    "开发50家新客户" is 50 of "家新客户"; "Win 20 new customers" is 20 of "new customers"; the 1 of "Q1" counts nothing.
    """
    if not text:
        return None
    found = next((one for one in _IN_CHINESE.finditer(text) if not _is_a_name(text, one)), None)
    found = found or _in_latin(text)
    if found is None:
        return None
    quantity = Decimal(re.sub("[,，]", "", found["number"]) + (found["part"] or ""))
    unit = _AFTER_THE_UNIT.sub("", found["unit"] or "").strip(" .。")[:LONGEST_UNIT]
    return Goal(quantity, unit or None) if quantity > 0 else None


def _in_latin(text: str) -> re.Match[str] | None:
    """A number and what follows to the end; one that looks like a year is none."""
    found = _IN_LATIN.search(_IN_BRACKETS.sub("", text).strip())
    return None if found is None or (_YEAR.fullmatch(found["number"]) and not found["part"]) else found


def _is_a_name(text: str, found: re.Match[str]) -> bool:
    """Whether the number is the end of a name, as in Q1 or A4, or a date, as in 3月."""
    return bool(_LETTER_BEFORE.search(text[: found.start()])) or found["unit"][0] in "年月日号点时"


def said(quantity: Decimal | None, unit: str | None) -> str:
    """A goal in short: 50 家新客户; nothing without a quantity."""
    return " ".join(filter(None, (plain(quantity), unit)))


def plain(quantity: Decimal | None) -> str:
    """A quantity without zeros nobody needs: 20, 2.5."""
    if quantity is None:
        return ""
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Sum:
    """How parts stand to their whole: what they add up to, what is missing (negative: too much)."""

    goal: Decimal
    parts: Decimal
    other_units: tuple[str, ...]

    @property
    def missing(self) -> Decimal:
        return self.goal - self.parts

    @property
    def adds_up(self) -> bool:
        return not self.missing


def sum_of(goal: Decimal, unit: str | None, parts: Iterable[tuple[Decimal | None, str | None]]) -> Sum:
    """Add up parts, given as (quantity, unit). Units that are not the whole's are told, each once: 50 customers split
    into leads presume that every lead becomes a customer."""
    parts = list(parts)
    total = sum((quantity for quantity, _unit in parts if quantity is not None), Decimal(0))
    others = dict.fromkeys(other for _quantity, other in parts if _differs(other, unit))
    return Sum(goal, total, tuple(others))  # type: ignore[arg-type]


def _differs(other: str | None, unit: str | None) -> bool:
    return bool(other) and name_key(other or "") != name_key(unit or "")


def even_parts(goal: Decimal, count: int) -> list[Decimal]:
    """`goal` in `count` whole parts that add up to it, larger ones first: 50 in three is 17, 17, 16. What is not whole
    stays with the first."""
    whole, rest = divmod(int(goal), count)
    parts = [Decimal(whole + (place < rest)) for place in range(count)]
    parts[0] += goal - int(goal)
    return parts


def whole_of(quantities: Sequence[Decimal | None]) -> Decimal | None:
    """What the parts have reached together, as far as it can be kept; None when nothing of any is known."""
    known = [quantity for quantity in quantities if quantity is not None]
    return min(sum(known, Decimal(0)), MOST_KEPT) if known else None
