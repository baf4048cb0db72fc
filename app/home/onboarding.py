"""The first steps of a new company, each ticked off by facts and not by hand."""

from __future__ import annotations

from typing import Any

from flask import current_app, g, url_for
from flask_babel import gettext as _
from sqlalchemy import Row, exists, func, or_, select

from app.events import Event
from app.imports.model import Import
from app.pipeline.accounts.model import Contact
from app.pipeline.opportunities.model import Deal
from app.reports.model import Report
from tenants.context import db
from tenants.model import Member

PUT_AWAY = "tenant.onboarded"
SAMPLE = "sample"  # the kind of the import that sample data comes as
NOTHING: dict[str, Any] = {"steps": ()}


def block() -> dict[str, Any]:
    """What the block needs; without steps it shows nothing, as to people who do not set the company up."""
    if not g.member.can_manage:
        return NOTHING
    facts = _facts()
    if facts.put_away:
        return NOTHING
    steps = _steps(facts)
    return {
        "steps": steps,
        "done": sum(step["done"] for step in steps),
        "load": _address("demo.load") if not facts.deals and not facts.sample else None,
        "remove": _address("demo.remove") if facts.sample else None,
    }


def _facts() -> Row[Any]:
    """Everything in one statement; sample data is no step."""
    sample = select(Import.id).where(Import.kind == SAMPLE, Import.state == "done").limit(1).scalar_subquery()
    of_company = Event.subject_id == g.tenant.id
    people = select(func.count(Member.id)).where(Member.state.in_(("active", "invited")))
    return db.execute(
        select(
            exists(select(Event.id).where(of_company, Event.kind == PUT_AWAY)).label("put_away"),
            exists(select(Event.id).where(of_company, Event.kind == "tenant.changed")).label("settings"),
            people.scalar_subquery().label("people"),
            exists(select(Import.id).where(Import.kind != SAMPLE, Import.state == "done")).label("imports"),
            exists(select(Deal.id).where(_is_own(Deal, sample))).label("deals"),
            exists(select(Contact.id).where(_is_own(Contact, sample))).label("contacts"),
            exists(select(Report.id)).label("reports"),
            sample.is_not(None).label("sample"),
        )
    ).one()


def _is_own(cls: type[Deal] | type[Contact], sample: Any) -> Any:
    return or_(cls.import_id.is_(None), sample.is_(None), cls.import_id != sample)


def _steps(facts: Row[Any]) -> list[dict[str, Any]]:
    return [
        _step(_("Sign the company up"), g.tenant.name, True),
        _step(_("Look through the settings"), _("currency, week, holidays, lists"), facts.settings,
              _("Set up"), "company.index"),
        _step(_("Invite two people"), _("they get a letter with a link"), facts.people >= 3,
              _("Invite"), "invitations.new"),
        _step(_("Bring your pipeline in"), _("CSV or Excel, as it is today"), facts.imports,
              _("Import"), "imports.new", "imports.index"),
        _step(_("Write down the first deal"), _("with its next step and a day"), facts.deals,
              _("New deal"), "opportunities.new", "opportunities.board"),
        _step(_("Add the first contact"), _("a person at a customer"), facts.contacts,
              _("Customers"), "accounts.index"),
        _step(_("Make the weekly report"), _("as PDF and workbook, every week by e-mail"), facts.reports,
              _("Reports"), "reports.index"),
    ]  # fmt: skip


def _step(name: str, note: str, done: bool, act: str = "", *endpoints: str) -> dict[str, Any]:
    return {"name": name, "note": note, "done": done, "act": act, "href": _address(*endpoints)}


def _address(*endpoints: str) -> str | None:
    """Where the first of `endpoints` leads that is put up."""
    return next((url_for(endpoint) for endpoint in endpoints if endpoint in current_app.view_functions), None)
