"""Changing many deals at once: which, what, and the way back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import SelectField

from app.clock import now
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.opportunities.listing import bulk, listing
from app.pipeline.opportunities.listing.bulk import Outcome
from app.pipeline.opportunities.listing.forms import choices, people
from app.pipeline.opportunities.model import OPEN, Stage
from app.pipeline.opportunities.queries import pipelines, stages
from app.web import forms
from app.web.access import me, scene, writes
from app.web.forms import word_or_none
from app.web.render import lead_to, render

REASONS = {
    "ended": _l("already ended"),
    "demands": _l("the stage asks for fields that are missing"),
    "changed": _l("changed by somebody since"),
}
PAGE = "pipeline/opportunities/list_change.html"


class BulkForm(forms.Form):
    """What to set on many deals; what is left empty stays as it is on each."""

    owner_id = forms.id_choice(_l("Owner"))
    stage_id = forms.id_choice(_l("Stage"))
    expected_on = forms.day_field(_l("Expected close"))
    channel_id = forms.id_choice(_l("Channel"))
    region_id = forms.id_choice(_l("Region"))
    customer_type = SelectField(_l("Customer type"), coerce=word_or_none)

    def offer(self) -> None:
        """Fill in what there is to choose from."""
        keep = _("as it is")
        names = {one.id: one.name for one in pipelines()}
        several = len(names) > 1
        moves = [
            (str(one.id), f"{names[one.pipeline_id]}: {one.name}" if several else one.name)
            for one in stages()
            if one.kind == OPEN and one.archived_at is None and one.pipeline_id in names
        ]
        self.owner_id.choices = forms.with_blank(people(), keep)
        self.stage_id.choices = forms.with_blank(moves, keep)
        self.channel_id.choices = forms.with_blank(choices("channel"), keep)
        self.region_id.choices = forms.with_blank(choices("region"), keep)
        self.customer_type.choices = forms.with_blank(CUSTOMER_TYPE_NAMES.items(), keep)

    def values(self) -> dict[str, object]:
        """What is to be set."""
        return {name: self[name].data for name in sorted(bulk.FIELDS) if self[name].data}

    def stage(self) -> Stage | None:
        """Where to."""
        return next((one for one in stages() if one.id == self.stage_id.data), None)


def attach(opportunities: Blueprint) -> None:
    """Put up the pages."""
    for rule, name, view in (
        ("/list/selection", "choose_changes", choose),
        ("/list/changes", "change_all", change_all),
        ("/list/changes/<uuid:id>/undo", "undo_changes", undo),
    ):
        opportunities.add_url_rule(rule, name, view, methods=["POST"])


@writes
def choose() -> Response:
    """What to set on the ticked deals, or on all of the list."""
    form = BulkForm(formdata=None)
    form.offer()
    return _page(form)


@writes
def change_all() -> Response:
    """Set it."""
    form = BulkForm()
    form.offer()
    wanted = _wanted()
    if len(wanted) > bulk.MOST:
        form.form_errors.append(_("At most %(most)s deals can be changed at once.", most=f"{bulk.MOST:,}"))
        return _page(form, 422)
    if not form.valid:
        return _page(form, 422)
    if not form.values() and form.stage() is None:
        form.form_errors.append(_("Choose at least one thing to set."))
        return _page(form, 422)
    outcome = bulk.change_all(wanted, form.values(), form.stage(), by=me(), at=now())
    _say(ngettext("%(num)d deal changed.", "%(num)d deals changed.", outcome.changed), outcome)
    return _back(outcome.batch if outcome.changed else None)


@writes
def undo(id: UUID) -> Response:
    """Take it back."""
    if not bulk.is_undoable(id, me(), now()):
        abort(404)
    outcome = bulk.undo(id, by=me(), at=now())
    _say(ngettext("%(num)d deal is as it was.", "%(num)d deals are as they were.", outcome.changed), outcome)
    return _back(None)


def undoable(word: str | None) -> str | None:
    """The address that takes batch `word` back, while that can be done."""
    try:
        batch = UUID(word or "")
    except ValueError:
        return None
    return url_for("opportunities.undo_changes", id=batch) if bulk.is_undoable(batch, me(), now()) else None


def _ticked() -> list[UUID]:
    found = []
    for word in request.form.getlist("id")[: bulk.MOST + 1]:
        try:
            found.append(UUID(word))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _wanted() -> list[UUID]:
    if request.form.get("which") != "all":
        return _ticked()
    query = listing.read_text(_query())
    return listing.ids(query, scene(), bulk.MOST)


def _query() -> str:
    return request.form.get("query", "")[:4000]


def _page(form: BulkForm, status: int = 200) -> Response:
    ticked = _ticked()
    every = listing.ids(listing.read_text(_query()), scene(), bulk.MOST)
    return render(
        PAGE, form=form, ticked=ticked, every=len(every), most=bulk.MOST, query=_query(),
        which=request.form.get("which", "ticked"), status=status,
    )  # fmt: skip


def _say(sentence: str, outcome: Outcome) -> None:
    flash(sentence, "good" if outcome.changed else "info")
    if outcome.skipped:
        named = "; ".join(f"{title}: {REASONS[why]}" for title, why in outcome.skipped[:5])
        more = len(outcome.skipped)
        flash(
            ngettext(
                "%(num)d deal was left alone: %(names)s", "%(num)d deals were left alone: %(names)s", more, names=named
            ),
            "bad",
        )


def _back(batch: UUID | None) -> Response:
    query = listing.read_text(_query()).query() or "state=open"
    undo_word = f"&undo={batch}" if batch else ""
    return lead_to(f"{url_for('opportunities.list')}?{query}{undo_word}")
