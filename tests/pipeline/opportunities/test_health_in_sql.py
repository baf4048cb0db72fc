"""The list's condition and the card's word must never disagree."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app import clock
from app.pipeline.opportunities.health import LEVELS
from app.pipeline.opportunities.model import Deal
from app.pipeline.opportunities.queries import health_is, health_today
from tenants.context import db
from tests import factories as make

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
TODAY = NOW.date() + timedelta(days=1)  # in Shanghai


def test_health_in_sql_agrees_with_the_pure_rule_on_random_deals(world):
    dice = random.Random(7)
    clock.freeze(NOW)
    with world.acme.inside():
        stages = make.the_stages()
        for _ in range(150):
            a_random_deal(dice, stages, world.bob.member_id)

        deals = list(db.scalars(select(Deal)))
        of_stage = {stage.id: stage for stage in stages}
        for level in LEVELS:
            by_sql = set(db.scalars(select(Deal.id).where(health_is(level, TODAY))))
            by_rule = {
                deal.id
                for deal in deals
                if (health := health_today(deal, of_stage[deal.stage_id], TODAY)) and health.level == level
            }
            assert by_sql == by_rule
            assert by_rule  # the dice covered every level


def a_random_deal(dice: random.Random, stages, owner_id) -> None:
    at = NOW - timedelta(hours=dice.randint(0, 24 * 40))
    contact = None if dice.random() < 0.4 else NOW - timedelta(hours=dice.randint(0, 24 * 40))
    opened = None if dice.random() < 0.2 else (at - timedelta(days=dice.randint(0, 20))).date()
    make.a_deal(owner_id, stage=dice.choice(stages), at=at, last_contact_at=contact, opened_on=opened)
