"""The tabs above the list: what waits for one's word, what is under way, late, accepted, given to others, one's own.

Their numbers come from one statement. None is counted beyond what a person reads, a hundred, and an index leads to
what is counted.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, literal, select, union_all

from app.lists.listing import Tab
from app.people.leading import led_by
from app.scene import Scene
from app.tasks.filtering import conditions
from app.tasks.filtering.filters import TaskFilter
from app.tasks.model import ACCEPTED, DOING, SUBMITTED, Task
from app.web.asking import MINE
from app.web.tables import Order
from tenants.context import db, door

T = Task.__table__
MOST = 100
TO_ACCEPT = TaskFilter(state=SUBMITTED, acceptors=(MINE,))
MY_OWN = TaskFilter(owners=(MINE,))
LONGEST_WAITING = (Order("submitted"),)
MOST_KEPT = 500
_kept: dict[tuple[Any, ...], Any] = {}
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
    """How many tasks stand behind each tab, as far as they are counted; asked once a transaction."""
    cache, key = door().cache, f"task tabs of {scene.member.id}"
    if key not in cache:
        cache[key] = dict(db.execute(_statement(scene)).mappings().one())
    found: dict[str, int] = cache[key]
    return found


def _statement(scene: Scene) -> Any:
    """Kept, because making it takes longer than asking it: the same until the day or the company's people change."""
    key = door().tenant_id, scene.member.id, scene.today, door().standing
    if key not in _kept or door().standing is None:
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = select(*(_count(tab.wanted, scene).label(name) for name, tab in _TABS.items()))
    return _kept[key]


def _count(wanted: TaskFilter, scene: Scene) -> Any:
    is_much = wanted.state == ACCEPTED
    parts = conditions.in_ways(wanted, scene) if is_much else [conditions.of(wanted, scene)]
    some = [select(literal(1)).where(*one) for one in parts]
    found = union_all(*some) if len(some) > 1 else some[0]
    if wanted.is_late:
        found = found.order_by(T.c.due_on)  # their days lead to them
    return select(func.count()).select_from(found.limit(MOST).subquery()).scalar_subquery()


def told(number: int) -> str:
    """A number as a tab says it."""
    return f"{MOST - 1}+" if number >= MOST else str(number)
