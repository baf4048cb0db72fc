"""The work calendar."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, g, request

from app.calendar import UnknownYear, public_days
from app.clock import today_in
from app.company.calendar import acts, queries
from app.company.calendar.forms import DayForm
from app.company.model import DayOverride
from app.company.settings.acts import the_company
from app.company.settings.forms import DAYS
from app.company.settings.regions import country_names
from app.web.access import get_or_404, manages, me
from app.web.language import LANGUAGES, short
from app.web.render import go, render

calendar = Blueprint("calendar", __name__)
EARLIEST, LATEST = 1970, 2200


@calendar.get("/")
@manages
def index() -> Response:
    return _page(DayForm(formdata=None))


def _page(form: DayForm, status: int = 200) -> Response:
    this_year = today_in(g.tenant.zone).year
    year = request.args.get("year", this_year, type=int)
    if not EARLIEST <= year <= LATEST:
        abort(404)
    try:
        days = public_days(year, g.tenant.country, short())
    except UnknownYear:
        days = None
    own = queries.overrides_of(year)
    return render(
        "company/calendar.html", status=status, form=form, year=year, this_year=this_year, days=days, own=own,
        country_name=dict(country_names(LANGUAGES[short()])).get(g.tenant.country or "", g.tenant.country),
        own_days={one.day for one in own}, week=[name for number, name in DAYS if number in g.tenant.workdays],
    )  # fmt: skip


@calendar.post("/")
@manages
def create() -> Response:
    form = DayForm()
    if not form.valid:
        return _page(form, 422)
    works = form.works.data == "work"
    acts.depart(the_company(me().tenant_id), form.day.data, works, form.name.data or "", by=me().id)
    return go("calendar.index", year=form.day.data.year)


@calendar.post("/<uuid:id>/removal")
@manages
def remove(id: UUID) -> Response:
    override = get_or_404(DayOverride, id)
    year = override.day.year
    acts.return_to_public(the_company(me().tenant_id), override, by=me().id)
    return go("calendar.index", year=year)
