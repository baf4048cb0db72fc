"""The tabs above the list: what waits for one's word, what is under way, late, accepted, given to others, one's own.

Their numbers come from one statement. None is counted beyond what a person reads: each stops at a thousand, and an
index leads to what it counts.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, literal, select

from app.lists.listing import Tab
from app.people.leading import led_by
from app.scene import Scene
from app.tasks.filtering import conditions
from app.tasks.filtering.filters import TaskFilter
from app.tasks.model import ACCEPTED, DOING, SUBMITTED
from app.web.asking import MINE
from app.web.tables import Order
from tenants.context import db, door

MOST = 1_000
TO_ACCEPT = TaskFilter(state=SUBMITTED, acceptors=(MINE,))
MY_OWN = TaskFilter(owners=(MINE,))
LONGEST_WAITING = (Order("submitted"),)
_TABS: dict[str, Tab[TaskFilter]] = {
    "to_accept": Tab(_l("To accept"), TO_ACCEPT, LONGEST_WAITING),
    "mine": Tab(_l("Mine"), MY_OWN),
    "doing": Tab(_l("In progress"), TaskFilter(state=DOING)),
    "late": Tab(_l("Delayed"), TaskFilter(is_late=True)),
    "accepted": Tab(_l("Accepted"), TaskFilter(state=ACCEPTED), (Order("accepted", down=True),)),
    "given": Tab(_l("Assigned by me"), TaskFilter(creators=(MINE,))),
}


def tabs(scene: Scene) -> list[Tab[TaskFilter]]:
    """The tabs with their numbers."""
    counts = count(scene)
    return [Tab(tab.label, tab.wanted, tab.orders, told(counts[name])) for name, tab in _TABS.items()]


def begins(scene: Scene) -> str:
    """What one sees first: what waits for one's word; else one's own; for who leads others, all."""
    if count(scene)["to_accept"]:
        return f"{TO_ACCEPT.query()}&sort={LONGEST_WAITING[0]}"
    return "" if led_by(scene.member) != [] else MY_OWN.query()


def count(scene: Scene) -> dict[str, int]:
    """How many tasks stand behind each tab, at most MOST; asked once a transaction."""
    cache, key = door().cache, f"task tabs of {scene.member.id}"
    if key not in cache:
        counted = select(*(_count(tab.wanted, scene).label(name) for name, tab in _TABS.items()))
        cache[key] = dict(db.execute(counted).mappings().one())
    found: dict[str, int] = cache[key]
    return found


def _count(wanted: TaskFilter, scene: Scene) -> Any:
    some = select(literal(1)).where(*conditions.of(wanted, scene)).limit(MOST).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def told(number: int) -> str:
    """A number as a tab says it."""
    return f"{MOST - 1}+" if number >= MOST else str(number)
