"""The company's own house: its name and clock, its lists of words, its calendar, what happened in it."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import lazy_gettext as _l

from app.web import menu, violations
from tenants import lifecycle

#: The rooms of the settings in their order: endpoint, name, and whether only owners enter. Rooms of areas that are not
#: put up are left out.
ROOMS: list[tuple[str, Any, bool]] = [
    ("company.index", _l("Company"), False),
    ("members.index", _l("People"), False),
    ("teams.index", _l("Teams"), False),
    ("stages.index", _l("Pipelines"), False),
    ("choices.index", _l("Lists"), False),
    ("products.index", _l("Products"), False),
    ("calendar.index", _l("Work calendar"), False),
    ("imports.index", _l("Import"), False),
    ("history.index", _l("History"), True),
    ("jobs.index", _l("Background work"), True),
]


def install(app: Flask) -> None:
    """Put up the settings."""
    from app.company import beginnings, words
    from app.company.calendar.views import calendar
    from app.company.choices.views import choices
    from app.company.history.views import history
    from app.company.settings.views import company
    from app.search.commands import can_manage, command

    lifecycle.furnish_with(beginnings.furnish)
    words.install()
    command("company.index", "settings", _l("Settings"), "settings company 设置 公司", may=can_manage, place="settle")
    violations.explain({"uq_choices_name": _l("The list has this entry already.")})
    app.register_blueprint(company, url_prefix="/<tenant_slug>/settings")
    app.register_blueprint(choices, url_prefix="/<tenant_slug>/settings/lists")
    app.register_blueprint(calendar, url_prefix="/<tenant_slug>/settings/calendar")
    app.register_blueprint(history, url_prefix="/<tenant_slug>/settings")
    rooms = tuple(endpoint.partition(".")[0] for endpoint, _name, _owners in ROOMS if endpoint != "products.index")
    menu.add(app, "foot", "company.index", "settings", _l("Settings"), owns=(*rooms, "invitations"), managers=True)
    app.jinja_env.globals["settings_tabs"] = settings_tabs


def settings_tabs() -> list[dict[str, Any]]:
    """The rooms the acting member may enter, for `ui.tabs`."""
    here = "members" if request.blueprint == "invitations" else request.blueprint
    return [
        {"label": name, "href": url_for(endpoint), "current": endpoint.partition(".")[0] == here}
        for endpoint, name, owners in ROOMS
        if endpoint in current_app.view_functions and (g.member.is_owner or not owners)
    ]
