"""What happened, in words: the audit view and the timelines tell events in the reader's language.

Each slice that leaves events says how they are told: `phrases({"deal.moved": _l("moved to another stage")})`. A phrase
stands after the record's name, so it names no record itself.
"""

from __future__ import annotations

from collections import defaultdict
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
    "remark": _l("Remark"),
}
#: What fields are called and how their values are told: by kind of record, and under "" where all say it alike.
FIELDS: dict[str, dict[str, Any]] = defaultdict(dict)
VALUES: dict[str, dict[str, Callable[[Any], str]]] = defaultdict(dict)


@dataclass(frozen=True)
class Change:
    """A field of the record, with its value before and after."""

    field: str
    before: str
    after: str


def phrases(said: dict[str, Any]) -> None:
    """Say how events are told: kind ("deal.moved") to a lazy phrase that follows the record's name. A verb alone
    (".remarked") is told so of records of any kind.

    Raises ValueError when another tool tells one of them otherwise.
    """
    _agree(PHRASES, said)
    PHRASES.update(said)


def subjects(named: dict[str, Any]) -> None:
    """Say what a kind of record is called."""
    SUBJECTS.update(named)


def fields(
    named: dict[str, Any], values: dict[str, Callable[[Any], str]] | None = None, *, of: str | None = None
) -> None:
    """Say what changed fields are called and how their values are told: those of records of kind `of`, else of all.

    Raises ValueError when another tool has given a field of the same records another name.
    """
    _agree(FIELDS[of or ""], named)
    FIELDS[of or ""].update(named)
    VALUES[of or ""].update(values or {})


def _agree(known: dict[str, Any], said: dict[str, Any]) -> None:
    for name, word in said.items():
        if name in known and getattr(known[name], "_args", None) != getattr(word, "_args", None):
            raise ValueError(f"{name!r} is told in two ways")


def phrase(kind: str) -> str:
    """The phrase of events of `kind`."""
    return str(PHRASES.get(kind) or PHRASES.get(kind[kind.find(".") :], kind))


def subject(kind: str) -> str:
    """What a record of `kind` is called."""
    return str(SUBJECTS.get(kind, kind))


def told(event: Event) -> list[Change]:
    """The fields that `event` changed, in words."""
    return changed(event.subject_kind, event.changes)


def changed(kind: str, values: dict[str, Any]) -> list[Change]:
    """The fields of a record of `kind` in `values` that are a pair of before and after, in words."""
    pairs = ((name, value) for name, value in values.items() if isinstance(value, list) and len(value) == 2)
    return [
        Change(_field(kind, name), _value(kind, name, before), _value(kind, name, after))
        for name, (before, after) in pairs
        if not _is_named_beside(name, values)
    ]


def facts(event: Event) -> list[tuple[str, str]]:
    """What else `event` keeps, in words: single values, with the name of each."""
    kind = event.subject_kind
    known = ((name, value) for name, value in event.changes.items() if value is not None)
    single = ((name, value) for name, value in known if not isinstance(value, list | dict))
    return [
        (_field(kind, name), _value(kind, name, value))
        for name, value in single
        if not _is_named_beside(name, event.changes)
    ]


def _is_named_beside(name: str, values: dict[str, Any]) -> bool:
    """Whether `name` is an id whose record's name stands beside it."""
    return name.endswith("_id") and name.removesuffix("_id") in values


def _field(kind: str, name: str) -> str:
    word = FIELDS[kind].get(name, FIELDS[""].get(name))
    return str(word or name.removesuffix("_id").removesuffix("_minor").replace("_", " "))


def _value(kind: str, name: str, value: Any) -> str:
    if value is None or value == "":
        return UNKNOWN
    tell = VALUES[kind].get(name, VALUES[""].get(name))
    if tell is not None:
        return str(tell(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name.endswith("_minor") and isinstance(value, int):
        return money(value)
    return str(value)
