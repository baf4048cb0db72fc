"""What a company changes seldom is kept between requests, and never shown to another company or after a change."""

from __future__ import annotations

from sqlalchemy import inspect, select, update

from app.company.model import Choice
from tenants import db as engines
from tenants.context import db, door, enter, leave
from tenants.model import Member, Tenant
from tenants.standing import standing


def number_of(company) -> int:
    with company.inside():
        return db.scalar(select(Tenant.standing).where(Tenant.id == company.id))


def names(company, *, shared: bool = True) -> list[str]:
    entered = enter(company.id, standing=number_of(company) if shared else None)
    try:
        return [one.name for one in standing("members", lambda: select(Member).order_by(Member.name_key))]
    finally:
        leave(entered)


def rename(member_id, name: str) -> None:
    db.get_one(Member, (door().tenant_id, member_id)).name = name


def test_is_read_again_after_a_change(world):
    assert "Bob" in " ".join(names(world.acme))
    with world.acme.inside():
        rename(world.bob.member_id, "Robert")

    assert "Robert" in names(world.acme)


def test_is_read_again_after_a_statement_that_changes_many(world):
    names(world.acme)
    before = number_of(world.acme)
    with world.acme.inside():
        db.execute(update(Member).where(Member.id == world.bob.member_id).values(name="Bobby"))

    assert number_of(world.acme) == before + 1
    assert "Bobby" in names(world.acme)


def test_each_company_has_its_own(world):
    assert set(names(world.acme)).isdisjoint(names(world.globex))


def test_whoever_changes_something_sees_it_at_once_and_others_do_not(world):
    names(world.acme)
    entered = enter(world.acme.id, standing=number_of(world.acme))
    try:
        rename(world.bob.member_id, "Unsaid")
        db.flush()
        mine = [one.name for one in standing("members", lambda: select(Member))]
        entered.session.rollback()
    finally:
        leave(entered)

    assert "Unsaid" in mine
    assert "Unsaid" not in names(world.acme)


def test_a_change_that_is_taken_back_is_not_counted(world):
    before = number_of(world.acme)
    entered = enter(world.acme.id)
    rename(world.bob.member_id, "Never")
    db.flush()
    leave(entered)

    assert number_of(world.acme) == before


def test_what_changes_all_day_is_not_counted(world):
    from tests import factories as make

    before = number_of(world.acme)
    with world.acme.inside():
        make.a_deal(world.bob.member_id)

    assert number_of(world.acme) == before


def test_who_comes_without_the_number_reads_for_himself(world):
    names(world.acme)
    with engines.engine("janitor").begin() as janitor:  # behind the product's back
        janitor.execute(update(Member.__table__).where(Member.__table__.c.id == world.bob.member_id).values(name="Job"))

    assert "Job" in names(world.acme, shared=False)
    assert "Job" not in names(world.acme)


def test_what_is_kept_belongs_to_no_session(world):
    entered = enter(world.acme.id, standing=number_of(world.acme))
    try:
        kept = standing("choices", lambda: select(Choice))
        assert kept
        assert all(inspect(one).detached for one in kept)
    finally:
        leave(entered)
