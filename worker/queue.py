"""The queue in Redis: what is handed to the workers now. Refilled from the outbox, it holds nothing of its own."""

from __future__ import annotations

import os
from typing import Any

from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from app.outbox import handlers
from tenants.model import OutboxRow

#: In the order a worker empties them. "long" is for what takes more than a few seconds.
NAMES = ("default", "long")
WAKE = "dealwright:wake"


def connect() -> Redis:
    """Redis, with patience for a blocking question and none for a dead server."""
    return Redis.from_url(
        os.environ["REDIS_URL"], socket_timeout=30, socket_connect_timeout=3, health_check_interval=15
    )


def queues(redis: Redis, names: tuple[str, ...] = NAMES) -> list[Queue]:
    """The queues called `names`. Work is named in JSON: whoever can write to Redis cannot make us run his code."""
    return [Queue(name, connection=redis, serializer=JSONSerializer) for name in names]


def job_id(row: OutboxRow) -> str:
    """The name of this try of the row's work."""
    return f"outbox-{row.id}-{row.attempts}"


def push(redis: Redis, rows: list[OutboxRow]) -> None:
    """Hand `rows` to the workers, in their order."""
    with redis.pipeline() as pipeline:
        for queue in queues(redis):
            mine = [_job(row) for row in rows if (row.queue if row.queue in NAMES else "default") == queue.name]
            if mine:
                queue.enqueue_many(mine, pipeline=pipeline)
        pipeline.execute()


def _job(row: OutboxRow) -> Any:
    handler = handlers.get(row.kind)
    return Queue.prepare_data(
        "worker.run.job",
        args=[str(row.id), str(row.tenant_id) if row.tenant_id else None, str(row.user_id) if row.user_id else None],
        job_id=job_id(row),
        timeout=60 * (handler.minutes if handler else 10),
        result_ttl=0,
        failure_ttl=3600,
        description=row.kind,
    )


def waiting_ids(redis: Redis) -> set[str]:
    """The names of all tries that wait in the queue."""
    return {name for queue in queues(redis) for name in queue.get_job_ids()}


def wake(redis: Redis) -> None:
    """Tell the relay that there is room again."""
    with redis.pipeline() as pipeline:
        pipeline.lpush(WAKE, 1)
        pipeline.ltrim(WAKE, 0, 0)
        pipeline.execute()


def rest(redis: Redis, seconds: float) -> None:
    """Wait until somebody calls `wake`, at most `seconds`."""
    redis.blpop([WAKE], timeout=seconds)
