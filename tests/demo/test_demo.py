"""The demo companies are believable, repeatable, and the sample goes as it came."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from sqlalchemy import func, select

from app.demo import sample, telling
from app.demo.story import Seller, Story
from app.demo.words import WORDS
from app.models import Model
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import OPEN, Deal, Stage, StageChange
from app.pipeline.orders.model import Order
from app.tasks.model import Task
from app.tasks.planning import templates
from app.tasks.planning.model import TaskSeries, TaskTemplate
from tenants.context import db
from tenants.model import Member, Tenant
from tests.world import make_company

TODAY = date(2026, 11, 22)


@pytest.fixture
def told(world):
    """Acme after a story of a quarter's size was told in it."""
    with world.acme.inside():
        story = Story(WORDS["en"], TODAY, "Europe/London", Random(5), size=0.25)
        telling.tell(story)
    return world


def contents() -> list[tuple]:
    """What one can read of the deals in the company one is in."""
    rows = db.execute(select(Deal.title, Deal.state, Deal.amount_minor, Deal.opened_on, Deal.closed_on))
    return sorted((tuple(row) for row in rows), key=str)


def test_the_same_seed_and_day_tell_the_same_story(app, world):
    tellings = []
    for name in ("first", "second"):
        company = make_company(name, f"{name}-{world.acme.slug[5:]}")
        with company.inside():
            sellers = [Seller(world.bob.member_id, "Bob", None, 3.0, 0.4)]
            story = Story(WORDS["zh"], TODAY, "Asia/Shanghai", Random(5), size=0.1, sellers=_staffed(sellers))
            telling.tell(story)
            tellings.append(contents())

    assert tellings[0] == tellings[1]
    assert len(tellings[0]) > 5


def _staffed(sellers: list[Seller]) -> list[Seller]:
    """The same sellers, as members of the company one is in."""
    from dataclasses import replace

    from app.people.names import name_key

    staffed = []
    for seller in sellers:
        member = Member(name=seller.name, name_key=name_key(seller.name), state="placeholder")
        db.add(member)
        db.flush()
        staffed.append(replace(seller, id=member.id))
    return staffed


def test_nothing_lies_in_the_future_but_promises(told):
    with told.acme.inside():
        latest = [db.scalar(select(func.max(day))) for day in (Deal.opened_on, Deal.closed_on, Order.ordered_on)]
        assert all(day <= TODAY for day in latest)
        assert db.scalar(select(func.max(StageChange.at))).date() <= TODAY
        assert db.scalar(select(func.max(FollowUp.due_on))) > TODAY


def test_every_won_deal_has_its_order_and_every_order_its_deal(told):
    with told.acme.inside():
        won = db.execute(select(func.count(), func.sum(Deal.amount_minor)).where(Deal.state == "won")).one()
        ordered = db.execute(select(func.count(), func.sum(Order.amount_minor))).one()

    assert won == ordered
    assert won[0] > 20


def test_a_deal_stands_where_its_last_change_led(told):
    with told.acme.inside():
        last = {}
        for change in db.scalars(select(StageChange).order_by(StageChange.at)):
            last[change.deal_id] = change
        stages = {stage.id: stage for stage in db.scalars(select(Stage))}
        for deal in db.scalars(select(Deal)):
            assert last[deal.id].to_stage_id == deal.stage_id
            assert last[deal.id].at == deal.stage_since
            assert stages[deal.stage_id].kind == deal.state


def test_the_quiet_months_are_quieter(told):
    with told.acme.inside():
        months = [day.month for day in db.scalars(select(Deal.opened_on))]

    assert months.count(2) < months.count(11)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sample_goes_as_it_came(world, language):
    with world.acme.inside(world.alice):
        before = counts()
        sample.load(alice(world), db.get_one(Tenant, world.acme.id), language)
        assert sample.load(alice(world), db.get_one(Tenant, world.acme.id), language) is sample.current()
        during = counts()
        gone = sample.remove(alice(world))
        after = counts()

    assert during["deals"] > before["deals"] + 10
    assert gone > 20
    assert {name for name in after if after[name] != before[name]} <= {"imports", "events"}


def test_what_real_records_lean_on_stays(world):
    from tests.factories import a_deal

    with world.acme.inside(world.alice):
        sample.load(alice(world), db.get_one(Tenant, world.acme.id), "en")
        borrowed = db.scalar(select(Deal.account_id).where(Deal.import_id.is_not(None)).limit(1))
        mine = a_deal(world.alice.member_id, account_id=borrowed).id
        sample.remove(alice(world))

        assert db.get_one(Deal, (world.acme.id, mine)).account_id == borrowed


def test_a_sample_deal_that_was_won_stays_with_its_order_and_its_customer(world):
    from tests.factories import an_order

    with world.acme.inside(world.alice):
        sample.load(alice(world), db.get_one(Tenant, world.acme.id), "en")
        mine = (Deal.state == OPEN, Deal.import_id.is_not(None), Deal.contact_id.is_not(None))
        borrowed = db.scalars(select(Deal).where(*mine)).first()
        kept = (borrowed.id, borrowed.account_id, borrowed.contact_id)
        an_order(deal_id=borrowed.id)
        sample.remove(alice(world))

        left = db.scalars(select(Deal)).one()
        assert (left.id, left.account_id, left.contact_id) == kept
        assert db.scalars(select(Order.deal_id)).all() == [borrowed.id]


def test_a_sample_customer_to_whom_somebody_was_added_stays(world):
    from tests.factories import a_contact

    with world.acme.inside(world.alice):
        sample.load(alice(world), db.get_one(Tenant, world.acme.id), "en")
        account = db.scalars(select(Account).where(Account.import_id.is_not(None))).first()
        added = a_contact(account).id
        sample.remove(alice(world))

        assert db.scalars(select(Account.id)).all() == [account.id]
        assert db.scalars(select(Contact.id)).all() == [added]


def test_sample_customers_under_one_another_go_from_the_leaves_on(world):
    with world.acme.inside(world.alice):
        sample.load(alice(world), db.get_one(Tenant, world.acme.id), "en")
        root, *others = db.scalars(select(Account).order_by(Account.id)).all()
        for child, parent in zip(others, [root, *others], strict=False):
            child.parent_id = parent.id
        sample.remove(alice(world))

        assert db.scalars(select(Account.id)).all() == []


def alice(world) -> Member:
    """Alice, in the session one is in."""
    return db.get_one(Member, (world.acme.id, world.alice.member_id))


def counts() -> dict[str, int]:
    """Rows a table, in the company one is in."""
    found = {}
    for mapper in Model.registry.mappers:
        if hasattr(mapper.class_, "tenant_id") and hasattr(mapper.class_, "id"):
            found[mapper.local_table.name] = db.scalar(select(func.count()).select_from(mapper.class_))
    return found


def test_the_sample_is_no_import_one_could_look_at_or_take_back(world):
    with world.acme.inside():
        mark = sample.load(alice(world), db.get_one(Tenant, world.acme.id), "en").id
    browser = world.browser(world.alice)

    assert str(mark) not in browser.get("imports/").text
    assert browser.get(f"imports/{mark}").status_code == 404
    assert browser.post(f"imports/{mark}/reversal").status_code == 404
    with world.acme.inside():
        assert sample.current().id == mark


def test_what_is_given_again_and_again_is_kept_and_comes_round(told):
    with told.acme.inside():
        kept = list(db.scalars(select(TaskTemplate)))
        weekly, quarterly = sorted(db.scalars(select(TaskSeries)), key=lambda one: one.every, reverse=True)
        made = list(db.scalars(select(Task).where(Task.series_id == weekly.id).order_by(Task.due_on)))

        assert len(kept) == 4
        assert [each.missing for one in kept if (each := templates.kept_in(one).sum())] == [0]
        assert weekly.next_on == date(2026, 11, 27)
        assert quarterly.next_on == date(2027, 1, 1)
        assert [(one.due_on, one.state) for one in made] == [
            (date(2026, 11, 6), "accepted"), (date(2026, 11, 13), "accepted"), (date(2026, 11, 20), "submitted"),
        ]  # fmt: skip


def test_the_sample_of_a_new_company_keeps_no_templates(world):
    with world.acme.inside(world.alice):
        sample.load(db.get_one(Member, (world.acme.id, world.alice.member_id)), db.get_one(Tenant, world.acme.id), "zh")

        assert list(db.scalars(select(TaskTemplate))) == []
