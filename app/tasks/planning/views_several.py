"""One task, typed or from a template, for one or several people at once, with how full their days are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response, flash, request
from flask_babel import gettext as _
from flask_babel import ngettext

from app.clock import now
from app.tasks import goals, rights, wording
from app.tasks.assigning import Plan, TaskDraft
from app.tasks.blueprint import tasks
from app.tasks.forms import typed_sum
from app.tasks.giving.common import not_adding_up, typed_hours
from app.tasks.planning import choices, plans, rows, templates, together
from app.tasks.planning.forms import DIVIDED, SAME, SeveralForm, ShareForm, WhichForm
from app.tasks.planning.model import TaskTemplate
from app.tasks.planning.pieces import Piece
from app.tasks.planning.workdays import works_from
from app.tasks.refusals import DoesNotAddUp, NotGiven
from app.web import asking, forms
from app.web.access import me, reachable, writes
from app.web.formats import today
from app.web.render import go, render
from tenants.context import db


@tasks.get("/several", endpoint="several")
@writes
def show() -> Response:
    """The form: empty, or filled from ?template= with days from ?start= on; ?owner= ticks people."""
    template, start = _template(request.args.get("template")), asking.day(request.args.get("start")) or today()
    if template is None:
        form = SeveralForm(formdata=None, starts_on=start, urgency="", share=SAME)
        return _page(form, [], None, _ticked(request.args))
    kept = templates.kept_in(template)
    plan = plans.drafts_from(kept, start, me().id, works_from(start))
    drafts = zip(plan.parts, kept.parts, strict=True)
    parts = [replace(draft, owner_id=_still(piece.owner_id)) for draft, piece in drafts]  # type: ignore[arg-type]
    return _page(_filled(plan.whole), rows.of(ShareForm, parts), template, _ticked(request.args), start=start)


@tasks.post("/several", endpoint="give_several")
@writes
def give() -> Response:
    """Give it to each of those who are ticked."""
    form, typed, ticked = SeveralForm(), rows.submitted(ShareForm), _ticked(request.form)
    form.offer()
    template = _template(request.form.get("template"))
    if {"add", "split", "look"} & request.form.keys():
        return _page(form, typed, template, ticked)
    parts = rows.typed(typed)
    if not all([form.valid, *(row.valid for row in parts)]) or not ticked:
        if not ticked:
            form.form_errors.append(_("Tick at least one person."))
        return _page(form, typed, template, ticked, status=422)
    try:
        batch = together.give_all(_plans(form, parts, template, ticked), by=me(), at=now())
    except DoesNotAddUp as wrong:
        form.refuse("goal_quantity", not_adding_up(wrong.sum))
    except together.TooSmall:
        said = _("This goal is too small to be divided among %(num)s people.", num=len(ticked))
        form.refuse("goal_quantity", said)
    except NotGiven:
        form.form_errors.append(_("You cannot assign tasks to one of these people."))
    if form.errors or form.form_errors:
        return _page(form, typed, template, ticked, status=422)
    flash(ngettext("Assigned to %(num)d person.", "Assigned to %(num)d people.", len(ticked)), "good")
    return go("tasks.batch", id=batch)


def _plans(form: SeveralForm, parts: list[ShareForm], template: TaskTemplate | None, people: list[UUID]) -> list[Plan]:
    kept = templates.kept_in(template) if template else None
    whole = Piece(**form.work())
    pieces = [rows.piece(row, rows.base_of(row, kept, whole)) for row in parts]

    def draft(piece: Piece, owner_id: UUID, row: ShareForm | None = None) -> TaskDraft:
        owner = piece.owner_id or owner_id
        acceptor = rights.acceptor_of(owner, form.acceptor_id.data, me())
        begins = (row.starts_on.data if row else None) or form.starts_on.data
        due = (row.due_on.data if row else None) or form.due_on.data
        return plans.draft_of(piece, owner, acceptor, begins, max(begins, due) if begins and due else due)

    made = [
        Plan(draft(whole, one), [draft(piece, one, row) for piece, row in zip(pieces, parts, strict=True)])
        for one in people
    ]
    if len(made) == 1 or form.share.data != DIVIDED:
        return made
    return together.divided(made)


def _template(word: str | None) -> TaskTemplate | None:
    wanted = asking.one_id(word)
    return db.scalar(reachable(TaskTemplate).where(TaskTemplate.id == wanted)) if wanted else None


def _ticked(args: Any) -> list[UUID]:
    """Those who were ticked and to whom one may give, in the order of the list."""
    given = {asking.one_id(word) for word in args.getlist("owner")[: together.MOST_PEOPLE]}
    return [one for one, _name in rights.owner_choices(me()) if one in given]


def _still(owner_id: UUID | None) -> UUID | None:
    known = owner_id is not None and rights.may_give_to(me(), owner_id) and rights.can_be_given(owner_id)
    return owner_id if known else None


def _filled(whole: TaskDraft) -> SeveralForm:
    effort = typed_hours(whole.effort_minutes)
    return SeveralForm(
        formdata=None, effort=effort, urgency=wording.urgency(whole), criteria="\n".join(whole.criteria), share=SAME,
        **{name: getattr(whole, name) for name in _SHOWN},
    )  # fmt: skip


_SHOWN = (
    "title", "goal", "goal_quantity", "unit", "lower_is_better", "measure", "starts_on", "due_on", "is_important",
    "demand", "note",
)  # fmt: skip


def _page(
    form: SeveralForm, parts: list[ShareForm], template: TaskTemplate | None, ticked: list[UUID], *, status: int = 200,
    **more: Any,
) -> Response:  # fmt: skip
    form.offer()
    kept = templates.kept_in(template) if template else None
    which = WhichForm(
        formdata=None,
        template=template.id if template else None,
        start=more.pop("start", form.starts_on.data or today()),
    )
    which.template.choices = forms.with_blank(templates.template_choices(), _("without a template"))
    first, last = choices.days_of(form)
    return render(
        "tasks/bulk.html", status=status, form=form, rows=parts, record=template, which=which, goals=goals,
        words=wording, sum=typed_sum(form.read_goal(), parts), first=first, last=last, bar=choices.bar,
        people=choices.of(form, parts, kept, ticked, (first, last)), **more,
    )  # fmt: skip
