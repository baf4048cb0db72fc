"""What lies on a deal: its products and its files."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Response, abort, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import NumberRange

from app.clock import now
from app.pipeline.opportunities import lines
from app.pipeline.opportunities.blueprint import opportunities
from app.pipeline.opportunities.model import Deal
from app.pipeline.products.queries import on_sale
from app.web import forms
from app.web.access import get_or_404, me, writes
from app.web.attaching import attach_routes
from app.web.render import go, render


class LineForm(forms.Form):
    """A product, how many, and at what price."""

    product_id = forms.id_choice(_l("Product"), required=True)
    quantity = forms.QuantityField(
        _l("Quantity"), [NumberRange(Decimal("0.001"), Decimal(10) ** 9)], default=Decimal(1)
    )
    unit_minor = forms.money_field(_l("Unit price"))


@opportunities.post("/<uuid:id>/lines", endpoint="add_line")
@writes
def add_line(id: UUID) -> Response:
    deal = get_or_404(Deal, id)
    form = LineForm()
    products = {product.id: product for product in on_sale()}
    form.product_id.choices = [(product.id, product.name) for product in products.values()]
    is_full = len(lines.of(deal).rows) >= lines.MOST
    if is_full:
        form.form_errors.append(_("A deal takes at most %(most)s products.", most=lines.MOST))
    if is_full or not form.valid:
        return render("pipeline/opportunities/lines.html", status=422, form=form, **_lines(deal))
    lines.add(deal, products[form.product_id.data], form.quantity.data, form.unit_minor.data, by=me(), at=now())
    return _changed(deal)


@opportunities.post("/<uuid:id>/lines/<uuid:line_id>/removal", endpoint="drop_line")
@writes
def drop_line(id: UUID, line_id: UUID) -> Response:
    deal = get_or_404(Deal, id)
    lines.drop(lines.line_of(deal, line_id) or abort(404), deal, by=me(), at=now())
    return _changed(deal)


@opportunities.post("/<uuid:id>/lines/amount", endpoint="amount_from_lines")
@writes
def amount_from_lines(id: UUID) -> Response:
    deal = get_or_404(Deal, id)
    lines.set_amount(deal, by=me(), at=now())
    return go("opportunities.show", id=deal.id)


def _changed(deal: Deal) -> Response:
    if request.is_partial:  # type: ignore[attr-defined]
        return render("pipeline/opportunities/lines.html", form=None, **_lines(deal))
    return go("opportunities.show", id=deal.id)


def _lines(deal: Deal) -> dict[str, Any]:
    return {"deal": deal, "lines": lines.of(deal), **lines.offer()}


attach_routes(opportunities, Deal)
