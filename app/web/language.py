"""Which language a page speaks: the signed-in person's, else the visitor's choice, else the browser's."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, get_locale

from app import translations

LANGUAGES = {"zh": "zh_Hans_CN", "en": "en"}
NAMES = {"zh": "中文", "en": "English"}


def chosen() -> str:
    """The short code of the language in force: "zh" or "en"."""
    if has_request_context():
        person = g.get("identity")
        for wish in (g.get("language"), person.language if person else None, request.cookies.get("lang")):
            if wish in LANGUAGES:
                return wish
        if "Accept-Language" in request.headers:
            match = request.accept_languages.best_match(["zh-CN", "zh", "en"])
            if match:
                return match[:2]
    return current_app.config["SETTINGS"].language


def short() -> str:
    """The short code of the locale Babel works in, inside requests and jobs alike."""
    locale = get_locale()
    return "zh" if locale and locale.language == "zh" else "en"


def install(app: Flask) -> None:
    """Connect Babel; compile the catalogues when they are newer than what was compiled."""
    folder = translations.compiled(Path(app.root_path) / "translations")
    app.config.update(
        BABEL_TRANSLATION_DIRECTORIES=str(folder), BABEL_DEFAULT_LOCALE="en", BABEL_DEFAULT_TIMEZONE="UTC"
    )
    Babel(app, locale_selector=lambda: LANGUAGES[chosen()])
    app.jinja_env.globals.update(language_names=NAMES)
