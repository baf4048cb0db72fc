"""Words and addresses outside of a request: for letters, notices and reports that a job makes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, g
from flask_babel import force_locale

from app.settings import Settings
from app.web.language import LANGUAGES
from tenants.model import Tenant


def settings() -> Settings:
    """The installation's settings."""
    return current_app.config["SETTINGS"]


@contextmanager
def reading(language: str, tenant: Tenant | None = None) -> Iterator[None]:
    """Speak `language`, with the money and the clock of `tenant`, inside the block."""
    before = g.get("tenant")
    g.tenant = tenant or before
    g.pop("today", None)
    try:
        with force_locale(LANGUAGES.get(language, "en")):
            yield
    finally:
        g.tenant = before


def address(endpoint: str, slug: str | None = None, **values: Any) -> str:
    """The full address of `endpoint`, in company `slug` where it is a company's page."""
    base = urlsplit(settings().address)
    adapter = current_app.url_map.bind(base.netloc, base.path or "/", url_scheme=base.scheme)
    if slug is not None and current_app.url_map.is_endpoint_expecting(endpoint, "tenant_slug"):
        values["tenant_slug"] = slug
    return adapter.build(endpoint, values, force_external=True)


def has_page(endpoint: str) -> bool:
    """Whether this installation has the page `endpoint`."""
    return endpoint in current_app.view_functions


def letter(template: str, **facts: Any) -> tuple[str, str, str]:
    """Letter `templates/mail/<template>.txt` and `.html` as (subject, text, html), in the language one reads.

    The text's block `subject` comes first in it, and is the subject alone.
    """
    environment = current_app.jinja_env
    plain, rich = (environment.get_template(f"mail/{template}.{form}") for form in ("txt", "html"))
    heading = "".join(plain.blocks["subject"](plain.new_context(facts))).strip()
    subject = " ".join(heading.split())
    text = plain.render(facts).strip().removeprefix(heading).strip()
    return subject, f"{text}\n", rich.render(subject=subject, **facts)
