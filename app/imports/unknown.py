"""Names in a file that the company does not know yet, each once, with what it may have meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.imports import context
from app.imports.converting import Converted
from app.imports.decisions import Decisions
from app.imports.model import Import
from app.imports.near import Index
from app.imports.planning import converted, table_of
from app.imports.words import Words

#: Beyond so many names of one list, only those that resemble a known one are asked about.
MOST_ASKED = 200
OFFERED = 3


@dataclass(frozen=True)
class Like:
    """A known name that resembles the unknown one; certain when only spelling manners differ."""

    id: Any
    name: str
    certain: bool


@dataclass(frozen=True)
class Unknown:
    """A name nobody here has, how many rows say it, and what it resembles."""

    vocabulary: str
    text: str
    rows: int
    near: tuple[Like, ...]


@dataclass(frozen=True)
class Group:
    """The unknown names of one list; those beyond `asked` are decided about together."""

    vocabulary: str
    asked: tuple[Unknown, ...]
    more: int


def unknown_names(record: Import, decided: Decisions, words: Words | None = None) -> list[Group]:
    """What has to be decided about the file's names, list by list; those that resemble a known one come first."""
    fields = {field: name for field, name in decided.kind.asked.items() if field in decided.fields}
    if not fields:
        return []
    here = context.of(record)
    words = words or Words(here, decided)
    counts = _counts(converted(table_of(record), decided, here.currency), fields)
    groups = (_unknown(words, vocabulary, texts) for vocabulary, texts in counts.items())
    return [group for group in groups if group.asked]


def _counts(rows: Iterable[Converted], fields: dict[str, str]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for field, vocabulary in fields.items():
            text = row.values[field]
            if text is not None:
                counts[vocabulary][text] += 1
    return {vocabulary: counts[vocabulary] for vocabulary in dict.fromkeys(fields.values()) if vocabulary in counts}


def _unknown(words: Words, vocabulary: str, texts: Counter[str]) -> Group:
    strange = [(text, rows) for text, rows in texts.most_common() if not words.knows(vocabulary, text)]
    if not strange:
        return Group(vocabulary, (), 0)
    known = {one.name: one for one in words.named(vocabulary)}
    index = Index(known)
    found = []
    for text, rows in strange:
        near = tuple(
            Like(known[one.value].id, one.value, one.certainty == "certain") for one in index.near(text)[:OFFERED]
        )
        found.append(Unknown(vocabulary, text, rows, near))
    ordered = [one for one in found if one.near] + [one for one in found if not one.near]
    return Group(vocabulary, tuple(ordered[:MOST_ASKED]), len(ordered[MOST_ASKED:]))
