"""Addresses are `/<tenant_slug>/…`: the slug is taken off here and put back here; nothing else spells it."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask, current_app, g
from werkzeug.exceptions import NotFound

#: First parts of addresses that are ours or the web's, never a company's.
RESERVED = frozenset(
    """
    about account accounts admin ajax api app assets auth billing blog brand calendar companies company contact css
    dashboard demo deals dev docs download error favicon feed files front healthz help home images img index
    invitation js kit language legal lib login logout mail metrics new offline order orders password people
    plans press pricing privacy profile public readyz report reports robots root search security settings setup
    sign-in sign-out sign-up signin signup sitemap sso start static status stripe support switch system tenant
    terms test theme unsubscribe user users webhook webhooks well-known www zh en dealwright null undefined none
    true false
    """.split()
)
_PLAIN = re.compile(r"[a-z0-9-]{1,80}")


def install(app: Flask) -> None:
    """Take the slug off every tenant address and put it back into every one that is built."""

    @app.url_value_preprocessor
    def take_off(endpoint: str | None, values: dict[str, Any] | None) -> None:
        slug = values.pop("tenant_slug", None) if values else None
        g.slug = slug if slug is None or _PLAIN.fullmatch(slug) else None
        if slug != g.slug:
            raise NotFound  # no company's address looks like that; the database need not be asked

    @app.url_defaults
    def put_back(endpoint: str, values: dict[str, Any]) -> None:
        if "tenant_slug" in values or not g.get("slug"):
            return
        if current_app.url_map.is_endpoint_expecting(endpoint, "tenant_slug"):
            values["tenant_slug"] = g.slug
