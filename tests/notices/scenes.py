"""What the bell and the reminders bring to the sweeps."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from app import notices, outbox
from app.clock import now
from app.notices.model import Notice
from tenants.owned import new_id
from tests import factories
from tests.isolation.parts import Part
from tests.people.scenes import acting
from tests.world import Person


def notice(seller: Person) -> UUID:
    told = {"member_id": seller.member_id, "kind": "assigned", "key": f"key {factories.number()}"}
    return factories.added(Notice(**told, subject_kind="deal", subject_id=new_id())).id


def _notify(scene) -> None:
    said = {"by": "Mia", "name": "Robot line", "said": "ask Alice"}
    notices.notify(acting().id, "mention", key=f"key {factories.number()}", facts=said)


def _promise(due_on: date) -> None:
    factories.a_follow_up(factories.a_deal(acting().id), acting().id, due_on=due_on)


def _remind(scene) -> None:
    _promise(due_on=now().date() + timedelta(days=1))
    _promise(due_on=now().date() - timedelta(days=1))
    outbox.later("reminders.morning")


def _write_in_the_morning(scene) -> None:
    _promise(due_on=now().date())
    outbox.later("reminders.letter", subject_id=acting().id, day=str(now().date()))


PART = Part(
    records=(notice,),
    parameters={("notices", "id"): "notice"},
    private=frozenset({("notices", "id")}),
    work={"notices.letter": _notify, "reminders.morning": _remind, "reminders.letter": _write_in_the_morning},
    viewers_too={
        "notices.read": "one's own notice",
        "notices.read_all": "one's own notices",
        "notices.wish": "what is written to him is his own wish",
    },
    loose={"notices": frozenset({"subject_id"})},
)
