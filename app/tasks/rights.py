"""Who may do what with a task one sees."""

from __future__ import annotations

from uuid import UUID

from app.people import colleagues
from app.people.leading import lead_of, leads
from app.tasks.model import OPEN, Task
from tenants.model import Member

Pairs = list[tuple[UUID, str]]


def may_work(member: Member, task: Task) -> bool:
    """Start it, tell its progress, hand it in: its owner, or who leads him and stands in."""
    return member.can_write and (task.owner_id == member.id or leads(member, task.owner_id))


def may_change(member: Member, task: Task) -> bool:
    """Plan it anew, split it, cancel it: who gave it, who accepts it, who leads its owner."""
    gave = member.id in (task.created_by_id, task.acceptor_id)
    return member.can_write and (gave or leads(member, task.owner_id))


def may_plan(member: Member, task: Task) -> bool:
    """Plan it anew now: as long as it is open."""
    return task.state in OPEN and may_change(member, task)


def may_accept(member: Member, task: Task) -> bool:
    """Take it with a grade or return it: who was named for it, or who leads its owner; never the owner himself."""
    if not member.can_write or task.owner_id == member.id or task.acceptor_id is None:
        return False
    return task.acceptor_id == member.id or leads(member, task.owner_id)


def may_link(member: Member, task: Task) -> bool:
    """Say what it is about: who works on it, and who plans it."""
    return may_work(member, task) or may_change(member, task)


def owner_choices(member: Member, *, keep: UUID | None = None) -> Pairs:
    """Whom `member` may give a task: himself and those he leads."""
    return [
        (person_id, name)
        for person_id, name in colleagues.owner_choices(member, keep=keep)
        if person_id in (member.id, keep) or leads(member, person_id)
    ]


def may_give_to(member: Member, owner_id: UUID) -> bool:
    """Whether `member` may give that person a task."""
    return owner_id == member.id or leads(member, owner_id)


def can_be_given(member_id: UUID) -> bool:
    """Whether that person still works here and enters records."""
    found = colleagues.members().get(member_id)
    return found is not None and colleagues.may_own(found)


def usual_acceptor(owner_id: UUID, by: Member) -> UUID | None:
    """Who accepts when nobody is named: who gives it, or the owner's lead when he gives it to himself."""
    return by.id if by.id != owner_id else lead_of(owner_id)


def acceptor_of(owner_id: UUID, named: UUID | None, by: Member) -> UUID | None:
    """Who accepts what that person owns: whoever was named for it, unless it is his own; else the usual one."""
    return named if named and named != owner_id else usual_acceptor(owner_id, by)


def acceptor_choices(*, keep: UUID | None = None) -> Pairs:
    """Who may accept: everyone who works here and writes."""
    return colleagues.colleague_choices(keep)
