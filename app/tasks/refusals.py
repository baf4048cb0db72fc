"""Why an act on a task is refused; the views say it beside the field."""

from __future__ import annotations

from app.tasks.goals import Sum


class NotNow(Exception):
    """The task stands elsewhere: somebody was faster, or the act does not fit. `state` says where."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class ReasonNeeded(Exception):
    """The act wants a reason: a return, a grade that is not the proposed one, a lateness, a new plan."""


class ActualNeeded(Exception):
    """A task with a goal is handed in with what was reached."""


class DoesNotAddUp(Exception):
    """The parts do not add up to their whole; `sum` has the numbers."""

    def __init__(self, sum: Sum) -> None:
        super().__init__(sum)
        self.sum = sum


class NotGiven(Exception):
    """That person cannot be given a task by whoever tries."""
