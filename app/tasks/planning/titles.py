"""Titles and goals that name a quantity or a period, when that becomes another. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from app.periods import Period
from app.tasks import goals

_QUARTERS = ("一", "二", "三", "四")
_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def reworded(text: str | None, before: Decimal | None, after: Decimal | None) -> str | None:
    """`text` with the quantity it names changed from `before` to `after`: 开发50家新客户 becomes 开发60家新客户. What
    names another quantity, or none, stays."""
    read = goals.read(text)
    if text is None or read is None or after is None or before == after or read.quantity != before:
        return text
    number = re.compile(r"(?<![\d.,A-Za-z])\d[\d,，]*(?:\.\d+)?")
    for found in number.finditer(text):
        if Decimal(re.sub("[,，]", "", found[0])) == before:
            return text[: found.start()] + goals.plain(after) + text[found.end() :]
    return text


def retitled(title: str, source: Period, target: Period) -> str:
    """The title for the new period, where it names the old one: Q1新客户开发 becomes Q2新客户开发."""
    years = (rf"(?<!\d){source.first.year}(?!\d)", str(target.first.year))
    for pattern, word in (years, *_names(source, target)):
        title = re.sub(pattern, word, title)
    return title


def _names(source: Period, target: Period) -> list[tuple[str, str]]:
    old, new = source.number, target.number
    if source.kind == "quarter":
        chinese = (rf"{_QUARTERS[old - 1]}(?=季度)", _QUARTERS[new - 1])
        return [(rf"(?<![A-Za-z0-9])Q{old}(?!\d)", f"Q{new}"), chinese, (rf"(?<!\d){old}(?=季度)", str(new))]
    if source.kind == "month":
        return [(rf"(?<!\d)0?{old}(?=\s*月)", str(new)), (rf"\b{_ENGLISH[old - 1]}\b", _ENGLISH[new - 1])]
    return []
