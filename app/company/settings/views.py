"""The company's settings."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, make_response, request
from flask_babel import gettext as _

from app import files
from app.company.settings import acts
from app.company.settings.forms import CompanyForm
from app.people.forms import OFFERED
from app.people.zones import zones
from app.web import bundles
from app.web.access import manages, me
from app.web.forms import told
from app.web.render import go, lead_to, render
from tenants.model import Tenant

company = Blueprint("company", __name__)


@company.get("/")
@manages
def index() -> Response:
    return _page(acts.the_company(me().tenant_id))


def _page(
    tenant: Tenant, status: int = 200, form: CompanyForm | None = None, conflict: Any = (), logo_error: str = ""
) -> Response:
    form = form or CompanyForm(formdata=None, **_values(tenant), version=tenant.version)
    return render(
        "company/index.html", status=status, form=form, company=tenant, conflict=conflict,
        zones=zones(OFFERED), logo_error=logo_error,
    )  # fmt: skip


def _values(tenant: Tenant) -> dict[str, Any]:
    plain = ("name", "language", "country", "zone", "currency", "revenue_source", "revenue_stage")
    return {
        **{name: getattr(tenant, name) for name in plain},
        "week_start": str(tenant.week_start),
        "fiscal_month": str(tenant.fiscal_month),
        "workdays": list(tenant.workdays),
    }


@company.post("/")
@manages
def change() -> Response:
    tenant, form = acts.the_company(me().tenant_id), CompanyForm()
    if not form.valid:
        return _page(tenant, 422, form)
    if form.currency.data != tenant.currency and not form.currency_confirmed.data and acts.has_amounts(tenant.id):
        form.refuse(
            "currency", _("There are amounts already; they would not be converted. Tick below that you want this.")
        )
        return _page(tenant, 422, form)
    try:
        acts.change(tenant, form.values(), version=form.version.data or 0, by=me().id)
    except acts.Changed:
        return _conflict(tenant, form)
    flash(_("Saved."), "good")
    return go("company.index")


def _conflict(tenant: Tenant, form: CompanyForm) -> Response:
    theirs = CompanyForm(formdata=None, **_values(tenant))
    pairs = [
        (mine.label.text, told(mine), told(theirs[mine.name]))
        for mine in form
        if mine.name in _values(tenant) and mine.data != theirs[mine.name].data
    ]
    form.version.raw_data, form.version.data = None, tenant.version
    return _page(tenant, 409, form, conflict=pairs)


@company.post("/logo")
@manages
def put_logo() -> Response:
    tenant, content = acts.the_company(me().tenant_id), _sent_picture()
    if not content:
        return _page(tenant, 422, logo_error=_("Choose a picture first."))
    if len(content) > acts.LARGEST_LOGO:
        return _page(tenant, 422, logo_error=_("The picture is larger than 1 MB."))
    try:
        acts.put_logo(tenant, content, by=me().id)
    except acts.NotAPicture:
        return _page(tenant, 422, logo_error=_("This is no PNG, JPEG or WebP picture."))
    flash(_("Saved."), "good")
    return go("company.index")


def _sent_picture() -> bytes:
    """What was sent, cut one byte behind the limit; larger uploads lie in a file that is closed here."""
    sent = request.files.get("logo")
    if sent is None:
        return b""
    try:
        return sent.read(acts.LARGEST_LOGO + 1)
    finally:
        sent.close()


@company.post("/logo/removal")
@manages
def remove_logo() -> Response:
    acts.remove_logo(acts.the_company(me().tenant_id), by=me().id)
    return go("company.index")


@company.get("/logo")
def logo() -> Response:
    """The company's own picture, for its own people; our mark until it has one."""
    key = acts.the_company(me().tenant_id).logo_key
    try:
        content = files.read(key or "")
    except files.NotStored:
        return lead_to(bundles.mark().url)
    assert key is not None
    kept = {"Content-Type": acts.media_type(key), "Cache-Control": "private, max-age=86400"}
    return make_response(content, 200, kept)
