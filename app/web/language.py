"""Which language a page speaks: the signed-in person's, else the visitor's choice, else the browser's."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel import Locale
from babel.support import NullTranslations, Translations
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
    locale = _locale()
    return "zh" if locale and locale.language == "zh" else "en"


def _locale() -> Locale | None:
    """The locale in force. Rows ask for it thousands of times: Babel's note of it is read before Babel is asked."""
    return getattr(g.get("_flask_babel"), "babel_locale", None) or get_locale()


@cache
def _catalogue(folder: str, locale: str) -> NullTranslations:
    """The strings of one language, read once a process."""
    return Translations.load(folder, [locale])


def install(app: Flask) -> None:
    """Connect Babel; compile the catalogues when they are newer than what was compiled."""
    folder = str(translations.compiled(Path(app.root_path) / "translations"))
    app.config.update(BABEL_TRANSLATION_DIRECTORIES=folder, BABEL_DEFAULT_LOCALE="en", BABEL_DEFAULT_TIMEZONE="UTC")
    Babel(app, locale_selector=lambda: LANGUAGES[chosen()])
    app.jinja_env.globals.update(language_names=NAMES)

    def said() -> NullTranslations:
        return _catalogue(folder, str(_locale() or "en"))

    # Templates ask the catalogue itself; by way of Babel a board's hundred cards cost a third of their time.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: said().gettext(text),
        lambda one, many, number: said().ngettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, text: said().pgettext(context, text),
        npgettext=lambda context, one, many, number: said().npgettext(context, one, many, number),
    )
