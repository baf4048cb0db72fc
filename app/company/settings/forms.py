"""What managers may submit about the company."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from app.company.settings.regions import country_names
from app.people.forms import CURRENCIES, LANGUAGES, a_zone
from app.web import forms
from app.web.language import LANGUAGES as LOCALES
from app.web.language import short

DAYS = [
    ("1", _l("Monday")), ("2", _l("Tuesday")), ("3", _l("Wednesday")), ("4", _l("Thursday")), ("5", _l("Friday")),
    ("6", _l("Saturday")), ("7", _l("Sunday")),
]  # fmt: skip
MONTHS = [
    ("1", _l("January")), ("2", _l("February")), ("3", _l("March")), ("4", _l("April")), ("5", _l("May")),
    ("6", _l("June")), ("7", _l("July")), ("8", _l("August")), ("9", _l("September")), ("10", _l("October")),
    ("11", _l("November")), ("12", _l("December")),
]  # fmt: skip


class CompanyForm(forms.Form):
    """Name, clock, money and week."""

    name = forms.text(_l("Company"), most=80, required=True)
    language = SelectField(_l("Language of new people and lists"), choices=LANGUAGES)
    country = SelectField(_l("Country of the public holidays"))
    zone = StringField(_l("Time zone"), [InputRequired(forms.REQUIRED), a_zone], render_kw={"list": "zones"})
    currency = SelectField(_l("Currency"), choices=CURRENCIES)
    currency_confirmed = BooleanField(_l("Yes, change the currency; amounts are not converted"))
    week_start = SelectField(_l("The week starts on"), choices=DAYS)
    fiscal_month = SelectField(_l("The fiscal year starts in"), choices=MONTHS)
    workdays = SelectMultipleField(
        _l("Days worked"), choices=DAYS, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    revenue_source = SelectField(
        _l("Revenue is read from"), choices=[("pipeline", _l("Pipeline")), ("finance", _l("Finance sheet"))]
    )
    revenue_stage = SelectField(
        _l("Revenue counts when"), choices=[("signed", _l("Signed")), ("received", _l("Received"))]
    )
    version = IntegerField(widget=HiddenInput())

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.country.choices = [("", _("None")), *country_names(LOCALES[short()])]

    def validate_workdays(self, field: SelectMultipleField) -> None:
        """A company that never works has no calendar."""
        if not field.data:
            raise ValidationError(_("Choose at least one day."))

    def values(self) -> dict[str, Any]:
        """What the company shall be."""
        plain = ("name", "language", "country", "zone", "currency", "revenue_source", "revenue_stage")
        return {
            **{name: self[name].data for name in plain},
            "week_start": int(self.week_start.data),
            "fiscal_month": int(self.fiscal_month.data),
            "workdays": "".join(sorted(self.workdays.data)),
        }
