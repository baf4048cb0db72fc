"""How each kind of list becomes records: what a row fills, how its record is recognised, what comes with it."""

from __future__ import annotations

from app.imports.into.accounts import IntoAccounts
from app.imports.into.base import Into
from app.imports.into.contacts import IntoContacts
from app.imports.into.deals import IntoDeals
from app.imports.into.orders import IntoOrders
from app.imports.into.people import IntoPeople
from app.imports.into.products import IntoProducts

INTO: dict[str, type[Into]] = {
    "deals": IntoDeals,
    "accounts": IntoAccounts,
    "people": IntoPeople,
    "products": IntoProducts,
    "orders": IntoOrders,
    "contacts": IntoContacts,
}
