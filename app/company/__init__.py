"""The company's own house: its name and clock, its lists of words, its calendar, what happened in it."""

from __future__ import annotations

from flask import Flask

from tenants import lifecycle


def install(app: Flask) -> None:
    """Put up the settings."""
    from app.company import beginnings

    lifecycle.furnishings.append(beginnings.furnish)
