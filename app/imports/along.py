"""What an import makes along the way, because rows name it and nobody has it yet: list entries, customers, teams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from app.imports.context import Context
from app.imports.entries import CREATED, UPDATED, Entry
from app.imports.into import Into
from app.imports.records import dependents_first
from app.imports.vocabularies import VOCABULARIES, Growing
from app.imports.words import Made


def noun(made: Made) -> str:
    """What kind of record it is."""
    return VOCABULARIES[made.vocabulary].noun


def needed(into: Into, entries: Iterable[Entry]) -> list[Made]:
    """What rows that come in really refer to, directly or through what they refer to, in the order of the file."""
    known = into.words.made
    if not known:
        return []
    wanted: set[Any] = set()
    for entry in entries:
        if entry.outcome in (CREATED, UPDATED):
            wanted.update(into.refers(entry))
    found: dict[UUID, Made] = {}
    waiting = [made for record_id, made in known.items() if record_id in wanted]
    while waiting:
        made = waiting.pop()
        if made.id not in found:
            found[made.id] = made
            waiting += [known[one] for one in made.about.values() if one in known]
    return [made for made in known.values() if made.id in found]


def write(context: Context, made: list[Made]) -> None:
    """Write them, those that others refer to first."""
    of: dict[str, list[Made]] = defaultdict(list)
    for one in made:
        of[one.vocabulary].append(one)
    for record in reversed(dependents_first()):
        for vocabulary in VOCABULARIES.values():
            if isinstance(vocabulary, Growing) and vocabulary.noun == record.noun and vocabulary.key in of:
                vocabulary.write(context, of[vocabulary.key])
