"""The cast. At Acme, Alice owns, Mia leads a team with Bob who sells, Sam sells elsewhere, Vera only looks,
Tara trains and sells, Dan was deactivated. Charlie owns Globex and has no business at Acme.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.clock import now
from app.people import recognition
from app.people.model import Placement, Team
from app.people.names import email_key, name_key
from tenants import lifecycle
from tenants.context import Door, acting_in, at_the_doorway, db
from tenants.model import Member, User
from tenants.owned import new_id
from tenants.roles import DEFAULT_SIGHT, Role

PASSWORD = "correct horse battery staple"


@dataclass
class Person:
    """One of the cast, in one company."""

    name: str
    user_id: UUID
    member_id: UUID
    company: Company
    email: str

    @property
    def member(self) -> Member:
        """The member, read afresh."""
        with acting_in(self.company.id):
            return db.get_one(Member, (self.company.id, self.member_id))


@dataclass
class Company:
    """A company of the cast."""

    id: UUID
    slug: str
    name: str
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, UUID] = field(default_factory=dict)

    def inside(self, person: Person | None = None) -> AbstractContextManager[Door]:
        """Enter the company, as `person` or as the system."""
        return acting_in(self.id, person.member_id if person else None)


class Browser:
    """A signed-in browser: knows its company's address, sends the CSRF token, can ask like htmx."""

    def __init__(self, app: Flask, slug: str | None) -> None:
        self.client: FlaskClient = app.test_client()
        self.slug = slug
        self._token: str | None = None

    def path(self, address: str) -> str:
        """`deals/` inside the company; an address beginning with "/" is taken as it is."""
        return address if address.startswith("/") else f"/{self.slug}/{address}"

    @property
    def token(self) -> str:
        """A CSRF token of this browser's session."""
        if self._token is None:
            page = self.client.get("/sign-up").text
            found = re.search(r'name="csrf_token" value="([^"]+)"', page)
            assert found, "no CSRF token on the sign-up page"
            self._token = found.group(1)
        return self._token

    def get(self, address: str, **kw: Any) -> Any:
        return self.client.get(self.path(address), **_as_htmx(kw))

    def post(self, address: str, data: dict[str, Any] | None = None, **kw: Any) -> Any:
        return self.client.post(self.path(address), data={"csrf_token": self.token, **(data or {})}, **_as_htmx(kw))


def _as_htmx(kw: dict[str, Any]) -> dict[str, Any]:
    """`target="deal-list"` makes the request one that htmx sends for that element."""
    target = kw.pop("target", None)
    if target:
        kw["headers"] = {
            **kw.get("headers", {}),
            "HX-Request": "true",
            "HX-Request-Type": "partial",
            "HX-Target": f"div#{target}",
        }
    return kw


@dataclass
class World:
    """Everybody, and the ways to look through their eyes."""

    app: Flask
    acme: Company
    globex: Company

    def __getattr__(self, name: str) -> Person:
        for company in (self.acme, self.globex):
            if name in company.people:
                return company.people[name]
        raise AttributeError(name)

    def browser(self, person: Person | None = None, company: Company | None = None) -> Browser:
        """A browser `person` is signed in on (nobody without), standing in his company unless another is given."""
        company = company or (person.company if person else self.acme)
        browser = Browser(self.app, company.slug)
        if person is not None:
            sign_in(browser.client, person.user_id)
        return browser


def sign_in(client: FlaskClient, user_id: UUID) -> None:
    """Give `client` the cookie of a new sign-in."""
    with at_the_doorway(user_id=user_id) as doorway:
        credential = recognition.begin(doorway, user_id, ip="127.0.0.1", agent="test", at=now())
    with client.session_transaction() as session:
        session["_user_id"] = credential
        session["_fresh"] = True


def make_world(app: Flask) -> World:
    """A new Acme and a new Globex with their people."""
    mark = new_id().hex[-10:]
    acme = make_company("Acme", f"acme-{mark}")
    sellers = dict.fromkeys(("bob", "sam", "tara", "dan"), Role.SELLER)
    add_people(acme, {"alice": Role.OWNER, "mia": Role.MANAGER, "vera": Role.VIEWER, **sellers}, mark)
    _seat_in_teams(acme)
    globex = make_company("Globex", f"globex-{mark}")
    add_people(globex, {"charlie": Role.OWNER, "cleo": Role.SELLER}, mark)
    return World(app, acme, globex)


def make_company(name: str, slug: str, **settings: object) -> Company:
    """A furnished company without people."""
    chosen: dict[str, object] = {"language": "en", "zone": "Asia/Shanghai", "currency": "CNY", "country": "CN"}
    tenant_id = lifecycle.found(name, slug=slug, **{**chosen, **settings})
    with acting_in(tenant_id):
        lifecycle.furnish(str({**chosen, **settings}["language"]), "CN")
    return Company(tenant_id, slug, name)


def add_person(company: Company, name: str, role: Role, mark: str) -> Person:
    """A human with a confirmed address, and a member of `company`."""
    add_people(company, {name: role}, mark)
    return company.people[name]


def add_people(company: Company, roles: dict[str, Role], mark: str) -> None:
    """Several at once: nearly every test makes a cast, so it is made in two transactions and not in two for each."""
    people = [
        Person(name.title(), new_id(), new_id(), company, f"{name}-{mark}@{company.name.lower()}.example")
        for name in roles
    ]
    _let_in(people)
    with acting_in(company.id):
        db.add_all([_member(person, role) for person, role in zip(people, roles.values(), strict=True)])
    company.people.update(zip(roles, people, strict=True))


def _let_in(people: list[Person]) -> None:
    with at_the_doorway() as doorway:
        for person in people:
            doorway.execute(select(func.app.set_user_id(person.user_id)))  # each makes himself known to write himself
            doorway.add(
                User(
                    id=person.user_id, email=person.email, email_key=email_key(person.email), name=person.name,
                    password_hash=_hash(), email_confirmed_at=now(),
                )
            )  # fmt: skip
            doorway.flush()


def _member(person: Person, role: Role) -> Member:
    return Member(
        id=person.member_id, user_id=person.user_id, name=person.name, name_key=name_key(person.name),
        email=person.email, role=role, sees=DEFAULT_SIGHT[role], is_trainer=person.name == "Tara",
        state="deactivated" if person.name == "Dan" else "active", joined_at=now(),
    )  # fmt: skip


def _hash() -> str:
    from app.people import passwords

    return passwords.hashed(PASSWORD)


def _seat_in_teams(acme: Company) -> None:
    with acme.inside():
        sales = Team(name="Sales", position=0)
        db.add(sales)
        db.flush()
        east = Team(name="East", parent_id=sales.id, position=0)
        west = Team(name="West", parent_id=sales.id, position=1)
        db.add_all([east, west])
        db.flush()
        acme.teams.update(sales=sales.id, east=east.id, west=west.id)
        for name, team, leads in (("mia", east, True), ("bob", east, False), ("sam", west, False)):
            db.add(Placement(team_id=team.id, member_id=acme.people[name].member_id, leads=leads))
