"""The first tool: customers, deals on their way to an order, and every contact that moves them."""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Put up the pipeline's rooms."""
    from app.pipeline import accounts, bringing, follow_ups, measures, opportunities, orders, products, stages

    opportunities.install(app)
    stages.install(app)
    accounts.install(app)
    orders.install(app)
    products.install(app)
    follow_ups.install(app)
    bringing.register()
    measures.install()
