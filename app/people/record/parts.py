"""The parts of a record, each brought by a tool."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.periods import Period
from app.spreadsheets import Sheet


@dataclass(frozen=True)
class Headlines:
    """What a part says of many people in a word each: counts under their names. Who is not in `of` has none of it."""

    names: Sequence[str]
    of: Mapping[UUID, Sequence[int]]

    def counts(self, member_id: UUID) -> Sequence[int]:
        """One person's counts, in the order of the names."""
        return self.of.get(member_id) or [0] * len(self.names)

    def pairs(self, member_id: UUID) -> list[tuple[str, int]]:
        """The same, each under its name."""
        return list(zip(self.names, self.counts(member_id), strict=True))


@dataclass(frozen=True)
class Part:
    """What a tool shows of one person over a period.

    `load(member_id, period)` reads everything once; `template` shows it (as `facts`, beside `person` and `period`) and
    `sheet` puts the same rows on one worksheet. `headlines` are its first figures, for many people in one statement.
    """

    key: str
    title: Any
    template: str
    load: Callable[[UUID, Period], dict[str, Any]]
    sheet: Callable[[dict[str, Any]], Sheet]
    headlines: Callable[[Sequence[UUID], Period], Headlines]


_parts: dict[str, Part] = {}


def part(
    key: str,
    title: Any,
    template: str,
    *,
    load: Callable[[UUID, Period], dict[str, Any]],
    sheet: Callable[[dict[str, Any]], Sheet],
    headlines: Callable[[Sequence[UUID], Period], Headlines],
) -> None:
    """Let a person's record have this part, in the order of calling; the same key again takes its place."""
    _parts[key] = Part(key, title, template, load, sheet, headlines)


def parts() -> list[Part]:
    """Every part there is."""
    return list(_parts.values())
