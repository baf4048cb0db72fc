"""What cards say alike, looked up once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import escape

from app.tasks.model import RETURNED, SUBMITTED, TODO
from app.tasks.wording import SOON, signal_of


@dataclass(frozen=True)
class Words:
    """The words that stand on every card, in one language."""

    of_the_goal: tuple[str, str]  # before and after the percent
    reason: str
    support: str
    late: str


@cache
def words(language: str) -> Words:
    """The words in the reader's `language`, translated once a process."""
    return Words(
        of_the_goal=_around(_("%(percent)s of the goal", percent="\0")),
        reason=_before_words(_("Reason:")),
        support=_before_words(_("Asks for support:")),
        late=str(escape(_("Submitted late"))),
    )


def _around(said: str) -> tuple[str, str]:
    """What stands before and after the one word that differs."""
    before, _mark, after = str(escape(said)).partition("\0")
    return before, after


def _before_words(said: str) -> str:
    """What is said before somebody's words; a Chinese colon brings its own space."""
    return str(escape(said if said.endswith("：") else f"{said} "))


def stands(card: Any, today: date) -> tuple[str, str]:
    """How a task that has not ended stands to its day: level and words, short enough for a card."""
    if card.state == SUBMITTED or card.due_on is None:
        return signal_of(card) or ("good", "")
    left = (card.due_on - today).days
    if left < 0:
        return "bad", ngettext("%(num)d day late", "%(num)d days late", -left)
    if card.state == RETURNED:
        return "warn", ngettext("returned once", "returned %(num)d times", card.returned_count)
    if left <= SOON:
        return "warn", _("due today") if left == 0 else _("due soon")
    return "good", _("not due yet") if card.state == TODO else _("on track")
