"""The page on which one gets, renews and ends one's address, and the address itself, which asks nobody to sign in."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, make_response, request
from flask_babel import gettext as _

from app import days
from app.clock import now
from app.people import throttle
from app.tasks.blueprint import tasks
from app.tasks.calendar import entries, feed, ical
from app.web.access import me, writes
from app.web.addresses import absolute
from app.web.letters import reading
from app.web.render import go, render
from app.web.unit_of_work import public
from tenants.context import acting_in, db
from tenants.model import Member, Tenant

calendars = Blueprint("calendars", __name__)
public("calendars.feed")
KEPT = 300  # seconds a calendar program may go without asking again


@tasks.get("/calendar/feed", endpoint="feed")
@writes
def show_address() -> Response:
    """One's own address, or what it would be good for."""
    found = feed.feed_of(me())
    address = absolute("calendars.feed", word=feed.sealed(found, _keys())) if found else None
    device = urlsplit(address)._replace(scheme="webcal").geturl() if address else None  # it offers to subscribe there
    return render("tasks/calendar_feed.html", feed=found, address=address, on_device=device)


@tasks.post("/calendar/feed", endpoint="share_feed")
@writes
def share() -> Response:
    """Make an address, in place of the one there is."""
    had = feed.feed_of(me())
    feed.share(by=me(), at=now())
    flash(_("Here is the new address; the former one leads nowhere.") if had else _("Here is your address."), "good")
    return go("tasks.feed")


@tasks.post("/calendar/feed/removal", endpoint="stop_feed")
@writes
def stop() -> Response:
    """End it."""
    feed.stop(by=me(), at=now())
    flash(_("The address leads nowhere any more."), "good")
    return go("tasks.feed")


@calendars.get("/calendar/<word>.ics", endpoint="feed")
def show_calendar(word: str) -> Response:
    """The calendar behind a secret word. Every word that shows nothing gets the same answer."""
    address = request.remote_addr or ""
    if throttle.is_exceeded(throttle.CALENDAR_ADDRESS, address):
        return _refused("Too many requests\n", 429)
    place = feed.reader(word, _keys())
    if place is None:
        throttle.count(throttle.CALENDAR_ADDRESS, address)
        return _refused("Not found\n", 404)
    return _answer(_calendar_of(*place))


def _calendar_of(tenant_id: UUID, member_id: UUID) -> bytes:
    with acting_in(tenant_id, member_id):
        tenant, member = db.get_one(Tenant, tenant_id), db.get_one(Member, (tenant_id, member_id))
        with reading(member.language, tenant):
            found = entries.entries(member, days.today(), lambda id: absolute("tasks.show", tenant.slug, id=id))
            return ical.calendar(_("Tasks · %(company)s", company=tenant.name), tenant.zone, found)


def _answer(body: bytes) -> Response:
    response = make_response(body)
    response.content_type = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = 'inline; filename="tasks.ics"'
    response.headers["Cache-Control"] = f"private, max-age={KEPT}"
    response.set_etag(sha256(body).hexdigest())
    return response.make_conditional(request)  # type: ignore[return-value]


def _refused(text: str, status: int) -> Response:
    response = make_response(text, status)
    response.content_type = "text/plain; charset=utf-8"
    if status == 429:
        response.headers["Retry-After"] = str(int(throttle.CALENDAR_ADDRESS.within.total_seconds()))
    return response


def _keys() -> list[str]:
    """The installation's keys, the one that signs last."""
    chosen = current_app.config["SETTINGS"]
    return [*chosen.former_keys, chosen.secret_key]
