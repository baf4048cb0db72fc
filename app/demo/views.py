"""The two buttons of the first-steps list: load sample data, remove it again."""

from __future__ import annotations

from flask import Blueprint, Response, flash, g
from flask_babel import gettext as _
from flask_babel import ngettext

from app.demo import sample
from app.web.access import manages, me
from app.web.language import short
from app.web.render import go
from tenants.context import db
from tenants.model import Tenant

demo = Blueprint("demo", __name__)


@demo.post("/sample")
@manages
def load() -> Response:
    tenant = db.get_one(Tenant, g.tenant.id)
    sample.load(me(), tenant, short())
    flash(_("Sample data is in. Try anything; it can be removed at once."), "good")
    return go("opportunities.board")


@demo.post("/sample/removal")
@manages
def remove() -> Response:
    gone = sample.remove(me())
    flash(ngettext("%(num)d sample record was removed.", "%(num)d sample records were removed.", gone), "good")
    return go("home.index")
