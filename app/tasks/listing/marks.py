"""The small marks of the list's rows, made once for each figure and then only looked up."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from markupsafe import Markup, escape

from app.tasks import goals
from app.tasks.grading import attainment
from app.tasks.wording import percent_of
from app.web import ui

_SHARE = Markup(
    '<span class="share"><svg class="measure" aria-hidden="true"><rect class="measure__track" y="3" width="100%" '
    'height="8" rx="1"/><rect class="measure__fill" y="3" width="{width}%" height="8" rx="1"/></svg>{said}</span>'
)
_GRADE = Markup('<i class="seal seal--{tone}" role="img" aria-label="{name}" title="{name}">{sign}</i>')
_WORDED = Markup('<span class="person"><i class="seal seal--{tone}" aria-hidden="true">{sign}</i>{name}</span>')
_LATE = Markup('<span class="badge badge--bad">{icon}{word}</span>')


@lru_cache(maxsize=4096)
def share(actual: Decimal | None, goal: Decimal | None, lower_is_better: bool) -> Markup:
    """How far one has come: a small bar and the figure, which may go beyond the bar; nothing where it is unknown."""
    if actual is None or goal is None:
        return Markup()
    ratio = attainment(actual, goal, lower_is_better=lower_is_better)
    return _SHARE.format(width=f"{min(float(ratio) * 100, 100):.1f}".removesuffix(".0"), said=percent_of(ratio))


@lru_cache(maxsize=4096)
def quantity(value: Decimal | None) -> str:
    """A quantity without zeros nobody needs."""
    return goals.plain(value)


def beside(first: Markup, second: str) -> Markup:
    """Something small after a name."""
    return Markup(f'{first} <small class="muted">{escape(second)}</small>')  # noqa: S704 - the first is markup already


def grade(tone: str, sign: str, name: str) -> Markup:
    """A grade's seal, with its word beside where the sign is not the word."""
    return (_GRADE if sign == name else _WORDED).format(tone=tone, sign=sign, name=name)


def late(word: str) -> Markup:
    """That something is late."""
    return _LATE.format(icon=ui.icon("clock"), word=word)
