"""How often something may be tried: by account and by address. Waits grow; nobody is locked out for good."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import case, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from app.clock import now
from tenants.context import at_the_doorway
from tenants.model import Throttle


@dataclass(frozen=True)
class Limit:
    """At most `count` tries of `name` within `within`."""

    name: str
    count: int
    within: timedelta


SIGN_IN_ACCOUNT = Limit("sign-in account", 10, timedelta(minutes=15))
SIGN_IN_ADDRESS = Limit("sign-in address", 60, timedelta(minutes=15))
SIGN_UP_ADDRESS = Limit("sign-up address", 20, timedelta(hours=1))
KNOWN_ADDRESS = Limit("known address", 5, timedelta(hours=1))  # sign-ups that met an address somebody has
MAIL_ACCOUNT = Limit("mail account", 5, timedelta(hours=1))
MAIL_ADDRESS = Limit("mail address", 30, timedelta(hours=1))
CALENDAR_ADDRESS = Limit("calendar address", 120, timedelta(minutes=15))  # words that show no calendar


def is_exceeded(limit: Limit, who: str) -> bool:
    """Whether `who` (an address or account) has used the limit up. Counts nothing."""
    with at_the_doorway() as session:
        row = session.execute(
            select(Throttle.count).where(Throttle.key == _key(limit, who), Throttle.resets_at > now())
        ).scalar()
        return (row or 0) >= limit.count


def count(limit: Limit, who: str) -> None:
    """Count one try, in a transaction of its own so that it survives a refusal."""
    moment = now()
    fresh = {"key": _key(limit, who), "count": 1, "resets_at": moment + limit.within}
    statement = insert(Throttle).values(fresh)
    over = Throttle.resets_at <= statement.excluded.resets_at - limit.within
    with at_the_doorway() as session:
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["key"],
                set_={
                    "count": case((over, 1), else_=func.least(Throttle.count + 1, limit.count + 1)),
                    "resets_at": case((over, statement.excluded.resets_at), else_=Throttle.resets_at),
                },
            )
        )


def forgive(limit: Limit, who: str) -> None:
    """Forget the tries of `who`, after a success."""
    with at_the_doorway() as session:
        session.execute(delete(Throttle).where(Throttle.key == _key(limit, who)))


def _key(limit: Limit, who: str) -> str:
    return hashlib.sha256(f"{limit.name}|{who}".encode()).hexdigest()
