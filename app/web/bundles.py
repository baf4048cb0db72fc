"""What a page loads: one stylesheet, one script, one sheet of icons.

There is no build step. The files under static/ are the source; they are joined once when the process starts, named
after their content so that a browser may keep them for ever, and kept compressed.
"""

import gzip
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

STATIC = Path(__file__).resolve().parents[2] / "static"
PREFIX = "/assets/"
IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>[\w-]+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MIMETYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


class Asset(NamedTuple):
    """A file as it goes over the wire. Its name carries a hash: serve it with a long, immutable cache."""

    name: str
    body: bytes
    gzipped: bytes
    mimetype: str

    @property
    def url(self) -> str:
        return PREFIX + self.name


@cache
def assets() -> dict[str, Asset]:
    """Everything the address /assets/<name> may answer, by name."""
    return {asset.name: asset for asset in (stylesheet(), script(), sprite(), mark())}


def asset(name: str) -> Asset | None:
    return assets().get(name)


def css_bundle() -> tuple[str, bytes]:
    return stylesheet()[:2]


def js_bundle() -> tuple[str, bytes]:
    return script()[:2]


@cache
def stylesheet() -> Asset:
    return _named("app.css", join_styles(STATIC / "css" / "app.css"))


@cache
def script() -> Asset:
    behaviours = sorted((STATIC / "js").glob("*.js"))
    return _named("app.js", join_scripts(_only(STATIC / "vendor", "htmx-*.min.js"), behaviours))


@cache
def sprite() -> Asset:
    return _named("icons.svg", (STATIC / "icons" / "sprite.svg").read_text("utf-8"))


@cache
def mark() -> Asset:
    return _named("mark.svg", (STATIC / "icons" / "mark.svg").read_text("utf-8"))


def join_styles(entry: Path) -> str:
    """The entry's own lines (the order of layers), then each file it imports, inside its layer."""
    source = entry.read_text("utf-8")
    head = IMPORT.sub("", _without_comments(source))
    parts = [
        f"@layer {found['layer']} {{\n{_without_comments((entry.parent / found['path']).read_text('utf-8'))}\n}}"
        for found in IMPORT.finditer(source)
    ]
    return "\n".join([head.strip(), *parts]) + "\n"


def join_scripts(library: Path, behaviours: list[Path]) -> str:
    """The library, then each behaviour in a strict scope of its own: none can see another's names."""
    scoped = [f'(() => {{\n"use strict";\n{path.read_text("utf-8").strip()}\n}})();' for path in behaviours]
    return "\n".join([library.read_text("utf-8").strip(), *scoped]) + "\n"


def _without_comments(css: str) -> str:
    lines = (line.strip() for line in COMMENT.sub("", css).splitlines())
    return "\n".join(line for line in lines if line)


def _named(name: str, text: str) -> Asset:
    body = text.encode()
    stem, kind = name.rsplit(".", 1)
    digest = hashlib.sha256(body).hexdigest()[:12]
    return Asset(f"{stem}.{digest}.{kind}", body, gzip.compress(body, 9, mtime=0), MIMETYPES[kind])


def _only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found
