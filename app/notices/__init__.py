"""What the product tells its people: in the bell, and by e-mail, once per key.

Areas say what they have to tell with `kind(…)` when they put themselves up, and call `notify(…)` when it happened. The
sentence is made when it is read, in the reader's language; only its facts are kept. What people owe by a day they
register with `falls_due(…)`: reminders and the first page follow by themselves.
"""

from __future__ import annotations

from flask import Flask

from app.notices.delivery import notify, settle, take_back
from app.notices.due import falls_due
from app.notices.kinds import kind, letter, page

__all__ = ["falls_due", "install", "kind", "letter", "notify", "page", "settle", "take_back"]


def install(app: Flask) -> None:
    """Put up the bell, the reminders of each morning, and what one owes on the first page."""
    from app.notices import letters, owed, reminders, views, words  # noqa: F401 - letters: its handler registers itself
    from app.web import blocks
    from tenants import lifecycle

    words.register()
    reminders.register()
    lifecycle.furnish_with(reminders.furnish)
    app.register_blueprint(views.notices, url_prefix="/<tenant_slug>/notices")
    app.extensions["unread"] = views.unread_count
    blocks.add(app, "notices/_owed.html", owed.within_the_week)
