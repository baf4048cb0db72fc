"""The company's own house: its name and clock, its lists of words, its calendar, what happened in it."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.web import first_steps, menu, violations
from tenants import lifecycle


def install(app: Flask) -> None:
    """Put up the settings."""
    from app.company import rooms, words
    from app.company.calendar.views import calendar
    from app.company.choices import kinds
    from app.company.choices.views import choices
    from app.company.history.views import history
    from app.company.settings import queries
    from app.company.settings.views import company
    from app.search.commands import can_manage, command

    lifecycle.furnish_with(kinds.furnish)
    kinds.kind("region", _l("Regions"), {"zh": ("华东", "华南", "华北"), "en": ("North", "South", "East", "West")})
    app.url_map.converters["choice_kind"] = kinds.KindConverter
    words.install()
    command("company.index", "settings", _l("Settings"), "settings company 设置 公司", may=can_manage, place="settle")
    violations.explain({"uq_choices_name": _l("The list has this entry already.")})
    app.register_blueprint(company, url_prefix="/<tenant_slug>/settings")
    app.register_blueprint(choices, url_prefix="/<tenant_slug>/settings/lists")
    app.register_blueprint(calendar, url_prefix="/<tenant_slug>/settings/calendar")
    app.register_blueprint(history, url_prefix="/<tenant_slug>/settings")
    menu.add(app, "foot", "company.index", "settings", _l("Settings"), owns=rooms.INSIDE, managers=True)
    first_steps.add(
        app, "company", _l("Look through the settings"), _l("currency, week, holidays, lists"), queries.were_changed,
        _l("Set up"), "company.index",
    )  # fmt: skip
    rooms.room("company.index", _l("Company"), "company")
    rooms.room("choices.index", _l("Lists"), "words")
    rooms.room("calendar.index", _l("Work calendar"), "words")
    rooms.room("history.index", _l("History"), "records", owners=True)
    app.jinja_env.globals["settings_tabs"] = rooms.tabs
