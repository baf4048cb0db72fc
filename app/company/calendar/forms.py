"""What managers may submit about the calendar."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from app.web import forms


class DayForm(forms.Form):
    """A day that is different here."""

    day = forms.day_field(_l("Date"), required=True)
    works = RadioField(_l("On this day"), choices=[("rest", _l("we rest")), ("work", _l("we work"))], default="rest")
    name = forms.text(_l("Occasion"), most=60)
