"""One real record of Acme for every parameter in every address. A route with a parameter nobody knows here is red.

Sam, who sells in another team than Bob, owns what is owned; so that Bob's way there must end too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from werkzeug.routing import Rule

from app.clock import now
from app.people import recognition
from app.people.model import Team
from app.people.names import name_key
from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.model import Deal
from tenants.context import at_the_doorway, db, door
from tenants.model import Member, SignIn
from tenants.owned import new_id
from tenants.roles import Role
from tests import factories
from tests.world import Person, World, add_person

_PARAMETER = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")


@dataclass
class Scene:
    """Records made when first asked for; one scene serves one address."""

    world: World
    owner: Person | None = None
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def seller(self) -> Person:
        return self.owner or self.world.sam

    def of(self, name: str, make: Callable[[], Any]) -> Any:
        """The scene's own `name`, made inside the company by `make` the first time."""
        if name not in self.made:
            with self.seller.company.inside(self.seller):
                self.made[name] = make()
        return self.made[name]

    def make_everything(self) -> None:
        """One of each record."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)

    @cached_property
    def colleague(self) -> UUID:
        added = add_person(self.seller.company, f"colleague{factories.number()}", Role.SELLER, new_id().hex[-10:])
        return added.member_id

    @cached_property
    def former_colleague(self) -> UUID:
        member = self.colleague
        with self.seller.company.inside():
            db.execute(update(Member).where(Member.id == member).values(state="deactivated"))
        del self.__dict__["colleague"]
        return member

    @cached_property
    def invited(self) -> UUID:
        return self.of("invited", lambda: _member("invited"))

    @cached_property
    def placeholder(self) -> UUID:
        return self.of("placeholder", lambda: _member("placeholder"))

    @cached_property
    def region(self) -> UUID:
        return self.of("region", lambda: factories.a_choice("region").id)

    @cached_property
    def team(self) -> UUID:
        region = self.region
        return self.of("team", lambda: _team(region))

    @cached_property
    def account(self) -> UUID:
        return self.of("account", lambda: factories.an_account(owner_id=self.seller.member_id).id)

    @cached_property
    def contact(self) -> UUID:
        account = self.account
        return self.of("contact", lambda: _contact_of(account))

    @cached_property
    def product(self) -> UUID:
        return self.of("product", lambda: factories.a_product().id)

    @cached_property
    def deal(self) -> UUID:
        account, contact = self.account, self.contact
        return self.of(
            "deal",
            lambda: factories.a_deal(self.seller.member_id, account_id=account, contact_id=contact).id,
        )

    @cached_property
    def follow_up(self) -> UUID:
        deal = self.deal
        return self.of("follow_up", lambda: _follow_up_of(deal, self.seller.member_id))

    @cached_property
    def order(self) -> UUID:
        account, deal, owner = self.account, self.deal, self.seller.member_id
        return self.of("order", lambda: factories.an_order(account_id=account, deal_id=deal, owner_id=owner).id)


def _member(state: str) -> UUID:
    name = f"Colleague {factories.number()}"
    email = None if state == "placeholder" else f"{new_id().hex}@acme.example"
    return factories.added(Member(name=name, name_key=name_key(name), email=email, role=Role.SELLER, state=state)).id


def _team(region_id: UUID) -> UUID:
    return factories.added(Team(name=f"Team {factories.number()}", region_id=region_id)).id


def _sign_in_of(person: Person) -> UUID:
    with at_the_doorway(user_id=person.user_id) as doorway:
        credential = recognition.begin(doorway, person.user_id, ip="127.0.0.1", agent="a phone", at=now())
        digest = recognition.digest(credential.partition(".")[2])
        return doorway.scalars(select(SignIn.id).where(SignIn.digest == digest)).one()


def _contact_of(account_id: UUID) -> UUID:
    return factories.a_contact(_get(Account, account_id)).id


def _follow_up_of(deal_id: UUID, by_id: UUID) -> UUID:
    return factories.a_follow_up(_get(Deal, deal_id), by_id).id


def _get(cls: type[Any], record_id: UUID) -> Any:
    return db.get_one(cls, (door().tenant_id, record_id))


Maker = Callable[[Scene], Any]

#: (the word before it in the address, parameter) -> what to put there.
PARAMETERS: dict[tuple[str, str], Maker] = {
    ("", "tenant_slug"): lambda scene: scene.seller.company.slug,
    ("assets", "name"): lambda scene: "app.css",
    ("static", "filename"): lambda scene: "icons/none.svg",
    ("reset", "secret"): lambda scene: "no-such-secret",
    ("address", "secret"): lambda scene: "no-such-secret",
    ("sign-ins", "id"): lambda scene: _sign_in_of(scene.seller),
    ("people", "id"): lambda scene: scene.colleague,
    ("members.reactivate", "id"): lambda scene: scene.former_colleague,
    ("invitations", "id"): lambda scene: scene.invited,
    ("teams", "id"): lambda scene: scene.team,
}


#: Parameters whose record is its owner's: who sees only his own gets no further with another's.
PRIVATE = {("deals", "id"), ("accounts", "id"), ("contacts", "id"), ("follow-ups", "id"), ("notices", "id")}


def parameters(rule: Rule) -> list[tuple[str, str]]:
    """The parameters of an address, each with the word before it."""
    found, before = [], ""
    for part in rule.rule.strip("/").split("/"):
        names = _PARAMETER.findall(part)
        found += [(before, name) for name in names]
        if not names:
            before = part
    return found


def maker(rule: Rule, before: str, name: str) -> Maker:
    """What fills parameter `name`: said for this very endpoint, or for every address under that word."""
    return PARAMETERS.get((rule.endpoint, name)) or PARAMETERS[before, name]


def is_known(rule: Rule) -> bool:
    """Whether every parameter of the address can be filled."""
    return all((rule.endpoint, name) in PARAMETERS or (before, name) in PARAMETERS for before, name in parameters(rule))


def address(rule: Rule, scene: Scene) -> str:
    """The address of `rule`, filled with records of `scene`."""
    values = {name: maker(rule, before, name)(scene) for before, name in parameters(rule)}
    built = rule.build(values, append_unknown=False)
    assert built, f"{rule.rule} cannot be built from {values}"
    return built[1]
