"""What a person may submit about a customer and the people there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import NumberRange, Optional, ValidationError

from app.company import lists
from app.people import colleagues
from app.pipeline.accounts.kinds import CUSTOMER_TYPE_NAMES
from app.pipeline.accounts.model import Account
from app.web import forms
from app.web.access import me, reachable
from app.web.forms import not_too_personal, word_or_none
from tenants.context import db

MOST_PARENTS = 500


class AccountForm(forms.Form):
    """A customer."""

    name = forms.text(_l("Name"), most=120, required=True, render_kw={"autocomplete": "off"})
    owner_id = forms.id_choice(_l("Owner"))
    industry_id = forms.id_choice(_l("Industry"))
    region_id = forms.id_choice(_l("Region"))
    customer_type = SelectField(_l("Customer type"), coerce=word_or_none)
    parent_id = forms.id_choice(_l("Belongs to"))
    location = forms.text(_l("Place"), most=200)
    phone = forms.text(_l("Phone"), most=40, render_kw={"inputmode": "tel"})
    website = forms.text(_l("Website"), most=200, render_kw={"inputmode": "url"})
    employees = forms.WholeNumberField(_l("Employees"), [Optional(), NumberRange(0, 10_000_000)])
    revenue_minor = forms.money_field(_l("Yearly revenue"))
    founded_year = forms.WholeNumberField(_l("Founded in"), [Optional(), NumberRange(1000, 2200)])
    note = forms.long_text(_l("Note"), most=5000)
    version = HiddenField()
    anyway = BooleanField(_l("It is another company, enter it all the same"))

    FIELDS = (
        "name", "owner_id", "industry_id", "region_id", "customer_type", "parent_id", "location", "phone", "website",
        "employees", "revenue_minor", "founded_year", "note",
    )  # fmt: skip

    def offer(self, account: Account | None = None) -> None:
        """Fill the lists, within what one sees."""
        kept = account.owner_id if account else None
        self.owner_id.choices = forms.with_blank(colleagues.owner_choices(me(), keep=kept), _("nobody yet"))
        for field, kind in ((self.industry_id, "industry"), (self.region_id, "region")):
            keep = getattr(account, field.short_name) if account else None
            field.choices = forms.with_blank(lists.entries(kind, keep=keep))
        self.customer_type.choices = forms.with_blank(CUSTOMER_TYPE_NAMES.items())
        self.parent_id.choices = forms.with_blank(_parents(account))

    def values(self) -> dict[str, Any]:
        """What is known of the customer, as far as it was asked."""
        return {name: self[name].data for name in self.FIELDS if name in self}


def _parents(account: Account | None) -> list[tuple[UUID, str]]:
    seen: Any = reachable(Account).where(Account.archived_at.is_(None)).order_by(Account.name_key).limit(MOST_PARENTS)
    found = [(one.id, one.name) for one in db.scalars(seen) if account is None or one.id != account.id]
    now = account.parent_id if account else None
    if now is not None and now not in dict(found):
        name = db.scalar(select(Account.name).where(Account.id == now))
        found.append((now, name or ""))
    return found


class ContactForm(forms.Form):
    """A person at a customer: what is needed to reach him, and no more."""

    name = forms.text(_l("Name"), most=60, required=True, render_kw={"autocomplete": "off"})
    title = forms.text(_l("Position"), most=80)
    phone = forms.text(_l("Phone"), most=40, render_kw={"inputmode": "tel", "autocomplete": "off"})
    email = forms.email(_l("E-mail"), required=False)
    wechat = forms.text(_l("WeChat"), most=60)
    note = forms.long_text(_l("Note"), most=2000)
    version = HiddenField()

    FIELDS = ("name", "title", "phone", "email", "wechat", "note")

    def values(self) -> dict[str, Any]:
        """What is known of the person."""
        return {name: self[name].data for name in self.FIELDS}

    def validate(self, *args: Any, **kw: Any) -> bool:
        fine = super().validate(*args, **kw)
        for name in self.FIELDS:
            try:
                not_too_personal(self, self[name])
            except ValidationError as refused:
                self.refuse(name, str(refused))
                fine = False
        return fine
