"""The code wall: what a company owns says so, and every statement about it names the company.

`Owned` gives a table its tenant-led primary key; the session adds `tenant_id = :t` to every SELECT, UPDATE and DELETE
of an owned class, so the planner knows the company and a sharded database goes to one shard.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import ForeignKeyConstraint, Index, Insert, event, insert
from sqlalchemy.orm import (
    Mapped,
    ORMExecuteState,
    Session,
    UOWTransaction,
    declared_attr,
    mapped_column,
    relationship,
    with_loader_criteria,
)
from sqlalchemy.sql.visitors import iterate
from uuid_utils.compat import uuid7

from tenants.context import door
from tenants.db import _Door


def new_id() -> UUID:
    """A time-ordered id, made by the client so that inserts can be batched on any engine."""
    return uuid7()


def _tenant_in_force() -> UUID:
    return door().tenant_id


class Owned:
    """Mixin of every table a company owns."""

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True, default=_tenant_in_force, sort_order=-20)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-10)

    @declared_attr.directive
    def __table_args__(cls) -> Any:
        return owned_keys(cls)


def owned_keys(cls: Any) -> tuple[Any, ...]:
    """Composite foreign keys and their indexes for `cls.belongs_to = {"column": "table" | ("table", "CASCADE")}`,
    plus whatever stands in `cls.constraints`. Columns in `cls.led_by` need no index: another one begins with them."""
    made: list[Any] = []
    name = cls.__tablename__
    for column, target in getattr(cls, "belongs_to", {}).items():
        table, rule = target if isinstance(target, tuple) else (target, "RESTRICT")
        made.append(
            ForeignKeyConstraint(
                ["tenant_id", column],
                [f"app.{table}.tenant_id", f"app.{table}.id"],
                name=f"fk_{name}_{column}",
                ondelete=rule,
            )
        )
        if column not in getattr(cls, "led_by", ()):
            made.append(Index(f"ix_{name}_{column}", "tenant_id", column))
    return (*made, *getattr(cls, "constraints", ()), {"schema": "app"})


def owned_relationship(column: str, target: str, **kw: Any) -> Any:
    """The record that `column` points at, inside the same company. Read only: assign the id, not the object."""
    owner, _, name = column.partition(".")
    join = f"and_(foreign({owner}.tenant_id) == {target}.tenant_id, foreign({owner}.{name}) == {target}.id)"
    return relationship(target, primaryjoin=join, viewonly=True, **kw)


def append(cls: Any, **values: Any) -> None:
    """Write a row of `cls` at once, for tables to which rows are only added: nobody changes it, so no session need
    watch it, which costs twice as much. What the row points at is written before it."""
    session = door().session
    session.flush()
    session.connection().execute(_insert(cls), values)


@cache
def _insert(cls: Any) -> Insert:
    return insert(cls.__table__)


@event.listens_for(_Door, "do_orm_execute")
def _name_the_tenant(state: ORMExecuteState) -> None:
    if not state.is_orm_statement and _names_tables_alone(state.statement):
        return  # and their tenant with them: the option would not reach it, and cost a copy each time
    if state.is_column_load or state.is_relationship_load:
        return  # the first names its primary key, the second carries the option below with it
    info = state.session.info
    if "wall" not in info:
        tenant_id = info["tenant_id"]
        info["wall"] = with_loader_criteria(Owned, lambda cls: cls.tenant_id == tenant_id, include_aliases=True)
    state.statement = state.statement.options(info["wall"])


def _names_tables_alone(statement: Any) -> bool:
    """Whether no class stands anywhere in the statement, not even inside of an EXISTS; looked up once for each."""
    if statement not in _known:
        _known[statement] = all("parententity" not in part._annotations for part in iterate(statement))
    return _known[statement]


_known: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()


class ForeignRow(RuntimeError):
    """A record of one company was about to be written in another's session."""


@event.listens_for(_Door, "before_flush")
def _refuse_foreign_rows(session: Session, context: UOWTransaction, instances: Any) -> None:
    tenant_id = session.info["tenant_id"]
    for row in session.new:
        if isinstance(row, Owned) and row.tenant_id not in (None, tenant_id):
            raise ForeignRow(type(row).__name__)
