"""Asking for each kind of work, as Alice of Acme would. A kind that nobody can ask for here is red."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select

from app import notices, outbox
from app.clock import now
from app.imports import uploads
from app.people.invitations import acts as invitations
from app.people.profile import acts as profile
from app.reports import acts as reports
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


def _notify(scene: Scene) -> None:
    said = {"by": "Mia", "name": "Robot line", "said": "ask Alice"}
    notices.notify(_me().id, "mention", key=f"key {factories.number()}", facts=said)


def _promise(due_on: date) -> None:
    deal = factories.a_deal(_me().id)
    factories.a_follow_up(deal, _me().id, due_on=due_on)


def _remind(scene: Scene) -> None:
    _promise(due_on=now().date() + timedelta(days=1))
    _promise(due_on=now().date() - timedelta(days=1))
    outbox.later("reminders.morning")


def _write_of_steps(scene: Scene) -> None:
    _promise(due_on=now().date())
    outbox.later("reminders.letter", subject_id=_me().id, day=str(now().date()))


def _report(scene: Scene) -> None:
    reports.ask(_me(), last_full_week(now().date(), 1), "en", by_email=True)


def _each_week(scene: Scene) -> None:
    reports.send_each_week(_me(), 1, 8)
    schedule = reports.schedule_of(_me())
    assert schedule
    outbox.later("reports.weekly", subject_id=schedule.id)


def _import(state: str, kind: str) -> Callable[[Scene], None]:
    def ask(scene: Scene) -> None:
        content = f"Customer\nHengyuan {factories.number()}\nnobody\n".encode()
        record = uploads.accept(content, "customers.csv", by=_me(), kind="accounts")
        record.state = state
        outbox.later(kind, subject_id=record.id)

    return ask


#: kind -> what makes a row of it, inside Acme.
WORK: dict[str, Callable[[Scene], None]] = {
    "people.mail_confirmation": _personal("people.mail_confirmation"),
    "people.mail_reset": _personal("people.mail_reset"),
    "people.mail_password_changed": _personal("people.mail_password_changed"),
    "people.mail_address_change": lambda scene: profile.ask_for_address(
        scene.seller.user_id, f"{new_id().hex}@elsewhere.example", at=now()
    ),
    "people.mail_invitation": _invite,
    "notices.letter": _notify,
    "reminders.morning": _remind,
    "reminders.letter": _write_of_steps,
    "reports.make": _report,
    "reports.send": lambda scene: outbox.later("reports.send", subject_id=scene.report) and None,
    "reports.weekly": _each_week,
    "imports.check": _import("uploaded", "imports.check"),
    "imports.run": _import("queued", "imports.run"),
    "imports.revert": _import("reverting", "imports.revert"),
    "imports.index": _import("done", "imports.index"),
}
