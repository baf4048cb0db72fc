"""The words of the table's cells, and the figures in them. Pure.

A goal without its figure in words gets it put behind them: 线上推广 20 条. Where reading that would find another
figure, it stands behind a dot, and what stands behind a dot is read first: 拜访10家 · 20 条.
"""

from __future__ import annotations

import re
from decimal import Decimal

from app.imports.values import parse_note
from app.tasks import goals
from app.tasks.goals import LARGEST, LONGEST_UNIT, Goal

_ENDLESS = 10**9
_MARKED = re.compile(rf"(?:.* )?· (?P<number>\d+(?:\.\d{{1,2}})?)(?: (?P<unit>[^·]{{1,{LONGEST_UNIT}}}))?")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def settled(text: str | None) -> str:
    """One line of `text` as it will be read when the table comes back; what says nothing is nothing."""
    return lines(" ".join((text or "").split()))


def lines(text: str | None) -> str:
    """The same for text that keeps its lines. Reading may take several turns until nothing changes any more."""
    now = text or ""
    while (read_back := parse_note(now, _ENDLESS) or "") != now:
        now = read_back
    return now


def name(text: str) -> str:
    """A name of its own is never nothing: a task called "-" is written “-”."""
    return settled(text) or settled(f"“{text.strip()}”")


def read(text: str) -> Goal | None:
    """How much of what a goal or part says."""
    marked = _MARKED.fullmatch(text)
    found = Goal(Decimal(marked["number"]), marked["unit"]) if marked else goals.read(text)
    return found if found and 0 < found.quantity <= LARGEST else None


def said(words: str, quantity: Decimal | None, unit: str | None) -> str:
    """A goal or part as `read` finds its quantity and unit again; `words` and unit are settled."""
    if quantity is None:
        return words
    short = goals.said(quantity, unit)
    ways = (words, f"{words} {short}", f"{words} · {short}") if words else (short, f"· {short}")
    return next((way for way in ways if read(way) == Goal(quantity, unit)), ways[-1])


def words_of(text: str) -> str | None:
    """The words of a goal; nothing when it is only its quantity and unit."""
    found = read(text)
    is_bare = found is not None and text == said("", found.quantity, found.unit)
    return None if is_bare else text or None


def figure(quantity: Decimal | None, unit: str | None) -> str:
    """What was reached: 25家线索, 25 leads."""
    if quantity is None:
        return ""
    between = "" if not unit or _CHINESE.match(unit) else " "
    return f"{goals.plain(quantity)}{between}{unit or ''}"
