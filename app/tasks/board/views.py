"""The board of tasks."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, request
from flask_babel import gettext as _

from app.people import colleagues
from app.people.chart import team_choices
from app.people.leading import teammates
from app.tasks import rules, wording
from app.tasks.blueprint import tasks
from app.tasks.board import board
from app.tasks.board.cards import Deck
from app.tasks.board.heads import COUNTED_AT_ONCE, heads
from app.tasks.board.sight import Sight
from app.tasks.board.ways import COLUMNS
from app.tasks.filtering import filters
from app.tasks.filtering.chips import beside_people
from app.tasks.model import ACCEPTED, DOING, RETURNED, SUBMITTED, TODO
from app.web.access import me, scene
from app.web.addresses import split
from app.web.formats import days_between
from app.web.render import render


@tasks.get("/board", endpoint="board")
def show_board() -> Response:
    """All columns with their first cards."""
    sight = sight_of_board()
    return render(
        "tasks/board.html",
        columns=board.columns(sight),
        heads=heads(sight, at_most=COUNTED_AT_ONCE),
        owners=people_seen(),
        teams=team_choices(),
        drops=_drops(),
        chips=beside_people(sight.wanted),
        **surroundings(sight),
    )


@tasks.get("/board/cards", endpoint="board_cards")
def more_cards() -> Response:
    """The next cards of one column; `of` is how many there are in all."""
    state = request.args.get("column", TODO)
    if state not in COLUMNS:
        abort(404)
    sight = sight_of_board()
    column = board.below(state, sight, request.args.get("after", ""))
    count = request.args.get("of", type=int)
    return render("tasks/_cards.html", column=column, count=count, **surroundings(sight))


@tasks.get("/board/heads", endpoint="board_heads")
def show_heads() -> Response:
    """The heads of the columns, which follow after a move, and after the cards where there is much to count."""
    sight = sight_of_board()
    first = board.CARDS if "first" in request.args else None
    return render("tasks/board_heads.swap.html", heads=heads(sight), first=first, **surroundings(sight))


def surroundings(sight: Sight) -> dict[str, Any]:
    """What the cards and the heads of the board name."""
    return {
        "deck": Deck(colleagues.members(), me()),
        "sight": sight,
        "board_query": board_query,
        "states": COLUMNS,
        "words": wording,
        "rules": rules,
        "days_between": days_between,
    }


def sight_of_board() -> Sight:
    """What the board is asked to show."""
    return Sight(asked_filter(), scene())


def asked_filter() -> filters.TaskFilter:
    """Which tasks the page is about, in whatever state: by its address, also when an act on it is what was sent."""
    return filters.read_text(_query()).but(state=None)


def board_query(**changes: Any) -> str:
    """The board's filter as a query string, with more words."""
    return urlencode(
        [*sight_of_board().wanted.pairs(), *((key, str(value)) for key, value in changes.items() if value)]
    )


def _query() -> str:
    if request.method == "GET":
        return request.query_string.decode("utf-8", "replace")
    return split(request.headers.get("HX-Current-URL")).query


def people_seen() -> list[tuple[Any, str]]:
    """Whose tasks one may look for: of those one sees anyway, and of one's team."""
    seen = dict(colleagues.owners_seen(me()))
    team = teammates(me())
    return [*seen.items(), *((one, colleagues.name_of(one)) for one in team if one not in seen)]


def _drops() -> dict[str, str]:
    """What putting a card into a column means; {acceptor} is filled in while it is carried."""
    return {
        TODO: _("Put it back: not begun after all"),
        DOING: _("Begin, or take it up again"),
        SUBMITTED: _("Submit it to {acceptor}"),
        RETURNED: _("Return it with a reason"),
        ACCEPTED: _("Accept it"),
    }
