"""Tasks by the day they are due: a month to look at, and an address that other calendars read."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l


def install(app: Flask) -> None:
    """Put up the month and the addresses; before the blueprint of all tasks, to which the month belongs."""
    from app.tasks.calendar import feed_views, moves, views  # noqa: F401 - views add their routes as they are read
    from app.web import happenings

    app.register_blueprint(feed_views.calendars)
    happenings.subjects({"calendar_feed": _l("Calendar address")})
    happenings.phrases(
        {
            "calendar_feed.made": _l("was made"),
            "calendar_feed.renewed": _l("was renewed"),
            "calendar_feed.stopped": _l("was ended"),
        }
    )
