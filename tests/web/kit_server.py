"""A page of the kit's pieces, and what it sends. No database."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Flask, Response, render_template_string, request
from flask_babel import Babel

from app.web import bundles, kit, render, security, ui

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).resolve().parents[2]
PAGE = """{% extends "layouts/app.html" %}{% block title %}Kit{% endblock %}{% block main %}
<p><a id="ask" href="/contact" hx-get="/contact" hx-target="#dialog" hx-swap="innerHTML">Log a contact</a></p>
{% include "kit/_actions.html" %}{% include "kit/_lists.html" %}{% include "kit/_board.html" %}{% endblock %}
{% block over %}{% include "kit/_dialog.html" %}{% endblock %}"""
CONTACT = """<form method="post" action="/contact" novalidate hx-post="/contact" hx-target="#dialog">
{{ ui.dialog_head('Log a contact') }}{% call ui.dialog_body() %}{{ ui.field(f.name) }}{% endcall %}
{{ ui.dialog_foot('Save') }}</form>"""
ENDPOINTS = [
    "home.index",
    "notices.index",
    "people.profile",
    "record.own",
    "people.switch",
    "people.sign_out",
    "front.language",
    "opportunities.board",
]


class Server:
    """The page, and what was sent to it. `answer` is the status of the next moves."""

    def __init__(self) -> None:
        self.moves: list[tuple[str, dict[str, str]]] = []
        self.answer = 200
        self.address = ""


def app_of(known: Server) -> Flask:
    """The kit's pieces under the product's own content policy; what they send is written down in `known`."""
    app = Flask("kit", template_folder=str(ROOT / "templates"), static_folder=None)
    app.secret_key = "kit"
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app, locale_selector=lambda: "en")
    app.jinja_env.globals["csrf_token"] = lambda: "token"
    app.jinja_env.globals["lasting"] = render.lasting
    ui.install(app.jinja_env)
    for endpoint in ENDPOINTS:
        app.add_url_rule(f"/{endpoint}", endpoint, lambda: "", methods=["GET", "POST"])
    app.add_url_rule("/", "page", lambda: _page())
    app.add_url_rule("/second", "second", lambda: "second")
    app.add_url_rule("/search", "search.index", _search)
    app.add_url_rule("/contact", "contact", _contact, methods=["GET", "POST"])
    app.add_url_rule("/assets/<name>", "asset", _asset)
    app.add_url_rule("/move/<card>", "move", lambda card: _move(known, card), methods=["POST"])
    app.after_request(_policy)
    return app


def _page() -> str:
    items = [
        {"endpoint": "home.index", "icon": "house", "label": "Today"},
        {"endpoint": "opportunities.board", "icon": "columns-3", "label": "Pipeline"},
    ]
    html = render_template_string(
        PAGE,
        **kit.samples(),
        menu=[{"station": "", "items": items}],
        me={"name": "张伟"},
        tenant={"name": "Acme"},
        identity=None,
        unread=3,
        theme=request.cookies.get("theme", ""),
        lang="en",
    )
    # The kit's cards lead nowhere; here they lead to the server that writes down what it was told.
    return html.replace('data-move-url="#move-', 'data-move-url="/move/')


def _search() -> str:
    asked = request.args["q"]
    items = [{"href": f"/{place}?q={asked}", "icon": "columns-3", "text": place} for place in ("first", "second")]
    return render_template_string(
        "{{ ui.palette_results(groups, q) }}", groups=[{"label": "Deals", "items": items}] if asked else [], q=asked
    )


def _contact() -> Response:
    form = kit.SampleForm(request.form or None)
    if request.method == "POST" and form.name.data:
        said = {"dialog:close": True, "toast": {"text": f"{form.name.data} is saved"}}
        return Response("", headers={"HX-Trigger": json.dumps(said)})
    if request.method == "POST":
        form.name.errors = ["Please say a name."]
    html = render_template_string(CONTACT, f=form)
    return Response(html, 422 if request.method == "POST" else 200, mimetype="text/html")


def _asset(name: str) -> Response:
    found = bundles.assets()[name]
    return Response(found.body, mimetype=found.mimetype)


def _move(known: Server, card: str) -> Response:
    known.moves.append((card, request.form.to_dict()))
    return Response("", known.answer)


def _policy(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = security.POLICY
    return response
