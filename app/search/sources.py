"""What can be found: each area says how its records are shown and who may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tenants.context import db
from tenants.model import Member


@dataclass(frozen=True)
class Source:
    """A kind of record: its picture, the page that shows one, what several are called."""

    kind: str
    icon: str
    endpoint: str
    label: Any
    mark: str  # what its grams begin with
    cls: Any  # its `sight`, where it has one, says who sees which
    sight: Callable[[Member], Any] | None = None  # the same for search alone
    address: Callable[[UUID], str] | None = None  # where to go, when that depends on who asks
    by_owner: bool = False  # nobody sees one whose owner's records he does not see

    def seen_by(self, member: Member, record_ids: Iterable[UUID]) -> set[UUID]:
        """Those of `record_ids` that `member` may see and that still exist."""
        statement = select(self.cls.id).where(self.cls.id.in_(list(record_ids)))
        sight = self.sight or getattr(self.cls, "sight", None)
        return set(db.scalars(statement.where(sight(member)) if sight else statement))


SOURCES: dict[str, Source] = {}


def source(
    kind: str,
    icon: str,
    endpoint: str,
    label: Any,
    cls: Any,
    *,
    sight: Callable[[Member], Any] | None = None,
    address: Callable[[UUID], str] | None = None,
    by_owner: bool = False,
    mark: str | None = None,
) -> None:
    """Let records of `kind` be found; groups appear in the order of calling.

    `by_owner` promises that nobody sees a record whose owner's records he does not see: with many of them, others'
    then do not fill the candidates. `mark` are two letters no other kind has, the first two of `kind` if they are free.
    They are written into the index: another mark later, and what was put there before is not found any more.
    """
    SOURCES[kind] = Source(
        kind, icon, endpoint, label, _own_mark(kind, mark or kind[:2]), cls, sight, address, by_owner
    )


def _own_mark(kind: str, mark: str) -> str:
    taken = next((each.kind for each in SOURCES.values() if each.mark == mark and each.kind != kind), None)
    if len(mark) != 2 or taken:
        raise ValueError(f"{mark!r} cannot mark {kind}: two letters no other kind has ({taken}); give it mark=…")
    return mark
