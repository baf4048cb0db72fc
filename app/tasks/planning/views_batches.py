"""Tasks that were given together, and the way back."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, flash
from flask_babel import gettext as _
from flask_babel import ngettext

from app.clock import now
from app.people import colleagues
from app.tasks import goals, wording
from app.tasks.blueprint import tasks
from app.tasks.model import TODO
from app.tasks.planning import together
from app.web.access import me, writes
from app.web.render import go, render


@tasks.get("/batches/<uuid:id>", endpoint="batch")
def show(id: UUID) -> Response:
    """What was given in one go, as far as one sees it."""
    found = together.tasks_in(id, me())
    if not found:
        abort(404)
    undoable = any(task.state == TODO for task in found) and together.is_undoable(id, me(), now())
    return render(
        "tasks/bulk_given.html", batch=id, found=found, people=colleagues.members(), words=wording, goals=goals,
        undoable=undoable, tops={task.id for task in found if task.is_split},
    )  # fmt: skip


@tasks.post("/batches/<uuid:id>/undo", endpoint="undo_batch")
@writes
def undo(id: UUID) -> Response:
    """Take it back, as far as nobody has begun."""
    if not together.is_undoable(id, me(), now()):
        abort(404)
    outcome = together.undo(id, by=me(), at=now())
    said = ngettext("%(num)d task is taken back.", "%(num)d tasks are taken back.", outcome.changed)
    flash(said, "good" if outcome.changed else "info")
    if outcome.skipped:
        names = "; ".join(name for name, _why in outcome.skipped[:5])
        flash(_("Begun already, and left as they are: %(names)s", names=names), "bad")
    return go("tasks.batch", id=id)
