"""Several values as one parameter mean what IN and NOT IN mean."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Integer, Uuid, cast, column, select, values

from app.among import among, outside
from tenants.context import db

NUMBERS = st.lists(st.integers(0, 6), max_size=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # nothing is written
@given(NUMBERS, NUMBERS)
def test_they_mean_what_in_and_not_in_mean(world, there, wanted):
    given_ones = values(column("n", Integer), name="given").data([(one,) for one in (*there, -1)])
    with world.acme.inside():
        kept = db.scalars(select(given_ones.c.n).where(among(given_ones.c.n, wanted))).all()
        left = db.scalars(select(given_ones.c.n).where(outside(given_ones.c.n, wanted))).all()

    assert sorted(kept) == sorted(one for one in there if one in wanted)
    assert sorted(left) == sorted(one for one in (*there, -1) if one not in wanted)


def test_what_is_unknown_is_neither_among_nor_outside(world):
    with world.acme.inside():
        nobody, people = cast(None, Uuid), [world.bob.member_id, world.sam.member_id]
        asked = [among(nobody, people[:1]), among(nobody, people), outside(nobody, people)]

        assert [db.scalar(select(one)) for one in asked] == [None, None, None]
