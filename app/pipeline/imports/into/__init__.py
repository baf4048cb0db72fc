"""How each kind of list becomes records: what a row fills, how its record is recognised, what comes with it."""

from __future__ import annotations

from app.pipeline.imports.into.accounts import IntoAccounts
from app.pipeline.imports.into.base import Into
from app.pipeline.imports.into.contacts import IntoContacts
from app.pipeline.imports.into.deals import IntoDeals
from app.pipeline.imports.into.orders import IntoOrders
from app.pipeline.imports.into.people import IntoPeople
from app.pipeline.imports.into.products import IntoProducts

INTO: dict[str, type[Into]] = {
    "deals": IntoDeals,
    "accounts": IntoAccounts,
    "people": IntoPeople,
    "products": IntoProducts,
    "orders": IntoOrders,
    "contacts": IntoContacts,
}
