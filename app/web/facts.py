"""What is known of a record, said in a line each and changed in its place.

An area says its facts once (`Facts`), prints them with `records/_facts.html` and attaches their routes. Who saves
second is shown both versions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request

from app.clock import now
from app.web import conflicts
from app.web.access import get_or_404, me, writes
from app.web.forms import Form
from app.web.render import go, render

FORM = "records/_fact_form.html"


class Refused(Exception):
    """The domain does not take what was typed; its sentence stands beside the field."""


@dataclass(frozen=True)
class Facts:
    """The facts of one kind of record.

    `labels` are the fields of the form in the order of the page, and what they are called. `form(record, given, only)`
    is the form of all of them or of one, filled with what was given or from the record; `change(record, form, by=,
    at=)` makes what is in it true, or raises Refused. A fact reads as `words` say of its value, which `reads` finds
    where it is no column of the same name; `fields` are templates that print a field with more than itself.
    """

    labels: Mapping[str, Any]
    form: Callable[[Any, Any, str | None], Form]
    change: Callable[..., Any]
    words: Mapping[str, Callable[[Any], Any]]
    reads: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)

    def said(self, record: Any, name: str) -> str | None:
        """A fact in words; None when it is not known yet."""
        value = self.reads[name](record) if name in self.reads else getattr(record, name)
        return None if value in (None, "", []) else str(self.words.get(name, str)(value))

    def all_of(self, record: Any) -> list[tuple[str, Any, str | None]]:
        """Every fact as (field, label, words)."""
        return [(name, label, self.said(record, name)) for name, label in self.labels.items()]

    def differences(self, form: Form, record: Any, names: Iterable[str]) -> list[conflicts.Conflict]:
        """Where `form`, made from an earlier version of `record`, and the record differ now."""
        return conflicts.check(form, record, names, lambda: self.form(record, None, None))


def attach_routes(blueprint: Blueprint, cls: type[Any], facts: Facts, page: str = "show") -> None:
    """Let each fact of the records of `cls` be read and changed in its place: `fact`, `change_fact`."""

    def fact(id: UUID, name: str) -> Response:
        record = _known(cls, id, facts, name)
        if "edit" not in request.args or not me().can_write:
            return _said(record, name)
        return _asked(record, name, facts.form(record, None, name))

    @writes
    def change_fact(id: UUID, name: str) -> Response:
        record = _known(cls, id, facts, name)
        form = facts.form(record, request.form, name)
        if not form.valid:
            return _asked(record, name, form, status=422)
        differing = facts.differences(form, record, [name])
        if differing:
            return _asked(record, name, form, conflicts=differing, status=409)
        try:
            facts.change(record, form, by=me(), at=now())
        except Refused as refused:
            form.refuse(name, str(refused))
            return _asked(record, name, form, status=422)
        return _said(record, name) if request.is_partial else go(f".{page}", id=id)  # type: ignore[attr-defined]

    def _said(record: Any, name: str) -> Response:
        said = {"name": name, "label": facts.labels[name], "value": facts.said(record, name)}
        return render("records/_fact.html", record=record, area=blueprint.name, **said)

    def _asked(record: Any, name: str, form: Form, **more: Any) -> Response:
        asked: dict[str, Any] = {"name": name, "form": form, "page": page, "printed": facts.fields.get(name)}
        return render(FORM, record=record, area=blueprint.name, **asked, **more)

    blueprint.get("/<uuid:id>/facts/<name>", endpoint="fact")(fact)
    blueprint.post("/<uuid:id>/facts/<name>", endpoint="change_fact")(change_fact)


def _known(cls: type[Any], record_id: UUID, facts: Facts, name: str) -> Any:
    record = get_or_404(cls, record_id)
    return record if name in facts.labels else abort(404)
