"""The cards of the board as HTML. Made here and not in a template: a board says them a hundred times, and every word,
address and name that cards share is looked up once for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.pipeline.opportunities import wording
from app.pipeline.opportunities.board.board import Card
from app.pipeline.opportunities.model import OPEN, Stage
from app.web import ui
from app.web.formats import amount, day_long, link, money_unit, today
from app.web.language import short
from tenants.model import Member


@dataclass(frozen=True)
class Words:
    """What cards say alike."""

    arrow: str
    unpriced: str
    no_step: str
    name_before: str
    name_after: str
    move_to: str
    levels: Mapping[str, str]


@cache
def _words(language: str) -> Words:
    """The words in the reader's `language`, translated once a process."""
    arrow = ui.icon("corner-down-right")
    unpriced, no_step = escape(_("no amount yet")), escape(_("No next step"))
    before, _mark, after = str(escape(_("Move %(name)s", name="\0"))).partition("\0")
    return Words(
        arrow=arrow,
        unpriced=f'<span class="muted small">{unpriced}</span>',
        no_step=f'<p class="deal__next">{arrow}<span class="deal__due deal__due--late">{no_step}</span></p>',
        name_before=before,
        name_after=after,
        move_to=escape(_("Move to…")),
        levels={level: str(word) for level, word in wording.LEVELS.items()},
    )


class Deck:
    """A maker of cards for one reader."""

    def __init__(self, people: Mapping[UUID, Member], me: Member) -> None:
        self.people, self.me = people, me
        self.deal_url, self.move_url, self.stage_url = (
            link(f"opportunities.{name}") for name in ("show", "move", "choose_stage")
        )
        self.unit = f'<small class="small">{escape(money_unit())}</small>'
        self.words = _words(short())
        self.today = today()
        self.dues: dict[date, str] = {}
        self.dwells: dict[tuple[int, int | None], str] = {}
        self.quiets: dict[int, str] = {}

    def card(self, card: Card, stage: Stage) -> Markup:
        """One card, standing in `stage`."""
        name = escape(card.account or card.title)
        won = " deal--won" if card.state == "won" else ""
        head = (
            f'<article class="deal{won}" aria-label="{name}" {self._attributes(card, name)}><header class="deal__head">'
            f'<h3 class="deal__name"><a href="{self.deal_url(card.id)}">{name}</a></h3>{self._seal(card)}'
            f"{self._what(card)}</header>\n"
        )
        parts = (head, self._amount(card, name), self._next_step(card), self._foot(card, stage), "</article>")
        return Markup("".join(parts))  # noqa: S704 - every value was escaped where it was put in

    def _attributes(self, card: Card, name: str) -> str:
        if not self.me.can_write:
            return f'id="card-{card.id}"'
        return (
            f'id="card-{card.id}" data-card="{card.id}" data-name="{name}" data-move-url="{self.move_url(card.id)}"'
            f' data-version="{card.version}" tabindex="0"'
        )

    def _seal(self, card: Card) -> str:
        owner = self.people.get(card.owner_id)
        return ui.seal(owner.name, card.owner_id == self.me.id) if owner else ""

    def _what(self, card: Card) -> str:
        return f'<p class="deal__what">{escape(card.title)}</p>' if card.account else ""

    def _amount(self, card: Card, name: str) -> str:
        worth = self.words.unpriced if card.amount_minor is None else f"{amount(card.amount_minor)}{self.unit}"
        return f'<p class="deal__amount">{worth}{self._move_link(card, name) if self.me.can_write else ""}</p>\n'

    def _move_link(self, card: Card, name: str) -> str:
        address = f"{self.stage_url(card.id)}?source=board"
        return (
            f'<a class="button button--quiet button--icon button--small push" href="{address}" hx-get="{address}"'
            f' hx-target="#dialog" hx-swap="innerHTML" title="{self.words.move_to}"'
            f' aria-label="{self.words.name_before}{name}{self.words.name_after}">{ui.icon("move")}</a>'
        )

    def _next_step(self, card: Card) -> str:
        step = card.next_step
        if step is None:
            return self.words.no_step if card.state == OPEN else ""
        late = " deal__due--late" if step.due_on < self.today else ""
        return (
            f'<p class="deal__next">{self.words.arrow}<span>{escape(step.promise)}</span>'
            f'<span class="deal__due{late}">{self._due(card, step.due_on)}</span></p>'
        )

    def _foot(self, card: Card, stage: Stage) -> str:
        if card.health is None:
            return f'<footer class="deal__foot"><span class="deal__dwell">{day_long(card.closed_on)}</span></footer>'
        level, quiet = card.health.level, self._quiet(card)
        gauge = ui.gauge(card.days, stage.expected_days, level) if stage.expected_days else ""
        silent = stage.quiet_days is not None and card.quiet > stage.quiet_days
        return (
            f'<footer class="deal__foot">{ui.signal(level, self.words.levels[level])}{gauge}'
            f'<span class="deal__dwell" title="{quiet}">{self._dwell(card, stage)}</span></footer>'
            f'{f"""<p class="deal__dwell">{quiet}</p>""" if silent else ""}'
        )

    def _due(self, card: Card, due_on: date) -> str:
        if due_on not in self.dues:
            self.dues[due_on] = str(escape(wording.due_on_card(card)))
        return self.dues[due_on]

    def _dwell(self, card: Card, stage: Stage) -> str:
        place = (card.days, stage.expected_days)
        if place not in self.dwells:
            self.dwells[place] = str(escape(wording.dwell(card, stage)))
        return self.dwells[place]

    def _quiet(self, card: Card) -> str:
        if card.quiet not in self.quiets:
            self.quiets[card.quiet] = str(escape(wording.quiet(card)))
        return self.quiets[card.quiet]
