"""Engines and sessions. Each login role has an engine of its own; only this module makes them."""

from __future__ import annotations

import os
from typing import Any
from uuid import UUID

from psycopg import OperationalError
from psycopg.rows import namedtuple_row
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker

_engines: dict[str, Engine] = {}
_SET_TENANT = "SELECT app.set_tenant(%s)"
#: For pages that only read: a plan made for any company does not fit the one that owns a fifth of all rows (its totals
#: took three times as long, its search fourteen milliseconds more). Writes keep such plans; their statements are short.
#: A page is planned for its company, and by itself: to start helpers takes longer than the page may take.
_SET_TENANT_TO_READ = (
    "SELECT app.set_tenant(%s), set_config('plan_cache_mode', 'force_custom_plan', true),"
    " set_config('max_parallel_workers_per_gather', '0', true)"
)
_SET_USER = "SELECT app.set_user_id(%s)"
_SET_CLAIM = "SELECT app.set_claim(%s)"


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
        to_read = session.info.get("reads")
        connection.exec_driver_sql(_SET_TENANT_TO_READ if to_read else _SET_TENANT, (session.info["tenant_id"],))


@event.listens_for(_Doorway, "after_begin")
def _set_person(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if transaction.nested:
        return
    given: dict[str, Any] = session.info
    if given.get("user_id"):
        connection.exec_driver_sql(_SET_USER, (given["user_id"],))
    if given.get("claim"):
        connection.exec_driver_sql(_SET_CLAIM, (given["claim"],))


def ask_as(user_id: UUID, question: str, values: dict[str, Any]) -> Any:
    """The first row that `question` finds outside every tenant, asked as person `user_id`; None when there is none.

    Door and question go to the database together, in a transaction of their own that ends with the answer: every
    request begins with one, and four exchanges would take four times as long.
    """
    line = engine("app").raw_connection()
    try:
        return _asked(line.driver_connection, user_id, question, values)
    except OperationalError:
        line.invalidate()
        engine("app").dispose()  # when one line was cut, so were the others that wait in the pool
    finally:
        line.close()
    with DoorwaySession(info={"user_id": user_id}) as session:  # on a new line, or it says what is wrong
        return session.connection().exec_driver_sql(question, values).first()


def _asked(driver: Any, user_id: UUID, question: str, values: dict[str, Any]) -> Any:
    driver.autocommit = True  # what a pipeline holds is one transaction then, without a word for its begin and end
    try:
        with driver.pipeline():
            driver.execute(_SET_USER, (user_id,))
            answer = driver.cursor(row_factory=namedtuple_row).execute(question, values)
        return answer.fetchone()
    finally:
        driver.autocommit = False
