"""What a person may ask of the list of tasks, and what he may set on many."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.fields import DateField
from wtforms.validators import NumberRange, Optional, ValidationError

from app.lists.forms import FilterForm, ManyForm
from app.people import colleagues
from app.people.chart import team_choices
from app.people.leading import led_by
from app.tasks import rights, rules
from app.tasks.filtering import chips
from app.tasks.filtering.filters import LED, OPEN
from app.tasks.wording import STATES
from app.web import forms
from app.web.access import me
from app.web.asking import ALL, MINE
from app.web.chips import PRESET_NAMES

DUE = ("overdue", "today", "this-week", "next-week", "this-month", "next-30", "unknown")


def _several(label: Any, **kw: Any) -> SelectMultipleField:
    return SelectMultipleField(label, choices=[], **kw)


def _yes(label: Any) -> BooleanField:
    return BooleanField(label, render_kw={"value": "1"})


class TaskFilterForm(FilterForm):
    """Every field of the filter of tasks."""

    q = StringField(_l("Text in the task"), render_kw={"maxlength": 80})
    state = SelectField(_l("State"))
    due = SelectField(_l("Due"))
    due_from = DateField(_l("Due from"))
    due_to = DateField(_l("Due to"))
    team = SelectField(_l("Team"))
    owner = _several(_l("Owner"))
    acceptor = _several(_l("Accepts"))
    creator = _several(_l("Assigned by"))
    demand = _several(_l("What it asks for"))
    grade = _several(_l("Grade"))
    parts = SelectField(_l("Parts"))
    late = _yes(_l("Late"))
    important = _yes(_l("Important"))
    urgent = _yes(_l("Urgent"))
    quadrant = SelectField(_l("Quadrant"))
    turn = HiddenField()
    whole = HiddenField()
    about = HiddenField()

    def offer(self) -> None:
        """Fill in what there is to choose from, as far as the person sees it."""
        blank, everyone = [("", _("any"))], [(MINE, _("me")), *_written(colleagues.colleague_choices())]
        self.state.choices = [("", chips.STATES[OPEN]), *STATES.items(), (ALL, _("all"))]
        self.due.choices = [("", _("any day or from … to")), *((preset, PRESET_NAMES[preset]) for preset in DUE)]
        self.team.choices = [*blank, *_written(team_choices())]
        led = [] if led_by(me()) == [] else [(LED, _("those I lead"))]
        self.owner.choices = [(MINE, _("me")), *led, *_written(colleagues.owners_seen(me()))]
        self.acceptor.choices = self.creator.choices = everyone
        self.demand.choices = list(chips.DEMANDS.items())
        self.grade.choices = [(band.grade, rules.grade_name(band.grade)) for band in rules.scale()]
        self.quadrant.choices = [*blank, *chips.QUADRANTS.items()]
        self.parts.choices = [("", _("beside their wholes")), ("hide", _("hidden")), ("only", _("alone"))]


def _written(pairs: Iterable[Any]) -> list[tuple[str, str]]:
    """Ids as the address says them."""
    return [(str(record_id), name) for record_id, name in pairs]


def _id(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


class BulkForm(ManyForm):
    """What to set on many tasks, or that they are called off."""

    owners = _several(_l("New owner"), coerce=_id, description=_l("Several take turns, in the order of the list."))
    acceptor_id = forms.id_choice(_l("Accepts"))
    due_on = forms.day_field(_l("Due"))
    days = forms.WholeNumberField(
        _l("Move by days"), [Optional(), NumberRange(-730, 730)],
        description=_l("Earlier with a minus. The start of what nobody has begun moves along."),
    )  # fmt: skip
    importance = SelectField(_l("Importance"), coerce=forms.word_or_none)
    cancel = BooleanField(_l("Cancel them"))
    reason = forms.long_text(
        _l("Reason"), most=1000, description=_l("Wanted to cancel, and where work has begun on what is re-planned.")
    )

    def offer(self) -> None:
        """Fill in what there is to choose from."""
        keep = _("as it is")
        self.owners.choices = rights.owner_choices(me())
        self.acceptor_id.choices = forms.with_blank(rights.acceptor_choices(), keep)
        self.importance.choices = [("", keep), ("yes", _("Important")), ("no", _("Not important"))]

    def validate_days(self, field: Any) -> None:
        if field.data and self.due_on.data:
            raise ValidationError(_("Name a day or a number of days, not both."))

    def validate_cancel(self, field: Any) -> None:
        if field.data and not self.reason.data:
            raise ValidationError(_("Say why they are cancelled."))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be set; a reason alone sets nothing."""
        return not any(field.data for field in self if field.short_name != "reason")
