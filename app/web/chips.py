"""A filter in words: one chip for each field that is set, with the way to drop it.

A tool says once what its fields are called and how their values are told:
`{"owners": Field(_l("Owner"), records(Member))}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.web import formats
from app.web.asking import MINE, NONE, Filter, Span
from app.web.lookups import names

W = TypeVar("W", bound=Filter)
PRESET_NAMES = {
    "today": _l("today"), "this-week": _l("this week"), "next-week": _l("next week"),
    "this-month": _l("this month"), "last-month": _l("last month"), "this-quarter": _l("this quarter"),
    "this-year": _l("this year"), "next-30": _l("next 30 days"), "overdue": _l("overdue"), "unknown": _l("unknown"),
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A field of a filter: what it is called, and its value in words; no words, no chip."""

    label: Any
    told: Callable[[Any], str] = str


@dataclass(frozen=True)
class Chip(Generic[W]):
    """A field that is set, its value in words, and the filter without it."""

    field: str
    key: str
    value: str
    rest: W


def of(wanted: W, fields: Mapping[str, Field]) -> list[Chip[W]]:
    """The chips of what `wanted` asks for in `fields`, in their order."""
    said, plain = wanted.worth_saying, type(wanted)()
    found = []
    for name, field in fields.items():
        value = getattr(said, name)
        if value != getattr(plain, name) and (told := field.told(value)):
            found.append(Chip(name, str(field.label), told, wanted.without(name)))
    return found


def records(cls: type[Any]) -> Callable[[Any], str]:
    """Tells ids of `cls` by name, and the words that stand for some of them."""
    return lambda value: _records(cls.__table__, _several(value))


def among(known: Callable[[], Iterable[Any]]) -> Callable[[Any], str]:
    """Tells ids of those few records that are at hand anyway."""
    return lambda value: _named({one.id: one.name for one in known()}, _several(value))


def words(known: Mapping[str, Any]) -> Callable[[Any], str]:
    """Tells words of the address in the reader's language."""
    return lambda value: listed(str(known[each]) for each in _several(value))


def span(value: Span) -> str:
    """A stretch of days: its name, or from – to."""
    if value.preset:
        return str(PRESET_NAMES[value.preset])
    return (
        f"{formats.day(value.first) if value.first else ''} – {formats.day(value.last) if value.last else ''}".strip()
    )


def listed(told: Iterable[str]) -> str:
    """Some words in a row; of many only the first two."""
    found = list(told)
    return _(", ").join(found) if len(found) <= 3 else f"{_(', ').join(found[:2])} +{len(found) - 2}"


def _several(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _records(table: Any, values: Iterable[UUID | str]) -> str:
    return _named(names(table, [each for each in values if isinstance(each, UUID)]), values)


def _named(known: Mapping[UUID, str], values: Iterable[UUID | str]) -> str:
    special = {MINE: _("mine"), NONE: _("without")}
    return listed(special.get(str(each)) or known.get(each) or _("unknown") for each in values)  # type: ignore[arg-type]
