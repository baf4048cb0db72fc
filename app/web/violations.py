"""What the database forbade, told in a sentence: the last wall, met when two people were at it in the same moment.

Forms ask before they write, so most people never come here. What is forbidden is read from the SQLSTATE; which rule it
was, from the constraint's name, so that an area can say it in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import DBAPIError


class Violation(NamedTuple):
    """How to answer: the HTTP status and the sentence."""

    status: int
    sentence: Any


_SAME_MOMENT = _l("Somebody was at the same records in the same moment. Nothing was changed; try again.")
#: By SQLSTATE, or by its class of two letters.
_STATES = {
    "23505": Violation(409, _l("The same was saved a moment ago. Nothing was saved twice; reload to see it.")),
    "23503": Violation(
        409, _l("Something this needs was removed meanwhile, or other records still need it. Nothing was changed.")
    ),
    "40001": Violation(409, _SAME_MOMENT),
    "40P01": Violation(409, _SAME_MOMENT),
    "23": Violation(422, _l("A value is missing or does not fit here. Nothing was saved; check what was typed.")),
    "22": Violation(422, _l("A value is too long, too large or unreadable. Nothing was saved; check what was typed.")),
}
_sentences: dict[str, Any] = {}


def explain(sentences: Mapping[str, Any]) -> None:
    """Say it so when a constraint is violated: its name -> the sentence."""
    _sentences.update(sentences)


def violation(error: DBAPIError) -> Violation | None:
    """How to answer what the database forbade; None when it is no matter of the data."""
    state = sqlstate(error)
    found = _STATES.get(state) or _STATES.get(state[:2])
    if found is None:
        return None
    return Violation(found.status, _sentences.get(constraint(error) or "", found.sentence))


def sqlstate(error: DBAPIError) -> str:
    """The five letters that say what happened; a driver that refuses a value itself has none and means "22000"."""
    said = getattr(error.orig, "sqlstate", None)
    return said or ("22000" if type(error.orig).__name__ == "DataError" else "")


def constraint(error: DBAPIError) -> str | None:
    """The name of the constraint that was violated, as the model calls it.

    A sharded database puts the shard's number behind the name, and tells it in the message alone.
    """
    named = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if named is None:
        told = re.search(r'constraint "([^"]+)"', str(error.orig))
        named = told.group(1) if told else None
    return re.sub(r"_\d+$", "", named) if named else None
