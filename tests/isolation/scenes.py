"""One real record of Acme for every parameter in every address. A route with a parameter nobody knows is red.

What there is to make, each area says in its own `scenes.py` (see `parts`). Sam, who sells in another team than Bob,
owns what is owned; so that Bob's way there must end too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from inspect import signature
from typing import Any

from werkzeug.routing import Rule

from tests.isolation.areas import PARTS
from tests.isolation.parts import Key, together
from tests.world import Person, World

_PARAMETER = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
_INSIDE, _OUTSIDE = together(PARTS, "records"), together(PARTS, "outside")
assert not _INSIDE.keys() & _OUTSIDE.keys()


@dataclass
class Scene:
    """Records made when first asked for, by the names of their makers; one scene serves one address."""

    world: World
    owner: Person | None = None
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def seller(self) -> Person:
        """Who owns what is owned."""
        return self.owner or self.world.sam

    def __getattr__(self, name: str) -> Any:
        if name not in _INSIDE and name not in _OUTSIDE:
            raise AttributeError(f"no part makes a {name}")
        if name not in self.made:
            self.made[name] = self._make(name)
        return self.made[name]

    def _make(self, name: str) -> Any:
        """What it needs is made first, each inside the company by itself."""
        make = _INSIDE.get(name) or _OUTSIDE[name]
        needed = {each: getattr(self, each) for each in signature(make).parameters}
        if name in _OUTSIDE:
            return make(**needed)
        with self.seller.company.inside(self.seller):
            return make(**needed)

    def make_everything(self) -> None:
        """One of each record."""
        for name in (*_INSIDE, *_OUTSIDE):
            getattr(self, name)


Maker = Callable[[Scene], Any]


def _record(name: str) -> Maker:
    return lambda scene: getattr(scene, name)


def _word(word: str) -> Maker:
    return lambda scene: word


_RECORDS, _WORDS = together(PARTS, "parameters"), together(PARTS, "words")
assert not _RECORDS.keys() & _WORDS.keys()
#: (the word before it in the address, parameter) -> what to put there.
PARAMETERS: dict[Key, Maker] = {
    ("", "tenant_slug"): lambda scene: scene.seller.company.slug,
    **{key: _record(name) for key, name in _RECORDS.items()},
    **{key: _word(word) for key, word in _WORDS.items()},
}
#: Parameters whose record is its owner's.
PRIVATE: set[Key] = set(together(PARTS, "private"))


def parameters(rule: Rule) -> list[Key]:
    """The parameters of an address, each under the key by which `PARAMETERS` knows it.

    A parameter is known for one endpoint, for the two words before it, or for the word before it; the last otherwise.
    """
    found, before = [], ["", ""]
    for part in rule.rule.strip("/").split("/"):
        names = _PARAMETER.findall(part)
        for name in names:
            keys = [(rule.endpoint, name), ("/".join(before), name), (before[1], name)]
            found.append(next((key for key in keys if key in PARAMETERS), keys[-1]))
        if not names:
            before = [before[1], part]
    return found


def is_known(rule: Rule) -> bool:
    """Whether every parameter of the address can be filled."""
    return all(key in PARAMETERS for key in parameters(rule))


def address(rule: Rule, scene: Scene) -> str:
    """The address of `rule`, filled with records of `scene`."""
    values = {key[1]: PARAMETERS[key](scene) for key in parameters(rule)}
    built = rule.build(values, append_unknown=False)
    assert built, f"{rule.rule} cannot be built from {values}"
    return built[1]
