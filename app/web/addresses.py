"""Addresses: fast ones for pages, and whole ones for letters, made from the installation's own address."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, urlsplit

from flask import Flask, current_app, g, request, url_for


def install(app: Flask) -> None:
    """Let templates build each address once: the rail alone has a dozen on every page."""
    app.jinja_env.globals["url_for"] = local


def local(endpoint: str, **values: Any) -> str:
    """`url_for`, remembered for the company one is in."""
    if endpoint.startswith("."):
        endpoint = f"{request.blueprint}{endpoint}"
    try:
        return _built(g.get("slug"), endpoint, tuple(sorted(values.items())))
    except TypeError:  # a list among the values
        return url_for(endpoint, **values)


@lru_cache(maxsize=20_000)
def _built(slug: str | None, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))


def split(address: str | None) -> SplitResult:
    """The parts of an address that came from outside; all empty for one that is none, such as "http://["."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return urlsplit("")


def absolute(endpoint: str, slug: str | None = None, **values: Any) -> str:
    """The public address of `endpoint`, in company `slug` where it is a company's page."""
    base = urlsplit(current_app.config["SETTINGS"].address)
    adapter = current_app.url_map.bind(base.netloc, base.path or "/", url_scheme=base.scheme)
    if slug is not None and current_app.url_map.is_endpoint_expecting(endpoint, "tenant_slug"):
        values["tenant_slug"] = slug
    return adapter.build(endpoint, values, force_external=True)
