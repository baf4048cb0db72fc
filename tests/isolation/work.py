"""Asking for each kind of work, as Alice of Acme would. A kind that nobody can ask for here is red."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from app import notices, outbox
from app.clock import now
from app.people.invitations import acts as invitations
from app.people.profile import acts as profile
from app.reports import acts as reports
from app.reports.model import Report
from app.reports.weeks import last_full_week
from tenants.context import db, door
from tenants.model import Member
from tenants.owned import new_id
from tenants.roles import Role
from tests import factories
from tests.isolation.scenes import Scene

#: Work of a person, who stands in no company.
PERSONAL = {
    "people.mail_confirmation",
    "people.mail_reset",
    "people.mail_password_changed",
    "people.mail_address_change",
}


def _invite(scene: Scene) -> None:
    terms = invitations.Terms(Role.SELLER, False, None, "en")
    email = f"{new_id().hex}@guests.example"
    invitations.invite(f"Guest {factories.number()}", email, terms, by=_me().id, at=now())


def _me() -> Member:
    return db.scalars(select(Member).where(Member.id == door().member_id)).one()


def _personal(kind: str) -> Callable[[Scene], None]:
    return lambda scene: outbox.later_for_user(kind, scene.seller.user_id) and None


_SAID = {"by": "Mia", "name": "Robot line", "said": "ask Alice"}


def _today() -> str:
    return str(now().date())


def _report(**wish: bool) -> Report:
    return reports.ask(_me(), last_full_week(now().date(), 1), "en", **wish)


def _weekly(scene: Scene) -> None:
    reports.send_each_week(_me(), 1, 8)
    schedule = reports.schedule_of(_me())
    assert schedule is not None
    outbox.later("reports.weekly", subject_id=schedule.id)


#: kind -> what makes a row of it, inside Acme.
WORK: dict[str, Callable[[Scene], None]] = {
    "people.mail_confirmation": _personal("people.mail_confirmation"),
    "people.mail_reset": _personal("people.mail_reset"),
    "people.mail_password_changed": _personal("people.mail_password_changed"),
    "people.mail_address_change": lambda scene: profile.ask_for_address(
        scene.seller.user_id, f"{new_id().hex}@elsewhere.example", at=now()
    ),
    "people.mail_invitation": _invite,
    "notices.letter": lambda scene: notices.notify(_me().id, "mention", key=new_id().hex, facts=_SAID) and None,
    "reports.make": lambda scene: _report() and None,
    "reports.send": lambda scene: _report(by_email=True) and None,
    "reports.weekly": _weekly,
    "reminders.morning": lambda scene: outbox.later("reminders.morning") and None,
    "reminders.letter": lambda scene: outbox.later("reminders.letter", subject_id=_me().id, day=_today()) and None,
}
