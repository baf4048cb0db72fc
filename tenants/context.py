"""The one door. Whoever works on a company's data has come through `acting_in`, and through it only.

The door enters tenant, session and transaction together; a session never changes tenant. `at_the_doorway` is the
short transaction before that, in which a person is recognised: it sees only what its claim proves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.local import LocalProxy


@dataclass
class Door:
    """Where one is and as whom: the tenant, the acting member (None for the system itself), the open session."""

    tenant_id: UUID
    member_id: UUID | None
    session: Session
    origin: dict[str, str] = field(default_factory=dict)  # ip, agent, request_id: kept with every event
    cache: dict[str, Any] = field(default_factory=dict)  # lives as long as the transaction
    standing: int | None = None  # the company's number for its standing data, where that may be shared


class NoDoor(RuntimeError):
    """Tenant data was touched by code that did not come through the door."""


_door: ContextVar[Door | None] = ContextVar("door", default=None)


def door() -> Door:
    """The door one stands in. Raises NoDoor outside of it."""
    current = _door.get()
    if current is None:
        raise NoDoor("no tenant has been entered; use acting_in()")
    return current


def inside() -> bool:
    """Whether a tenant has been entered."""
    return _door.get() is not None


#: The session of the tenant one is in.
db: Session = LocalProxy(lambda: door().session)  # type: ignore[assignment]


@contextmanager
def acting_in(tenant_id: UUID, member_id: UUID | None = None, **origin: str) -> Iterator[Door]:
    """Enter tenant `tenant_id` as `member_id`: one session, one transaction, committed at the end of the block.

    Raises RuntimeError when a tenant is already entered: work never reaches from one company into another.
    """
    entered = enter(tenant_id, member_id, standing=None, reads=False, **origin)
    try:
        yield entered
        entered.session.commit()
    except BaseException:
        entered.session.rollback()
        raise
    finally:
        leave(entered)


def enter(
    tenant_id: UUID,
    member_id: UUID | None = None,
    *,
    standing: int | None = None,
    reads: bool = False,
    **origin: str,
) -> Door:
    """Open the door without a block, for a web request whose end decides about the commit. Pair with `leave`.

    `standing` is the company's number as just read: what was kept under it is as good as read again. `reads` says that
    nothing much will be written, and has every statement planned for this very company.
    """
    from tenants.db import TenantSession

    if _door.get() is not None:
        raise RuntimeError("a tenant is already entered; leave it first")
    session = TenantSession(info={"tenant_id": tenant_id, "reads": reads})
    entered = Door(tenant_id, member_id, session, origin, standing=standing)
    _door.set(entered)
    return entered


def leave(entered: Door) -> None:
    """Close the door; what was not committed is rolled back."""
    _door.set(None)
    entered.session.close()


@contextmanager
def at_the_doorway(user_id: UUID | None = None, claim: str | None = None) -> Iterator[Session]:
    """A transaction outside every tenant: it sees the rows of person `user_id` and those that `claim` proves.

    A claim is something only its holder knows: an e-mail address typed in, the digest of a token.
    """
    from tenants.db import DoorwaySession

    with DoorwaySession(info={"user_id": user_id, "claim": claim}) as session, session.begin():
        yield session
