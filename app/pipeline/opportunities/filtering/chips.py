"""What the fields of a deal filter are called, and how their values are told."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.company.model import Choice
from app.people.model import Team
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.queries import pipelines, stages
from app.pipeline.opportunities.wording import LEVELS, STATE_NAMES
from app.pipeline.products.model import Product
from app.web.chips import Field, among, records, span, words
from tenants.model import Member

LACK_NAMES = {
    "account": _l("customer"), "amount": _l("amount"), "expected": _l("expected close"),
    "next_step": _l("next step"),
}  # fmt: skip
FIELDS = {
    "q": Field(_l("Text")),
    "pipeline": Field(_l("Pipeline"), among(pipelines)),
    "stages": Field(_l("Stage"), among(stages)),
    "state": Field(_l("State"), words({**STATE_NAMES, "all": _l("all")})),
    "owners": Field(_l("Owner"), records(Member)),
    "team": Field(_l("Team"), records(Team)),
    "regions": Field(_l("Region"), records(Choice)),
    "channels": Field(_l("Channel"), records(Choice)),
    "products": Field(_l("Product"), records(Product)),
    "account": Field(_l("Customer"), records(Account)),
    "customer_types": Field(_l("Customer type"), words(CUSTOMER_TYPE_NAMES)),
    "amount_from": Field(_l("Amount from")),
    "amount_to": Field(_l("Amount to")),
    "expected": Field(_l("Expected close"), span),
    "opened": Field(_l("Opened"), span),
    "closed": Field(_l("Closed"), span),
    "health": Field(_l("Health"), words(LEVELS)),
    "quiet": Field(_l("Quiet"), lambda days: ngettext("more than %(num)d day", "more than %(num)d days", days)),
    "lacks": Field(_l("To complete"), words(LACK_NAMES)),
    "imported": Field(_l("Import"), lambda _import: _("this one")),
}
