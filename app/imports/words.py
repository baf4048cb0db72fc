"""What the names in a file mean in this company: by the name itself, by a synonym, or by what was decided.

A name that is to be made gets its id here, when it is first met; whether it is really written depends on the rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from app.imports.context import Context
from app.imports.decisions import REST, Decisions
from app.imports.lists import Named
from app.imports.problems import Unreadable
from app.imports.vocabularies import LEAVE, NEW, OUT, TEXT, VOCABULARIES
from app.people.names import name_key
from tenants.owned import new_id


@dataclass
class Made:
    """Something an import makes along the way, and the row that first named it."""

    vocabulary: str
    id: UUID
    name: str
    row: int
    about: dict[str, Any] = field(default_factory=dict)


class AsText:
    """The words themselves are kept, without a record behind them."""


AS_TEXT = AsText()
#: How a decision about an unknown name reads.
WAY_NAMES = {
    NEW: _l("add as new"),
    LEAVE: _l("leave unknown"),
    TEXT: _l("keep as text"),
    OUT: _l("leave these rows out"),
}
Meaning = Any  # an id, a word such as a customer type, None for unknown, or AS_TEXT


class Words:
    """The company's names, and what the file's names mean among them."""

    def __init__(self, context: Context, decisions: Decisions) -> None:
        self.context = context
        self.decisions = decisions
        self.row = 0
        self.made: dict[UUID, Made] = {}
        self._lists: dict[str, dict[str, list[Named]]] = {}
        self._by_id: dict[str, dict[Any, Named]] = {}
        self._memory: dict[str, dict[str, Meaning]] = defaultdict(dict)

    def named(self, vocabulary: str) -> list[Named]:
        """All of a list that the person may choose from."""
        self._load(vocabulary)
        return [one for one in self._by_id[vocabulary].values() if one.usable]

    def get(self, vocabulary: str, record_id: Any) -> Named | None:
        """The entry of a list behind an id."""
        self._load(vocabulary)
        return self._by_id[vocabulary].get(record_id)

    def find(self, vocabulary: str, text: str) -> Meaning:
        """What `text` means. Raises Unreadable when it means nothing here and nobody said what to do."""
        memory = self._memory[vocabulary]
        if text not in memory:
            try:
                memory[text] = self._find(vocabulary, text)
            except Unreadable as complaint:
                memory[text] = complaint
        found = memory[text]
        if isinstance(found, Unreadable):
            raise found
        return found

    def knows(self, vocabulary: str, text: str) -> bool:
        """Whether the company has that name, so that nobody needs to decide about it."""
        return bool(self._same(vocabulary, text)) or self._synonym(vocabulary, text) is not None

    def make(self, vocabulary: str, name: str, **about: Any) -> UUID:
        """The id of a new entry called `name`; the same one however often it is asked for."""
        known = self._same(vocabulary, name)
        if known:
            return known[0].id
        made = Made(vocabulary, new_id(), name, self.row, about)
        self.made[made.id] = made
        self.add(vocabulary, Named(made.id, name, about=about))
        return made.id

    def add(self, vocabulary: str, named: Named) -> None:
        """Let a name that the file brings be found by its later rows."""
        self._load(vocabulary)
        self._lists[vocabulary].setdefault(name_key(named.name), []).append(named)
        self._by_id[vocabulary][named.id] = named

    def _find(self, vocabulary: str, text: str) -> Meaning:
        decided = self.decisions.meanings.get(vocabulary, {})
        if decided.get(text):
            return self._decided(vocabulary, text, decided[text])
        found = self._same(vocabulary, text)
        if found:
            return self._only(vocabulary, text, found)
        synonym = self._synonym(vocabulary, text)
        if synonym is not None:
            return synonym
        return self._decided(vocabulary, text, decided.get(text, decided.get(REST, "")))

    def _same(self, vocabulary: str, text: str) -> list[Named]:
        self._load(vocabulary)
        return self._lists[vocabulary].get(name_key(text), [])

    def _only(self, vocabulary: str, text: str, found: list[Named]) -> Meaning:
        usable = [one for one in found if one.usable]
        if not usable:
            raise _not_yours(vocabulary, text)
        twice = VOCABULARIES[vocabulary].twice
        if len(usable) > 1 and twice is not None:
            raise Unreadable("ambiguous", twice, value=text)
        return usable[0].id

    def _synonym(self, vocabulary: str, text: str) -> Meaning:
        return VOCABULARIES[vocabulary].synonym(self, text)

    def _decided(self, vocabulary: str, text: str, decision: str) -> Meaning:
        if decision == LEAVE:
            return None
        if decision == TEXT:
            return AS_TEXT
        if decision == NEW:
            if NEW not in VOCABULARIES[vocabulary].ways_of(self.context.by):
                raise _not_yours(vocabulary, text)
            return self.make(vocabulary, text, **VOCABULARIES[vocabulary].beginning(self))
        chosen = self._chosen(vocabulary, decision)
        if chosen is None:
            raise _unknown(vocabulary, text)
        return chosen

    def _chosen(self, vocabulary: str, decision: str) -> Meaning:
        """The entry a decision points at, by its id or, as a map written by hand has it, by its name."""
        if not decision:
            return None
        options = {str(one.id): one.id for one in self.named(vocabulary)}
        by_name = next((one.id for one in self._same(vocabulary, decision) if one.usable), None)
        return options.get(decision, by_name)

    def _load(self, vocabulary: str) -> None:
        if vocabulary in self._lists:
            return
        entries: Iterable[Named] = VOCABULARIES[vocabulary].entries(self.context, self.decisions)
        lists: dict[str, list[Named]] = {}
        self._by_id[vocabulary] = by_id = {}
        for one in entries:
            by_id[one.id] = one
            for key in one.keys or (name_key(one.name),):
                lists.setdefault(key, []).append(one)
        self._lists[vocabulary] = lists


def _unknown(vocabulary: str, text: str) -> Unreadable:
    return Unreadable("unknown", VOCABULARIES[vocabulary].unknown, value=text)


def _not_yours(vocabulary: str, text: str) -> Unreadable:
    return Unreadable("not_yours", VOCABULARIES[vocabulary].not_yours, value=text)
