"""What managers may submit about the rules for tasks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.tasks.grading import Band
from app.tasks.rules import NamedBand
from app.web import forms

HIGHEST = Decimal(10_000)


class PercentField(forms.QuantityField):
    """A percentage as people type it: 120, 99.5%, １２０％; its data has at most two decimals."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = [text.replace("％", "").replace("%", "").strip() for text in valuelist]
        super().process_formdata([text for text in typed if text])
        if not any(typed):
            self.data = None
        if self.data is not None and abs(self.data) > HIGHEST:
            self.data = None
            raise ValidationError(_("At most %(max)s.", max=HIGHEST))
        if self.data is not None and self.data != round(self.data, 2):
            self.data = None
            raise ValidationError(_("At most two decimals."))


def percentage(label: Any) -> PercentField:
    """A percentage; none is unknown."""
    return PercentField(label, [Optional()], render_kw={"inputmode": "decimal", "autocomplete": "off"})


class BandForm(forms.Form):
    """One grade: whether the company gives it, what it is called there, from where on it is earned."""

    is_on = BooleanField(_l("Given"))
    name = forms.text(_l("Name"), most=20)
    floor = percentage(_l("From"))

    grade: str

    @property
    def lacks_floor(self) -> bool:
        """Whether nobody said from where on the grade is earned."""
        return bool(self.is_on.data and self.floor.data is None and not self.floor.errors)

    @property
    def band(self) -> NamedBand | None:
        """The band, where the grade is given and one knows from where on."""
        if not self.is_on.data or self.floor.data is None:
            return None
        return NamedBand(Band(self.grade, int(self.floor.data * 100)), self.name.data)


class BandsForm(forms.Form):
    """What goes with the grades: from which ones somebody began, and a percentage to try them with."""

    seen = HiddenField()
    trial = percentage(_l("Where does it fall"))


def _between(least: int, most: int) -> list[Any]:
    return [InputRequired(forms.REQUIRED), NumberRange(min=least, max=most)]


class RulesForm(forms.Form):
    """A full day, the strong, the new."""

    hours_a_day = forms.WholeNumberField(_l("Working hours a day"), _between(1, 24))
    top_percent = forms.WholeNumberField(_l("Strong developers of business: the best"), _between(1, 100))
    newcomer_days = forms.WholeNumberField(_l("Somebody is new for"), _between(1, 730))
    version = HiddenField()
