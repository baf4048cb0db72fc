"""Each morning at eight: everyone hears of what he owes by tomorrow, and of what he let pass.

In the bell one notice a thing, once; by e-mail one letter a morning with all of them, and only when there is news.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app import days, mail, outbox, timetables
from app.notices.delivery import notify
from app.notices.due import Due, Source, owed
from app.notices.kinds import letter
from app.notices.readers import reader
from app.outbox import handles
from app.web.letters import address
from tenants.context import db, door
from tenants.model import Member, OutboxRow, Tenant

HOUR = 8
LETTER = "next_steps"  # as people's wishes name it since only next steps fell due
#: What lapsed earlier is old news, e.g. of a table just imported.
REMEMBERED = timedelta(days=14)
WHEN = {"late": _l("Overdue"), "today": _l("Due today"), "tomorrow": _l("Due tomorrow")}


def register() -> None:
    """Let members do without the letter."""
    letter(LETTER, _l("What I owe, each morning"))


def furnish(language: str, country: str) -> None:
    """A new company is reminded from its first morning on."""
    timetables.repeat("reminders.morning", hour=HOUR)


@handles("reminders.morning", _l("Reminders of the morning"))
def remind(row: OutboxRow) -> None:
    """Tell everyone what is due; whoever has news gets a letter too."""
    today = days.today()
    news = {due.member_id for source, due in _remembered(today) if due.due_on != today and _tell(source, due, today)}
    for member_id in sorted(news):
        outbox.later("reminders.letter", subject_id=member_id, key=f"steps:{member_id}:{today}", day=str(today))


def _remembered(today: date, *member_ids: UUID) -> list[tuple[Source, Due]]:
    """What is due by tomorrow and not yet forgotten, of everybody or of these members."""
    return owed(today + timedelta(days=1), since=today - REMEMBERED, member_ids=member_ids or None)


def _tell(source: Source, due: Due, today: date) -> bool:
    kind = f"{source.kind}.late" if due.is_late(today) else f"{source.kind}.due"
    return notify(
        due.member_id, kind, subject=due.subject, key=f"{kind}:{due.id}:{due.due_on}",
        facts={"what": due.what, "about": due.about, "due_on": due.due_on},
    )  # fmt: skip


@handles("reminders.letter", _l("Letter of the morning"))
def send_letter(row: OutboxRow) -> None:
    """One letter with everything that is late, due today or tomorrow."""
    member = db.scalars(select(Member).where(Member.id == row.subject_id)).one()
    to, today = reader(member), date.fromisoformat(row.args["day"])
    found = _remembered(today, member.id)
    if to is None or not found or LETTER in member.mutes:
        return
    company = db.scalars(select(Tenant).where(Tenant.id == door().tenant_id)).one()
    mail.send(
        to.email, "notices/morning", to.language, str(row.id), tenant=company, name=to.name, count=len(found),
        groups=_grouped(found, today), link=address("home.index", company.slug),
    )  # fmt: skip


def _grouped(found: list[tuple[Source, Due]], today: date) -> list[tuple[Any, Any, list[Due]]]:
    """What is late, due today and due tomorrow, each by what it is: (when, what such things are called, those)."""
    kinds = list(dict.fromkeys(source for source, due in found))
    heaps = [
        (when, source.label, [due for of, due in found if of is source and _when(due, today) == key])
        for key, when in WHEN.items()
        for source in kinds
    ]
    return [heap for heap in heaps if heap[2]]


def _when(due: Due, today: date) -> str:
    return "late" if due.is_late(today) else "today" if due.due_on == today else "tomorrow"
