"""The first steps of a new company, as the areas brought them, and the offer of sample data to try things on."""

from __future__ import annotations

from typing import Any

from flask import current_app, g, url_for
from flask_babel import gettext as _
from sqlalchemy import exists, select

from app.events import Event
from app.imports.model import Import
from app.imports.queries import SAMPLE
from app.web import first_steps
from tenants.context import db

PUT_AWAY = "tenant.onboarded"
NOTHING: dict[str, Any] = {"steps": ()}


def block() -> dict[str, Any]:
    """What the block needs; without steps it shows nothing, as to people who do not set the company up."""
    if not g.member.can_manage:
        return NOTHING
    wanted = first_steps.of(current_app)
    put_away, has_sample, *done = _facts(wanted)
    if put_away:
        return NOTHING
    steps = [_signed_up(), *map(_shown, wanted, done)]
    begun = any(each for step, each in zip(wanted, done, strict=True) if step.ends_sample)
    return {
        "steps": steps,
        "done": sum(step["done"] for step in steps),
        "load": _address("demo.load") if not begun and not has_sample else None,
        "remove": _address("demo.remove") if has_sample else None,
    }


def _facts(steps: list[first_steps.Step]) -> list[bool]:
    """Everything in one statement: whether they were put away, whether there is sample data, and each step."""
    put_away = exists(select(Event.id).where(Event.subject_id == g.tenant.id, Event.kind == PUT_AWAY))
    sample = exists(select(Import.id).where(Import.kind == SAMPLE, Import.state == "done"))
    return list(db.execute(select(put_away, sample, *(step.done() for step in steps))).one())


def _signed_up() -> dict[str, Any]:
    return {"name": _("Sign the company up"), "note": g.tenant.name, "done": True}


def _shown(step: first_steps.Step, done: bool) -> dict[str, Any]:
    return {"name": step.name, "note": step.note, "done": done, "act": step.act, "href": _address(*step.endpoints)}


def _address(*endpoints: str) -> str | None:
    """Where the first of `endpoints` leads that is put up."""
    return next((url_for(endpoint) for endpoint in endpoints if endpoint in current_app.view_functions), None)
