"""What the acting member may see and do. Look-ups go through what he may see: the rest does not exist for him."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, TypeVar
from uuid import UUID

from flask import abort, g
from sqlalchemy import ColumnElement, Select, True_, bindparam, select, true

from app.people.sight import visible_owners
from app.scene import Scene
from app.web.formats import today
from tenants.context import db
from tenants.model import Member
from tenants.roles import Role

T = TypeVar("T")


def me() -> Member:
    """The acting member."""
    return g.member


def scene() -> Scene:
    """Who looks, on which day, in which money, in this request."""
    return Scene(me(), today(), g.tenant.currency)


def get_or_404(cls: type[T], record_id: UUID, *, lock: bool = False) -> T:
    """The record of this company with `record_id` that the member may see; anything else is 404.

    With `lock` nobody else can change it until the request ends.
    """
    found: T | None = db.scalar(_seen(_by_id(cls, lock), cls), {"record_id": record_id})  # type: ignore[arg-type]
    if found is None:
        abort(404)
    return found


@cache
def _by_id(cls: type[Any], lock: bool) -> Select[Any]:
    """Made once: most requests begin with it."""
    statement = select(cls).where(cls.id == bindparam("record_id"))
    return statement.with_for_update(of=cls) if lock else statement


def reachable(cls: type[T]) -> Select[T]:
    """The records of `cls` the member may see: by `sight()` where the class says how, all of the company otherwise."""
    return _seen(select(cls), cls)


def _seen(statement: Select[T], cls: type[T]) -> Select[T]:
    rule = getattr(cls, "sight", None)
    limit = rule(me()) if rule else None
    return statement if limit is None or isinstance(limit, True_) else statement.where(limit)


def owned_by_visible(column: Any, member: Member) -> ColumnElement[bool]:
    """`column` (an owner's id) is one whose records `member` sees."""
    owners = visible_owners(member)
    return true() if owners is None else column.in_(owners)


def requires(*roles: Role, trainer: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Only these roles may: 403 for others of the same company."""

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kw: Any) -> Any:
            if g.member.role not in roles and not (trainer and g.member.is_trainer):
                abort(403)
            return view(*args, **kw)

        return guarded

    return guard


writes = requires(Role.OWNER, Role.MANAGER, Role.SELLER)
manages = requires(Role.OWNER, Role.MANAGER)
owns = requires(Role.OWNER)
