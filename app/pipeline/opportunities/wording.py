"""How deals are spoken of: levels, demands, reasons to worry, and what happened to them."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES as CUSTOMER_TYPES
from app.pipeline.follow_ups.forms import METHODS
from app.pipeline.opportunities.board.board import Card
from app.pipeline.opportunities.health import Reason
from app.pipeline.opportunities.model import Stage
from app.web.formats import day, due_words, today

LEVELS = {"good": _l("On track"), "warn": _l("Watch"), "bad": _l("Stuck")}
STATE_NAMES = {"open": _l("Open"), "won": _l("Won"), "lost": _l("Lost")}

DEMANDS = {
    "amount": _l("Amount"),
    "account": _l("Customer"),
    "contact": _l("Contact"),
    "expected_on": _l("Expected close"),
    "lines": _l("Products"),
    "channel": _l("Channel"),
    "competitors": _l("Competitors"),
}
ORDERS = {
    "rank": _l("Own order"),
    "next": _l("Next step date"),
    "amount": _l("Amount"),
    "stage": _l("Days in stage"),
}
HAPPENED = {
    "deal.opened": _l("was opened"),
    "deal.changed": _l("was changed"),
    "deal.moved": _l("moved to another stage"),
    "deal.won": _l("was won"),
    "deal.lost": _l("was lost"),
    "deal.reopened": _l("was reopened"),
    "deal.removed": _l("was removed"),
    "deal.contacted": _l("had a contact"),
    "deal.promised": _l("got a next step"),
    "deal.kept": _l("had its next step done"),
    "deal.postponed": _l("had its next step put off"),
    "deal.priced": _l("got its products changed"),
    "deal.attached": _l("got a file"),
    "deal.detached": _l("lost a file"),
    "account.contacted": _l("had a contact"),
    "account.promised": _l("got a next step"),
    "account.kept": _l("had its next step done"),
    "account.postponed": _l("had its next step put off"),
    "pipeline.added": _l("was added"),
    "pipeline.changed": _l("was changed"),
    "pipeline.archived": _l("was archived"),
    "stage.added": _l("was added"),
    "stage.changed": _l("was changed"),
    "stage.reordered": _l("changed its place"),
    "stage.archived": _l("was archived"),
}
FIELDS = {
    "title": _l("Title"),
    "stage": _l("Stage"),
    "owner": _l("Owner"),
    "account": _l("Customer"),
    "contact": _l("Contact"),
    "amount_minor": _l("Amount"),
    "channel": _l("Channel"),
    "region": _l("Region"),
    "customer_type": _l("Customer type"),
    "referred_by": _l("Referred by"),
    "competitors": _l("Competitors"),
    "opened_on": _l("Opened"),
    "expected_on": _l("Expected close"),
    "lost_reason": _l("Lost reason"),
    "lost_note": _l("What was said"),
    "note": _l("Note"),
    "promise": _l("Next step"),
    "product": _l("Product"),
    "quantity": _l("Quantity"),
    "place": _l("Place"),
    "due_on": _l("By when"),
    "method": _l("How"),
}
#: How values are told that are kept as keys.
VALUES = {
    "method": lambda value: str(METHODS.get(value, value)),
    "customer_type": lambda value: str(CUSTOMER_TYPES.get(value, value)),
}


def why(reason: Reason, stage: Stage) -> str:
    """A reason to worry as a sentence."""
    facts = {"stage": stage.name, "days": reason.days, "limit": reason.limit}
    if reason.kind == "stage":
        return _("%(days)s days in “%(stage)s”; the stage allows %(limit)s", **facts)
    return _("No contact for %(days)s days; “%(stage)s” allows %(limit)s", **facts)


def due_on_card(card: Card) -> str:
    """When the next step is due, lateness in words and with its day."""
    assert card.next_step is not None
    due = card.next_step.due_on
    late = (today() - due).days
    return f"{due_words(due)} · {day(due)}" if late >= 0 else due_words(due)


def dwell(card: Card, stage: Stage) -> str:
    """Days in the stage against the stage's days."""
    if stage.expected_days is None:
        return ngettext("%(num)d day", "%(num)d days", card.days)
    return _("%(days)s / %(limit)s d", days=card.days, limit=stage.expected_days)


def quiet(card: Card) -> str:
    """How long nobody has spoken to the customer."""
    return ngettext("quiet for %(num)d day", "quiet for %(num)d days", card.quiet)
