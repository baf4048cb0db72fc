"""What a card is carried by: the attributes that scripts read, and the link that works without them."""

from __future__ import annotations

from functools import cache
from typing import Any

from flask_babel import gettext as _
from markupsafe import escape

from app.web import ui
from app.web.formats import link
from app.web.language import short


class Handles:
    """A maker of handles for one reader: `move` is where a drop is sent, `choose` asks where to."""

    def __init__(self, move: str, choose: str) -> None:
        self.move_url, self.choose_url = link(move), link(choose)
        self.words = _words(short())

    def attributes(self, card: Any, name: str, more: str = "") -> str:
        """The attributes of a card whose escaped name is `name`."""
        return (
            f'id="card-{card.id}" data-card="{card.id}" data-name="{name}" data-move-url="{self.move_url(card.id)}"'
            f' data-version="{card.version}" tabindex="0"{more}'
        )

    def link(self, card: Any, name: str) -> str:
        """The way to move it by choosing."""
        address = f"{self.choose_url(card.id)}?source=board"
        before, after, title = self.words
        return (
            f'<a class="button button--quiet button--icon button--small ticket__move" href="{address}"'
            f' hx-get="{address}" hx-target="#dialog" hx-swap="innerHTML" title="{title}"'
            f' aria-label="{before}{name}{after}">{ui.icon("move")}</a>'
        )


@cache
def _words(language: str) -> tuple[str, str, str]:
    """What stands before and after the name, and what the link says, in the reader's `language`."""
    before, _mark, after = str(escape(_("Move %(name)s", name="\0"))).partition("\0")
    return before, after, str(escape(_("Move to…")))
