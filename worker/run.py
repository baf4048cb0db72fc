"""The worker: takes work from the queue, each piece in a process of its own that ends with it.

`python -m worker run [default] [long]` empties the named queues, all of them by default.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import time
from typing import Any

from redis.exceptions import RedisError
from rq import Worker
from rq.job import Job
from rq.serializers import JSONSerializer

from worker import queue
from worker.perform import application, perform

PR_SET_PDEATHSIG = 1


def job(row_id: str, tenant_id: str | None, user_id: str | None) -> None:
    """What the queue calls."""
    perform(row_id, tenant_id, user_id)
    with contextlib.suppress(RedisError):  # the relay looks by itself soon enough
        queue.wake(queue.connect())


class Patient(Worker):
    """A worker that comes back when Redis does, and whose work does not outlive it."""

    max_connection_wait_time = 3.0
    told_to_stop = False

    def request_stop(self, signum: Any, frame: Any) -> None:
        """Finish the piece under way, then end."""
        self.told_to_stop = True
        super().request_stop(signum, frame)

    def main_work_horse(self, job: Job, queue: Any) -> None:
        """In the child: die with the parent, so that a killed worker leaves nothing running."""
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        super().main_work_horse(job, queue)


def main(argv: list[str]) -> int:
    """Work until told to stop."""
    # A report over three years may think longer than a page may.
    os.environ.setdefault("DEALWRIGHT_JOB_STATEMENT_TIMEOUT", "300000")
    os.environ["DEALWRIGHT_STATEMENT_TIMEOUT"] = os.environ["DEALWRIGHT_JOB_STATEMENT_TIMEOUT"]
    application()
    names = tuple(name for name in argv if name in queue.NAMES) or queue.NAMES
    while not _work(names):
        time.sleep(0.5)
    return 0


def _work(names: tuple[str, ...]) -> bool:
    """Work until something stops it; whether that was a wish. Redis away is none."""
    try:
        redis = queue.connect()
        # Idle workers look after the work of dead ones between two waits, so these waits are short.
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
