"""The first tool: customers, deals on their way to an order, and every contact that moves them."""

from __future__ import annotations

from flask import Flask

from tenants import lifecycle


def install(app: Flask) -> None:
    """Put up the pipeline's rooms."""
    from app.pipeline.opportunities import beginnings

    lifecycle.furnishings.append(beginnings.furnish)
