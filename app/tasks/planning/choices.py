"""Who may get a task that is for several people, and how full his days are with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from markupsafe import Markup

from app.tasks import rights
from app.tasks.load import bars, spans, words
from app.tasks.load.queries import Load, loads
from app.tasks.model import MOST_HOURS
from app.tasks.planning import rows
from app.tasks.planning.forms import DIVIDED, SeveralForm, ShareForm
from app.tasks.planning.pieces import Kept, Piece
from app.tasks.planning.together import minutes_each
from app.web.access import me
from app.web.formats import today


@dataclass(frozen=True)
class Choice:
    """Somebody who may get it: his load in the days of the task, and how many minutes the task would add."""

    id: UUID
    name: str
    is_ticked: bool
    load: Load
    added: int

    @property
    def busy(self) -> str:
        """Hours taken of hours there are: 12 / 40."""
        return f"{words.hours(self.load.minutes)} / {words.hours(self.load.capacity)}"

    @property
    def over(self) -> int:
        """Minutes too much once he has the task."""
        return max(0, self.load.minutes + self.added - self.load.capacity)


def days_of(form: SeveralForm) -> tuple[date, date]:
    """The days whose workload is looked at."""
    return spans.window_of(form.starts_on.data, form.due_on.data, today())


def of(
    form: SeveralForm, parts: list[ShareForm], kept: Kept | None, ticked: list[UUID], days: tuple[date, date]
) -> list[Choice]:
    """Everyone one may give it to, in the order of the list."""
    offered = rights.owner_choices(me())
    found = loads([one for one, _name in offered], *days, today())
    minutes = _minutes(form, parts, kept)
    if form.share.data == DIVIDED and len(ticked) > 1:
        minutes = minutes_each(minutes, len(ticked))
    return [Choice(one, name, one in ticked, found.of[one], minutes) for one, name in offered]


def bar(one: Choice, people: Sequence[Choice]) -> Markup:
    """His days with the task, the line where they are full; all bars of the page can be compared."""
    scale = bars.scale_of([each.load.minutes + each.added for each in people], one.load.capacity)
    return bars.bar(one.load, scale, f"{one.name}: {words.filled(one.load)}", one.added)


def _minutes(form: SeveralForm, parts: Sequence[ShareForm], kept: Kept | None) -> int:
    """What the task takes whoever gets it: a split one, its parts that are his own."""
    typed = form.effort.data
    effort = round(typed * 60) if typed and 0 < typed <= MOST_HOURS else 0
    own = [row for row in rows.typed(parts) if not row.owner_id.data]
    if not rows.typed(parts):
        return effort
    return sum(rows.base_of(row, kept, Piece(title="")).effort_minutes or 0 for row in own)
