"""What a process does over and over until it is told to stop. A database or Redis that is away is waited for."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable

import structlog
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError

log = structlog.get_logger()


class Loop:
    """Turns until SIGTERM or SIGINT, which let the turn under way finish."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._told = threading.Event()
        self._well = True

    @property
    def goes_on(self) -> bool:
        """Whether nobody has asked to stop."""
        return not self._told.is_set()

    def stop(self, *_: object) -> None:
        """Stop after this turn."""
        self._told.set()

    def pause(self, seconds: float) -> None:
        """Wait, unless asked to stop."""
        self._told.wait(seconds)

    def turn(self, once: Callable[[], None], *, every: Callable[[], float] = lambda: 0.0) -> None:
        """Call `once` again and again, with `every()` seconds between."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while self.goes_on:
            try:
                once()
                self._report(True)
                self.pause(every())
            except (DBAPIError, RedisError) as error:
                self._report(False, type(error).__name__)
                self.pause(0.5)

    def _report(self, well: bool, error: str = "") -> None:
        # Said once when it changes, not each half second of an outage.
        if well != self._well:
            self._well = well
            log.warning("back at work" if well else "waiting for a server", part=self.name, error=error)
