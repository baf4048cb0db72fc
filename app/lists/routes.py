"""What every list has beside its page, put up on the tool's own blueprint."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint

from app.lists import views, views_many, views_saved
from app.lists.listing import List

View = Callable[..., Any]
_ASKED: tuple[tuple[str, str, View], ...] = (
    ("/list.<any(csv, xlsx, json):suffix>", "list_export", views.export),
    ("/list/layout", "list_layout", views.show_layout),
    ("/views/new", "new_view", views_saved.show_new_view),
    ("/views/<uuid:id>", "view", views_saved.show_view),
)
_SENT: tuple[tuple[str, str, View], ...] = (
    ("/views", "create_view", views_saved.create_view),
    ("/views/<uuid:id>", "change_view", views_saved.change_view),
    ("/views/<uuid:id>/deletion", "drop_view", views_saved.drop_view),
    ("/views/first", "begin_with_view", views_saved.begin_with_view),
)
_MANY: tuple[tuple[str, str, View], ...] = (
    ("/list/selection", "choose_changes", views_many.choose_changes),
    ("/list/changes", "change_all", views_many.change_all),
    ("/list/changes/<uuid:id>/undo", "undo_changes", views_many.undo_changes),
)


def attach(blueprint: Blueprint, listing: List[Any]) -> None:
    """Put up the files, the columns and the views of a list, and what else it can do."""
    assert blueprint.name == listing.blueprint
    filters = (("/list/filter", "list_filter", views.show_filter),) if listing.filter_form else ()
    for rule, name, view in (*_ASKED, *filters):
        blueprint.add_url_rule(rule, name, _about(listing, view))
    for rule, name, view in (*_SENT, *(_MANY if listing.many else ())):
        blueprint.add_url_rule(rule, name, _about(listing, view), methods=["POST"])


def _about(listing: List[Any], view: View) -> View:
    @wraps(view)
    def about(**values: Any) -> Any:
        return view(listing, **values)

    return about
