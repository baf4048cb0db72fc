"""Which columns name something the company keeps: a stage, a colleague, a customer. And who may add to each list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from app.imports.decisions import LEAVE, NEW, OUT, TEXT
from tenants.model import Member


@dataclass(frozen=True)
class Vocabulary:
    """A list of names the company keeps. `ways` are what may be done with a name that is not in it."""

    key: str
    label: Any
    ways: tuple[str, ...]
    everyone_adds: bool = False

    def ways_of(self, member: Member) -> tuple[str, ...]:
        """What `member` may do with an unknown name; adding to the company's lists is for those who manage it."""
        may_add = member.can_manage or (self.everyone_adds and member.can_write)
        return tuple(way for way in self.ways if way != NEW or may_add)


VOCABULARIES = {
    each.key: each
    for each in (
        Vocabulary("stage", _l("Stages"), (NEW, OUT)),
        Vocabulary("member", _l("Owners"), (NEW, OUT)),
        Vocabulary("product", _l("Products"), (NEW, TEXT, LEAVE, OUT)),
        Vocabulary("account", _l("Customers"), (NEW, LEAVE, OUT), everyone_adds=True),
        Vocabulary("channel", _l("Channels"), (NEW, LEAVE, OUT)),
        Vocabulary("region", _l("Regions"), (NEW, LEAVE, OUT)),
        Vocabulary("industry", _l("Industries"), (NEW, LEAVE, OUT)),
        Vocabulary("lost_reason", _l("Lost reasons"), (NEW, LEAVE, OUT)),
        Vocabulary("product_line", _l("Product lines"), (NEW, LEAVE, OUT)),
        Vocabulary("customer_type", _l("Customer types"), (LEAVE, OUT)),
        Vocabulary("deal", _l("Deals"), (LEAVE, OUT)),
        Vocabulary("team", _l("Teams"), (NEW, LEAVE, OUT)),
    )
}

#: For each kind of list, the fields that name something and the vocabulary they name it in.
NAMING: dict[str, dict[str, str]] = {
    "deals": {
        "stage": "stage", "owner": "member", "product": "product", "account": "account", "channel": "channel",
        "region": "region", "lost_reason": "lost_reason", "customer_type": "customer_type",
    },
    "accounts": {
        "owner": "member", "industry": "industry", "region": "region", "parent": "account",
        "customer_type": "customer_type",
    },
    "people": {"manager": "member", "team": "team", "region": "region"},
    "products": {"line": "product_line"},
    "orders": {"account": "account", "owner": "member", "region": "region", "product": "product", "deal": "deal"},
    "contacts": {"account": "account"},
}  # fmt: skip

#: Fields whose unknown names are simply made: people bring their managers and teams with them, customers their parents.
SELF_MADE = {("people", "manager"), ("people", "team"), ("accounts", "parent")}
#: Kinds that change how the company is set up, or what finance says, are for those who manage it.
MANAGED = {"people", "products", "orders"}


def may_import(kind: str, member: Member) -> bool:
    """Whether `member` may bring in a list of that kind."""
    return member.can_manage or (member.can_write and kind not in MANAGED)


def asked_fields(kind: str) -> dict[str, str]:
    """The fields of a kind whose unknown names a person decides about."""
    return {field: words for field, words in NAMING[kind].items() if (kind, field) not in SELF_MADE and words != "deal"}
