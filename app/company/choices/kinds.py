"""The lists of words a company keeps: each area names its own with `kind(…)` when it puts itself up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.routing import BaseConverter, ValidationError

from app.company.model import Choice
from app.people.names import name_key
from tenants.context import db

Words = Mapping[str, tuple[str, ...]]

#: What each list is called.
KINDS: dict[str, Any] = {}
_beginnings: dict[str, Words] = {}


def kind(name: str, called: Any, begins: Words | None = None) -> None:
    """Let companies keep a list `name`; a new one `begins` with these entries, by its language."""
    KINDS[name] = called
    _beginnings[name] = begins or {}


def furnish(language: str, country: str) -> None:
    """Put the usual lists into the company one is in, in its language."""
    for name, words in _beginnings.items():
        for position, word in enumerate(words.get(language, ())):
            db.add(Choice(kind=name, name=word, name_key=name_key(word), position=position))
    db.flush()


class KindConverter(BaseConverter):
    """A list that is kept, in an address; no id is ever taken for one."""

    regex = "[a-z_]+"

    def to_python(self, value: str) -> str:
        """`value`, when there is such a list."""
        if value not in KINDS:
            raise ValidationError
        return value
