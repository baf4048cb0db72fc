"""The table on a page that prints well, and as a file."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import Response, g, request, url_for
from flask_babel import gettext as _

from app.tasks.blueprint import tasks
from app.tasks.table import periods, queries
from app.tasks.table.columns import columns
from app.tasks.table.rows import Row
from app.web import exports
from app.web.access import me
from app.web.asking import one_of
from app.web.formats import today
from app.web.render import render
from app.web.tables import address

MOST_SHOWN = 1_000  # on the page; the files have all
MOST_WRITTEN = 100_000


@tasks.get("/table", endpoint="table")
def show() -> Response:
    """The table on a page; on paper it is the table alone, across an A4."""
    wanted = _wanted()
    found = queries.rows(wanted, me(), today())
    return render(
        "tasks/table.html", wanted=wanted, columns=columns(), wholes=_wholes(found[:MOST_SHOWN]), count=len(found),
        most=MOST_SHOWN, periods=list(periods.NAMES.items()), chosen=periods.CHOSEN,
        states=[(queries.ALL, _("All but cancelled")), (queries.OPEN, _("Open only"))],
        export=lambda suffix: address(url_for("tasks.export_table", suffix=suffix), _pairs(wanted)),
    )  # fmt: skip


@tasks.get("/table.<any(csv, xlsx):suffix>", endpoint="export_table")
def export(suffix: str) -> Response:
    """The table as a file, which the importer takes back."""
    found = queries.rows(_wanted(), me(), today())[:MOST_WRITTEN]
    return exports.answer(suffix, _("Task assignment and tracking"), columns(), [(found, None)])


def _wanted() -> queries.Wanted:
    period = periods.read(request.args, today(), g.tenant.fiscal_month)
    return queries.Wanted(period, one_of(request.args.get("state"), queries.STATES) or queries.ALL)


def _pairs(wanted: queries.Wanted) -> list[tuple[str, str]]:
    period = wanted.period
    ends = [("from", period.first), ("to", period.last)] if period.key == periods.CHOSEN else []
    said = [("period", period.key), *ends, ("state", wanted.state)]
    return [(name, str(value)) for name, value in said if value]


def _wholes(rows: list[Row]) -> list[list[Row]]:
    """The parts of one task and goal together, so that the page says these once."""
    return [list(some) for _key, some in groupby(rows, key=_whole)]


def _whole(row: Row) -> Any:
    return (row.title, row.goal, row.part == "" and row.id)
