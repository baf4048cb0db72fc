"""The pages of orders."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash
from flask_babel import gettext as _
from sqlalchemy import select

from app.clock import now
from app.company import lists
from app.lists.listed import address
from app.lists.listing import ListQuery
from app.lists.routes import attach
from app.lists.views import beside
from app.lists.views import show as show_list
from app.people import colleagues
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.queries import named_account
from app.pipeline.orders import book, listing, queries
from app.pipeline.orders.forms import OrderForm, ReceiptForm
from app.pipeline.orders.listing import ORDER_BOOK, PERIODS, SOURCE_NAMES, OrderFilter
from app.pipeline.orders.model import Order, Receipt
from app.pipeline.products.model import Product
from app.scene import Scene
from app.web import conflicts
from app.web.access import get_or_404, manages, me, writes
from app.web.chips import PRESET_NAMES
from app.web.formats import today
from app.web.render import go, render
from tenants.context import db

orders = Blueprint("orders", __name__)
FORM = "pipeline/orders/form.html"


attach(orders, ORDER_BOOK)


@orders.get("/")
def index() -> Response:
    """One book of orders over a stretch of days."""
    return show_list(ORDER_BOOK, "pipeline/orders/index.html", _around)


def _around(query: ListQuery[OrderFilter], looking: Scene) -> dict[str, Any]:
    book = query.wanted.book
    return {
        "sums": listing.sums(query, looking),
        "book": book,
        "books": [
            {"label": name, "href": address(query.but(wanted=query.wanted.but(source=source))),
             "current": book == source}
            for source, name in SOURCE_NAMES.items()
        ],
        "periods": [(preset, PRESET_NAMES[preset]) for preset in PERIODS],
        "owners": colleagues.owner_choices(me()),
        "regions": lists.entries("region"),
    }  # fmt: skip


@orders.get("/new")
@manages
def new() -> Response:
    form = OrderForm(formdata=None, ordered_on=today())
    form.offer()
    return render(FORM, form=form, order=None)


@orders.post("/")
@manages
def create() -> Response:
    """Enter an order of the finance book by hand."""
    form = OrderForm()
    form.offer()
    if not form.valid:
        return render(FORM, form=form, order=None, status=422)
    order = book.add_order(form.values(), by=me(), at=now())
    return go("orders.show", id=order.id)


@orders.get("/<uuid:id>")
def show(id: UUID) -> Response:
    """One order: its lines, and the money that came in."""
    order = get_or_404(Order, id)
    form = ReceiptForm(formdata=None, received_on=today())
    return render("pipeline/orders/show.html", form=form, **_surroundings(order), **beside(ORDER_BOOK, id))


def _surroundings(order: Order) -> dict[str, Any]:
    receipts = list(db.scalars(queries.receipts_of(order.id)))
    lines = list(db.scalars(queries.lines_of(order.id)))
    sold = select(Product.id, Product.name).where(
        Product.id.in_([line.product_id for line in lines if line.product_id])
    )
    received = sum(receipt.amount_minor for receipt in receipts)
    return {
        "order": order,
        "lines": lines,
        "products": dict(db.execute(sold).all()),
        "receipts": receipts,
        "received": received,
        "outstanding": None if order.amount_minor is None else order.amount_minor - received,
        "account_name": named_account(order.account_id),
        "name_of": lists.name_of,
        "owner_name": colleagues.name_of(order.owner_id),
        "source_names": SOURCE_NAMES,
        "type_names": CUSTOMER_TYPE_NAMES,
    }


@orders.get("/<uuid:id>/edit")
@writes
def edit(id: UUID) -> Response:
    order = _changeable(id)
    form = OrderForm(formdata=None, obj=order)
    form.account.data = named_account(order.account_id)
    form.offer(order)
    return render(FORM, form=form, order=order)


@orders.post("/<uuid:id>")
@writes
def change(id: UUID) -> Response:
    """Change an order; who comes second sees both versions."""
    order, form = _changeable(id), OrderForm()
    form.offer(order)
    if not form.valid:
        return render(FORM, form=form, order=order, status=422)
    differing = conflicts.check(form, order, form.FIELDS)
    if differing:
        return render(FORM, form=form, order=order, conflicts=differing, status=409)
    book.change_order(order, form.values(), by=me(), at=now())
    return go("orders.show", id=id)


@orders.post("/<uuid:id>/removal")
@manages
def remove(id: UUID) -> Response:
    """Take an order of the finance book out again."""
    order = get_or_404(Order, id)
    if order.source != "finance":
        flash(_("This order was made by a deal. Reopen the deal to take it back."), "bad")
        return go("orders.show", id=id)
    book.remove_order(order, by=me(), at=now())
    flash(_("The order was removed."), "good")
    return go("orders.index", source="finance")


@orders.post("/<uuid:id>/receipts")
@writes
def receive(id: UUID) -> Response:
    """Write down money that came in."""
    order, form = _changeable(id), ReceiptForm()
    if not form.valid:
        return render("pipeline/orders/show.html", form=form, **_surroundings(order), status=422)
    book.receive(order, int(form.amount_minor.data or 0), form.received_on.data, form.note.data, by=me(), at=now())
    return go("orders.show", id=id)


@orders.post("/<uuid:id>/receipts/<uuid:receipt_id>/removal")
@writes
def take_back(id: UUID, receipt_id: UUID) -> Response:
    """Strike a receipt that was written down by mistake."""
    order = _changeable(id)
    receipt = db.scalar(select(Receipt).where(Receipt.id == receipt_id, Receipt.order_id == id)) or abort(404)
    book.take_back(order, receipt, by=me(), at=now())
    return go("orders.show", id=id)


def _changeable(order_id: UUID) -> Order:
    """The finance book is the managers' to write."""
    order = get_or_404(Order, order_id)
    return order if order.source == "pipeline" or me().can_manage else abort(403)
