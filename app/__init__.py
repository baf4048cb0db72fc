"""Dealwright 销匠: what the product does. `create_app` reads as its table of contents."""

from __future__ import annotations

from flask import Flask

from app import settings


def create_app() -> Flask:
    """The web application. Raises Misconfigured when the environment lacks something."""
    from app import areas, cli, logs, models  # noqa: F401 - models: every mapper must be known before the first query
    from app.web import addresses, errors, formats, language, once_form, render, request, security, ui, unit_of_work
    from tenants import db, urls

    logs.configure()
    chosen = settings.load()
    app = request.AwareFlask(
        __name__, template_folder="../templates", static_folder="../static", static_url_path="/static"
    )
    app.config.update(
        SECRET_KEY=chosen.secret_key,
        SECRET_KEY_FALLBACKS=list(chosen.former_keys),
        SETTINGS=chosen,
        MAX_CONTENT_LENGTH=30 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=5000,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True

    db.connect_sessions()
    language.install(app)
    security.install(app)
    urls.install(app)
    unit_of_work.install(app)
    once_form.install(app)
    render.install(app)
    formats.install(app)
    addresses.install(app)
    ui.install(app.jinja_env)
    errors.install(app)
    areas.install(app)
    cli.install(app)
    return app
