"""What a person may submit about templates, recurring tasks and plans for several people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import NumberRange, Optional, StopValidation, ValidationError

from app.tasks import counting, rights, wording
from app.tasks.forms import GoalFields, TaskForm, quantity
from app.tasks.model import LONGEST
from app.tasks.planning import words
from app.tasks.planning.model import TaskSeries
from app.tasks.planning.rhythm import WEEK
from app.tasks.planning.stretch import FARTHEST
from app.web import forms
from app.web.access import me
from app.web.formats import today

SAME, DIVIDED = "same", "divided"


def _far(label: Any) -> forms.WholeNumberField:
    return forms.WholeNumberField(
        label, [Optional(), NumberRange(min=0, max=FARTHEST)], render_kw={"inputmode": "numeric"}
    )


def _not_before(form: Any, field: Any) -> None:
    if field.data is not None and form.begins.data is not None and field.data < form.begins.data:
        raise ValidationError(_("It would be due before it starts."))


class WorkForm(TaskForm):
    """Everything one says of a task but whose it is; `without` names what else it does not ask."""

    without: tuple[str, ...] = ("owner_id",)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for name in self.without:
            del self[name]

    def offer(self, task: Any = None) -> None:
        """Fill the lists."""
        self.measure.choices = forms.with_blank(counting.offered(), _("Its owner, by hand"))

    def validate_acceptor_id(self, field: Any) -> None:
        """Nobody accepts his own work, so for him it is somebody else: see `views_several`."""

    def work(self) -> dict[str, Any]:
        """What is to be done, as a piece of a plan."""
        wanted = self.read_goal()
        return {
            "title": self.title.data,
            "goal": self.goal.data,
            "quantity": wanted.quantity if wanted else None,
            "unit": wanted.unit if wanted else None,
            "lower_is_better": self.lower_is_better.data,
            "measure": self.measure.data,
            "effort_minutes": round(self.effort.data * 60) if self.effort.data else None,
            "is_important": self.is_important.data,
            "is_urgent": wording.urgency_in(self.urgency.data),
            "demand": self.demand.data,
            "note": self.note.data,
            "criteria": tuple(self.lines()),
        }


class TemplateForm(WorkForm):
    """A template."""

    without = ("owner_id", "acceptor_id", "starts_on", "due_on")
    name = forms.text(_l("Name of the template"), most=120, required=True)
    counted_in = RadioField(_l("Its days are counted in"), choices=list(words.COUNTED_IN.items()))
    begins = _far(_l("Begins after"))
    due = _far(_l("Due after"))
    version = HiddenField()

    def validate_due(self, field: Any) -> None:
        _not_before(self, field)


class PieceForm(GoalFields):
    """A part of a template."""

    title = forms.text(_l("Part"), most=LONGEST, required=True)
    owner_id = forms.id_choice(_l("Owner"))
    begins = _far(_l("Begins after"))
    due = _far(_l("Due after"))
    at = HiddenField()

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        del self["starts_on"]
        del self["due_on"]

    def validate_due(self, field: Any) -> None:
        _not_before(self, field)


class SeveralForm(WorkForm):
    """One task for each of several people."""

    share = RadioField(
        _l("The goal"),
        choices=[(SAME, _l("each reaches all of it")), (DIVIDED, _l("is divided among them"))],
        default=SAME,
    )

    def offer(self, task: Any = None) -> None:
        super().offer()
        self.acceptor_id.choices = forms.with_blank(rights.acceptor_choices(), _("Who assigns it, or who leads"))


class ShareForm(GoalFields):
    """A part of a task that several people get."""

    title = forms.text(_l("Part"), most=LONGEST, required=True)
    owner_id = forms.id_choice(_l("Owner"))
    at = HiddenField()


def _by_month(form: Any, field: Any) -> None:
    """A day of the month is wanted unless it is the weekday that counts."""
    is_empty = not field.raw_data or not str(field.raw_data[0]).strip()
    if form.every.data == WEEK:
        field.errors = []
        raise StopValidation
    if is_empty:
        raise StopValidation(_("Say on which day of the month, 1 to 31."))
    if field.data is None:
        raise StopValidation


class SeriesForm(forms.Form):
    """What comes round, for whom and when."""

    template_id = forms.id_choice(_l("Template"), required=True)
    owner_id = forms.id_choice(_l("Owner"), required=True)
    acceptor_id = forms.id_choice(_l("Who accepts"))
    every = RadioField(_l("Comes round"), choices=list(words.EVERY.items()), default=WEEK)
    weekday = SelectField(_l("Weekday"), coerce=int, default=1)
    day = forms.WholeNumberField(
        _l("Day of the month"), [_by_month, NumberRange(min=1, max=31)], render_kw={"inputmode": "numeric"}
    )
    first_on = forms.day_field(_l("From day"), required=True)
    version = HiddenField()
    kept_on: date | None = None  # its next day as it stands may stay, be it today

    def offer(self, templates: list[tuple[Any, str]], series: TaskSeries | None = None) -> None:
        """Fill the lists; who is named already stays offered."""
        owner, acceptor = (series.owner_id, series.acceptor_id) if series else (None, None)
        self.template_id.choices = templates
        self.owner_id.choices = rights.owner_choices(me(), keep=owner)
        named = rights.acceptor_choices(keep=acceptor)
        self.acceptor_id.choices = forms.with_blank(named, _("Who assigns it, or who leads"))
        self.weekday.choices = words.weekdays()

    def validate_acceptor_id(self, field: Any) -> None:
        if field.data and field.data == self.owner_id.data:
            raise ValidationError(_("Nobody accepts his own work. Name somebody else."))

    def validate_first_on(self, field: Any) -> None:
        if field.data and field.data <= today() and field.data != self.kept_on:
            raise ValidationError(_("From tomorrow on: today's hour may be over."))
        if field.data and field.data > today() + timedelta(days=FARTHEST):
            raise ValidationError(_("Check the year."))

    @property
    def on_day(self) -> int:
        """The weekday or the day of the month, whichever counts."""
        return self.weekday.data if self.every.data == WEEK else self.day.data


class WhichForm(forms.Form):
    """Which template, from which day."""

    template = forms.id_choice(_l("Template"))
    start = forms.day_field(_l("Begins on"))


class CopyForm(forms.Form):
    """A task of a plan as it is copied."""

    title = forms.text(_l("Task"), most=LONGEST)
    goal_quantity = quantity(_l("Quantity"))
    owner_id = forms.id_choice(_l("Owner"))
