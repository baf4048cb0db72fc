"""Figures for whoever runs the installation: how much work waits, and for how long. Counts only, no company's data."""

from __future__ import annotations

import os
from hmac import compare_digest

from flask import Blueprint, Response, abort, make_response, request
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import text
from werkzeug.exceptions import NotFound

from app.clock import now
from tenants.db import engine

metrics = Blueprint("metrics", __name__)

_STATE = text("""
    SELECT count(*) FILTER (WHERE sent_at IS NULL AND run_after <= :now) AS due,
           count(*) FILTER (WHERE sent_at IS NULL AND run_after > :now) AS later,
           count(*) FILTER (WHERE sent_at IS NOT NULL) AS sent,
           coalesce(extract(epoch FROM :now - min(run_after) FILTER (WHERE run_after <= :now)), 0) AS oldest
    FROM app.outbox WHERE done_at IS NULL AND failed_at IS NULL
""")
_ENDED = text("""
    SELECT count(*) FILTER (WHERE done_at > :now - interval '1 hour') AS done,
           count(*) FILTER (WHERE failed_at IS NOT NULL) AS failed
    FROM app.outbox WHERE done_at > :now - interval '1 hour' OR failed_at IS NOT NULL
""")
FIGURES = {
    "due": "Work that should be with a worker already",
    "later": "Work whose time has not come",
    "sent": "Work in the queue or being done",
    "oldest": "Seconds the oldest unfinished due work has waited",
    "done": "Work done within the last hour",
    "failed": "Work that was given up",
}


@metrics.get("/metrics")
def show() -> Response:
    """The figures, for who sends DEALWRIGHT_METRICS_TOKEN as a bearer token; none is set: no page."""
    token = os.environ.get("DEALWRIGHT_METRICS_TOKEN", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token:
        raise NotFound
    if not compare_digest(given.encode(), token.encode()):
        abort(403)
    return make_response(generate_latest(_registry()), 200, {"Content-Type": "text/plain; version=0.0.4"})


def _registry() -> CollectorRegistry:
    registry = CollectorRegistry()
    with engine("operator").connect() as connection:
        row = {**connection.execute(_STATE, {"now": now()}).mappings().one(),
               **connection.execute(_ENDED, {"now": now()}).mappings().one()}  # fmt: skip
    for name, about in FIGURES.items():
        Gauge(f"dealwright_work_{name}", about, registry=registry).set(float(row[name]))
    return registry
