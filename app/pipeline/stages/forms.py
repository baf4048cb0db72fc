"""What a manager may submit about pipelines and stages."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from app.pipeline.opportunities.wording import DEMANDS
from app.web import forms

_DAYS = {"inputmode": "numeric"}


class PipelineForm(forms.Form):
    """The name of a pipeline."""

    version = IntegerField(widget=HiddenInput())
    name = forms.text(_l("Name"), most=60, required=True)


class PlaceForm(forms.Form):
    """Where a stage was dropped."""

    place = forms.WholeNumberField(validators=[InputRequired(), NumberRange(0, 100)])


class StageForm(forms.Form):
    """A stage: its name, how likely a deal in it is won, how long it may stay or be quiet, what it must bring."""

    version = IntegerField(widget=HiddenInput())
    name = forms.text(_l("Name"), most=60, required=True)
    probability = forms.WholeNumberField(_l("Likely to be won, %"), [NumberRange(0, 100)], default=10, render_kw=_DAYS)
    expected_days = forms.WholeNumberField(_l("Days expected"), [Optional(), NumberRange(0, 3000)], render_kw=_DAYS)
    warning_days = forms.WholeNumberField(_l("Days until stuck"), [Optional(), NumberRange(0, 3000)], render_kw=_DAYS)
    quiet_days = forms.WholeNumberField(_l("Days it may be quiet"), [Optional(), NumberRange(1, 3000)], render_kw=_DAYS)
    demands = SelectMultipleField(
        _l("What must be known to enter"), choices=list(DEMANDS.items()), widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )  # fmt: skip

    def validate_warning_days(self, field: Any) -> None:
        if self.expected_days.data is not None and (field.data is None or field.data < self.expected_days.data):
            raise ValidationError(_("At least as many days as are expected."))

    @property
    def values(self) -> dict[str, Any]:
        """The columns this form fills."""
        names = ("name", "probability", "expected_days", "warning_days", "quiet_days", "demands")
        return {name: self[name].data for name in names if name in self}


class ArchiveStageForm(forms.Form):
    """Where the deals of a stage go that is archived."""

    target = forms.id_choice(_l("Its deals go to"))
