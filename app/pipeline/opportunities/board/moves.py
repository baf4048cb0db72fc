"""Moving a card: by drag, by keyboard, by the menu on it."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from flask import Response, flash, request
from flask_babel import gettext as _
from sqlalchemy import select

from app.clock import now
from app.events import Event
from app.people import colleagues
from app.pipeline.opportunities import customers, wording
from app.pipeline.opportunities.acts import Demands, OrderInUse, ReasonNeeded, change, move
from app.pipeline.opportunities.blueprint import opportunities
from app.pipeline.opportunities.board import board
from app.pipeline.opportunities.board.cards import Deck
from app.pipeline.opportunities.board.views import board_query, shown_stages
from app.pipeline.opportunities.forms import MoveForm
from app.pipeline.opportunities.model import LOST, Deal, Stage
from app.pipeline.opportunities.queries import pipeline_of, stage_of, stages, stages_of
from app.web.access import get_or_404, me, reachable, writes
from app.web.formats import moment, today
from app.web.render import go, render
from tenants.context import db

#: Where a form for a move stands, so that the answer fits there.
BOARD, PAGE = "board", "page"


@opportunities.get("/<uuid:id>/stage", endpoint="choose_stage")
@writes
def show_stages(id: UUID) -> Response:
    deal = get_or_404(Deal, id)
    form = _form(deal, request.args)
    form.version.data = deal.version
    return _ask(deal, form, [])


@opportunities.post("/<uuid:id>/stage", endpoint="move")
@writes
def move_card(id: UUID) -> Response:
    deal = get_or_404(Deal, id, lock=True)
    form = _form(deal, request.form)
    if form.version.data is not None and form.version.data != deal.version:
        return _too_late(deal, form)
    if not form.valid:
        return _ask(deal, form, [], status=422)
    to = next(stage for stage in stages() if stage.id == form.stage.data)
    _learn(deal, form)
    try:
        move(
            deal, to, by=me(), at=now(), before=_neighbour(form.before.data),
            lost_reason_id=form.lost_reason_id.data, lost_note=form.lost_note.data,
        )  # fmt: skip
    except Demands as wanted:
        return _ask(deal, form, wanted.missing, status=422)
    except ReasonNeeded:
        return _ask(deal, form, ["lost_reason"], status=422)
    except OrderInUse:
        form.refuse("stage", _("This deal has an order with receipts or edits of its own. Remove them first."))
        return _ask(deal, form, [], status=422)
    return _moved(deal, to, form)


def _form(deal: Deal, given: Any) -> MoveForm:
    form = MoveForm(formdata=given)
    there = [stage for stage in stages_of(deal.pipeline_id) if stage.id != deal.stage_id]
    here = [stage for stage in stages() if stage.id == deal.stage_id]
    form.offer(deal, here + there if request.method == "POST" else there)
    return form


def _learn(deal: Deal, form: MoveForm) -> None:
    """Keep what was answered to the stage's demands, before the move that needs it."""
    given: dict[str, Any] = {
        name: form[name].data
        for name in ("amount_minor", "contact_id", "expected_on", "channel_id", "competitors")
        if name in request.form and form[name].data not in (None, [], "")
    }
    account = customers.named_or_new(form.account.data, by=me(), at=now())
    if account is not None:
        given["account_id"] = account.id
    change(deal, given, by=me(), at=now())


def _neighbour(text: str | None) -> Deal | None:
    try:
        card_id = UUID(text) if text else None
    except ValueError:
        return None
    return db.scalar(reachable(Deal).where(Deal.id == card_id)) if card_id else None


def _ask(deal: Deal, form: MoveForm, missing: list[str], *, status: int = 200) -> Response:
    """The dialog that asks for a stage, or for exactly what the chosen stage lacks."""
    if form.stage.data and any(stage.id == form.stage.data and stage.kind == LOST for stage in stages()):
        missing = [*missing, "lost_reason"] if "lost_reason" not in missing else missing
    dragged = _was_dragged(form)
    if dragged:
        form.source.data = BOARD
    if status == 422:
        _explain(form, missing)
    form.source.data = form.source.data or PAGE
    form.offer_lists(deal)
    response = render(
        f"pipeline/opportunities/{'_move' if dragged else 'move'}.html",
        deal=deal,
        form=form,
        missing=[*_answered_already(missing), *missing],
        stage=next((stage for stage in stages() if stage.id == form.stage.data), None),
        columns=[stage for stage in shown_stages(pipeline_of(deal)) if stage.id != deal.stage_id],
        words=wording,
        status=status,
    )
    if dragged:
        response.headers.update({"HX-Retarget": "#dialog", "HX-Reswap": "innerHTML"})
    return response


def _was_dragged(form: MoveForm) -> bool:
    """A card that was dragged says nothing but its stage and neighbour; forms say where they stand."""
    return request.method == "POST" and request.is_partial and not form.source.data  # type: ignore[attr-defined]


def _answered_already(missing: list[str]) -> list[str]:
    """Demands this dialog had asked for before: a refusal keeps nothing, so what was typed must stay in its place."""
    return [demand for demand, name in MoveForm.ANSWERS.items() if name in request.form and demand not in missing]


def _explain(form: MoveForm, missing: list[str]) -> None:
    asked_before = any(name in request.form for name in (*MoveForm.ANSWERS.values(), "lost_reason_id"))
    if not asked_before:
        return
    for demand in missing:
        name = "lost_reason_id" if demand == "lost_reason" else MoveForm.ANSWERS.get(demand)
        if name and not form[name].data and not form[name].errors:
            form.refuse(name, _("Please fill this in."))


def _moved(deal: Deal, to: Stage, form: MoveForm) -> Response:
    """What changes on the board; from a deal's own page, that page again."""
    if form.source.data != BOARD and not _was_dragged(form):
        return go("opportunities.show", id=deal.id)
    response = _card_answer(deal, to, in_place=_was_dragged(form))
    response.headers["HX-Trigger"] = json.dumps(
        {
            "dialog:close": True,
            "toast": {"text": _("%(name)s is now in “%(stage)s”.", name=deal.title, stage=to.name)},
        }
    )
    return response


def _too_late(deal: Deal, form: MoveForm) -> Response:
    """Someone else was faster: say who, where to and when, and show the card where it is now."""
    stage = stage_of(deal)
    last = db.scalar(
        select(Event).where(Event.subject_id == deal.id).order_by(Event.at.desc(), Event.id.desc()).limit(1)
    )
    who = colleagues.name_of(last.by_id) if last else ""
    facts = {"who": who or _("Someone"), "when": moment(last.at if last else deal.updated_at), "stage": stage.name}
    text = _("%(who)s changed this deal at %(when)s; it is in “%(stage)s” now.", **facts)
    if not request.is_partial:  # type: ignore[attr-defined]
        return render("pipeline/opportunities/conflict.html", deal=deal, text=text, status=409)
    if form.source.data == PAGE:
        flash(text, "bad")
        return go("opportunities.show", id=deal.id)
    response = _card_answer(deal, stage, in_place=False, status=409)
    response.headers.update({"HX-Reswap": "none"})
    response.headers["HX-Trigger"] = json.dumps({"dialog:close": True, "toast": {"text": text, "level": "bad"}})
    return response


def _card_answer(deal: Deal, stage: Stage, *, in_place: bool, status: int = 200) -> Response:
    """The card where it belongs now; the totals of the columns are asked for by the answer, after the move is done."""
    return render(
        "pipeline/opportunities/moved.swap.html",
        card=board.card_of(deal, stage, today()),
        stage=stage,
        deck=Deck(colleagues.members(), me()),
        pipeline=pipeline_of(deal),
        board_query=board_query,
        in_place=in_place,
        status=status,
    )
