"""What the acting member owes, in three heaps: on the first page what is due within the week, on its own page all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _

from app.notices.due import Due, owed, sources
from app.notices.kinds import pages
from app.web.access import me
from app.web.formats import link, today
from app.web.letters import has_page

REGION = "owed"
AHEAD = timedelta(days=7)
EVER = timedelta(days=3650)
MOST = 200  # of each kind


def within_the_week() -> dict[str, Any]:
    """For the first page."""
    return heaps(whole=False)


def heaps(*, whole: bool) -> dict[str, Any]:
    """What is late, due today, and coming: within the week, or all there is when it is the `whole`."""
    found = owed(today() + (EVER if whole else AHEAD), member_ids=[me().id], most=MOST)
    return {
        "heaps": [
            ("late", _("Overdue"), [each for each in found if each[1].is_late(today())]),
            ("today", _("Today"), [each for each in found if each[1].due_on == today()]),
            ("later", _("Coming"), [each for each in found if each[1].due_on > today()]),
        ],
        "whole": whole,
        "several_kinds": len({source.kind for source, due in found}) > 1,
        "page_of": _page_of,
        "begin": [source.begin for source in sources.values() if source.begin and has_page(source.begin.endpoint)],
    }


def _page_of(due: Due) -> str | None:
    page = pages.get(due.subject.event_kind) if due.subject is not None else None
    return link(page.endpoint)(due.subject.id) if page and has_page(page.endpoint) else None
