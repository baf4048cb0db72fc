"""A part of the worker that knows one more kind of work: `python -m tests.worker.tally run`. For the kill tests.

The work leaves one row each time its effect happens, and nothing in the schema keeps it from happening twice.
"""

from __future__ import annotations

import random
import sys
import time

from app import outbox
from app.people.model import Team
from tenants.context import db
from tenants.model import OutboxRow
from worker.__main__ import main


@outbox.handles("test.tally", "Leave a mark")
def tally(row: OutboxRow) -> None:
    """Leave the mark early and finish late, so that a kill often falls between the two."""
    db.add(Team(name=f"effect {row.args['token']}"))
    db.flush()
    time.sleep(random.random() * 0.2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
