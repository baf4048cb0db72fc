"""Giving what was given before: templates, one plan for several people, tasks that come round, a plan copied on.

Days of a template are counted from the day it begins, in working days or in calendar days as whoever keeps it chooses.
Whatever is made of a template or comes round is due on a working day: another day moves on to the next one.
"""

from __future__ import annotations


def install() -> None:
    """Put up the pages, notices, commands and the work that comes round."""
    from app.people import handover
    from app.tasks.planning import (  # noqa: F401 - views add their routes as they are read, work its handler
        recurring,
        series,
        views_batches,
        views_copying,
        views_series,
        views_several,
        views_templates,
        words,
    )

    words.register()
    handover.takes_part(series.hand_over, series.held_by)
