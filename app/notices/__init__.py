"""What the product tells its people: in the bell, and by e-mail, once per key.

Areas say what they have to tell with `kind(…)` when they put themselves up, and call `notify(…)` when it happened. The
sentence is made when it is read, in the reader's language; only its facts are kept.
"""

from __future__ import annotations

from flask import Flask

from app.notices.delivery import notify, take_back
from app.notices.kinds import kind, letter, page

__all__ = ["install", "kind", "letter", "notify", "page", "take_back"]


def install(app: Flask) -> None:
    """Put up the bell."""
    from app.notices import letters, views, words  # noqa: F401 - letters: its handler registers itself

    words.register()
    app.register_blueprint(views.notices, url_prefix="/<tenant_slug>/notices")
    app.extensions["unread"] = views.unread_count
