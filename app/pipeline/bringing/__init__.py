"""The pipeline's lists for the importer: deals, customers, products, orders, contacts, and what their columns name."""

from __future__ import annotations


def register() -> None:
    """Let the pipeline's lists come in."""
    from app.imports import kinds
    from app.pipeline.bringing import names, records
    from app.pipeline.bringing.into.accounts import IntoAccounts
    from app.pipeline.bringing.into.contacts import IntoContacts
    from app.pipeline.bringing.into.deals import IntoDeals
    from app.pipeline.bringing.into.orders import IntoOrders
    from app.pipeline.bringing.into.products import IntoProducts
    from app.pipeline.bringing.kinds.accounts import ACCOUNTS
    from app.pipeline.bringing.kinds.contacts import CONTACTS
    from app.pipeline.bringing.kinds.deals import DEALS
    from app.pipeline.bringing.kinds.orders import ORDERS
    from app.pipeline.bringing.kinds.products import PRODUCTS
    from app.pipeline.bringing.stages import STAGES

    kinds.register(
        DEALS, IntoDeals, records=(records.DEAL, records.STAGE),
        vocabularies=(STAGES, names.DEALS, names.CUSTOMER_TYPES, *names.LISTS),
    )  # fmt: skip
    kinds.register(ACCOUNTS, IntoAccounts, records=(records.ACCOUNT,), vocabularies=(names.ACCOUNTS,))
    kinds.register(PRODUCTS, IntoProducts, records=(records.PRODUCT,), vocabularies=(names.PRODUCTS,))
    kinds.register(ORDERS, IntoOrders, records=(records.ORDER,))
    kinds.register(CONTACTS, IntoContacts, records=(records.CONTACT,), vocabularies=(names.CONTACTS,))
