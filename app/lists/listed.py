"""A list as its templates show it, and its addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from app.lists.listing import List, ListQuery
from app.lists.model import SavedView
from app.web import chips, tables
from app.web.paging import Page


@dataclass(frozen=True)
class Listed:
    """A list as the templates of `lists/` show it."""

    query: ListQuery[Any]
    path: str
    page: Page
    heads: list[tables.Head]
    shown: Sequence[tables.Column]
    look: Any
    tabs: list[dict[str, Any]]
    saved: SavedView | None
    undo: str | None
    ticks: bool

    @property
    def title(self) -> Any:
        """What the list is called."""
        return self.query.listing.title

    @property
    def wanted(self) -> Any:
        """What is asked for."""
        return self.query.wanted

    @property
    def text(self) -> str:
        """The query string of what is shown."""
        return self.query.query()

    @property
    def body(self) -> Markup:
        """The rows."""
        return self.rows_from(0)

    def rows_from(self, number: int) -> Markup:
        """The rows without the first `number`, which the page shows in another way."""
        tick = "bulk" if self.ticks else None
        return tables.body(self.shown, self.page.rows[number:], self.look, tick, self.query.listing.edit)

    @property
    def in_tab(self) -> bool:
        """Whether a tab says all that is asked for."""
        return any(one["current"] for one in self.tabs if one.get("own"))

    @property
    def chips(self) -> list[tuple[chips.Chip[Any], str]]:
        """The filter in words, each with the address without it; what a tab says is not said again."""
        if self.in_tab:
            return []
        found = chips.of(self.query.wanted, self.query.listing.words)
        return [(chip, address(self.query.but(wanted=chip.rest))) for chip in found]

    @property
    def has_filter(self) -> bool:
        """Whether the whole filter has a page of its own."""
        return self.query.listing.filter_form is not None

    @property
    def before(self) -> str | None:
        """The address of the page before."""
        return self.address(before=self.page.before) if self.page.before else None

    @property
    def after(self) -> str | None:
        """The address of the page after."""
        return self.address(after=self.page.after) if self.page.after else None

    @property
    def whole(self) -> str:
        """The address of the list when nothing is asked for."""
        return whole(self.query.listing)

    def others(self, *shown: str) -> list[tuple[str, str]]:
        """What a form of selects must send along besides those called `shown`."""
        return [pair for pair in self.query.pairs() if pair[0] not in shown]

    def address(self, **changes: str | None) -> str:
        """The list's own address with some words changed."""
        return tables.address(self.path, self.query.pairs() or [self.query.listing.plain], **changes)

    def export(self, suffix: str) -> str:
        """The address of the same rows as a file."""
        return tables.address(self.to("list_export", suffix=suffix), self.query.pairs())

    def to(self, name: str, **values: Any) -> str:
        """The address of another page of the list."""
        return url_for(f"{self.query.listing.blueprint}.{name}", **values)

    def asking(self, name: str) -> str:
        """The same, which is told what is shown."""
        return tables.address(self.to(name), self.query.pairs())


def address(query: ListQuery[Any]) -> str:
    """The address of the list at `query`; never without a word, which would lead on to the view one begins with."""
    return tables.address(url_for(query.listing.endpoint), query.pairs() or [query.listing.plain])


def whole(listing: List[Any]) -> str:
    """The address of the list when nothing is asked for."""
    return tables.address(url_for(listing.endpoint), [listing.plain])


def view_address(listing: List[Any], view: SavedView) -> str:
    """The address of the list as a kept view shows it."""
    kept = f"{url_for(listing.endpoint)}?view={view.id}"
    return f"{kept}&{view.query}" if view.query else kept
