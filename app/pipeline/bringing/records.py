"""What the pipeline's lists make and change."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.imports.records import Record
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.bringing import finding
from app.pipeline.bringing.deals_back import Deals
from app.pipeline.bringing.orders_back import Orders
from app.pipeline.follow_ups.model import FollowUp
from app.pipeline.opportunities.model import Deal, Stage
from app.pipeline.orders.model import Order
from app.pipeline.products.model import Product

ORDER = Orders(
    "order", Order, _l("Orders"), parts=(("order_lines", "order_id"), ("receipts", "order_id")), found=finding.orders
)
DEAL = Deals(
    "deal", Deal, _l("Deals"), parts=(("deal_lines", "deal_id"), ("stage_changes", "deal_id")),
    goes_with=(FollowUp, Order), found=finding.deals, loose=("rank",),
)  # fmt: skip
CONTACT = Record("contact", Contact, _l("Contacts"), found=finding.contacts)
ACCOUNT = Record("account", Account, _l("Customers"), found=finding.accounts)
PRODUCT = Record("product", Product, _l("Products"), found=finding.products)
STAGE = Record("stage", Stage, _l("Stages"))
