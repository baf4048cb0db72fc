"""A list of people as it comes out of a chat, a sheet or an address book: names and addresses, in any separators."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from flask_babel import gettext as _

MOST_LINES, LONGEST_NAME = 200, 60
_EMAIL = re.compile(r"[^@\s,;:<>()\[\]\"'|]+@[^@\s,;:<>()\[\]\"'|]+\.[^@\s,;:<>()\[\]\"'|.]{2,}")
_ALIKE = str.maketrans(
    {"、": ",", "。": " ", "《": "<", "》": ">", "【": "[", "】": "]", "“": '"', "”": '"', "＇": "'"}
)
_EDGES = " \t,;:<>()[]\"'|-*·•"


@dataclass(frozen=True)
class Wish:
    """Somebody to invite, and the line he stands in."""

    line: int
    name: str
    email: str


@dataclass(frozen=True)
class Trouble:
    """A line that cannot be used, as it was pasted, and why."""

    line: int
    text: str
    why: str


def read(text: str) -> tuple[list[Wish], list[Trouble]]:
    """Whom the pasted `text` names, and the lines that name nobody who could be reached."""
    wishes: list[Wish] = []
    troubles: list[Trouble] = []
    for number, line in enumerate(text.splitlines()[:MOST_LINES], start=1):
        plain = unicodedata.normalize("NFKC", line).translate(_ALIKE).strip()
        if not plain.strip(_EDGES):
            continue
        found = list(_read_line(number, plain))
        wishes += found
        if not found or plain.count("@") > len(found):
            troubles.append(Trouble(number, line.strip()[:120], _why_not(plain)))
    return wishes, troubles


def _read_line(number: int, line: str) -> list[Wish]:
    """Names stand before their addresses ("Li Na <li@x.com>"), or after them when the line begins with one."""
    hits = list(_EMAIL.finditer(line))
    if not hits:
        return []
    between = [
        line[a:b]
        for a, b in zip([0, *(hit.end() for hit in hits)], [*(hit.start() for hit in hits), len(line)], strict=True)
    ]
    names = between[:-1] if between[0].strip(_EDGES) else between[1:]
    return [Wish(number, _name(name, hit.group()), hit.group()) for name, hit in zip(names, hits, strict=True)]


def _name(text: str, email: str) -> str:
    cleaned = re.sub(r"[\s,;|]+", " ", text).strip(_EDGES)
    cleaned = re.sub(r"^\d+[.)]?\s+", "", cleaned)
    return (cleaned or email.partition("@")[0])[:LONGEST_NAME]


def _why_not(line: str) -> str:
    return _("This is not an e-mail address.") if "@" in line else _("There is no e-mail address in this line.")
