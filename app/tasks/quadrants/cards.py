"""The cards of the quadrants as HTML, one line each; made here and not in a template, as those of the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from markupsafe import Markup, escape

from app import days
from app.tasks import rights, wording
from app.tasks.board.handles import Handles
from app.tasks.model import SUBMITTED
from app.web import ui
from app.web.formats import link
from tenants.model import Member


class Deck:
    """A maker of cards for one reader."""

    def __init__(self, people: Mapping[UUID, Member], me: Member) -> None:
        self.people, self.me = people, me
        self.task_url, self.handles = link("tasks.show"), Handles("tasks.put", "tasks.choose_quadrant")
        self.signals: dict[tuple[Any, ...], str] = {}
        before, _mark, after = _("Accept: %(name)s", name="\0").partition("\0")
        self.accept = str(escape(before)), str(escape(after))

    def card(self, card: Any) -> Markup:
        """One card. What waits to be accepted is whose word it waits for."""
        name = str(escape(card.title))
        waits = card.state == SUBMITTED
        title = name.join(self.accept) if waits else name
        movable = rights.may_change(self.me, card)
        attributes = self.handles.attributes(card, name) if movable else f'id="card-{card.id}"'
        html = (
            f'<article class="ticket ticket--row" aria-label="{name}" {attributes}>'
            f'<h3 class="ticket__title"><a href="{self.task_url(card.id)}">{title}</a></h3>'
            f'<span class="ticket__facts">{self._signal(card)}{"" if waits else self._effort(card)}</span>'
            f"{self._seal(card.acceptor_id if waits else card.owner_id)}"
            f"{self.handles.link(card, name) if movable else ''}</article>\n"
        )
        return Markup(html)  # noqa: S704 - every value was escaped where it was put in

    def _signal(self, card: Any) -> str:
        key = (card.state, card.due_on, days.here(card.submitted_at) if card.submitted_at else None)
        if key not in self.signals:
            self.signals[key] = ui.signal(*(wording.signal_of(card) or ("good", "")))
        return self.signals[key]

    def _effort(self, card: Any) -> str:
        if card.effort_minutes is None or card.is_split:
            return ""
        return f'<span class="muted small">{escape(wording.hours(card.effort_minutes))}</span>'

    def _seal(self, member_id: UUID | None) -> str:
        person = self.people.get(member_id) if member_id else None
        return ui.seal(person.name, member_id == self.me.id) if person else "<span></span>"
