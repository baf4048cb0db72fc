"""The demo's people have been at work: the bell rings, views are shared, a report comes, finance has its own book."""

from datetime import date
from random import Random

import pytest
from sqlalchemy import func, select

from app.demo import cast, office, telling
from app.demo.story import Story
from app.demo.words import WORDS
from app.lists import saved_views
from app.notices.model import Notice
from app.pipeline.opportunities.listing.listing import DEALS
from app.pipeline.opportunities.model import Deal
from app.pipeline.orders.model import Order
from app.reports.model import Report
from tenants.context import acting_in, db
from tenants.model import Member
from tests.world import Browser, sign_in

TODAY = date(2026, 11, 22)


@pytest.fixture(params=["zh", "en"])
def demo(request, world):
    """The address, id and people of a small demo company."""
    slug = f"demo-{request.param}-{world.acme.slug[5:]}"
    words = WORDS[request.param]
    tenant_id = cast.found(words, slug, "dealwright-demo")
    with acting_in(tenant_id):
        story = Story(words, TODAY, words.zone, Random(5), size=0.3)
        telling.tell(story)
        office.tell(story)
        people = {(one.email or "").partition("@")[0]: one for one in db.scalars(select(Member))}
    return slug, tenant_id, people


def test_every_login_finds_something_in_the_bell(demo):
    _, tenant_id, people = demo
    with acting_in(tenant_id):
        told = set(db.scalars(select(Notice.member_id)))

    assert {people[login].id for login in ("owner", "manager", "seller", "trainer", "viewer")} <= told


def test_nobody_is_new_who_has_won_deals_for_years(demo):
    _, tenant_id, _ = demo
    with acting_in(tenant_id):
        first = db.execute(select(Deal.owner_id, func.min(Deal.opened_on)).group_by(Deal.owner_id)).all()
        joined = dict(db.execute(select(Member.id, Member.joined_at)).all())

    assert first
    assert all(joined[owner].date() <= opened for owner, opened in first)


def test_both_books_have_the_last_full_months_and_differ(demo):
    _, tenant_id, _ = demo
    with acting_in(tenant_id):
        books = {
            source: db.execute(
                select(func.count(), func.sum(Order.amount_minor)).where(
                    Order.source == source, Order.ordered_on.between(date(2026, 9, 1), date(2026, 11, 5))
                )
            ).one()
            for source in ("pipeline", "finance")
        }

    assert books["finance"][0] > 0
    assert books["pipeline"] != books["finance"]


def test_the_owner_sees_no_first_steps_but_shared_views_and_a_report(app, demo):
    slug, tenant_id, people = demo
    browser = Browser(app, slug)
    sign_in(browser.client, people["owner"].user_id)

    home = browser.get("")

    assert home.status_code == 200
    assert "first-steps" not in home.text
    with acting_in(tenant_id):
        assert len(saved_views.for_member(DEALS, db.get_one(Member, (tenant_id, people["owner"].id)))) == 2
        assert db.scalar(select(func.count()).select_from(Report)) == 2
