"""Orders: what was signed, and the money that came in for it.

A won deal makes its order; others come from the finance department's sheet. The two books are looked at one at a time,
side by side, and never added up.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l


def install(app: Flask) -> None:
    """Put up the order book."""
    from app.pipeline.orders import model, queries, views  # noqa: F401 - queries: who sees which order
    from app.search.commands import command
    from app.search.sources import source
    from app.web import happenings, menu

    app.register_blueprint(views.orders, url_prefix="/<tenant_slug>/orders")
    menu.add(app, "advance", "orders.index", "receipt-text", _l("Orders"))
    command("orders.index", "receipt-text", _l("Orders"), "orders revenue receipts 订单 回款")
    source("order", "receipt-text", "orders.show", _l("Orders"), model.Order)
    happenings.phrases(
        {
            "order.made": _l("was made"),
            "order.changed": _l("was changed"),
            "order.removed": _l("was removed"),
            "order.paid": _l("received money"),
            "order.unpaid": _l("had a receipt struck"),
        }
    )
