"""The product and, beside it in the same processes, the floor: what one SELECT or one INSERT costs with bare Flask."""

from __future__ import annotations

import os
import threading
from uuid import UUID

from flask import Flask, render_template_string, request
from sqlalchemy import event, text
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from app import create_app
from tenants import db
from tenants.owned import new_id

TABLE = """<!doctype html><title>floor</title><table>{% for row in rows %}
<tr><td>{{ row.title }}<td>{{ row.amount_minor }}<td>{{ row.state }}<td>{{ row.expected_on }}<td>{{ row.opened_on }}
{% endfor %}</table>"""
_local = threading.local()


def floor_app() -> Flask:
    """Bare Flask on the same pool of connections."""
    floor = Flask("floor")

    @floor.get("/read")
    def read() -> str:
        with db.engine("app").begin() as connection:
            connection.execute(text("SELECT app.set_tenant(:t)"), {"t": UUID(request.args["tenant"])})
            rows = connection.execute(
                text(
                    "SELECT title, amount_minor, state, expected_on, opened_on FROM app.deals"
                    " WHERE tenant_id = :t ORDER BY updated_at DESC, id DESC LIMIT 50"
                ),
                {"t": UUID(request.args["tenant"])},
            ).all()
        return render_template_string(TABLE, rows=rows)

    @floor.post("/write")
    def write() -> str:
        tenant = UUID(request.args["tenant"])
        with db.engine("app").begin() as connection:
            connection.execute(text("SELECT app.set_tenant(:t)"), {"t": tenant})
            connection.execute(
                text(
                    "INSERT INTO app.submissions (tenant_id, id, member_id, key, at) VALUES (:t, :id, :id, :key, now())"
                ),
                {"t": tenant, "id": new_id(), "key": new_id()},
            )
        return "ok"

    return floor


def make() -> DispatcherMiddleware:
    """The server's application: /floor/* is the floor, everything else the product, counting its queries."""
    product = create_app()
    engine = db.engine("app")

    @event.listens_for(engine, "before_cursor_execute")
    def count(*_: object) -> None:
        _local.queries = getattr(_local, "queries", 0) + 1

    inner = product.wsgi_app

    def counting(environ: dict, start_response: object) -> object:
        _local.queries = 0

        def start(status: str, headers: list, exc_info: object = None) -> object:
            headers.append(("X-Queries", str(_local.queries)))
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)  # type: ignore[operator]

        return inner(environ, start)  # type: ignore[arg-type]

    product.wsgi_app = counting  # type: ignore[method-assign,assignment]
    return DispatcherMiddleware(product, {"/floor": floor_app()})


if os.environ.get("DEALWRIGHT_BENCH"):
    app = make()
