"""A file that asks for more memory than any honest one is stopped before it takes the machine down."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask_babel import lazy_gettext as _l

from app.imports.limits import MEGABYTE
from app.imports.problems import Refused

MOST = 2048 * MEGABYTE


@contextmanager
def bounded() -> Iterator[None]:
    """Let the block take at most `MOST` beyond what the process has. Raises Refused when that is not enough.

    For the worker, whose work has a process of its own: the limit counts for all threads of a process.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _used() + MOST
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    except MemoryError:
        raise Refused("memory", _l("The file needs more memory than an import may take. Split it.")) from None
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _used() -> int:
    """The address space of this process in bytes; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * resource.getpagesize()
