"""One template, one truth: the page, and any block of it that htmx asked for by the id of its target."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, current_app, g, make_response, request
from flask import url_for as flask_url_for
from markupsafe import Markup

from app.web import language, menu


def install(app: Flask) -> None:
    """What every template may name."""
    app.jinja_env.globals["lasting"] = lasting

    @app.context_processor
    def names() -> dict[str, Any]:
        identity, member = g.get("identity"), g.get("member")
        return {
            "me": member,
            "tenant": g.get("tenant"),
            "identity": identity,
            "theme": identity.theme if identity else request.cookies.get("theme", ""),
            "lang": "zh-Hans-CN" if language.short() == "zh" else "en",
            "request_id": g.get("request_id", ""),
            "menu": menu.menu(current_app, member) if member and not request.is_partial else [],  # type: ignore[attr-defined]
            "here": menu.here(current_app, request.endpoint, request.blueprint),
            "unread": current_app.extensions["unread"]() if g.get("door") and not request.is_partial else 0,  # type: ignore[attr-defined]
        }


def lasting(template: str, *key: Any, **values: Any) -> Markup:
    """A part of the shell that many pages share, made once for each language, company and `key`.

    `values` must follow from these alone: what is kept is shown to whoever comes next with the same key.
    """
    place = (template, language.short(), g.get("slug"), *key)
    if place not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[place] = Markup(current_app.jinja_env.get_template(template).render(**values))  # noqa: S704 - escaped there
    return _kept[place]


_kept: dict[tuple[Any, ...], Markup] = {}
MOST_KEPT = 5000


def render(template: str, *, status: int = 200, headers: dict[str, str] | None = None, **values: Any) -> Response:
    """The page `template`, or only the block named after the htmx target (`deal-list` asks for `deal_list`).

    A template called `*.swap.html` is a multi-region answer and always rendered whole. A status of 400 or more
    rolls the request's transaction back.
    """
    page = current_app.jinja_env.get_template(template)
    wanted = (request.fragment or "").replace("-", "_")  # type: ignore[attr-defined]
    current_app.update_template_context(values)
    if wanted in page.blocks and not template.endswith(".swap.html"):
        html = "".join(page.blocks[wanted](page.new_context(values)))
    else:
        html = page.render(values)
    response = make_response(html, status)
    if headers:
        response.headers.update(headers)
    return response


def go(endpoint: str, **values: Any) -> Response:
    """Lead the browser to `endpoint` after a change, whether it asked as a page or as a part of one."""
    return lead_to(flask_url_for(endpoint, **values))


def lead_to(address: str) -> Response:
    """Lead the browser to `address`, a path on this site."""
    if request.is_partial:  # type: ignore[attr-defined]
        return make_response("", 204, {"HX-Redirect": address})
    return make_response("", 303, {"Location": address})
