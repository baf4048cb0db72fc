"""What a person may ask of reports."""

from __future__ import annotations

from datetime import date

from babel.dates import get_day_names
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField
from wtforms.validators import ValidationError

from app.web import forms


class ReportForm(forms.Form):
    """A report of one week."""

    day = forms.day_field(_l("A day of the week"), required=True)
    by_email = BooleanField(_l("Send it to me by e-mail when it is ready"))

    def __init__(self, today: date, **values: object) -> None:
        super().__init__(**values)
        self.today = today

    def validate_day(self, field: DateField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(_("This day has not come yet."))


class ScheduleForm(forms.Form):
    """When the report comes by itself."""

    weekday = SelectField(_l("Day"), coerce=int)
    hour = SelectField(_l("Hour"), coerce=int, choices=[(hour, f"{hour:02d}:00") for hour in range(24)])

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        names = get_day_names("wide", locale=get_locale())
        self.weekday.choices = [(number, names[number - 1]) for number in range(1, 8)]
