"""Remarks (评论): what colleagues write to each other beside a task, a meeting or any record; an @name calls one in.

A tool lets its records take remarks with one line, `views.attach(blueprint, Task)`, prints `records/_remarks.html`
on their page, and may say who hears of a remark though nobody named him: `hears("task", lambda task: [task.owner_id])`.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.remarks.hearing import hears

__all__ = ["hears", "install"]


def install(app: Flask) -> None:
    """Make known what the bell says of a remark."""
    from app.notices import kind
    from app.remarks.wording import with_names
    from app.web import happenings

    happenings.phrases({".remarked": _l("got a remark"), ".unremarked": _l("lost a remark")})
    app.add_template_filter(with_names, "with_names")
    kind("remark", _l("%(by)s wrote about “%(name)s”"), icon="message-square", note=_l("“%(said)s”"),
         letter=_l("Somebody wrote about a thing of mine"))  # fmt: skip
