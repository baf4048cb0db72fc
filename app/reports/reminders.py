"""Each morning at eight: everyone hears of the steps he promised for tomorrow, and of those he let pass.

In the bell one notice a step, once; by e-mail one letter a morning with all of them, and only when there is news.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app import days, mail, notices, outbox, timetables
from app.notices.readers import reader
from app.outbox import handles
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.follow_ups.queries import due_promises
from app.web.letters import address
from tenants.context import db, door
from tenants.model import Member, OutboxRow, Tenant

HOUR = 8
LETTER = "next_steps"
#: Promises that lapsed earlier are old news, e.g. of a table just imported.
REMEMBERED = timedelta(days=14)


def register() -> None:
    """Say the words of these notices."""
    notices.letter(LETTER, _l("My next steps, each morning"))
    note = _l("%(about)s, due %(due_on)s")
    notices.kind("next_step.due", _l("Due tomorrow: %(promise)s"), icon="calendar-clock", note=note, to_do=True)
    notices.kind("next_step.late", _l("Overdue: %(promise)s"), icon="clock", note=note, to_do=True)


def furnish(language: str, country: str) -> None:
    """A new company is reminded from its first morning on."""
    timetables.repeat("reminders.morning", hour=HOUR)


@handles("reminders.morning", _l("Reminders of the morning"))
def remind(row: OutboxRow) -> None:
    """Tell everyone of his steps; whoever has news gets a letter too."""
    today = days.today()
    news: set[UUID] = set()
    for promise in _coming_and_lapsed(today):
        if _tell(promise, today):
            news.add(promise.promise_owner_id)  # type: ignore[arg-type]
    for member_id in sorted(news):
        outbox.later("reminders.letter", subject_id=member_id, key=f"steps:{member_id}:{today}", day=str(today))


def _coming_and_lapsed(today: date) -> list[FollowUp]:
    due = due_promises(today + timedelta(days=1)).where(FollowUp.due_on >= today - REMEMBERED)
    return [promise for promise in db.scalars(due) if promise.due_on != today]


def _tell(promise: FollowUp, today: date) -> bool:
    assert promise.promise_owner_id is not None
    kind = "next_step.late" if promise.is_late(today) else "next_step.due"
    about = promise.deal or promise.account
    return notices.notify(
        promise.promise_owner_id, kind, subject=about, key=f"{kind}:{promise.id}:{promise.due_on}",
        facts={"promise": promise.promise, "about": about.event_name if about else "", "due_on": promise.due_on},
    )  # fmt: skip


@handles("reminders.letter", _l("Letter about next steps"))
def send_letter(row: OutboxRow) -> None:
    """One letter with everything that is late, due today or tomorrow."""
    member = db.scalars(select(Member).where(Member.id == row.subject_id)).one()
    to, today = reader(member), date.fromisoformat(row.args["day"])
    steps = _steps_of(member, today)
    if to is None or not steps or LETTER in member.mutes:
        return
    company = db.scalars(select(Tenant).where(Tenant.id == door().tenant_id)).one()
    mail.send(
        to.email, "reports/next_steps", to.language, str(row.id), tenant=company, name=to.name, steps=steps,
        link=address("home.index", company.slug),
    )  # fmt: skip


def _steps_of(member: Member, today: date) -> dict[str, list[FollowUp]]:
    """His open promises under "late", "today" and "tomorrow"."""
    mine = due_promises(today + timedelta(days=1)).where(
        FollowUp.promise_owner_id == member.id, FollowUp.due_on >= today - REMEMBERED
    )
    steps: dict[str, list[FollowUp]] = defaultdict(list)
    for promise in db.scalars(mine):
        steps["late" if promise.is_late(today) else "today" if promise.due_on == today else "tomorrow"].append(promise)
    return dict(steps)
