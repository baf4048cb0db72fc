"""What each area brings to the sweeps: its `tests/<area>/scenes.py` says it in one `PART`; `areas` finds them.

The sweeps stay as strict as one list would be: a parameter, a kind of work, a pointer without a key that no part knows
is red, and so is what two parts say, or what is said of something that is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Maker = Callable[..., Any]
#: The word before a parameter in the address (or its endpoint, or the two words before), and the parameter.
Key = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One area's part."""

    #: Make one of each thing, inside the company as the seller, and return its id. A maker is called as the record is,
    #: and takes other records, or `seller`, by their names.
    records: tuple[Maker, ...] = ()
    #: The same, called outside of any company.
    outside: tuple[Maker, ...] = ()
    #: Which record stands for a parameter of an address.
    parameters: Mapping[Key, str] = field(default_factory=dict)
    #: Which plain word does.
    words: Mapping[Key, str] = field(default_factory=dict)
    #: Parameters whose record is its owner's: who sees only his own gets no further with another's.
    private: frozenset[Key] = frozenset()
    #: What asks for each kind of work, inside the company; it gets the scene.
    work: Mapping[str, Maker] = field(default_factory=dict)
    #: Kinds of work of a person, who stands in no company.
    personal: frozenset[str] = frozenset()
    #: What nobody needs to be signed in for, each with its reason.
    open: Mapping[str, str] = field(default_factory=dict)
    #: Unsafe addresses inside a company that even a viewer may use, each with its reason.
    viewers_too: Mapping[str, str] = field(default_factory=dict)
    #: Addresses that write although they are asked with GET, each with its reason and the tables it may touch.
    writes_on_get: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    #: What is not there in a company as it begins, each with its reason.
    absent: Mapping[str, str] = field(default_factory=dict)
    #: What a check between a table's columns wants, where a single column's rule does not say it.
    rows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    #: Pointers of a table without a key, because what they point at may be of several kinds, elsewhere, or gone.
    loose: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: A word in the name of a field that holds an id, and the table the id is of.
    fields: Mapping[str, str] = field(default_factory=dict)
    #: Fields that carry an id by another name than `…_id`.
    other_names: frozenset[str] = frozenset()
    #: Form classes with an id in them that no page shows to Acme's owner, each with its reason.
    unseen: Mapping[str, str] = field(default_factory=dict)


def together(parts: list[Part], name: str) -> dict[Any, Any]:
    """What all of `parts` say under `name`, in one; what two of them say is refused."""
    found: dict[Any, Any] = {}
    for part in parts:
        said = getattr(part, name)
        pairs = said.items() if isinstance(said, Mapping) else ((_name(each), each) for each in said)
        for key, value in pairs:
            if key in found:
                raise ValueError(f"{name} of {key} is said twice")
            found[key] = value
    return found


def _name(each: Any) -> Any:
    return each.__name__ if callable(each) else each
