"""The room of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flask import Blueprint, Response, flash, request
from flask_babel import gettext as _
from flask_babel import ngettext

from app.clock import now
from app.tasks import rules, wording
from app.tasks.grading import SPLIT, USUAL
from app.tasks.rules import TONES
from app.tasks.settings import acts, bands
from app.tasks.settings.forms import BandForm, BandsForm, RulesForm
from app.web.access import manages, me
from app.web.render import go, render

task_rules = Blueprint("task_rules", __name__)
PRESETS = {"four": USUAL, "five": SPLIT}
TRIAL = 95


@task_rules.get("/")
@manages
def index() -> Response:
    """The rules that hold."""
    return _page(bands.of(rules.scale(), rules.own_names()))


@task_rules.post("/grades")
@manages
def grade() -> Response:
    """Other bands; as long as one only tries, nothing is kept."""
    form, rows = BandsForm(), bands.submitted(request.form)
    preset = PRESETS.get(request.form.get("preset", ""))
    if preset:
        return _page(bands.of(preset, {row.grade: row.name.data for row in rows}), form)
    fine = all([form.valid or set(form.errors) == {"trial"}, *(row.valid for row in rows)])  # a try is only a try
    if "look" in request.form:
        return _looked(rows, form)
    if not fine or bands.scale_of(rows) is None:
        return _page(rows, form, status=422)
    try:
        count = acts.grade_by(bands.given(rows), seen=form.seen.data or "", by=me(), at=now())
    except acts.Changed:
        return _conflict(rows, form)
    flash(_said(count), "good")
    return go("task_rules.index")


@task_rules.post("/days")
@manages
def change() -> Response:
    """Another full day, other strong or new people."""
    form, rows = RulesForm(), bands.of(rules.scale(), rules.own_names())
    if not form.valid:
        return _page(rows, other=form, status=422)
    names = ("hours_a_day", "top_percent", "newcomer_days")
    try:
        acts.change({name: form[name].data for name in names}, version=_version(form), by=me(), at=now())
    except acts.Changed:
        theirs = rules.rules()
        clash = [
            (form[name].label.text, str(form[name].data), str(getattr(theirs, name)))
            for name in names
            if form[name].data != getattr(theirs, name)
        ]
        form.version.raw_data, form.version.data = None, theirs.version
        return _page(rows, other=form, other_conflict=clash, status=409)
    flash(_("Saved."), "good")
    return go("task_rules.index")


def _page(
    rows: Sequence[BandForm], form: BandsForm | None = None, *, other: RulesForm | None = None, status: int = 200,
    **more: Any,
) -> Response:  # fmt: skip
    now_in_force = rules.rules()
    other = other or RulesForm(formdata=None, obj=now_in_force)
    form = form or BandsForm(formdata=None, seen=acts.mark(acts.bands_now()), trial=TRIAL)
    return render("tasks/settings.html", status=status, other=other, **_told(rows, form), **more)


def _looked(rows: Sequence[BandForm], form: BandsForm) -> Response:
    if request.is_partial:  # type: ignore[attr-defined]
        return render("tasks/settings_look.swap.html", **_told(rows, form))
    return _page(rows, form)


def _told(rows: Sequence[BandForm], form: BandsForm) -> dict[str, Any]:
    """The rows, and what they come to: how a percentage falls, and what waits that would be proposed otherwise."""
    scale = bands.scale_of(rows)
    names = {row.grade: row.name.data for row in rows if row.name.data}
    trial = None if form.trial.data is None else Fraction(form.trial.data) / 100
    return {
        "form": form,
        "rows": bands.rows(rows),
        "is_empty": bands.is_empty(rows),
        "scale": [(band.grade, names.get(band.grade) or rules.NAMES[band.grade], band.floor) for band in scale or ()],
        "falls": bands.falls(trial, scale, names),
        "others": acts.others(scale) if scale else 0,
        "words": wording,
        "tones": TONES,
    }


def _conflict(rows: Sequence[BandForm], form: BandsForm) -> Response:
    theirs = {one.band.grade: one for one in acts.bands_now()}
    mine = {one.band.grade: one for one in bands.given(rows)}
    clash = [
        (str(rules.NAMES[row.grade]), _band(mine.get(row.grade)), _band(theirs.get(row.grade)))
        for row in rows
        if mine.get(row.grade) != theirs.get(row.grade)
    ]
    form.seen.raw_data, form.seen.data = None, acts.mark(acts.bands_now())
    return _page(rows, form, conflict=clash, status=409)


def _band(one: rules.NamedBand | None) -> str:
    if one is None:
        return _("not given")
    return f"≥ {wording.floor(one.band.floor)}" + (f" · {one.name}" if one.name else "")


def _said(count: int) -> str:
    if not count:
        return _("Saved. Accepted grades stay as they are.")
    return ngettext(
        "Saved. %(num)d task that waits is proposed another grade; accepted grades stay.",
        "Saved. %(num)d tasks that wait are proposed another grade; accepted grades stay.",
        count,
    )


def _version(form: RulesForm) -> int:
    text = str(form.version.data or "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1
