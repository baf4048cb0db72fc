"""Changing many records of a list at once: which, what, and the way back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from app.clock import now
from app.lists import many
from app.lists.forms import ManyForm
from app.lists.listing import List, ListQuery
from app.lists.many import Many, Outcome
from app.web import asking, tables
from app.web.access import me, scene, writes
from app.web.render import lead_to, render

LONGEST = 4000


@writes
def choose_changes(listing: List[Any]) -> Response:
    """What to set on the ticked records, or on all of the list."""
    return _page(listing, _form(listing, formdata=None))


@writes
def change_all(listing: List[Any]) -> Response:
    """Set it."""
    form, wanted = _form(listing), _wanted(listing)
    valid = form.valid
    if len(wanted) > many.MOST:
        form.form_errors.append(_("At most %(most)s can be changed at once.", most=f"{many.MOST:,}"))
    elif valid and form.is_empty:
        form.form_errors.append(_("Choose at least one thing to set."))
    if form.form_errors or not valid:
        return _page(listing, form, 422)
    outcome = _of(listing).change(wanted, form, by=me(), at=now())
    _say(_of(listing), _of(listing).changed(outcome.changed), outcome)
    return _back(listing, outcome.batch if outcome.changed else None)


@writes
def undo_changes(listing: List[Any], id: UUID) -> Response:
    """Take it back."""
    can = _of(listing)
    if not many.is_undoable(id, can.cls, me(), now()):
        abort(404)
    outcome = many.undo(id, can.cls, can.take_back, by=me(), at=now(), hold=can.hold)
    _say(can, can.undone(outcome.changed), outcome)
    return _back(listing, None)


def undoable(listing: List[Any], word: str | None) -> str | None:
    """The address that takes batch `word` back, while that can be done."""
    batch = asking.one_id(word)
    if batch is None or listing.many is None or not many.is_undoable(batch, listing.many.cls, me(), now()):
        return None
    return url_for(f"{listing.blueprint}.undo_changes", id=batch)


def _of(listing: List[Any]) -> Many:
    assert listing.many is not None
    return listing.many


def _form(listing: List[Any], **kw: Any) -> ManyForm:
    form: ManyForm = _of(listing).form(**kw)
    form.offer()
    return form


def _ticked() -> list[UUID]:
    given = (asking.one_id(word) for word in request.form.getlist("id")[: many.MOST + 1])
    return list(dict.fromkeys(each for each in given if each is not None))


def _wanted(listing: List[Any]) -> list[UUID]:
    return _every(listing) if request.form.get("which") == "all" else _ticked()


def _every(listing: List[Any]) -> list[UUID]:
    return _query(listing).ids(scene(), many.MOST)


def _query(listing: List[Any]) -> ListQuery[Any]:
    return listing.read_text(request.form.get("query", "")[:LONGEST])


def _page(listing: List[Any], form: ManyForm, status: int = 200) -> Response:
    return render(
        "lists/change.html", form=form, ticked=_ticked(), every=len(_every(listing)), most=many.MOST,
        query=_query(listing).query(), which=request.form.get("which", "ticked"), status=status,
        title=_of(listing).title, act=_of(listing).act, action=url_for(f"{listing.blueprint}.change_all"),
        back=_list(listing),
    )  # fmt: skip


def _say(can: Many, sentence: str, outcome: Outcome) -> None:
    flash(sentence, "good" if outcome.changed else "info")
    if outcome.skipped:
        named = "; ".join(f"{name}: {can.reasons[why]}" for name, why in outcome.skipped[:5])
        flash(can.left(len(outcome.skipped), named), "bad")


def _back(listing: List[Any], batch: UUID | None) -> Response:
    return lead_to(_list(listing, undo=str(batch) if batch else None))


def _list(listing: List[Any], **changes: str | None) -> str:
    return tables.address(url_for(listing.endpoint), _query(listing).pairs() or [listing.plain], **changes)
