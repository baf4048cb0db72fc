"""Customers: the companies one sells to, the people in them, and everything that was said, offered and ordered there.

A customer belongs to one owner. Before a new one is entered, the product looks whether he is known already, also under
a name that is only nearly the same.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select


def install(app: Flask) -> None:
    """Put up the customers' pages."""
    from app import notices
    from app.company.choices.kinds import kind
    from app.imports.queries import not_sample
    from app.people import handover
    from app.pipeline.accounts import acts, model, queries, views, views_contacts  # noqa: F401 - sight, routes
    from app.search.commands import can_write, command
    from app.search.sources import source
    from app.web import first_steps, happenings, menu

    app.register_blueprint(views.accounts, url_prefix="/<tenant_slug>/customers")
    menu.add(app, "advance", "accounts.index", "building-2", _l("Customers"), tab=True)
    command(
        "accounts.new",
        "plus",
        _l("New customer"),
        "new customer account add 新建 新客户 客户",
        may=can_write,
        place="make",
    )
    command("accounts.index", "building-2", _l("Customers"), "customers accounts 客户")
    kind(
        "industry", _l("Industries"), {
            "zh": ("制造业", "零售业", "服务业", "建筑业", "信息技术"),
            "en": ("Manufacturing", "Retail", "Services", "Construction", "Information technology"),
        },
    )  # fmt: skip
    first_steps.add(
        app, "work", _l("Add the first contact"), _l("a person at a customer"),
        lambda: exists(select(model.Contact.id).where(not_sample(model.Contact))), _l("Customers"), "accounts.index",
    )  # fmt: skip
    notices.page("account", "accounts.show", _l("Open the customer"))
    source("account", "building-2", "accounts.show", _l("Customers"), model.Account)
    source("contact", "users", "accounts.contact", _l("Contacts"), model.Contact)
    handover.takes_part(acts.hand_over, acts.held_by)
    happenings.phrases(
        {
            "account.added": _l("was entered"),
            "account.changed": _l("was changed"),
            "account.archived": _l("was put away"),
            "account.restored": _l("was taken back"),
            "account.attached": _l("got a file"),
            "account.detached": _l("lost a file"),
            "contact.added": _l("was entered"),
            "contact.changed": _l("was changed"),
            "contact.removed": _l("was removed"),
        }
    )
