"""What happened, in words: the audit view and the timelines tell events in the reader's language.

Each slice that leaves events says how they are told: `phrases({"deal.moved": _l("moved to another stage")})`. A phrase
stands after the record's name, so it names no record itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.events import Event
from app.web.formats import UNKNOWN, money

PHRASES: dict[str, Any] = {}
SUBJECTS: dict[str, Any] = {
    "tenant": _l("Company"),
    "member": _l("Person"),
    "team": _l("Team"),
    "choice": _l("List entry"),
    "invitation": _l("Invitation"),
    "account": _l("Customer"),
    "contact": _l("Contact"),
    "product": _l("Product"),
    "deal": _l("Deal"),
    "order": _l("Order"),
    "follow_up": _l("Follow-up"),
    "pipeline": _l("Pipeline"),
    "stage": _l("Stage"),
    "view": _l("Saved view"),
    "import": _l("Import"),
    "report": _l("Report"),
    "file": _l("File"),
}
FIELDS: dict[str, Any] = {}
#: How the value of a field is told, where its own text would not do.
VALUES: dict[str, Callable[[Any], str]] = {}


@dataclass(frozen=True)
class Change:
    """A field of the record, with its value before and after."""

    field: str
    before: str
    after: str


def phrases(said: dict[str, Any]) -> None:
    """Say how events are told: kind ("deal.moved") to a lazy phrase that follows the record's name."""
    PHRASES.update(said)


def subjects(named: dict[str, Any]) -> None:
    """Say what a kind of record is called."""
    SUBJECTS.update(named)


def fields(named: dict[str, Any], values: dict[str, Callable[[Any], str]] | None = None) -> None:
    """Say what changed fields are called, and how their values are told."""
    FIELDS.update(named)
    VALUES.update(values or {})


def phrase(kind: str) -> str:
    """The phrase of events of `kind`."""
    return str(PHRASES.get(kind, kind))


def subject(kind: str) -> str:
    """What a record of `kind` is called."""
    return str(SUBJECTS.get(kind, kind))


def told(event: Event) -> list[Change]:
    """The fields that `event` changed, in words."""
    pairs = ((name, value) for name, value in event.changes.items() if isinstance(value, list) and len(value) == 2)
    return [Change(_field(name), _value(name, before), _value(name, after)) for name, (before, after) in pairs]


def facts(event: Event) -> list[tuple[str, str]]:
    """What else `event` keeps, in words: single values, with the name of each."""
    known = ((name, value) for name, value in event.changes.items() if value is not None)
    single = ((name, value) for name, value in known if not isinstance(value, list | dict))
    return [(_field(name), _value(name, value)) for name, value in single]


def _field(name: str) -> str:
    return str(FIELDS.get(name, name.removesuffix("_id").removesuffix("_minor").replace("_", " ")))


def _value(name: str, value: Any) -> str:
    if value is None or value == "":
        return UNKNOWN
    if name in VALUES:
        return str(VALUES[name](value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name.endswith("_minor") and isinstance(value, int):
        return money(value)
    return str(value)
