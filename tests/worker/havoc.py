"""Kills parts of a real stack at random under load, and counts afterwards. `python -m tests.worker.havoc KILLS SEED`.

History, nemesis, checker: clients write acts and remember which were acknowledged; the nemesis kills -9 worker, relay,
tick, Redis and PostgreSQL (fsync on), empties Redis and stops processes for a while; the checker wants each
acknowledged act and its effect exactly once, each unanswered one whole or not at all, and the outbox drained within
two minutes.
"""

from __future__ import annotations

import contextlib
import importlib.machinery
import importlib.util
import json
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

ROOT = Path(__file__).resolve().parents[2]
DRAINED_WITHIN = 120
KILLABLE = ("worker", "relay", "tick", "redis", "postgres")


def main(kills: int, seed: int) -> int:
    """Wreak havoc on a stack of our own; 0 when nothing was lost and nothing doubled."""
    dev = _dev_script()
    with dev.quiet(), dev.throwaway_stack(dev.PRODUCTION) as stack:
        os.environ.update({**stack.environment, "DEALWRIGHT_ENV": "test"})
        tenants = _prepare()
        stack.start([_part(stack, *part) for part in (("worker", "run"), ("relay", "relay"), ("tick", "tick"))])
        clients = [Client(tenant_id) for tenant_id in tenants]
        nemesis = Nemesis(stack, random.Random(seed))
        for client in clients:
            client.start()
        for _ in range(kills):
            nemesis.strike()
        for client in clients:
            client.stop()
        seconds = _drain()
        wrong = _count(clients)
        print(
            json.dumps(
                {
                    "strikes": nemesis.strikes,
                    "drained_after": seconds,
                    "left": _states(),
                    "wrong": wrong[:10],
                    **_sums(clients),
                }
            )
        )
        return 0 if seconds is not None and not wrong else 1


class Client(threading.Thread):
    """Writes acts, each in one transaction with the work it asks for, and remembers what it was told."""

    def __init__(self, tenant_id: UUID) -> None:
        super().__init__(daemon=True)
        self.tenant_id = tenant_id
        self.acknowledged: list[str] = []
        self.unanswered: list[str] = []
        self._told_to_stop = threading.Event()
        self.pause = (
            0.9  # slower than a lone worker on a busy machine, so that what is left at the end is what was hurt
        )

    def run(self) -> None:
        from sqlalchemy.exc import DBAPIError

        while not self._told_to_stop.wait(self.pause):
            token = str(uuid4())
            try:
                self._act(token)
                self.acknowledged.append(token)
            except DBAPIError:
                self.unanswered.append(token)
                time.sleep(0.2)

    def _act(self, token: str) -> None:
        from app import outbox
        from app.people.model import Team
        from tenants.context import acting_in, db

        with acting_in(self.tenant_id):
            db.add(Team(name=f"act {token}"))
            db.flush()
            outbox.later("test.tally", token=token)

    def stop(self) -> None:
        """Write no more."""
        self._told_to_stop.set()
        self.join()


class Nemesis:
    """Strikes at random and lets what it struck come back, as a supervisor would."""

    def __init__(self, stack: Any, chance: random.Random) -> None:
        self.parts = {child.name: child for tier in stack.tiers for child in tier}
        self.chance = chance
        self.strikes: Counter[str] = Counter()

    def strike(self) -> None:
        """One blow, and a while until the next."""
        time.sleep(self.chance.uniform(0.3, 1.5))
        kind = self.chance.choice([*KILLABLE, "worker", "flushall", "horse", "freeze"])
        self.strikes[kind] += 1
        if kind == "flushall":
            with contextlib.suppress(Exception):
                _redis().flushall()
        elif kind == "horse":
            self._kill_a_horse()
        elif kind == "freeze":
            self._freeze(self.parts[self.chance.choice(["worker", "relay"])])
        else:
            self._kill(self.parts[kind])

    def _kill(self, part: Any) -> None:
        part.process.kill()
        part.process.wait()
        time.sleep(self.chance.uniform(0, 1))
        part.start()
        for _ in range(50):  # PostgreSQL refuses to start while a process of the dead one still lives
            time.sleep(0.2)
            if part.process.poll() is None:
                return
            part.start()
        raise RuntimeError(f"{part.name} does not come back; see {part.log}")

    def _kill_a_horse(self) -> None:
        """Sometimes the child that does a piece of work, sometimes the one that waits for work."""
        family = _below(self.parts["worker"].process.pid)
        if family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.chance.choice(family), signal.SIGKILL)

    def _freeze(self, part: Any) -> None:
        part.process.send_signal(signal.SIGSTOP)
        time.sleep(self.chance.uniform(0.5, 2))
        part.process.send_signal(signal.SIGCONT)


def _below(pid: int) -> list[int]:
    """The children of process `pid`, and theirs."""
    try:
        children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return children + [deeper for child in children for deeper in _below(child)]


def _dev_script() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("dev_script", str(ROOT / "dev"))
    spec = importlib.util.spec_from_loader("dev_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def _prepare() -> list[UUID]:
    from app import create_app, database
    from tests.world import make_company

    database.bootstrap()
    database.upgrade()
    create_app()
    return [make_company(name, f"{name.lower()}-havoc").id for name in ("Acme", "Globex", "Initech")]


def _part(stack: Any, name: str, verb: str) -> Any:
    child = stack.worker(name, verb)
    child.command = [sys.executable, "-m", "tests.worker.tally", verb]
    return child


def _drain() -> float | None:
    """Seconds until nothing is left to do; None when two minutes were not enough."""
    from psycopg import Error

    began = time.monotonic()
    while (passed := time.monotonic() - began) < DRAINED_WITHIN:
        with contextlib.suppress(Error):
            if _left() == 0:
                return round(passed, 1)
        time.sleep(0.5)
    return None


def _left() -> int:
    return _ask("SELECT count(*) FROM app.outbox WHERE done_at IS NULL AND kind = 'test.tally'")[0][0]


def _states() -> list[Any]:
    """What is left, for whoever reads why: tries, whether sent, the last error, how many."""
    return _ask(
        "SELECT attempts, sent_at IS NOT NULL, error, failed_at IS NOT NULL, count(*) FROM app.outbox"
        " WHERE done_at IS NULL AND kind = 'test.tally' GROUP BY 1, 2, 3, 4"
    )


def _count(clients: list[Client]) -> list[str]:
    """What is wrong, a line each."""
    found: Counter[str] = Counter(row[0] for row in _ask("SELECT name FROM app.teams"))
    wrong = []
    for client in clients:
        for token in client.acknowledged:
            if (found[f"act {token}"], found[f"effect {token}"]) != (1, 1):
                wrong.append(f"acknowledged {token}: act {found[f'act {token}']}, effect {found[f'effect {token}']}")
        for token in client.unanswered:
            if (found[f"act {token}"], found[f"effect {token}"]) not in ((0, 0), (1, 1)):
                wrong.append(f"unanswered {token}: act {found[f'act {token}']}, effect {found[f'effect {token}']}")
    return wrong


def _sums(clients: list[Client]) -> dict[str, int]:
    return {name: sum(len(getattr(client, name)) for client in clients) for name in ("acknowledged", "unanswered")}


def _ask(sql: str) -> list[Any]:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return connection.execute(sql).fetchall()  # type: ignore[call-overload]


def _redis() -> Any:
    from worker import queue

    return queue.connect()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
