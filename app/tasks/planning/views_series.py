"""The pages of recurring tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import gettext as _
from sqlalchemy import select

from app.clock import now
from app.people import colleagues
from app.tasks import rights, wording
from app.tasks.blueprint import tasks
from app.tasks.model import Task
from app.tasks.planning import series as acts
from app.tasks.planning import words
from app.tasks.planning.forms import SeriesForm
from app.tasks.planning.model import TaskSeries, TaskTemplate
from app.tasks.planning.rhythm import WEEK
from app.tasks.planning.templates import template_choices
from app.tasks.queries import visible_to
from app.tasks.refusals import NotGiven
from app.web import asking, conflicts
from app.web.access import get_or_404, me, reachable, writes
from app.web.formats import day_long, today
from app.web.render import go, render
from tenants.context import db

_COMPARED = ("template_id", "owner_id", "acceptor_id", "every", "weekday", "day")
SHOWN = 10
MOST = 500


@tasks.get("/series", endpoint="all_series")
@writes
def show_all() -> Response:
    """What comes round, the nearest first; what rests; what has ended, last."""
    order = (TaskSeries.ended_on.desc().nulls_first(), TaskSeries.next_on.asc().nulls_first(), TaskSeries.id)
    found = list(db.scalars(reachable(TaskSeries).order_by(*order).limit(MOST)))
    return render(
        "tasks/series.html", found=found, people=colleagues.members(), words=words, can_be_given=rights.can_be_given,
        named={one.id: one.name for one in db.scalars(select(TaskTemplate))},
        may_change=lambda one: acts.may_change(me(), one),
    )  # fmt: skip


@tasks.get("/series/new", endpoint="new_series")
@writes
def show_new() -> Response:
    """Which template is to come round, when, for whom; ?template= chooses one."""
    form = SeriesForm(
        formdata=None, template_id=asking.one_id(request.args.get("template")), owner_id=me().id,
        first_on=today() + timedelta(days=1), weekday=1, every=WEEK,
    )  # fmt: skip
    return _page(form)


@tasks.post("/series", endpoint="begin_series")
@writes
def begin() -> Response:
    """Let it come round."""
    form = _submitted()
    if not form.valid:
        return _page(form, status=422)
    try:
        made = acts.begin(_values(form), by=me(), at=now())
    except NotGiven:
        form.refuse("owner_id", _("You cannot assign tasks to this person."))
        return _page(form, status=422)
    facts = {"rhythm": words.rhythm(made), "day": day_long(made.next_on)}
    flash(_("It comes round %(rhythm)s, first on %(day)s.", **facts), "good")
    return go("tasks.all_series")


@tasks.get("/series/<uuid:id>", endpoint="series")
@writes
def show(id: UUID) -> Response:
    """One of them, as a form for who may change it, with the tasks it made."""
    series = get_or_404(TaskSeries, id)
    return _page(_form(series), series)


@tasks.post("/series/<uuid:id>", endpoint="change_series")
@writes
def change(id: UUID) -> Response:
    """Change it."""
    series = _changeable(id)
    if series.ended_on is not None:
        abort(404)
    form = _submitted(series)
    if not form.valid:
        return _page(form, series, status=422)
    both = conflicts.check(form, series, _COMPARED, anew=lambda: _form(series))
    if both:
        return _page(form, series, status=409, conflicts=both)
    try:
        acts.change(series, _values(form, series), by=me(), at=now())
    except NotGiven:
        form.refuse("owner_id", _("You cannot assign tasks to this person."))
        return _page(form, series, status=422)
    flash(_("Saved."), "good")
    return go("tasks.all_series")


def _act(address: str, endpoint: str, said: Callable[[], str]) -> Callable[[Callable[[TaskSeries], None]], Any]:
    """Put up `POST /series/<id>/<address>`."""

    def register(act: Callable[[TaskSeries], None]) -> Any:
        def acting(id: UUID) -> Response:
            series = _changeable(id)
            try:
                act(series)
            except NotGiven:
                form = _form(series)
                form.refuse("owner_id", _("Choose somebody who works here and whom you assign tasks."))
                return _page(form, series, status=422)
            flash(said(), "good")
            return go("tasks.all_series")

        tasks.add_url_rule(f"/series/<uuid:id>/{address}", endpoint, writes(acting), methods=["POST"])
        return act

    return register


@_act("pause", "pause_series", lambda: _("Paused. No task is made until it is resumed."))
def pause(series: TaskSeries) -> None:
    """Let it rest."""
    acts.pause(series, by=me(), at=now())


@_act("resumption", "resume_series", lambda: _("It comes round again."))
def resume(series: TaskSeries) -> None:
    """Let it come round again, from tomorrow on."""
    acts.resume(series, today() + timedelta(days=1), by=me(), at=now())


@_act("end", "end_series", lambda: _("Ended. The tasks it made stay."))
def end(series: TaskSeries) -> None:
    """Let it come round no more."""
    acts.end(series, today(), by=me(), at=now())


def _changeable(series_id: UUID) -> TaskSeries:
    series = get_or_404(TaskSeries, series_id, lock=True)
    if not acts.may_change(me(), series):
        abort(403)
    return series


def _submitted(series: TaskSeries | None = None) -> SeriesForm:
    form = SeriesForm()
    form.offer(template_choices(), series)
    form.kept_on = series.next_on if series else None
    return form


def _values(form: SeriesForm, series: TaskSeries | None = None) -> dict[str, Any]:
    first = form.first_on.data
    rests = series is not None and series.next_on is None
    return {
        "template_id": form.template_id.data, "owner_id": form.owner_id.data, "acceptor_id": form.acceptor_id.data,
        "every": form.every.data, "on_day": form.on_day,
        "next_on": None if rests else acts.first_on(form.every.data, form.on_day, first),
    }  # fmt: skip


def _form(series: TaskSeries) -> SeriesForm:
    is_weekly = series.every == WEEK
    form = SeriesForm(
        formdata=None, obj=series, weekday=series.on_day if is_weekly else 1, day=None if is_weekly else series.on_day,
        first_on=series.next_on or today() + timedelta(days=1), version=str(series.version),
    )  # fmt: skip
    form.offer(template_choices(), series)
    return form


def _page(form: SeriesForm, series: TaskSeries | None = None, *, status: int = 200, **more: Any) -> Response:
    if not form.template_id.choices:
        form.offer(template_choices(), series)
    made = select(Task).where(Task.series_id == series.id, visible_to(me())) if series else None
    found = list(db.scalars(made.order_by(Task.created_at.desc()).limit(SHOWN))) if made is not None else []
    return render(
        "tasks/series_form.html", status=status, form=form, series=series, made=found, people=colleagues.members(),
        may_change=series is None or acts.may_change(me(), series), words=words, wording=wording,
        gives=rights.may_give_to, can_be_given=rights.can_be_given, **more,
    )  # fmt: skip
