"""What people are told about tasks, in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import notices
from app.notices.kinds import Facts
from app.tasks.rules import grade_name


def register() -> None:
    """Say the words of these notices."""
    handed = _l("A task was assigned, submitted or returned to me")
    notices.kind("task.assigned", _l("%(by)s assigned you a task: %(name)s"), icon="square-check-big",
                 note=_l("due %(due_on)s"), to_do=True, letter=handed)  # fmt: skip
    notices.kind("task.submitted", _submitted, icon="badge-check", to_do=True, letter=handed)
    notices.kind("task.returned", _l("%(by)s returned “%(name)s”"), icon="rotate-ccw", note=_l("“%(reason)s”"),
                 to_do=True, letter=handed)  # fmt: skip
    notices.kind("task.accepted", _accepted, icon="badge-check", letter=_l("A task of mine was accepted"))
    notices.kind("task.support", _l("%(by)s asks for support with “%(name)s”"), icon="handshake",
                 note=_l("“%(support)s”"), to_do=True, letter=_l("Somebody asks for support"))  # fmt: skip
    notices.kind("task.supported", _l("%(by)s answered about “%(name)s”"), icon="handshake", note=_l("“%(said)s”"))
    notices.page("task", "tasks.show", _l("Open the task"))


def _submitted(facts: Facts) -> str:
    if facts.get("by"):
        return _("%(by)s submitted “%(name)s”", by=facts["by"], name=facts["name"])
    return _("All parts of “%(name)s” are accepted; it waits for you", name=facts["name"])


def _accepted(facts: Facts) -> str:
    if facts.get("grade"):
        return _("%(by)s accepted “%(name)s” as “%(grade)s”", by=facts["by"], name=facts["name"],
                 grade=grade_name(facts["grade"]))  # fmt: skip
    return _("%(by)s accepted “%(name)s”", by=facts["by"], name=facts["name"])
