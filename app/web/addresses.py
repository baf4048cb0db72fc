"""Whole addresses for letters: made from the installation's own address, never from what a request claims."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import current_app


def absolute(endpoint: str, slug: str | None = None, **values: Any) -> str:
    """The public address of `endpoint`, in company `slug` where it is a company's page."""
    base = urlsplit(current_app.config["SETTINGS"].address)
    adapter = current_app.url_map.bind(base.netloc, base.path or "/", url_scheme=base.scheme)
    if slug is not None and current_app.url_map.is_endpoint_expecting(endpoint, "tenant_slug"):
        values["tenant_slug"] = slug
    return adapter.build(endpoint, values, force_external=True)
