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

from werkzeug.routing import Rule

from tests import factories
from tests.world import Person, World

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


def _sign_in_of(person: Person) -> UUID:
    from sqlalchemy import select

    from app.clock import now
    from app.people import recognition
    from tenants.context import at_the_doorway
    from tenants.model import SignIn

    with at_the_doorway(user_id=person.user_id) as doorway:
        credential = recognition.begin(doorway, person.user_id, ip="127.0.0.1", agent="a phone", at=now())
        digest = recognition.digest(credential.partition(".")[2])
        return doorway.scalars(select(SignIn.id).where(SignIn.digest == digest)).one()


def _contact_of(account_id: UUID) -> UUID:
    from app.pipeline.accounts.model import Account

    return factories.a_contact(_get(Account, account_id)).id


def _follow_up_of(deal_id: UUID, by_id: UUID) -> UUID:
    from app.pipeline.opportunities.model import Deal

    return factories.a_follow_up(_get(Deal, deal_id), by_id).id


def _get(cls: type[Any], record_id: UUID) -> Any:
    from tenants.context import db, door

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
}


def parameters(rule: Rule) -> list[tuple[str, str]]:
    """The parameters of an address, each with the word before it."""
    found, before = [], ""
    for part in rule.rule.strip("/").split("/"):
        names = _PARAMETER.findall(part)
        found += [(before, name) for name in names]
        if not names:
            before = part
    return found


def address(rule: Rule, scene: Scene) -> str:
    """The address of `rule`, filled with records of `scene`."""
    values = {name: PARAMETERS[before, name](scene) for before, name in parameters(rule)}
    built = rule.build(values, append_unknown=False)
    assert built, f"{rule.rule} cannot be built from {values}"
    return built[1]
