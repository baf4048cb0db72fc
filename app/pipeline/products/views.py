"""The pages of products."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import HiddenField

from app import money
from app.clock import now
from app.company import lists
from app.pipeline.products import acts
from app.pipeline.products.model import Product
from app.web import conflicts, exports, forms
from app.web.access import get_or_404, manages, me
from app.web.render import go, render
from app.web.tables import Column
from tenants.context import db

products = Blueprint("products", __name__)
FORM = "pipeline/products/form.html"


class ProductForm(forms.Form):
    """A product."""

    name = forms.text(_l("Name"), most=120, required=True)
    code = forms.text(_l("Code"), most=60)
    line_id = forms.id_choice(_l("Product line"))
    price_minor = forms.money_field(_l("List price"))
    version = HiddenField()

    FIELDS = ("name", "code", "line_id", "price_minor")

    def offer(self, product: Product | None = None) -> None:
        """Fill the lists."""
        kept = product.line_id if product else None
        self.line_id.choices = forms.with_blank(lists.entries("product_line", keep=kept))

    def values(self) -> dict[str, Any]:
        """What is known of the product."""
        return {name: self[name].data for name in self.FIELDS}


COLUMNS = (
    Column("name", _l("Product"), lambda row, look: row.name, lambda row, look: row.name, head=True),
    Column("code", _l("Code"), lambda row, look: row.code, lambda row, look: row.code),
    Column("line", _l("Product line"), lambda row, look: "", lambda row, look: lists.name_of(row.line_id)),
    Column("price", _l("List price"), lambda row, look: "", lambda row, look: None if row.price_minor is None
           else money.to_major(row.price_minor, look), money=True),
)  # fmt: skip


def _listed(*, archived: bool) -> list[Product]:
    shown = Product.archived_at.is_not(None) if archived else Product.archived_at.is_(None)
    return list(db.scalars(select(Product).where(shown).order_by(Product.name_key).limit(5000)))


@products.get("/")
def index() -> Response:
    """What the company sells, by product line."""
    archived = request.args.get("archived") == "1"
    found = _listed(archived=archived)
    lines = [*lists.entries("product_line"), (None, _("without a product line"))]
    known = {line for line, _name in lines}
    groups = [
        (name, [one for one in found if one.line_id == line or (line is None and one.line_id not in known)])
        for line, name in lines
    ]
    return render(
        "pipeline/products/index.html", groups=[group for group in groups if group[1]], archived=archived,
        export=lambda suffix: url_for("products.export", suffix=suffix, archived=1 if archived else None),
    )  # fmt: skip


@products.get("/list.<any(csv, xlsx, json):suffix>")
def export(suffix: str) -> Response:
    """The list as a file."""
    found = _listed(archived=request.args.get("archived") == "1")
    return exports.answer(suffix, _("Products"), COLUMNS, [(found, g.tenant.currency)])


@products.get("/new")
@manages
def new() -> Response:
    form = ProductForm(formdata=None)
    form.offer()
    return render(FORM, form=form, product=None)


@products.post("/")
@manages
def create() -> Response:
    """Enter a product."""
    form = ProductForm()
    form.offer()
    if form.valid:
        try:
            acts.add_product(form.values(), by=me(), at=now())
            return go("products.index")
        except acts.NameTaken:
            form.refuse("name", _("A product of this name exists already."))
    return render(FORM, form=form, product=None, status=422)


@products.get("/<uuid:id>")
def show(id: UUID) -> Response:
    product = get_or_404(Product, id)
    form = ProductForm(formdata=None, obj=product)
    form.offer(product)
    return render(FORM, form=form, product=product)


@products.post("/<uuid:id>")
@manages
def change(id: UUID) -> Response:
    """Change a product; who comes second sees both versions."""
    product, form = get_or_404(Product, id), ProductForm()
    form.offer(product)
    if not form.valid:
        return render(FORM, form=form, product=product, status=422)
    differing = conflicts.check(form, product, form.FIELDS)
    if differing:
        return render(FORM, form=form, product=product, conflicts=differing, status=409)
    try:
        acts.change_product(product, form.values(), by=me(), at=now())
    except acts.NameTaken:
        form.refuse("name", _("A product of this name exists already."))
        return render(FORM, form=form, product=product, status=422)
    return go("products.index")


@products.post("/<uuid:id>/archiving")
@manages
def archive(id: UUID) -> Response:
    """Sell it no more, or again."""
    product = get_or_404(Product, id)
    act = acts.restore if request.form.get("back") else acts.archive
    act(product, by=me(), at=now())
    return go("products.index")
