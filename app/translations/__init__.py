"""Chinese catalogues, one an area (`zh_Hans_CN/<area>.po`), and how they become what gettext reads.

English is in the code. One file an area keeps a translator's eye on one subject and two people out of each other's way.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent.parent
LOCALE = "zh_Hans_CN"
METHODS = [("app/**.py", "python"), ("worker/**.py", "python"), ("tenants/**.py", "python"),
           ("templates/**.*", "jinja2")]  # fmt: skip
OPTIONS = {"templates/**.*": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {
    "_": None, "_l": None, "gettext": None, "lazy_gettext": None,
    "ngettext": (1, 2), "_n": (1, 2), "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2), "_p": ((1, "c"), 2), "lazy_pgettext": ((1, "c"), 2),
}  # fmt: skip


def catalogues(folder: Path) -> list[Path]:
    """The catalogues of every area."""
    return sorted((folder / LOCALE).glob("*.po"))


def read(path: Path) -> Catalog:
    """One area's catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE, charset="utf-8")


def compiled(folder: Path) -> Path:
    """The folder gettext reads, compiled from the areas' catalogues when one of them is newer."""
    target = folder / LOCALE / "LC_MESSAGES" / "messages.mo"
    sources = catalogues(folder)
    if not target.exists() or any(path.stat().st_mtime > target.stat().st_mtime for path in sources):
        _write(merged(sources), target)
    return folder


def merged(sources: list[Path]) -> Catalog:
    """All areas in one catalogue."""
    whole = Catalog(locale=LOCALE, charset="utf-8")
    for path in sources:
        for message in read(path):
            if message.id and message.string:
                whole.add(message.id, message.string, context=message.context, flags=message.flags)
    return whole


def _write(catalogue: Catalog, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    unfinished.write_bytes(buffer.getvalue())
    unfinished.replace(target)  # several processes start at once


def used() -> Iterator[tuple[str, int, object, str | None]]:
    """Every string the product says: file, line, message id (or pair for plurals), context."""
    for folder in ("app", "worker", "tenants", "templates"):
        methods = [(pattern.partition("/")[2], method) for pattern, method in METHODS if pattern.startswith(folder)]
        found = extract_from_dir(
            ROOT / folder, methods, {"**.*": OPTIONS["templates/**.*"]}, keywords=KEYWORDS, comment_tags=()
        )
        for name, line, message, _comments, context in found:
            yield f"{folder}/{name}", line, message, context


def problems(folder: Path | None = None) -> list[str]:
    """What is wrong with the translation, a line each: missing, empty, fuzzy, unused, contradicting."""
    folder = folder or Path(__file__).resolve().parent
    known: dict[tuple[object, str | None], Message] = {}
    found: list[str] = []
    for path in catalogues(folder):
        for message in read(path):
            if not message.id:
                continue
            name = f"{path.name}: {_id(message.id)!r}"
            if message.fuzzy:
                found.append(f"fuzzy    {name}")
            strings = message.string if isinstance(message.string, tuple | list) else [message.string]
            if not all(strings):
                found.append(f"empty    {name}")
            elif other := known.get((_id(message.id), message.context)):
                if other.string != message.string:
                    found.append(f"twice    {name}")
            elif message.python_format and any(error for error in message.check()):
                found.append(f"broken   {name}")
            known[_id(message.id), message.context] = message
    wanted = {(_id(message), context): f"{file}:{line}" for file, line, message, context in used() if _id(message)}
    found += [f"missing  {where}: {key[0]!r}" for key, where in wanted.items() if key not in known]
    found += [f"unused   {key[0]!r}" for key in known if key not in wanted]
    return sorted(found)


def _id(message: object) -> object:
    return message[0] if isinstance(message, tuple | list) else message
