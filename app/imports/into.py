"""What all kinds of lists have in common on their way in: read a row, recognise its record, see what would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import Table, select

from app import money
from app.imports.batches import ASKED_TOGETHER, asked, batched, insert_many, update_many
from app.imports.context import Context
from app.imports.converting import Converted
from app.imports.decisions import Decisions
from app.imports.entries import CREATED, FAILED, SKIPPED, UNCHANGED, UPDATED, Entry
from app.imports.lists import visible
from app.imports.problems import Problem, Unreadable
from app.imports.records import CALLED
from app.imports.words import AS_TEXT, Words
from app.people.names import name_key
from tenants.context import db
from tenants.owned import new_id

Existing = dict[str, Any]
Key = tuple[Any, ...]
CHANGED_MEANWHILE = _l("Somebody changed this record while the file came in. Import the row again.")


class Into:
    """How the rows of one kind of list become records. Subclasses say what is particular to theirs.

    One stands for one file: `prepare` looks up once what all rows need, `judge` thinks all rows through and writes
    nothing, `write` writes what was judged.
    """

    record: ClassVar[Any]  # the model
    noun: ClassVar[str]  # what its events are called, e.g. "deal"
    plain: ClassVar[dict[str, str]] = {}  # fields that go into a column as they are
    named: ClassVar[dict[str, str]] = {}  # fields that name something -> the column of its id
    #: For each match key the column by which records are looked up; without one all of them are looked at.
    probes: ClassVar[dict[tuple[str, ...], str | None]] = {}
    #: The columns of fields in match keys, where they are not called alike.
    key_columns: ClassVar[dict[str, str]] = {}
    #: The column that no two records of the company share.
    unique: ClassVar[str | None] = None
    #: Changes that follow from others and are not told.
    unsaid: ClassVar[frozenset[str]] = frozenset({"name_key", "external_id"})

    def __init__(self, context: Context, decisions: Decisions, words: Words, headers: list[str]) -> None:
        self.context, self.decisions, self.words = context, decisions, words
        self.headers = {column.field.key: headers[column.index] for column in decisions.columns}
        self.naming = [
            (field, vocabulary, self.named[field])
            for field, vocabulary in decisions.kind.naming.items()
            if field in self.named and field in self.headers
        ]
        self.direct = [(field, column) for field, column in self.plain.items() if field in self.headers]
        self.table: Table = self.record.__table__
        #: Columns of ids whose names stand beside them in the history, and where the names are found.
        self.names = {self.named.get(field, f"{field}_id"): words for field, words in decisions.kind.naming.items()}

    # -- before anything is written ------------------------------------------------------------------------

    def judge(self, rows: Iterable[Converted]) -> list[Entry]:
        """What will become of each row."""
        self.prepare()
        entries: list[Entry] = []
        seen: dict[Key, int] = {}
        for portion in self._portions(rows):
            read = [self.read(row) for row in portion]
            found = self.recognise(read)
            for entry in read:
                self._judge(entry, found, seen)
            entries += read
        self._refuse_taken(entries)
        self.finish(entries)
        return entries

    def _portions(self, rows: Iterable[Converted]) -> Iterator[list[Converted]]:
        """Some thousand rows at a time, unless each look-up reads the whole table anyway."""
        match = self.decisions.match
        looks_at_all = bool(match) and self.probes.get(match) is None
        return iter([list(rows)]) if looks_at_all else batched(rows, ASKED_TOGETHER)

    def _judge(self, entry: Entry, found: dict[Key, list[Existing]], seen: dict[Key, int]) -> None:
        if entry.is_bad:
            return
        key = self.key(entry.given)
        if key is None:
            self.decide(entry, [])
        elif key in seen:
            entry.refuse("", _l("Row %(number)s of the file is about the same record."), "twice", number=seen[key])
        else:
            seen[key] = entry.number
            self.decide(entry, found.get(key, []))

    def prepare(self) -> None:
        """Whatever is looked up before the first row is read."""

    def finish(self, entries: list[Entry]) -> None:
        """What only shows when all rows are known."""

    def read(self, row: Converted) -> Entry:
        """The row as columns of its record. A blank cell gives nothing, so that it never overwrites."""
        entry = Entry(row, problems=list(row.problems))
        self.words.row = row.number
        values, given = row.values, entry.given
        for field, column in self.direct:
            value = values[field]
            if value is not None:
                given[column] = value
        for field, vocabulary, column in self.naming:
            value = values[field]
            if value is not None:
                self._name(entry, field, vocabulary, column, value)
        if not any(values.get(field) is not None for field in self.decisions.kind.identity):
            entry.refuse("", _l("The row does not say what it is about: %(fields)s."), fields=self._identity())
        self.complete(entry)
        return entry

    def complete(self, entry: Entry) -> None:
        """Whatever a row of this kind gives beyond single columns."""

    def decide(self, entry: Entry, found: list[Existing]) -> None:
        """Create, change, leave or refuse, given the records with the row's key."""
        mode = self.decisions.mode
        if not found:
            if mode == "update":
                entry.outcome = SKIPPED
                return
            entry.record_id = new_id()
            self.create(entry)
            entry.outcome = FAILED if entry.is_bad else CREATED
            return
        if self._refused(entry, found):
            return
        if mode == "create":
            entry.outcome = SKIPPED
            return
        record = found[0]
        entry.record_id, entry.version = record["id"], record.get("version", 1)
        entry.extra["record"] = record
        same = self.key_names()
        entry.changes = {
            name: [record[name], value]
            for name, value in entry.given.items()
            if record[name] != value and not (name in same and _comparable(record[name]) == _comparable(value))
        }
        self.compare(entry, record)
        if entry.is_bad:
            entry.outcome = FAILED
        else:
            entry.outcome = UPDATED if entry.changes or self.has_more(entry) else UNCHANGED

    def create(self, entry: Entry) -> None:
        """Fill in what a new record needs and the row does not give."""

    def compare(self, entry: Entry, record: Existing) -> None:
        """What follows from the changes of an existing record."""

    def has_more(self, entry: Entry) -> bool:
        """Whether something beyond the record's own columns would change."""
        return False

    def refers(self, entry: Entry) -> set[Any]:
        """The ids a row refers to: what it makes along the way is written only if a row that comes in needs it."""
        return {value for value in (*entry.given.values(), *entry.extra.values()) if isinstance(value, UUID)}

    def called(self, entry: Entry) -> str:
        """What the record of a row is called in the history."""
        record = entry.extra.get("record", {})
        names = (entry.given.get(name) or record.get(name) for name in CALLED)
        return str(next((name for name in names if name), self.nameless(entry)))

    def told(self, entry: Entry) -> dict[str, list[Any]]:
        """What of a row's changes is told, column -> [before, after]."""
        return entry.changes

    def nameless(self, entry: Entry) -> Any:
        """What a record without a name is called."""
        return entry.number

    # -- recognising ---------------------------------------------------------------------------------------

    def key(self, given: dict[str, Any]) -> Key | None:
        """What a record is recognised by, from a row or from a record; None when a part is unknown."""
        if not self.decisions.match:
            return None
        values = tuple(_comparable(given.get(self.key_columns.get(field, field))) for field in self.decisions.match)
        return None if values[0] is None else values

    def key_names(self) -> set[str]:
        """The columns of the match key: another spelling of the same key is no change."""
        return {self.key_columns.get(field, field) for field in self.decisions.match}

    def recognise(self, entries: list[Entry]) -> dict[Key, list[Existing]]:
        """The records with the keys of the rows; each says whether the person may see it."""
        match = self.decisions.match
        if not match:
            return {}
        found: dict[Key, list[Existing]] = defaultdict(list)
        wanted = {key for entry in entries if not entry.is_bad and (key := self.key(entry.given)) is not None}
        for record in self._candidates(entries, self.probes.get(match)):
            key = self.key(record)
            if key in wanted:
                found[key].append(record)
        self.enrich([record for records in found.values() for record in records])
        return found

    def enrich(self, records: list[Existing]) -> None:
        """Add to existing records what lies in other tables."""

    def _candidates(self, entries: list[Entry], probe: str | None) -> Iterator[Existing]:
        seen = visible(self.record, self.context.by).label("visible")
        columns = [*self.table.c, seen]
        if probe is None:
            everything = select(*columns).where(self.table.c.tenant_id == self.context.tenant_id)
            yield from map(dict, db.execute(everything).mappings())
            return
        wanted = {value for entry in entries if (value := self.probe_value(entry, probe)) is not None}
        yield from map(dict, asked(columns, self.table.c[probe], sorted(wanted, key=str)))

    def probe_value(self, entry: Entry, probe: str) -> Any:
        """The value of an entry under which its record is looked up."""
        return entry.given.get(probe)

    def _refused(self, entry: Entry, found: list[Existing]) -> bool:
        """A record the person may not see is not touched, nor told about; of two alike none is chosen."""
        if not all(record["visible"] for record in found):
            entry.refuse("", _l("This key is in use for a record you cannot change. Ask a manager."), "not_yours")
        elif len(found) > 1:
            entry.refuse("", _l("Several records have the same key. Make them different first."), "ambiguous")
        return entry.is_bad

    def _refuse_taken(self, entries: list[Entry]) -> None:
        """What only one record may have is not given to a second, whoever sees the first."""
        if self.unique is None:
            return
        column = self.table.c[self.unique]
        good = [entry for entry in entries if entry.outcome in (CREATED, UPDATED)]
        wanted = {entry.given[self.unique] for entry in good if entry.given.get(self.unique) is not None}
        there = asked([self.table.c.id, column.label("value")], column, wanted, *self.among())
        taken = {row["value"]: row["id"] for row in there}
        for entry in good:
            value = entry.given.get(self.unique)
            if value is not None and taken.setdefault(value, entry.record_id) != entry.record_id:
                entry.refuse("", _l("Another record has “%(value)s” already."), "taken", value=value)
                entry.outcome = FAILED

    def among(self) -> list[Any]:
        """Where the unique column is unique, when not in the whole table."""
        return []

    def _name(self, entry: Entry, field: str, vocabulary: str, column: str, text: str) -> None:
        try:
            meaning = self.words.find(vocabulary, text)
        except Unreadable as complaint:
            entry.problems.append(Problem(entry.number, self.headers[field], text, complaint))
            return
        if meaning is AS_TEXT:
            entry.extra[f"{field}_text"] = text
        elif meaning is not None:
            entry.given[column] = meaning

    def _identity(self) -> str:
        kind = self.decisions.kind
        return ", ".join(self.headers.get(key, str(kind.field(key).label)) for key in kind.identity)

    # -- writing -------------------------------------------------------------------------------------------

    def write(self, entries: list[Entry], tick: Callable[[int], None]) -> None:
        """Write what was judged; entries whose record was changed by somebody meanwhile fail."""
        created = [entry for entry in entries if entry.outcome == CREATED]
        self.insert(created, tick)
        self.change([entry for entry in entries if entry.outcome == UPDATED])

    def insert(self, entries: list[Entry], tick: Callable[[int], None]) -> None:
        """Write the new records."""
        insert_many(self.table, (self.row_of(entry) for entry in entries))
        tick(len(entries))

    def row_of(self, entry: Entry) -> dict[str, Any]:
        """A new record as a row of its table."""
        known = dict.fromkeys(self.columns())
        return {**known, **entry.given, "id": entry.record_id, **self.stamps()}

    def columns(self) -> Iterable[str]:
        """The columns an import may fill."""
        return dict.fromkeys([*self.plain.values(), *self.named.values()])

    def stamps(self) -> dict[str, Any]:
        """What every new record carries."""
        always = {"import_id": self.context.import_id, "created_at": self.context.at, "updated_at": self.context.at,
                  "version": 1}  # fmt: skip
        return {name: value for name, value in always.items() if name in self.table.c}

    def change(self, entries: list[Entry]) -> None:
        """Write the changes of existing records."""
        wanted = [
            (entry.record_id, entry.version, {name: after for name, (_, after) in entry.changes.items()})
            for entry in entries
        ]
        done: set[UUID] = update_many(self.table, wanted, self.context.at)  # type: ignore[arg-type]
        for entry in entries:
            if entry.record_id not in done:
                entry.refuse("", CHANGED_MEANWHILE, "changed")
                entry.outcome = FAILED

    # -- money, for all who have some -----------------------------------------------------------------------

    def amount(self, entry: Entry, field: str, column: str, *, least: int | None = 0) -> None:
        """An amount into its column, if it is one the books can hold."""
        minor = entry.row.values.get(field)
        if minor is None:
            return
        if least is not None and minor < least:
            entry.refuse(self.headers[field], _l("An amount cannot be negative."), "negative")
        elif abs(minor) > money.LARGEST:
            entry.refuse(self.headers[field], _l("The amount is beyond any deal. Check the unit."), "too_large")
        else:
            entry.given[column] = minor


def _comparable(value: Any) -> Any:
    return name_key(value) if isinstance(value, str) else value
