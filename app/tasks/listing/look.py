"""What the rows of the list point at, looked up once a page, and what is said of them, made once for all alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy import func, select

from app import days
from app.lists import cells
from app.people import colleagues
from app.scene import Scene
from app.tasks import rules, wording
from app.tasks.listing import marks
from app.tasks.model import CANCELLED, SUBMITTED, Task
from app.web import formats, ui
from app.web.tables import Column
from tenants.context import db, door

T = Task.__table__


@dataclass
class Look(cells.Look):
    """Names of wholes, numbers of parts; days and grades in words."""

    wholes: Mapping[UUID, str] = field(default_factory=dict)
    parts: Mapping[UUID, int] = field(default_factory=dict)
    _made: dict[Any, Any] = field(default_factory=dict)

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """What `make` says for all rows with this `key`."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def parts_of(self, row: Any) -> str:
        """How many parts a whole has."""
        count = self.parts.get(row.id, 0)
        return self.once(("parts", count), lambda: ngettext("%(num)d part", "%(num)d parts", count))

    def due(self, row: Any) -> Any:
        """The day with the word that belongs to it: late, soon, waiting; the plain day of what has ended."""
        if row.state == SUBMITTED and row.submitted_at:
            return self.once(("waits", days.here(row.submitted_at)), lambda: _due(row))
        return self.once(("due", row.state, row.due_on), lambda: _due(row))

    def grade(self, grade: str | None) -> Any:
        """A grade's seal."""
        return self.once(("grade", grade), lambda: _grade(grade)) if grade else ""

    def grade_name(self, grade: str | None) -> str | None:
        """A grade's word."""
        return self.once(("name", grade), lambda: rules.grade_name(grade)) if grade else None

    @property
    def late(self) -> Markup:
        """The mark of what is late."""
        return self.once("late", lambda: marks.late(_("late")))


def _due(row: Any) -> Any:
    signalled = wording.signal_of(row)
    if signalled is not None:
        return ui.signal(*signalled)
    return formats.day(row.due_on) if row.due_on else ""


def _grade(grade: str) -> Markup:
    return marks.grade(rules.TONES[grade], rules.grade_sign(grade), rules.grade_name(grade))


def look_up(rows: Sequence[Any], columns: Sequence[Column], scene: Scene) -> Look:
    """What `rows` point at, as far as `columns` show it."""
    people = {member.id: member.name for member in colleagues.members().values()}
    return Look(scene, people, wholes=_wholes(rows), parts=_parts(rows))


def _wholes(rows: Sequence[Any]) -> dict[UUID, str]:
    wanted = {row.parent_id for row in rows if row.parent_id}
    if not wanted:
        return {}
    named = select(T.c.id, T.c.title).where(T.c.tenant_id == door().tenant_id, T.c.id.in_(wanted))
    return dict(db.execute(named).all())


def _parts(rows: Sequence[Any]) -> dict[UUID, int]:
    wanted = [row.id for row in rows if row.is_split]
    if not wanted:
        return {}
    counting = (T.c.tenant_id == door().tenant_id, T.c.parent_id.in_(wanted), T.c.state != CANCELLED)
    return dict(db.execute(select(T.c.parent_id, func.count()).where(*counting).group_by(T.c.parent_id)).all())
