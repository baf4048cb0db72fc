"""Two people edit the same record: the second is shown both versions, and keeps what he typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.web.formats import UNKNOWN, money
from app.web.forms import Form


@dataclass(frozen=True)
class Conflict:
    """A field on which what was typed and what stands there now differ."""

    label: str
    mine: str
    theirs: str


def check(form: Form, record: Any, names: Iterable[str], anew: Callable[[], Form] | None = None) -> list[Conflict]:
    """Where `form`, made from an earlier version of `record`, differs from what it is now; sent again, it is meant.

    `anew` makes the form from the record as it is, for forms whose fields are not the record's columns.
    """
    if not form.version.data or str(form.version.data) == str(record.version):
        return []
    form.version.data = record.version
    theirs = anew() if anew else None
    pairs = ((form[name], getattr(record, name) if theirs is None else theirs[name].data) for name in names)
    return [
        Conflict(str(mine.label.text), _told(mine, mine.data), _told(mine, other))
        for mine, other in pairs
        if _comparable(mine.data) != _comparable(other)
    ]


def _comparable(value: Any) -> Any:
    """Browsers end the lines of a text otherwise than it may have been kept."""
    return "\n".join(value.splitlines()) if isinstance(value, str) else value


def _told(field: Any, value: Any) -> str:
    if value is None or value == "" or value == []:
        return UNKNOWN
    for key, label in getattr(field, "choices", None) or ():
        if str(key) == str(value):
            return str(label)
    if field.type == "MoneyField":
        return money(value)
    return ", ".join(value) if isinstance(value, list) else str(value)
