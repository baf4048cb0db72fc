"""Telling a story into a company: the whole demo, or a small sample a new company can try and remove."""

from __future__ import annotations

from datetime import date
from random import Random
from uuid import UUID

from sqlalchemy import select

from app.clock import today_in
from app.company.choices.kinds import KINDS
from app.company.model import Choice
from app.demo import PASSWORD, SLUGS, cast, office, parts
from app.demo.story import Seller, Story
from app.demo.words import WORDS
from app.people.model import Placement, Team
from app.pipeline.opportunities.model import Deal
from tenants.context import acting_in, db
from tenants.model import Member
from tenants.roles import Role


def fill(language: str, *, seed: int = 7, today: date | None = None) -> UUID | None:
    """Found and fill the demo company of `language`; None when it is there already."""
    words = WORDS[language]
    tenant_id = cast.standing(SLUGS[language]) or cast.found(words, SLUGS[language], PASSWORD)
    with acting_in(tenant_id):
        if db.scalar(select(Deal.id).limit(1)):
            return None
        story = Story(words, today or today_in(words.zone), words.zone, Random(seed))  # noqa: S311 - a story, no secret
        tell(story)
        office.tell(story)
    return tenant_id


def tell(story: Story) -> None:
    """Tell `story` into the company one is in."""
    story.choices = _choices()
    story.sellers = story.sellers or _sellers(story)
    for part in parts():
        part.tell(story)


def _choices() -> dict[str, dict[str, UUID]]:
    found: dict[str, dict[str, UUID]] = {kind: {} for kind in KINDS}
    for choice in db.scalars(select(Choice).order_by(Choice.position, Choice.id)):
        found[choice.kind][choice.name] = choice.id
    return found


def _sellers(story: Story) -> list[Seller]:
    regions = dict(
        db.execute(
            select(Placement.member_id, Team.region_id).join(
                Team, (Team.id == Placement.team_id) & (Team.tenant_id == Placement.tenant_id)
            )
        ).all()
    )
    people = [
        member
        for member in db.scalars(select(Member).where(Member.state == "active").order_by(Member.id))
        if member.role in (Role.SELLER, Role.MANAGER)
    ]
    return [
        Seller(
            member.id, member.name, regions.get(member.id), story.dice.uniform(2.2, 4.6), story.dice.uniform(0.22, 0.5)
        )
        for member in people
    ]
