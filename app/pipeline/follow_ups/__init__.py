"""Follow-ups (跟进): a contact that was made, what the customer said, and the one promise it carries.

A salesperson logs the call on the way to the car: how, what was said, what comes next, who does it and by when. The
latest open promise of a deal is its next step; there is no second place where a next step is kept. "Keep following up"
is not a promise, and is refused in the words it was typed in.
"""

from __future__ import annotations

from flask import Flask

from app.web import timeline


def install(app: Flask) -> None:
    """Put up the contacts and their verbs, and let promises fall due."""
    from app.pipeline.follow_ups import promises, views

    app.register_blueprint(views.follow_ups, url_prefix="/<tenant_slug>/follow-ups")
    promises.register()
    timeline.draws("pipeline/follow_ups/_put_off.html", "deal.postponed", "account.postponed")
