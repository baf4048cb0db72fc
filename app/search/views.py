"""The search page and the palette's results: one answer, two looks."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.search import commands
from app.search.finding import find, words_of
from app.search.grams import normal
from app.search.sources import SOURCES
from app.web.access import me
from app.web.formats import link
from app.web.render import render

search = Blueprint("search", __name__)
ON_PAGE, IN_PALETTE, MOST_COMMANDS = 20, 5, 8


@search.get("/")
def index() -> Response:
    """Everything that answers `q`, grouped by kind, and the commands it names."""
    q = (request.args.get("q") or "")[:80].strip()
    most = IN_PALETTE if request.fragment == "palette-results" else ON_PAGE  # type: ignore[attr-defined]
    groups = [*_records(q, most), *_commands(q)]
    return render("search/index.html", q=q, groups=groups)


def _records(q: str, most: int) -> list[dict[str, Any]]:
    if not q:
        return []
    words = words_of(q)
    return [
        {"label": source.label, "items": [_item(source, one, words) for one in found]}
        for kind, found in find(me(), q, most).items()
        for source in [SOURCES[kind]]
    ]


def _item(source: Any, one: Any, words: list[str]) -> dict[str, Any]:
    address = "#"
    if source.endpoint in current_app.view_functions:
        address = source.address(one.id) if source.address else link(source.endpoint)(one.id)
    return {"href": address, "icon": source.icon, "text": marked(one.title, words), "sub": one.detail}


def _commands(q: str) -> list[dict[str, Any]]:
    items = [
        {"href": url_for(each.endpoint), "icon": each.icon, "text": each.label}
        for each in commands.matching(q, me())
        if each.endpoint in current_app.view_functions
    ]
    return [{"label": _("Commands"), "items": items[:MOST_COMMANDS]}] if items else []


def marked(title: str, words: list[str]) -> Markup:
    """`title` with the first place of each word marked, where the letters line up."""
    plain = normal(title)
    if len(plain) != len(title):  # a ligature or blanks were folded: places would not line up
        return escape(title)
    taken: list[tuple[int, int]] = []
    for word in words:
        at = plain.find(word)
        if at >= 0 and not any(start < at + len(word) and at < end for start, end in taken):
            taken.append((at, at + len(word)))
    done, parts = 0, Markup("")
    for start, end in sorted(taken):
        parts += escape(title[done:start]) + Markup("<mark>{}</mark>").format(title[start:end])
        done = end
    return parts + escape(title[done:])
