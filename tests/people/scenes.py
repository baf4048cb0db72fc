"""What people bring to the sweeps."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update

from app import outbox
from app.clock import now
from app.people import recognition
from app.people.invitations import acts as invitations
from app.people.model import Team
from app.people.names import name_key
from app.people.profile import acts as profile
from tenants.context import at_the_doorway, db, door
from tenants.model import Member, SignIn
from tenants.owned import new_id
from tenants.roles import Role
from tests import factories
from tests.isolation.parts import Part
from tests.world import Person, add_person


def acting() -> Member:
    """The member one acts as."""
    return db.scalars(select(Member).where(Member.id == door().member_id)).one()


def colleague(seller: Person) -> UUID:
    added = add_person(seller.company, f"colleague{factories.number()}", Role.SELLER, new_id().hex[-10:])
    return added.member_id


def former_colleague(seller: Person) -> UUID:
    member = colleague(seller)
    with seller.company.inside():
        db.execute(update(Member).where(Member.id == member).values(state="deactivated"))
    return member


def sign_in(seller: Person) -> UUID:
    with at_the_doorway(user_id=seller.user_id) as doorway:
        credential = recognition.begin(doorway, seller.user_id, ip="127.0.0.1", agent="a phone", at=now())
        digest = recognition.digest(credential.partition(".")[2])
        return doorway.scalars(select(SignIn.id).where(SignIn.digest == digest)).one()


def invited() -> UUID:
    return _member("invited")


def placeholder() -> UUID:
    return _member("placeholder")


def _member(state: str) -> UUID:
    name = f"Colleague {factories.number()}"
    email = None if state == "placeholder" else f"{new_id().hex}@acme.example"
    return factories.added(Member(name=name, name_key=name_key(name), email=email, role=Role.SELLER, state=state)).id


def team(region: UUID) -> UUID:
    return factories.added(Team(name=f"Team {factories.number()}", region_id=region)).id


def _invite(scene) -> None:
    terms = invitations.Terms(Role.SELLER, False, None, "en")
    email = f"{new_id().hex}@guests.example"
    invitations.invite(f"Guest {factories.number()}", email, terms, by=acting().id, at=now())


def _change_address(scene) -> None:
    profile.ask_for_address(scene.seller.user_id, f"{new_id().hex}@elsewhere.example", at=now())


def _personal(kind: str):
    return lambda scene: outbox.later_for_user(kind, scene.seller.user_id)


_MAILS = ("people.mail_confirmation", "people.mail_reset", "people.mail_password_changed")

PART = Part(
    records=(invited, placeholder, team),
    outside=(colleague, former_colleague, sign_in),
    parameters={
        ("sign-ins", "id"): "sign_in",
        ("people", "id"): "colleague",
        ("record.show", "id"): "colleague",
        ("record.export", "id"): "colleague",
        ("members.reactivate", "id"): "former_colleague",
        ("invitations", "id"): "invited",
        ("teams", "id"): "team",
    },
    private=frozenset({("record.show", "id"), ("record.export", "id")}),
    words={
        ("record.export_team", "suffix"): "csv",
        ("reset", "secret"): "no-such-secret",
        ("address", "secret"): "no-such-secret",
        ("invitation", "secret"): "no-such-secret",
    },
    work={
        **{kind: _personal(kind) for kind in _MAILS},
        "people.mail_address_change": _change_address,
        "people.mail_invitation": _invite,
    },
    personal=frozenset({*_MAILS, "people.mail_address_change"}),
    open={
        "people.sign_up": "one is nobody before",
        "people.create_company": "one is nobody before",
        "people.sign_in": "one is nobody before",
        "people.begin_sign_in": "one is nobody before",
        "people.show_ask_reset": "the password is forgotten",
        "people.ask_reset": "the password is forgotten",
        "people.show_reset": "proven by the link",
        "people.reset": "proven by the link",
        "people.show_address": "proven by the link",
        "people.take_address": "proven by the link",
        "people.show_invitation": "proven by the link",
        "people.join": "proven by the link",
    },
    rows={"members": {"user_id": None}},  # a placeholder: a name without a human
    fields={
        "owner": "members", "member": "members", "successor": "members", "team": "teams", "parent": "teams",
        "for": "members",
    },
    other_names=frozenset({"member", "owner", "team"}),
)  # fmt: skip
