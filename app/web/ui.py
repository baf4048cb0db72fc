"""The small marks that rows repeat: icons, signals, deltas, bars and seals.

They are Python and not template macros because a list says them hundreds of times. The larger pieces (fields, dialogs,
pagination) are macros in templates/ui/; install() makes them all known to every template as ui.field(…), ui.empty(…),
also where one block of a page is rendered alone.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from types import SimpleNamespace

from jinja2 import Environment
from markupsafe import Markup, escape

from app.web import bundles

SYMBOL = re.compile(r'<symbol id="([\w-]+)"')
SHAPES = {
    "good": Markup('<circle cx="5" cy="5" r="4.5"/>'),
    "warn": Markup('<path d="M5 .4 9.8 9.4H.2z"/>'),
    "bad": Markup('<path d="M.6.6h8.8v8.8H.6z"/>'),
}
DELTA = Markup('<span class="delta{tone}">{arrow}{text}</span>')
ICON = Markup('<svg class="icon{cls}" aria-hidden="true"><use href="{sheet}#{name}"/></svg>')
SIGNAL = Markup(
    '<span class="signal signal--{level}"><svg class="signal__shape" viewBox="0 0 10 10" aria-hidden="true">'
    "{shape}</svg>{word}</span>"
)
MEASURE = Markup(
    '<svg class="measure{cls}" role="img" aria-label="{label}">'
    '<rect class="measure__track" y="3" width="100%" height="8" rx="1"/>'
    '<rect class="measure__fill" y="3" width="{width}%" height="8" rx="1"/>{pace}</svg>'
)
PACE = Markup('<line class="measure__pace" x1="{at}%" x2="{at}%" y1="0" y2="14"/>')
GAUGE = Markup(
    '<svg class="deal__gauge" aria-hidden="true"><rect class="deal__gauge-track" y="4" width="100%" height="4"/>'
    '<rect class="deal__gauge-fill deal__gauge-fill--{level}" y="4" width="{width}%" height="4"/>'
    '<line class="deal__gauge-limit" x1="45%" x2="45%" y1="1" y2="11"/></svg>'
)
SEAL = Markup('<i class="seal{cls}" role="img" aria-label="{name}" title="{name}">{initials}</i>')
PERSON = Markup('<span class="person"><i class="seal{cls}" aria-hidden="true">{initials}</i>{name}</span>')


MACROS = ("actions", "board", "brand", "dialogs", "forms", "loop", "palette", "periods", "records", "states", "tables")


def install(env: Environment) -> None:
    """Teach an environment the marks and the macros. Call it after gettext is installed."""
    env.globals.update(template_globals())
    env.globals["ui"] = macros(env)


def macros(env: Environment) -> SimpleNamespace:
    """All macros of templates/ui/ by name, made once and not once a page."""
    found: dict[str, object] = {}
    for file in MACROS:
        module = env.get_template(f"ui/{file}.html").module
        found.update({name: value for name, value in vars(module).items() if not name.startswith("_")})
    return SimpleNamespace(**found)


def template_globals() -> dict[str, object]:
    """What every template may call without importing it."""
    return {
        "icon": icon,
        "icon_names": icon_names,
        "signal": signal,
        "delta": delta,
        "measure": measure,
        "gauge": gauge,
        "seal": seal,
        "person": person,
        "initials": initials,
        "asset_url": asset_url,
    }


def asset_url(kind: str) -> str:
    """The address of "css", "js", "icons" or "mark"."""
    made: dict[str, Callable[[], bundles.Asset]] = {
        "css": bundles.stylesheet,
        "js": bundles.script,
        "icons": bundles.sprite,
        "mark": bundles.mark,
    }
    return made[kind]().url


@cache
def icon_names() -> frozenset[str]:
    return frozenset(SYMBOL.findall(bundles.sprite().body.decode()))


@cache
def icon(name: str, cls: str = "") -> Markup:
    """A picture beside a word; the word is what is read aloud."""
    if name not in icon_names():
        raise LookupError(f"no icon is called {name!r}; see static/icons/sprite.svg")
    return ICON.format(cls=_extra(cls), sheet=bundles.sprite().url, name=name)


@lru_cache(maxsize=1024)
def signal(level: str, word: str) -> Markup:
    """Health: disc, triangle or square, always with its word. Levels: good, warn, bad."""
    return SIGNAL.format(level=level, shape=SHAPES[level], word=word)


def delta(value: float, text: str, good_up: bool = True) -> Markup:
    """A change: arrow and tone from the value, the words as given."""
    if value == 0:
        return DELTA.format(tone="", arrow="", text=text)
    rises = value > 0
    arrow = icon("arrow-up-right" if rises else "arrow-down-right")
    return DELTA.format(tone=" delta--good" if rises == good_up else " delta--bad", arrow=arrow, text=text)


@lru_cache(maxsize=8192)
def measure(percent: float, pace: float | None = None, label: str = "", cls: str = "") -> Markup:
    """A bar with its ink line: how far it is, and where today should be."""
    notch = "" if pace is None else PACE.format(at=_share(pace))
    return MEASURE.format(cls=_extra(cls), label=label, width=_share(percent), pace=notch)


@lru_cache(maxsize=8192)
def gauge(days: int, limit: int, level: str) -> Markup:
    """Days in a stage against the stage's days; the ink line is the limit."""
    return GAUGE.format(level=level, width=_share(days / limit * 45 if limit else 0))


@lru_cache(maxsize=4096)
def seal(name: str, mine: bool = False, cls: str = "") -> Markup:
    """A person as one square, for places where the name has no room. The name is still read aloud."""
    return SEAL.format(cls=_extra("seal--me" if mine else "", cls), name=name, initials=initials(name))


@lru_cache(maxsize=4096)
def person(name: str, mine: bool = False) -> Markup:
    return PERSON.format(cls=_extra("seal--me" if mine else ""), name=name, initials=initials(name))


def initials(name: str) -> str:
    """张伟 is 张; Zhang Wei is ZW."""
    words = name.split()
    if not words:
        return "?"
    if ord(words[0][0]) >= 0x2E80:
        return words[0][0]
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


def _share(percent: float) -> str:
    return f"{min(max(percent, 0), 100):.1f}".removesuffix(".0")


def _extra(*classes: str) -> str:
    return "".join(f" {escape(cls)}" for cls in classes if cls)
