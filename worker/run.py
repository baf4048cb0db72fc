"""The worker: takes work from the queue, each piece in a process of its own that ends with it.

`python -m worker run` starts two hands, one of them for short work alone. `python -m worker run default` or `… long`
starts one that empties only these queues, for an installation that spreads them over machines.
"""

from __future__ import annotations

import contextlib
import gc
import os
import time
from typing import Any
from uuid import UUID

from redis.exceptions import RedisError
from rq import Worker, get_current_job
from rq.job import Job
from rq.serializers import JSONSerializer
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import configure_mappers

from tenants import db
from worker import queue
from worker.hands import Hands, Names, die_with_parent
from worker.perform import application, perform

NOBODY = str(UUID(int=0))


def main(argv: list[str]) -> int:
    """Work until told to stop."""
    # A report over three years may think longer than a page may.
    os.environ["DEALWRIGHT_STATEMENT_TIMEOUT"] = os.environ.get("DEALWRIGHT_JOB_STATEMENT_TIMEOUT", "300000")
    _warm_up()
    names = tuple(name for name in argv if name in queue.NAMES)
    if names:
        work(names)
    else:
        Hands(work).run()
    return 0


def job(row_id: str, tenant_id: str | None, user_id: str | None) -> None:
    """What the queue calls."""
    perform(row_id, tenant_id, user_id)
    current = get_current_job()
    if current is not None:
        with contextlib.suppress(RedisError):  # the relay looks by itself soon enough
            queue.wake(current.connection)


class Patient(Worker):
    """A worker that comes back when Redis does, and whose work does not outlive it."""

    max_connection_wait_time = 3.0
    told_to_stop = False

    def request_stop(self, signum: Any, frame: Any) -> None:
        """Finish the piece under way, then end."""
        self.told_to_stop = True
        super().request_stop(signum, frame)

    def main_work_horse(self, job: Job, queue: Any) -> None:
        """In the child that does one piece."""
        die_with_parent()
        super().main_work_horse(job, queue)


def work(names: Names) -> None:
    """Empty the queues called `names` until told to stop. Redis away is no reason."""
    while not _until_stopped(names):
        time.sleep(0.5)


def _until_stopped(names: Names) -> bool:
    """Work until something ends it; whether that was a wish."""
    try:
        redis = queue.connect()
        # Between two waits an idle worker looks after dead ones, so these waits are short.
        worker = Patient(
            queue.queues(redis, names),
            connection=redis,
            serializer=JSONSerializer,
            worker_ttl=60,
            maintenance_interval=30,
        )
        worker.log_job_description = False
        worker.work(logging_level="WARNING")
        return worker.told_to_stop
    except RedisError:
        return False


def _warm_up() -> None:
    """Do once, before the first fork, what each piece of work would otherwise do again."""
    application()
    configure_mappers()
    with contextlib.suppress(DBAPIError):  # a database that is away is met later, by work that is tried again
        perform(NOBODY, NOBODY)
    db.engine("app").dispose()  # a connection must not be shared with the children
    gc.freeze()
