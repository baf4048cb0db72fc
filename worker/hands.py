"""Several workers under one name: one hand is kept free for short work while another is busy with a long one."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
Names = tuple[str, ...]
#: What each hand empties, in this order. The first never touches long work.
HANDS: tuple[Names, ...] = (("default",), ("default", "long"))


def die_with_parent() -> None:
    """In a child: end when the parent does, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Hands:
    """Child processes that work until they are told to stop; one that dies is replaced."""

    def __init__(self, work: Callable[[Names], None]) -> None:
        self.work = work
        self.plans: dict[int, Names] = {}
        self.told_to_stop = False

    def run(self) -> None:
        """Start them all, and come back when all have ended."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        for names in HANDS:
            self._start(names)
        while self.plans:
            pid, _ = os.wait()
            if pid in self.plans:
                self._replace(self.plans.pop(pid))

    def _replace(self, names: Names) -> None:
        if not self.told_to_stop:
            time.sleep(0.5)
            self._start(names)

    def stop(self, number: int, frame: object) -> None:
        """Let each finish what it is doing; asked twice, they drop it (it will be done again)."""
        self.told_to_stop = True
        for pid in list(self.plans):
            os.kill(pid, signal.SIGTERM)

    def _start(self, names: Names) -> None:
        pid = os.fork()
        if pid:
            self.plans[pid] = names
            if self.told_to_stop:
                os.kill(pid, signal.SIGTERM)
            return
        die_with_parent()
        self.plans = {}
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        try:
            self.work(names)
        finally:
            os._exit(0)
