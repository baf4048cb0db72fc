"""What a person may submit about a deal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from app.company import lists
from app.people import colleagues
from app.pipeline.accounts.queries import contact_choices
from app.pipeline.opportunities import wording
from app.pipeline.opportunities.model import OPEN, Deal, Stage
from app.pipeline.opportunities.queries import stage_choices
from app.web import forms
from app.web.access import me
from app.web.forms import word_or_none
from app.web.validators import names_something


class DealFields(forms.Form):
    """The fields a deal has wherever it is edited."""

    title = forms.text(_l("Title"), most=200, required=True)
    account = forms.text(_l("Customer"), most=200, render_kw={"autocomplete": "off", "list": "account-names"})
    amount_minor = forms.money_field(_l("Amount"))
    expected_on = forms.day_field(_l("Expected close"))
    channel_id = forms.id_choice(_l("Channel"))
    owner_id = forms.id_choice(_l("Owner"), required=True)


class NewDealForm(DealFields):
    """A deal entered by hand: an open deal needs a next step."""

    stage_id = forms.id_choice(_l("Stage"), required=True)
    promise = forms.text(_l("Next step"), most=300, required=True)
    promise_owner_id = forms.id_choice(_l("Who does it"), required=True)
    due_on = forms.day_field(_l("By when"), required=True)

    def offer_all(self, pipeline_id: Any) -> None:
        """Fill the lists, stages of one pipeline among them."""
        self.owner_id.choices = colleagues.owner_choices(me())
        self.channel_id.choices = forms.with_blank(lists.entries("channel"))
        self.stage_id.choices = stage_choices(pipeline_id, OPEN)
        self.promise_owner_id.choices = colleagues.colleague_choices()

    def validate_promise(self, field: StringField) -> None:
        names_something(self, field)


class EditDealForm(DealFields):
    """Everything known of a deal, on a page of its own."""

    version = HiddenField()
    contact_id = forms.id_choice(_l("Contact"))
    region_id = forms.id_choice(_l("Region"))
    customer_type = SelectField(
        _l("Customer type"), choices=[("", "—"), *wording.CUSTOMER_TYPES.items()], coerce=word_or_none
    )
    referred_by = forms.text(_l("Referred by"), most=200, render_kw={"autocomplete": "off", "list": "account-names"})
    competitors = forms.NamesField(_l("Competitors"), [Optional(), Length(max=500)])
    opened_on = forms.day_field(_l("Opened"))
    note = forms.long_text(_l("Note"))

    @staticmethod
    def lists_for(deal: Deal) -> dict[str, Any]:
        """What each choice offers for `deal`, read only when the field is there."""
        inherited = _("The customer's, else the team's")
        return {
            "owner_id": lambda: colleagues.owner_choices(me(), keep=deal.owner_id),
            "channel_id": lambda: forms.with_blank(lists.entries("channel", keep=deal.channel_id)),
            "contact_id": lambda: forms.with_blank(contact_choices(deal.account_id)),
            "region_id": lambda: forms.with_blank(lists.entries("region", keep=deal.region_id), inherited),
        }


class MoveForm(forms.Form):
    """To which stage, and whatever that stage wants to know first."""

    stage = forms.id_choice(_l("Stage"), required=True)
    version = IntegerField(widget=HiddenInput())
    before = HiddenField()
    source = HiddenField()
    amount_minor = forms.money_field(_l("Amount"))
    account = forms.text(_l("Customer"), most=200, render_kw={"autocomplete": "off", "list": "account-names"})
    contact_id = forms.id_choice(_l("Contact"))
    expected_on = forms.day_field(_l("Expected close"))
    channel_id = forms.id_choice(_l("Channel"))
    competitors = forms.NamesField(_l("Competitors"), [Optional(), Length(max=500)])
    lost_reason_id = forms.id_choice(_l("Why was it lost?"))
    lost_note = forms.long_text(_l("What did the customer say?"), most=2000)

    #: Which field answers which demand of a stage.
    ANSWERS = {
        "amount": "amount_minor",
        "account": "account",
        "contact": "contact_id",
        "expected_on": "expected_on",
        "channel": "channel_id",
        "competitors": "competitors",
    }

    def offer(self, deal: Deal, stages: list[Stage]) -> None:
        """Fill the lists that were answered from; a card that was only dragged needs no other."""
        self.stage.choices = [(stage.id, stage.name) for stage in stages]
        answered = {name for name in ("contact_id", "channel_id", "lost_reason_id") if self[name].raw_data}
        self.offer_lists(deal, answered)

    def offer_lists(self, deal: Deal, names: Iterable[str] = ("contact_id", "channel_id", "lost_reason_id")) -> None:
        """Fill the lists called `names`; the others hold nothing but "unknown"."""
        offers: dict[str, Callable[[], Any]] = {
            "contact_id": lambda: forms.with_blank(contact_choices(deal.account_id)),
            "channel_id": lambda: forms.with_blank(lists.entries("channel")),
            "lost_reason_id": lambda: forms.with_blank(lists.entries("lost_reason"), _("Choose a reason")),
        }
        for name, offered in offers.items():
            if name in names:
                self[name].choices = offered()
            elif self[name].choices is None:
                self[name].choices = forms.with_blank([])
