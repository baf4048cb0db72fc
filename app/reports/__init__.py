"""Reports: made while nobody waits, kept, and sent to whoever wants them."""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Put up the reports."""
