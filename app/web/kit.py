"""What the living kit shows of forms: one form, empty and refused."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

SIZES = [SelectChoice("1", "1-3"), SelectChoice("2", "4-10"), SelectChoice("3", "11-30")]
CHANNELS = [SelectChoice("fair", _l("Exhibition")), SelectChoice("call", _l("Call"))]


class SampleForm(Form):
    """One field of each kind."""

    name = StringField(_l("Customer"), [InputRequired()])
    budget = StringField(_l("Budget"), render_kw={"inputmode": "decimal"})
    channel = SelectField(_l("Channel"), choices=CHANNELS)
    size = RadioField(_l("Sales team"), choices=SIZES, default="2")
    note = TextAreaField(_l("What was said"))
    agree = BooleanField(_l("Send me the report each week"))


def samples() -> dict[str, Any]:
    """The context of kit/index.html."""
    refused = SampleForm(prefix="refused")
    refused.name.errors = [_("Write the company's full name.")]
    refused.budget.data = _("plenty")
    refused.budget.errors = [_("Write a range in figures, for example 150,000 to 200,000.")]
    return {"form": SampleForm(), "bad": refused}
