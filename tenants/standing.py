"""Standing data: what a company looks up on every page and changes seldom, kept in this process between requests.

Each company counts the changes of its standing data (`Tenant.standing`), in the transaction that makes them. Whoever
enters with that number may be given what was read under the same number before; whoever enters without it, as jobs do,
or has changed something himself, reads for himself. A class takes part by saying `is_standing = True`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, event, inspect, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from tenants.context import Door, door
from tenants.db import _Door
from tenants.model import Model, Tenant

T = TypeVar("T")
D = TypeVar("D")
MOST_COMPANIES = 500  # kept in one process; the one asked for longest ago goes first
MOST_ROWS = 2000  # of one kind; a company with more reads them each time
_CHANGED = "standing data changed"

_shelves: OrderedDict[UUID, tuple[int, dict[str, Any]]] = OrderedDict()


def standing(name: str, statement: Callable[[], Select[T]]) -> list[T]:
    """The records that `statement()` finds, read once a transaction, and once a change where the door allows it.

    They stand in no session: read them, and ask for a record by its id to change it.
    """
    here = door()
    if name not in here.cache:
        shelf = _shelf(here)
        found = shelf.get(name) if shelf is not None else None
        here.cache[name] = _read(here, name, statement(), shelf) if found is None else found
        here.session.info.setdefault("standing", set()).add(name)
    return here.cache[name]


def derived(name: str, make: Callable[[], D]) -> D:
    """What `make()` makes of standing data, kept as long as they are. It must be plain values: never a record, which
    belongs to the transaction that read it."""
    here = door()
    if name not in here.cache:
        shelf = _shelf(here)
        found = shelf.get(name) if shelf is not None else None
        here.cache[name] = make() if found is None else found
        if shelf is not None:
            shelf[name] = here.cache[name]
        here.session.info.setdefault("standing", set()).add(name)
    made: D = here.cache[name]
    return made


def _shelf(here: Door) -> dict[str, Any] | None:
    """What is kept of this company under the number one entered with; None when nothing may be shared."""
    if here.standing is None or here.session.info.get(_CHANGED):
        return None
    number, shelf = _shelves.get(here.tenant_id, (-1, {}))
    if number < here.standing:
        shelf = {}
        _shelves[here.tenant_id] = here.standing, shelf
        while len(_shelves) > MOST_COMPANIES:
            _shelves.popitem(last=False)
    elif number > here.standing:
        return None  # someone changed something since this request came in
    return shelf


def _read(here: Door, name: str, statement: Select[T], shelf: dict[str, Any] | None) -> list[T]:
    session = here.session
    known = set(session.identity_map.keys())
    found = list(session.scalars(statement))
    if shelf is None or len(found) > MOST_ROWS or any(inspect(row).identity_key in known for row in found):
        return found
    for row in found:
        session.expunge(row)
    shelf[name] = found
    return found


def written(table: Any) -> None:
    """Rows of `table` were written through the connection, where the session does not see it."""
    if table.name in _tables():
        _changes(door().session)


def _changes(session: Session) -> None:
    """From here on this transaction reads standing data afresh, and counts the change when it commits."""
    session.info[_CHANGED] = True
    if session is door().session:
        for name in session.info.pop("standing", ()):
            door().cache.pop(name, None)


@event.listens_for(_Door, "before_flush")
def _notice_rows(session: Session, context: UOWTransaction, instances: Any) -> None:
    if any(getattr(row, "is_standing", False) for row in (*session.new, *session.dirty, *session.deleted)):
        _changes(session)


@event.listens_for(_Door, "do_orm_execute")
def _notice_statements(state: ORMExecuteState) -> None:
    if not state.is_select and getattr(getattr(state.statement, "table", None), "name", None) in _tables():
        _changes(state.session)


@cache
def _tables() -> set[str]:
    mappers = Model.registry.mappers
    return {each.class_.__tablename__ for each in mappers if getattr(each.class_, "is_standing", False)}


@event.listens_for(_Door, "before_commit")
def _count(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    if session.info.pop(_CHANGED, False):
        tenant = Tenant.__table__
        here = tenant.c.id == session.info["tenant_id"]
        session.connection().execute(update(tenant).where(here).values(standing=tenant.c.standing + 1))  # type: ignore[arg-type]
