"""The board of deals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from flask import Response, abort, request
from werkzeug.datastructures import MultiDict

from app.people import colleagues
from app.pipeline.opportunities import wording
from app.pipeline.opportunities.blueprint import opportunities
from app.pipeline.opportunities.board import board
from app.pipeline.opportunities.board.cards import Deck
from app.pipeline.opportunities.filtering import filters
from app.pipeline.opportunities.filtering.chips import FIELDS
from app.pipeline.opportunities.model import LOST, OPEN, WON, Pipeline, Stage
from app.pipeline.opportunities.queries import pipelines, stages_of
from app.web import chips
from app.web.access import me, scene
from app.web.addresses import split
from app.web.asking import next_month
from app.web.formats import today
from app.web.render import render


@opportunities.get("/", endpoint="board")
def show_board() -> Response:
    pipeline, sight = chosen_pipeline(), sight_of_board()
    stages = shown_stages(pipeline)
    counted = board.totals(stages, sight, at_most=board.COUNTED_AT_ONCE)
    return render(
        "pipeline/opportunities/board.html",
        pipeline=pipeline,
        columns=board.columns(stages, sight),
        totals=counted,
        **surroundings(sight),
    )


@opportunities.get("/stages/<uuid:id>/cards", endpoint="cards")
def more_cards(id: UUID) -> Response:
    """The next cards of one column."""
    sight = sight_of_board()
    stage = next((stage for each in pipelines() for stage in stages_of(each.id) if stage.id == id), None) or abort(404)
    start = request.args.get("start", 0, type=int)
    column = board.columns([stage], sight, start=min(max(start, 0), 100_000))[0]
    return render("pipeline/opportunities/_cards.html", column=column, start=start, **surroundings(sight))


@opportunities.get("/totals")
def totals() -> Response:
    """Counts and sums of the columns, for boards on which they follow after the cards."""
    pipeline, sight = chosen_pipeline(), sight_of_board()
    stages = shown_stages(pipeline)
    return render(
        "pipeline/opportunities/totals.swap.html",
        totals=board.totals(stages, sight),
        stages=stages,
        pipeline=pipeline,
        **surroundings(sight),
    )


def surroundings(sight: board.Sight) -> dict[str, Any]:
    """What the cards and the head of the board name."""
    return {
        "pipelines": (there := pipelines()),
        "pipeline_choices": [(pipeline.id, pipeline.name) for pipeline in there],
        "people": colleagues.members(),
        "deck": Deck(colleagues.members(), me()),
        "owners": colleagues.owner_choices(me()),
        "sight": sight,
        "months": _months_around(sight.month),
        "board_query": board_query,
        "words": wording,
        "list_query": sight.wanted.query(),
        "chips": _chips(sight.wanted),
    }


def chosen_pipeline() -> Pipeline:
    """The pipeline the address names, else the first."""
    there = pipelines()
    wanted = filters.read(request.args).pipeline
    return next((pipeline for pipeline in there if pipeline.id == wanted), there[0])


def shown_stages(pipeline: Pipeline) -> list[Stage]:
    """The columns: open stages in order, then won, then lost."""
    order = {OPEN: 0, WON: 1, LOST: 2}
    return sorted(stages_of(pipeline.id), key=lambda stage: (order[stage.kind], stage.position))


def sight_of_board() -> board.Sight:
    """How the address wants the board to be looked at."""
    order = request.args.get("order", "")
    wanted = filters.read(request.args).but(pipeline=None)
    return board.Sight(wanted, scene(), order if order in board.ORDERS else "rank", _month(request.args.get("month")))


def _chips(wanted: filters.DealFilter) -> list[chips.Chip[filters.DealFilter]]:
    """What else is asked for than the selects of the board say."""
    return chips.of(
        wanted, {name: field for name, field in FIELDS.items() if name not in ("owners", "health", "state")}
    )


def board_query(**changes: Any) -> str:
    """The board's present query string with some words changed; None takes a word away."""
    kept = [(key, value) for key, value in _asked().items(multi=True) if key not in changes and key != "start"]
    return urlencode([*kept, *((key, str(value)) for key, value in changes.items() if value is not None)])


def _asked() -> MultiDict[str, str]:
    """What the board is asked to show: by its address, also when an act on it is what was sent."""
    if request.method == "GET":
        return request.args
    return MultiDict(parse_qsl(split(request.headers.get("HX-Current-URL")).query))


def _month(text: str | None) -> date:
    try:
        return date.fromisoformat(f"{text}-01") if text else today().replace(day=1)
    except ValueError:
        return today().replace(day=1)


def _months_around(month: date) -> dict[str, str | None]:
    earlier = (month - timedelta(days=1)).replace(day=1)
    later = next_month(month) if month < today().replace(day=1) else None
    return {"before": f"{earlier:%Y-%m}", "after": f"{later:%Y-%m}" if later else None}
