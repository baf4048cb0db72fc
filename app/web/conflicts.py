"""Two people edit the same record: the second is shown both versions, and keeps what he typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.web.forms import Form


@dataclass(frozen=True)
class Conflict:
    """A field on which what was typed and what stands there now differ."""

    label: str
    mine: str
    theirs: str


def is_stale(typed_version: str | None, record: Any) -> bool:
    """Whether the form was made from an earlier version of `record`."""
    return bool(typed_version) and typed_version != str(record.version)


def conflicts(form: Form, record: Any, names: Iterable[str]) -> list[Conflict]:
    """The fields of `form` that differ from `record`, told as the form tells them."""
    return [
        Conflict(
            str(form[name].label.text), _told(form[name], form[name].data), _told(form[name], getattr(record, name))
        )
        for name in names
        if form[name].data != getattr(record, name)
    ]


def _told(field: Any, value: Any) -> str:
    if value is None or value == "":
        return "—"
    for key, label in getattr(field, "choices", None) or ():
        if str(key) == str(value):
            return str(label)
    if field.type == "MoneyField":
        from app.web.formats import money

        return money(value)
    return str(value)
