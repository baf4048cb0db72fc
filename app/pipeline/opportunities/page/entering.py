"""Entering a deal by hand."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, request
from flask_babel import gettext as _

from app.clock import now
from app.pipeline.opportunities import customers, wording
from app.pipeline.opportunities.acts import DealDraft, Demands, Promise, open_deal
from app.pipeline.opportunities.blueprint import opportunities
from app.pipeline.opportunities.forms import NewDealForm
from app.pipeline.opportunities.model import Pipeline
from app.pipeline.opportunities.queries import pipelines, stages
from app.web.access import get_or_404, me, writes
from app.web.render import go, render


@opportunities.get("/new", endpoint="new")
@writes
def show_form() -> Response:
    pipeline = _pipeline(request.args.get("pipeline"))
    form = NewDealForm(formdata=None, owner_id=me().id, promise_owner_id=me().id, account=request.args.get("account"))
    form.offer_all(pipeline.id)
    return _form_page(form, pipeline)


@opportunities.post("/", endpoint="create")
@writes
def create() -> Response:
    pipeline = _pipeline(request.form.get("pipeline"))
    form = NewDealForm()
    form.offer_all(pipeline.id)
    if not form.valid:
        return _form_page(form, pipeline, status=422)
    account = customers.named_or_new(form.account.data, by=me(), at=now())
    draft = DealDraft(
        title=form.title.data,
        owner_id=form.owner_id.data,
        stage=next(stage for stage in stages() if stage.id == form.stage_id.data),
        account_id=account.id if account else None,
        amount_minor=form.amount_minor.data,
        expected_on=form.expected_on.data,
        channel_id=form.channel_id.data,
    )
    promise = Promise(form.promise.data, form.promise_owner_id.data, form.due_on.data)
    try:
        deal = open_deal(draft, by=me(), at=now(), promise=promise)
    except Demands as wanted:
        _explain(form, wanted.missing, draft)
        return _form_page(form, pipeline, status=422)
    flash(_("“%(name)s” is open.", name=deal.title), "good")
    return go("opportunities.show", id=deal.id)


@opportunities.get("/customers", endpoint="customer_names")
def suggest_customers() -> Response:
    """Customers whose name contains what is being typed, for the field's list."""
    typed = request.args.get("account") or request.args.get("referred_by") or ""
    return render("pipeline/opportunities/_account_options.html", names=customers.suggested(typed[:80]))


def _pipeline(text: str | None) -> Pipeline:
    try:
        return get_or_404(Pipeline, UUID(text)) if text else pipelines()[0]
    except ValueError:
        return pipelines()[0]


def _explain(form: NewDealForm, missing: list[str], draft: DealDraft) -> None:
    assert draft.stage is not None
    fields = {"amount": "amount_minor", "account": "account", "expected_on": "expected_on", "channel": "channel_id"}
    for demand in missing:
        sentence = _("The stage “%(stage)s” needs this.", stage=draft.stage.name)
        if demand in fields:
            form.refuse(fields[demand], sentence)
        else:
            name = str(wording.DEMANDS[demand])
            form.refuse("stage_id", _("This stage also needs: %(what)s. Begin one stage earlier.", what=name))


def _form_page(form: NewDealForm, pipeline: Pipeline, *, status: int = 200) -> Response:
    return render("pipeline/opportunities/new.html", form=form, pipeline=pipeline, pipelines=pipelines(), status=status)
