"""Engines and sessions. Each login role has an engine of its own; only this module makes them."""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker

_engines: dict[str, Engine] = {}
_SET_TENANT = text("SELECT app.set_tenant(:tenant)")
_SET_USER = text("SELECT app.set_user_id(:user)")
_SET_CLAIM = text("SELECT app.set_claim(:claim)")


class _Door(Session):
    """A session of one tenant, from its first statement to its last."""


class _Doorway(Session):
    """A session outside every tenant, walled by what the person can prove."""


TenantSession = sessionmaker(class_=_Door, expire_on_commit=False)
DoorwaySession = sessionmaker(class_=_Doorway, expire_on_commit=False)


def engine(role: str = "app") -> Engine:
    """The engine that logs in as `role` ("app", "relay", "operator", "janitor"), made at its first use."""
    if role not in _engines:
        _engines[role] = _make(os.environ[f"DATABASE_URL_{role.upper()}"])
    return _engines[role]


def _make(url: str) -> Engine:
    timeout = os.environ.get("DEALWRIGHT_STATEMENT_TIMEOUT", "30000")
    return create_engine(
        url.replace("postgresql://", "postgresql+psycopg://"),
        pool_size=int(os.environ.get("DEALWRIGHT_POOL", "8")),
        max_overflow=4,
        hide_parameters=True,  # errors are logged; a customer's data is not
        connect_args={"options": f"-c statement_timeout={timeout} -c timezone=UTC", "connect_timeout": 5},
    )


def connect_sessions() -> None:
    """Point the session makers at the app's engine. Called once per process by create_app and by the worker."""
    TenantSession.configure(bind=engine("app"))
    DoorwaySession.configure(bind=engine("app"))


def dispose() -> None:
    """Close every connection, e.g. after a fork or at the end of a test run."""
    while _engines:
        _engines.popitem()[1].dispose()


@event.listens_for(_Door, "after_begin")
def _set_tenant(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    # A setting made inside a savepoint does not reach a sharded database's workers, so only at top level.
    if not transaction.nested:
        connection.execute(_SET_TENANT, {"tenant": session.info["tenant_id"]})


@event.listens_for(_Doorway, "after_begin")
def _set_person(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if transaction.nested:
        return
    given: dict[str, Any] = session.info
    if given.get("user_id"):
        connection.execute(_SET_USER, {"user": given["user_id"]})
    if given.get("claim"):
        connection.execute(_SET_CLAIM, {"claim": given["claim"]})
