"""The five lists of the weekly report: new, moved, won, lost and stalled, column by column.

Paper and workbook both read these columns; the one formats the values, the other keeps them as numbers and days.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import Any

from flask_babel import gettext as _

from app.reports.weekly.figures import WeeklyFigures
from app.reports.weekly.wording import NOTHING


class Kind(Enum):
    """What a column holds, which decides its format and its side."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    DAY = "day"
    MONTH = "month"
    MOMENT = "moment"


@dataclass(frozen=True)
class Column:
    """One column: its head, how to read it from a line, what stands where nothing is known, its share of the width."""

    heading: str
    kind: Kind
    of: Callable[[Any], Any]
    missing: str
    share: float = 0


@dataclass(frozen=True)
class Listing:
    """One list: its heading, the sentence when it is empty, its columns and its lines."""

    heading: str
    empty: str
    columns: Sequence[Column]
    lines: Sequence[Any]


def listings(figures: WeeklyFigures) -> list[Listing]:
    """The lists in the order in which they are read out."""
    return [_new(figures), _moved(figures), _won(figures), _lost(figures), _stalled(figures)]


def _new(figures: WeeklyFigures) -> Listing:
    columns = [
        *_deal(),
        _text(_("Stage"), "stage"),
        _text(_("Note"), "note", missing="", share=1.6),
        Column(_("Expected close"), Kind.DAY, attrgetter("expected_close"), _("to complete")),
        _amount(),
    ]
    return Listing(_("New deals"), _("No deal was opened this week."), columns, figures.new)


def _moved(figures: WeeklyFigures) -> Listing:
    columns = [
        *_deal(),
        _text(_("From stage"), "from_stage", missing=NOTHING),
        _text(_("To stage"), "to_stage"),
        Column(_("When"), Kind.MOMENT, attrgetter("at"), NOTHING),
        _amount(),
    ]
    return Listing(_("Moved deals"), _("No deal changed its stage this week."), columns, figures.moved)


def _won(figures: WeeklyFigures) -> Listing:
    columns = [*_deal(), Column(_("Won on"), Kind.DAY, attrgetter("closed_on"), NOTHING), _amount()]
    return Listing(_("Won deals"), _("No deal was won this week."), columns, figures.won)


def _lost(figures: WeeklyFigures) -> Listing:
    columns = [
        *_deal(),
        _text(_("Reason"), "reason", share=1.6),
        Column(_("Lost on"), Kind.DAY, attrgetter("closed_on"), NOTHING),
        _amount(),
    ]
    return Listing(_("Lost deals"), _("No deal was lost this week."), columns, figures.lost)


def _stalled(figures: WeeklyFigures) -> Listing:
    columns = [
        *_deal(),
        _text(_("Stage"), "stage"),
        Column(_("Days in stage"), Kind.COUNT, attrgetter("days_in_stage"), NOTHING),
        Column(_("Days allowed"), Kind.COUNT, attrgetter("limit_days"), NOTHING),
        Column(_("Quiet days"), Kind.COUNT, attrgetter("quiet_days"), NOTHING),
        _amount(),
    ]
    return Listing(_("Stalled deals"), _("No open deal is stalled."), columns, figures.stalled)


def _deal() -> list[Column]:
    return [
        _text(_("Deal"), "title", share=2),
        _text(_("Account"), "account", share=1.6),
        _text(_("Owner"), "owner", share=1.2),
    ]


def _text(heading: str, name: str, *, missing: str | None = None, share: float = 1) -> Column:
    return Column(heading, Kind.TEXT, attrgetter(name), _("to complete") if missing is None else missing, share)


def _amount() -> Column:
    return Column(_("Amount"), Kind.MONEY, attrgetter("amount_minor"), _("to complete"))
