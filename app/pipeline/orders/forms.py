"""What a person may submit about an order."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import ValidationError

from app.company import lists
from app.people import colleagues
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.opportunities import customers
from app.pipeline.orders.model import Order
from app.web import forms
from app.web.access import me
from app.web.forms import word_or_none


class OrderForm(forms.Form):
    """An order."""

    number = forms.text(_l("Number"), most=60)
    account = forms.text(_l("Customer"), most=200, render_kw={"autocomplete": "off", "list": "account-names"})
    ordered_on = forms.day_field(_l("Date"), required=True)
    amount_minor = forms.money_field(_l("Amount signed"))
    owner_id = forms.id_choice(_l("Owner"))
    region_id = forms.id_choice(_l("Region"))
    customer_type = SelectField(_l("Customer type"), coerce=word_or_none)
    note = forms.long_text(_l("Note"), most=2000)
    version = HiddenField()

    FIELDS = ("number", "ordered_on", "amount_minor", "owner_id", "region_id", "customer_type", "note")

    def offer(self, order: Order | None = None) -> None:
        """Fill the lists, within what one sees."""
        self.owner_id.choices = forms.with_blank(colleagues.owner_choices(me(), keep=order.owner_id if order else None))
        kept = order.region_id if order else None
        self.region_id.choices = forms.with_blank(lists.entries("region", keep=kept))
        self.customer_type.choices = forms.with_blank(CUSTOMER_TYPE_NAMES.items())

    def validate_account(self, field: StringField) -> None:
        self.account_id = None
        if field.data:
            found = customers.named(field.data)
            if found is None:
                raise ValidationError(_("No customer of this name is known. Enter the customer first."))
            self.account_id = found.id

    def values(self) -> dict[str, Any]:
        """What is known of the order."""
        return {**{name: self[name].data for name in self.FIELDS}, "account_id": getattr(self, "account_id", None)}


class ReceiptForm(forms.Form):
    """Money that came in."""

    amount_minor = forms.money_field(_l("Amount received"), required=True)
    received_on = forms.day_field(_l("Received on"), required=True)
    note = forms.text(_l("Note"), most=200)

    def validate_amount_minor(self, field: Any) -> None:
        if field.data == 0:
            raise ValidationError(_("Nothing is nothing received: write the amount."))
