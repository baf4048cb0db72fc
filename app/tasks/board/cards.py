"""The cards of the board as HTML. Made here and not in a template: a board says them a hundred times, and every word,
address and name that cards share is looked up once for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from markupsafe import Markup, escape

from app import days
from app.tasks import goals, rules, wording
from app.tasks.board.board import Card
from app.tasks.board.handles import Handles
from app.tasks.board.ways import ways
from app.tasks.board.words import stands, words
from app.tasks.model import ACCEPTED, RETURNED, SUBMITTED
from app.tasks.queries import attained, proposal
from app.tasks.urgency import pace
from app.web import ui
from app.web.formats import day, day_long, link, today
from app.web.language import short
from tenants.model import Member

#: The bar is a quarter longer than the goal, so that more than was asked for can be seen.
GOAL_ENDS = 80.0


class Deck:
    """A maker of cards for one reader."""

    def __init__(self, people: Mapping[UUID, Member], me: Member) -> None:
        self.people, self.me = people, me
        self.task_url, self.handles = link("tasks.show"), Handles("tasks.move", "tasks.choose_state")
        self.words = words(short())
        self.today = today()
        self.signals: dict[tuple[Any, ...], str] = {}
        self.days: dict[date, str] = {}
        self.grades: dict[str, tuple[str, str]] = {}

    def card(self, card: Card) -> Markup:
        """One card."""
        name = str(escape(card.title))
        movable = self.me.can_write and ways(self.me, card)
        parts = (
            f'<article class="ticket{" ticket--graded" if card.grade else ""}" aria-label="{name}"'
            f" {self._attributes(card, name, bool(movable))}>",
            self._head(card, name), self._count(card), self._why(card),
            self._foot(card, self.handles.link(card, name) if movable else ""), "</article>\n",
        )  # fmt: skip
        return Markup("".join(parts))  # noqa: S704 - every value was escaped where it was put in

    def _attributes(self, card: Card, name: str, movable: bool) -> str:
        order = "" if card.state == ACCEPTED else f' data-order="{card.due_on or date.max}"'
        if not movable:
            return f'id="card-{card.id}"{order}'
        acceptor = f' data-acceptor="{escape(self._name(card.acceptor_id))}"'
        return self.handles.attributes(card, name, acceptor + order)

    def _head(self, card: Card, name: str) -> str:
        whole = f'<p class="ticket__from">{escape(card.whole)}</p>' if card.whole else ""
        seal = self._grade(card.grade)[1] if card.grade else self._seal(card.owner_id)
        return (
            f'<header class="ticket__head"><h3 class="ticket__title"><a href="{self.task_url(card.id)}">{name}</a></h3>'
            f"{seal}{whole}</header>"
        )

    def _count(self, card: Card) -> str:
        if card.goal_quantity is None:
            return ""
        ratio = attained(card)
        percent = wording.percent_of(ratio) if ratio is not None else "0%"
        line = pace(card, self.today) if card.is_working else 100.0
        bar = ui.measure(
            round(float(ratio or 0) * GOAL_ENDS, 1), None if line is None else round(line * GOAL_ENDS / 100, 1),
            percent.join(self.words.of_the_goal), "measure--quiet" if card.state == ACCEPTED else "",
        )  # fmt: skip
        return (
            f'<div><p class="ticket__count"><span><strong>{goals.plain(card.actual) or "0"}</strong>'
            f" / {goals.plain(card.goal_quantity)}</span><span>{percent}</span></p>{bar}</div>"
        )

    def _why(self, card: Card) -> str:
        said = self._said(card)
        return f'<p class="ticket__why">{said}</p>' if said else ""

    def _said(self, card: Card) -> str:
        """The one line that matters most where the card stands."""
        if card.state == SUBMITTED:
            proposed = proposal(card)
            return self._grade(proposed)[0] if proposed else ""
        if card.state == RETURNED:
            return str(escape(card.return_reason or ""))
        if card.state == ACCEPTED:
            return ui.signal("warn", self.words.late) if card.is_late else ""
        if card.support:
            return f"{self.words.support}{escape(card.support)}"
        if card.delay_reason:
            return f"{self.words.reason}{escape(card.delay_reason)}"
        return str(escape(card.goal or "")) if card.goal_quantity is None else ""

    def _foot(self, card: Card, move: str) -> str:
        if card.state == ACCEPTED:
            owner = self.people.get(card.owner_id)
            left = ui.person(owner.name, card.owner_id == self.me.id) if owner else ""
            right = f"<span>{day(card.accepted_at)} <span>{escape(self._name(card.accepted_by_id))}</span></span>"
        else:
            left, right = self._signal(card), self._day(card)
        return f'<footer class="ticket__foot">{left}<span class="ticket__day">{right}{move}</span></footer>'

    def _signal(self, card: Card) -> str:
        since = days.here(card.submitted_at) if card.submitted_at else None
        key = (card.state, card.due_on, card.returned_count, since)
        if key not in self.signals:
            self.signals[key] = ui.signal(*stands(card, self.today))
        return self.signals[key]

    def _day(self, card: Card) -> str:
        """When it was handed in, else when it is due."""
        if card.state == SUBMITTED and card.submitted_at:
            return str(escape(day(card.submitted_at)))
        if card.due_on is None:
            return ""
        if card.due_on not in self.days:
            self.days[card.due_on] = str(escape(day_long(card.due_on)))
        return self.days[card.due_on]

    def _grade(self, grade: str) -> tuple[str, str]:
        """How a grade is proposed, and its seal."""
        if grade not in self.grades:
            name = rules.grade_name(grade)
            seal = (
                f'<i class="seal seal--lg seal--{rules.TONES[grade]}" role="img" aria-label="{escape(name)}"'
                f' title="{escape(name)}">{escape(rules.grade_sign(grade))}</i>'
            )
            self.grades[grade] = str(escape(_("Proposed: %(grade)s", grade=name))), seal
        return self.grades[grade]

    def _seal(self, member_id: UUID) -> str:
        owner = self.people.get(member_id)
        return ui.seal(owner.name, member_id == self.me.id) if owner else ""

    def _name(self, member_id: UUID | None) -> str:
        person = self.people.get(member_id) if member_id else None
        return person.name if person else ""
