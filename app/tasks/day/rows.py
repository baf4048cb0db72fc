"""What rows of tasks need to be told on pages that hold many: looked up once a page, not once a row."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask_babel import gettext as _

from app.people import colleagues
from app.tasks import goals, queries, rights, rules, wording
from app.tasks.day.marks import Marks, in_sheet, posts
from app.web.formats import link
from app.web.language import short
from tenants.standing import derived

_ACTS = ("show", "start", "submission", "progress", "explain_delay", "give_support", "accept")


def words() -> dict[str, Any]:
    """Everything `_day_task.html` and `_day_waiting.html` name besides their task and place."""
    return {
        "words": wording,
        "goals": goals,
        "rules": rules,
        "rights": rights,
        "proposal": queries.proposal,
        "marks": Marks(),
        "posts": posts,
        "in_sheet": in_sheet,
        "people": colleagues.members(),
        "to": SimpleNamespace(**{name: link(f"tasks.{name}") for name in _ACTS}),
        "say": derived(f"said often of tasks in {short()}", _said_often),
    }


def _said_often() -> SimpleNamespace:
    grades = {grade: _("Accept as “%(grade)s”", grade=name) for grade, name, _earned in wording.bands()}
    return SimpleNamespace(
        start=_("Start"), submit=_("Submit"), done=_("Done"), check=_("Check"), progress=_("Update progress"),
        why=_("Why it is late"), delay=_("Delay or support"), accept_as={None: _("Accept"), **grades},
    )  # fmt: skip
