"""Lists of names the company keeps, which columns of files refer to. Each tool says which ones it has."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from tenants.model import Member

if TYPE_CHECKING:
    from app.imports.context import Context
    from app.imports.decisions import Decisions
    from app.imports.lists import Named
    from app.imports.words import Made, Words

#: What a name may mean that nobody here has yet: make it, leave the cell unknown, keep its words, keep its row out.
NEW, LEAVE, TEXT, OUT = "+new", "+leave", "+text", ""
UNKNOWN = _l("“%(value)s” is not in the list yet.")
NOT_YOURS = _l("“%(value)s” is not in the list. A manager can add it.")


@dataclass(frozen=True)
class Vocabulary:
    """A list of names. Subclasses say what is in it; where new ones may be made it is a `Growing` one."""

    key: str
    label: Any
    ways: tuple[str, ...] = ()  # what may be done with a name that is not in it, the first unless told otherwise
    noun: str = ""  # the kind of record a new name becomes
    everyone_adds: bool = False  # not only those who manage the company
    is_optional: bool = False  # not made where a map for the command says "create_missing": false
    is_careful: bool = False  # a name that is only nearly a known one is not taken for it unasked
    new: Any = None  # how making a new one is called, when not "add as new"
    unknown: Any = UNKNOWN
    not_yours: Any = NOT_YOURS
    twice: Any = None  # what to say of several entries of one name; None takes the first

    def ways_of(self, member: Member) -> tuple[str, ...]:
        """What `member` may do with an unknown name; adding to the company's lists is for those who manage it."""
        may_add = member.can_manage or (self.everyone_adds and member.can_write)
        return tuple(way for way in self.ways if way != NEW or may_add)

    def entries(self, context: Context, decisions: Decisions) -> Iterable[Named]:
        """Every entry; the first of several with one name is the one meant. Nothing, where rows bring all names."""
        return ()

    def synonym(self, words: Words, text: str) -> Any:
        """The id behind a word that everybody uses for one of the entries."""
        return None

    def beginning(self, words: Words) -> dict[str, Any]:
        """What is known of a new entry besides its name."""
        return {}


class Growing(Vocabulary, ABC):
    """A list to which an import adds."""

    @abstractmethod
    def write(self, context: Context, made: list[Made]) -> None:
        """Write new entries."""


VOCABULARIES: dict[str, Vocabulary] = {}


def vocabulary(one: Vocabulary) -> None:
    """Let columns name entries of a list. Raises ValueError when another list has that key."""
    if VOCABULARIES.setdefault(one.key, one) is not one:
        raise ValueError(f"two vocabularies are called {one.key!r}")
