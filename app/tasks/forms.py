"""What a person may submit about a task."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import NumberRange, Optional, ValidationError

from app.tasks import counting, goals, rights, rules, wording
from app.tasks.goals import LARGEST
from app.tasks.model import LONGEST, MOST_CRITERIA, MOST_HOURS, Task
from app.web import forms
from app.web.access import me
from app.web.forms import word_or_none

_POSITIVE = NumberRange(min=Decimal("0.01"))
_COUNTED = NumberRange(min=0)
_SANE = NumberRange(max=LARGEST)


def quantity(label: Any, *, least: NumberRange = _POSITIVE) -> forms.QuantityField:
    """How much of something, with at most two decimals."""
    return forms.QuantityField(label, [Optional(), least, _SANE, _two_decimals], render_kw={"inputmode": "decimal"})


def _two_decimals(form: Any, field: Any) -> None:
    if field.data is not None and field.data.as_tuple().exponent < -2:
        raise ValidationError(_("At most two decimals."))


class GoalFields(forms.Form):
    """How much of what, by when, whose."""

    title = forms.text(_l("Task"), most=LONGEST, required=True)
    owner_id = forms.id_choice(_l("Owner"), required=True)
    goal_quantity = quantity(_l("Quantity"))
    unit = forms.text(_l("Unit"), most=goals.LONGEST_UNIT)
    starts_on = forms.day_field(_l("Start"))
    due_on = forms.day_field(_l("Due"))

    def validate_due_on(self, field: Any) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("It would be due before it starts."))


class TaskForm(GoalFields):
    """Everything one says of a task when giving it or planning it anew."""

    goal = forms.text(_l("Goal in words"), most=LONGEST)
    acceptor_id = forms.id_choice(_l("Who accepts"))
    measure = SelectField(_l("Counted by"), coerce=word_or_none)
    lower_is_better = BooleanField(_l("Less is better, for example complaints or days"))
    effort = forms.QuantityField(
        _l("Effort"), [Optional(), NumberRange(min=Decimal("0.1"), max=MOST_HOURS)], render_kw={"inputmode": "decimal"}
    )
    is_important = BooleanField(_l("Important"))
    urgency = SelectField(_l("Urgent"), choices=list(wording.URGENCIES.items()), default="")
    demand = SelectField(_l("What it asks for"), choices=list(wording.DEMANDS.items()))
    criteria = forms.long_text(_l("Acceptance standard"), most=4000)
    note = forms.long_text(_l("Note"))

    def offer(self, task: Task | None = None) -> None:
        """Fill the lists; who is named in `task` stays offered."""
        owner, acceptor = (task.owner_id, task.acceptor_id) if task else (None, None)
        self.owner_id.choices = rights.owner_choices(me(), keep=owner)
        named = rights.acceptor_choices(keep=acceptor)
        self.acceptor_id.choices = forms.with_blank(named, _("Nobody, a note to oneself"))
        self.measure.choices = forms.with_blank(counting.offered(), _("Its owner, by hand"))

    def validate_acceptor_id(self, field: Any) -> None:
        if field.data and field.data == self.owner_id.data:
            raise ValidationError(_("Nobody accepts his own work. Name somebody else, or nobody."))

    def validate_measure(self, field: Any) -> None:
        if field.data and self.read_goal() is None:
            raise ValidationError(_("Say how much is wanted, then it can be counted."))

    def validate_criteria(self, field: Any) -> None:
        if len(self.lines()) > MOST_CRITERIA:
            raise ValidationError(_("At most %(num)s lines.", num=MOST_CRITERIA))

    def lines(self) -> list[str]:
        """The lines of the acceptance standard."""
        return list(dict.fromkeys(filter(None, (line.strip() for line in (self.criteria.data or "").splitlines()))))

    def read_goal(self) -> goals.Goal | None:
        """What was typed as quantity and unit, else what the words say."""
        return typed_goal(self, self.goal.data)

    def values(self) -> dict[str, Any]:
        """The columns of a task as they were typed."""
        wanted = self.read_goal()
        return {
            "title": self.title.data,
            "owner_id": self.owner_id.data,
            "acceptor_id": self.acceptor_id.data,
            "goal": self.goal.data,
            "goal_quantity": wanted.quantity if wanted else None,
            "unit": wanted.unit if wanted else None,
            "lower_is_better": self.lower_is_better.data,
            "measure": self.measure.data,
            "starts_on": self.starts_on.data,
            "due_on": self.due_on.data,
            "effort_minutes": round(self.effort.data * 60) if self.effort.data else None,
            "is_important": self.is_important.data,
            "is_urgent": wording.urgency_in(self.urgency.data),
            "demand": self.demand.data,
            "note": self.note.data,
        }


class EditForm(TaskForm):
    """The same for a task that exists; what was agreed is changed with a reason."""

    version = HiddenField()
    reason = forms.long_text(_l("Why it is re-planned"), most=1000)


class PartForm(GoalFields):
    """One part of a split task."""

    id = HiddenField()
    title = forms.text(_l("Part"), most=LONGEST, required=True)


def typed_goal(form: GoalFields, words: str | None) -> goals.Goal | None:
    """The quantity and unit typed, else those the words name; one that cannot be kept is none."""
    read = goals.read(words)
    if read is not None and read.quantity > LARGEST:
        read = None
    typed = form.goal_quantity.data
    if typed is None or not 0 < typed <= LARGEST:
        return goals.Goal(read.quantity, form.unit.data or read.unit) if read else None
    return goals.Goal(typed, form.unit.data or (read.unit if read else None))


def typed_sum(goal: goals.Goal | None, rows: Iterable[GoalFields]) -> goals.Sum | None:
    """How the parts typed in `rows` add up to the goal so far."""
    wanted = [typed_goal(row, row.title.data) for row in rows]
    pairs = [(one.quantity, one.unit) for one in wanted if one is not None]
    return goals.sum_of(goal.quantity, goal.unit, pairs) if goal is not None and pairs else None


class ProgressForm(forms.Form):
    """How far one is."""

    actual = quantity(_l("Reached"), least=_COUNTED)
    said = forms.long_text(_l("What was done, what comes next"), most=2000)


class SubmitForm(forms.Form):
    """Handing in: what came of it."""

    actual = quantity(_l("Reached"), least=_COUNTED)
    done_on = forms.day_field(_l("Done"), required=True)
    result = forms.long_text(_l("Result"), most=4000, required=True)
    delay_reason = forms.long_text(_l("Why it is late"), most=1000)


class AcceptForm(forms.Form):
    """Accepting with a grade; another one than the proposed wants a reason."""

    grade = SelectField(_l("Grade"), coerce=word_or_none)
    reason = forms.long_text(_l("Reason"), most=1000)

    def offer(self, proposed: str | None) -> None:
        """Offer the grades of the company; without a proposal also none."""
        named = [(band.grade, rules.grade_name(band.grade)) for band in rules.scale()]
        self.grade.choices = named if proposed else forms.with_blank(named, _("No grade"))


class ReasonForm(forms.Form):
    """An act that wants a reason."""

    reason = forms.long_text(_l("Reason"), most=1000, required=True)


class DelayForm(forms.Form):
    """Why it is late, and what would help."""

    reason = forms.long_text(_l("Why it is late"), most=1000, required=True)
    support = forms.long_text(_l("Support you need"), most=1000)


class AnswerForm(forms.Form):
    """What was done about the support asked for."""

    said = forms.long_text(_l("What was done about it"), most=1000, required=True)
