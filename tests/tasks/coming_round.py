"""Tasks that come round, for tests of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app import clock
from app.clock import now
from app.tasks.planning import series as acts
from app.tasks.planning import templates
from app.tasks.planning.pieces import Kept, Piece
from app.tasks.planning.stretch import CALENDAR
from tests.factories import number
from tests.tasks.tables import member


def at(day, hour=6, minute=30):
    """Half past six in Shanghai on `day`."""
    clock.freeze(datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=hour - 8, minutes=minute))


def a_template(by, name="Weekly report", **piece):
    """A template of one task."""
    kept = Kept(Piece(name, **{"begins": 0, "due": 1, **piece}), counted_in=CALENDAR)
    return templates.keep(f"{name} {number()}", kept, by=by, at=now())


def a_series(world, *, owner="bob", by="mia", every="week", on_day=5, next_on=None, **piece):
    """A task that comes round, each Friday unless told otherwise."""
    maker = member(getattr(world, by))
    template = a_template(maker, **piece)
    values = {
        "template_id": template.id, "owner_id": getattr(world, owner).member_id, "acceptor_id": None, "every": every,
        "on_day": on_day, "next_on": next_on,
    }  # fmt: skip
    return acts.begin(values, by=maker, at=now())
