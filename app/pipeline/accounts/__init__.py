"""Customers: the companies one sells to, the people in them, and everything that was said, offered and ordered there.

A customer belongs to one owner. Before a new one is entered, the product looks whether he is known already, also under
a name that is only nearly the same.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l


def install(app: Flask) -> None:
    """Put up the customers' pages."""
    from app.people import handover
    from app.pipeline.accounts import acts, model, queries, views, views_contacts  # noqa: F401 - sight, routes
    from app.search.sources import source
    from app.web import happenings, menu

    app.register_blueprint(views.accounts, url_prefix="/<tenant_slug>/customers")
    menu.add(app, "advance", "accounts.index", "building-2", _l("Customers"))
    source("account", "building-2", "accounts.show", _l("Customers"), model.Account)
    source("contact", "users", "accounts.contact", _l("Contacts"), model.Contact)
    if acts.hand_over not in handover.takers:
        handover.takers.append(acts.hand_over)
        handover.counters.append(acts.held_by)
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
