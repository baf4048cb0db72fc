"""What templates, recurring tasks and tasks for several people bring to the sweeps."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from app import days, outbox
from app.clock import now
from app.tasks.assigning import Plan, TaskDraft
from app.tasks.planning import series as acts
from app.tasks.planning import templates, together
from app.tasks.planning.pieces import Kept, Piece
from tenants.context import db, door
from tenants.model import Member
from tests import factories
from tests.isolation.parts import Part
from tests.people.scenes import acting
from tests.world import Person


def template() -> UUID:
    """With a part whose owner is named in the plan."""
    kept = Kept(Piece("Weekly report", due=1), (Piece("Figures", owner_id=acting().id),))
    return templates.keep(f"Report {factories.number()}", kept, by=acting(), at=now()).id


def series(seller: Person, template: UUID) -> UUID:
    values = {
        "template_id": template, "owner_id": seller.member_id, "acceptor_id": None, "every": "week", "on_day": 1,
        "next_on": days.today() + timedelta(days=1),
    }  # fmt: skip
    return acts.begin(values, by=acting(), at=now()).id


def batch(seller: Person) -> UUID:
    """A task given together with others, that can be taken back."""
    plan = Plan(TaskDraft("Call ten customers", seller.member_id))
    return together.give_all([plan], by=acting(), at=now())


PART = Part(
    records=(template, series, batch),
    parameters={("templates", "id"): "template", ("series", "id"): "series", ("batches", "id"): "batch"},
    private=frozenset({("series", "id"), ("batches", "id")}),
    work={"tasks.recur": lambda scene: _recur()},
    rows={"task_series": {"every": "week", "on_day": 1, "ended_on": None}},
    fields={"template": "task_templates"},
    other_names=frozenset({"template", "task"}),
)


def _recur() -> None:
    member = db.get_one(Member, (door().tenant_id, door().member_id))
    kept = Kept(Piece("Weekly report", due=1))
    made = templates.keep(f"Report {factories.number()}", kept, by=member, at=now())
    values = {"template_id": made.id, "owner_id": member.id, "every": "week", "on_day": 1, "next_on": days.today()}
    acts.begin(values, by=member, at=now())
    outbox.later("tasks.recur")
