"""The kinds of list a company brings in, and every name their columns are known by. Tools register theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.imports.records import RECORDS, Record, record
from app.imports.vocabularies import Vocabulary, vocabulary
from app.web import happenings
from tenants.model import Member

if TYPE_CHECKING:
    from app.imports.into import Into

Shape = Literal["text", "note", "date", "money", "number", "integer", "year", "bool", "phone", "email"]


@dataclass(frozen=True)
class Field:
    """One column a kind may have. The first name in each language is its heading in templates."""

    key: str
    label: LazyString
    label_en: str
    label_zh: str
    shape: Shape
    aliases: tuple[str, ...]
    required: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.label_en, self.label_zh, *self.aliases)


@dataclass(frozen=True)
class Question:
    """What else has to be known before a list comes in, asked where there is a choice of several."""

    key: str
    label: LazyString
    options: Callable[[], list[tuple[str, str]]]  # values and what they are called


@dataclass(frozen=True)
class Kind:
    """A kind of list. `match_keys` are the sets of fields a row can be recognised by, best first;
    `telling` are the fields that hardly any other kind has; a row needs one of `identity`."""

    key: str
    label: LazyString
    fields: tuple[Field, ...]
    match_keys: tuple[tuple[str, ...], ...]
    telling: tuple[str, ...]
    identity: tuple[str, ...]
    #: The fields that name something, and the vocabulary they name it in.
    naming: Mapping[str, str] = field(default_factory=dict, hash=False)
    unasked: tuple[str, ...] = ()  # those of them whose unknown names no person decides about
    questions: tuple[Question, ...] = ()
    managed: bool = False  # changes how the company is set up, or what finance says: for those who manage it
    note: Any = ""  # what is in it, in a few words
    page: str = ""  # the endpoint where its records are seen
    position: int = 100  # its place among the others

    def field(self, key: str) -> Field:
        return next(field for field in self.fields if field.key == key)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(field.key for field in self.fields if field.required)

    @property
    def asked(self) -> dict[str, str]:
        """The fields whose unknown names a person decides about, and their vocabularies."""
        return {name: words for name, words in self.naming.items() if name not in self.unasked}


def field_of(
    key: str, label: LazyString, names: tuple[str, str], shape: Shape, aliases: str, required: bool = False
) -> Field:
    known = tuple(alias.strip() for alias in aliases.split("|") if alias.strip())
    return Field(key, label, *names, shape, known, required)


#: In the order they are offered and tried.
KINDS: dict[str, Kind] = {}
INTO: dict[str, type[Into]] = {}


def register(
    kind: Kind,
    into: type[Into],
    *,
    records: Iterable[Record] = (),
    vocabularies: Iterable[Vocabulary] = (),
) -> None:
    """Let lists of `kind` come in by way of `into`.

    `records` are the kinds of records it makes and changes, `vocabularies` the lists its columns name, as far as nobody
    else has registered them. Raises ValueError when another tool brings in something else under the same key.
    """
    if KINDS.setdefault(kind.key, kind) is not kind:
        raise ValueError(f"two kinds of lists are called {kind.key!r}")
    INTO[kind.key] = into
    for one in records:
        record(one)
    for words in vocabularies:
        vocabulary(words)
    if into.noun not in RECORDS:
        record(Record(into.noun, into.record, kind.label))
    happenings.phrases({f"{into.noun}.imported": _l("came in with an import")})
    in_order = sorted(KINDS.values(), key=lambda each: each.position)
    KINDS.clear()
    KINDS.update({each.key: each for each in in_order})


def kind_of(key: str | None) -> Kind:
    """The kind called `key`; the first of all as long as nobody has said which."""
    return KINDS[key] if key else next(iter(KINDS.values()))


def may_import(kind: str, member: Member) -> bool:
    """Whether `member` may bring in a list of that kind."""
    return member.can_manage or (member.can_write and not KINDS[kind].managed)
