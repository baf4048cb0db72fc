"""The demo's company and its people: about twelve in three teams, five of them with logins that are told."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from app.clock import now
from app.company.model import Choice
from app.demo.words import Words
from app.people import naming, passwords
from app.people.model import Placement, Team
from app.people.names import email_key, name_key
from tenants import lifecycle
from tenants.context import acting_in, at_the_doorway, db
from tenants.model import Member, Tenant, User
from tenants.owned import new_id
from tenants.roles import Role

JOINED = timedelta(days=4 * 365)  # before the first deal of anybody, so that none who has won for years is new


def found(words: Words, slug: str, password: str) -> UUID:
    """Found the company of `words` at address `slug`, with its people. Returns the tenant's id."""
    tenant_id = lifecycle.found(
        words.company, slug=slug, language=words.language, zone=words.zone, currency=words.currency,
        country=words.country, is_demo=True,
    )  # fmt: skip
    password_hash = passwords.hashed(password)
    users = {login: _human(words, name, f"{login}@{slug}.example", password_hash) for name, login, _, _ in words.people}
    with acting_in(tenant_id):
        lifecycle.furnish(words.language, words.country)
        _choices(words)
        teams = _teams(words)
        for name, login, role, team in words.people:
            member = _member(words, name, f"{login}@{slug}.example", users[login], Role(role))
            member.is_trainer = login == "trainer"
            member.is_approver = role in ("owner", "manager")
            db.add(member)
            db.flush()
            naming.named(member)
            if team:
                db.add(Placement(team_id=teams[team], member_id=member.id, leads=role == "manager"))
    return tenant_id


def standing(slug: str) -> UUID | None:
    """The id of the company at `slug`, asked through its owner's address; None before it is founded."""
    with at_the_doorway(claim=email_key(f"owner@{slug}.example")) as session:
        owner = session.scalar(select(User.id))
    if owner is None:
        return None
    with at_the_doorway(user_id=owner) as session:
        return session.scalar(select(Tenant.id).where(Tenant.slug == slug))


def _human(words: Words, name: str, email: str, password_hash: str) -> UUID:
    user_id = new_id()
    with at_the_doorway(user_id=user_id) as session:
        session.add(
            User(
                id=user_id, email=email, email_key=email_key(email), name=name, password_hash=password_hash,
                language=words.language, email_confirmed_at=now(),
            )
        )  # fmt: skip
    return user_id


def _member(words: Words, name: str, email: str, user_id: UUID, role: Role) -> Member:
    member = Member(
        user_id=user_id, name=name, name_key=name_key(name), email=email, language=words.language,
        state="active", joined_at=now() - JOINED,
    )  # fmt: skip
    member.take_role(role)
    return member


def _choices(words: Words) -> None:
    known = {(choice.kind, choice.name_key): choice for choice in db.scalars(select(Choice))}
    wanted = [("region", name) for name in words.regions] + [("product_line", name) for name in words.product_lines]
    for choice in known.values():
        if choice.kind == "region" and choice.name not in words.regions:
            db.delete(choice)
    for position, (kind, name) in enumerate(wanted):
        if (kind, name_key(name)) not in known:
            db.add(Choice(kind=kind, name=name, name_key=name_key(name), position=position))
    db.flush()


def _teams(words: Words) -> dict[str, UUID]:
    regions = dict(db.execute(select(Choice.name, Choice.id).where(Choice.kind == "region")).all())
    made = {}
    for position, (team, region) in enumerate(words.teams):
        row = Team(name=team, region_id=regions[region], position=position)
        db.add(row)
        db.flush()
        made[team] = row.id
    return made
