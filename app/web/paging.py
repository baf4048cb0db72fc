"""Pages of long lists, by the last row seen and not by counting rows: page 2,000 costs what page 2 costs.

An unknown value comes last in either direction. The first key splits the list in two stretches, known and unknown,
each of which an index walks in order (PostgreSQL cannot walk "descending, unknown last" in one go).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, or_

SIZE = 50
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Key:
    """A column the list is ordered by."""

    column: ColumnElement[Any]
    kind: type
    down: bool = False
    nullable: bool = True


@dataclass(frozen=True)
class Place:
    """A row's place in the list: its values of the keys, the id last, and its number counted from 1."""

    values: tuple[Any, ...]
    number: int = 1


@dataclass(frozen=True)
class Page:
    """The rows of one page and the addresses' words for its neighbours."""

    rows: Sequence[Any]
    first: int
    before: str | None
    after: str | None

    @property
    def last(self) -> int:
        """The number of its last row."""
        return self.first + len(self.rows) - 1


Run = Callable[[Select[Any]], Sequence[Any]]


def fetch(statement: Select[Any], keys: Sequence[Key], run: Run, *, after: str | None = None,
          before: str | None = None, size: int = SIZE) -> Page:  # fmt: skip
    """The page of `statement` behind the cursor `after`, in front of `before`, or the first.

    The statement's last columns must be the keys' own, in their order; `run` executes one statement.
    """
    place = read(before or after, keys)
    backward = bool(before) and place is not None
    rows = walk(statement, keys, run, place, backward=backward, limit=size + 1)
    more = len(rows) > size
    rows = rows[:size]
    if backward:
        rows = rows[::-1]
        first = max(1, place.number - len(rows))  # type: ignore[union-attr]
        has_before, has_after = more, True
    else:
        first = place.number + 1 if place else 1
        has_before, has_after = place is not None, more
    if not rows:
        return Page((), first, None, None)
    width = len(keys)
    return Page(
        rows, first,
        write(Place(tuple(rows[0][-width:]), first)) if has_before else None,
        write(Place(tuple(rows[-1][-width:]), first + len(rows) - 1)) if has_after else None,
    )  # fmt: skip


def walk(statement: Select[Any], keys: Sequence[Key], run: Run, place: Place | None, *, backward: bool,
         limit: int) -> list[Any]:  # fmt: skip
    """Up to `limit` rows from `place` on, in reading direction or against it."""
    rows: list[Any] = []
    for known in _stretches(keys[0], place, backward):
        part = statement.where(*_within(keys, known)).order_by(None).order_by(*_order(keys, known, backward))
        if place is not None and _is_in(place, known):
            part = part.where(beyond(keys, place, known, backward))
        rows += run(part.limit(limit - len(rows)))
        if len(rows) >= limit:
            break
    return rows


def in_order(statement: Select[Any], keys: Sequence[Key]) -> Select[Any]:
    """The whole list in its order, for exports."""
    return statement.order_by(*_order(keys, None, backward=False))


def _stretches(first: Key, place: Place | None, backward: bool) -> list[bool | None]:
    """Which halves remain to be walked: known (True), unknown (False); None when there is no unknown half."""
    if not first.nullable:
        return [None]
    halves: list[bool | None] = [False, True] if backward else [True, False]
    if place is not None and _is_in(place, halves[1]):
        return halves[1:]
    return halves


def _is_in(place: Place, known: bool | None) -> bool:
    return known is None or (place.values[0] is not None) == known


def _within(keys: Sequence[Key], known: bool | None) -> list[ColumnElement[bool]]:
    if known is None:
        return []
    return [keys[0].column.is_not(None) if known else keys[0].column.is_(None)]


def _order(keys: Sequence[Key], known: bool | None, backward: bool) -> list[Any]:
    ordered = []
    for number, key in enumerate(keys):
        if number == 0 and known is False:
            continue  # all alike
        down = key.down != backward
        column: Any = key.column.desc() if down else key.column.asc()
        if key.nullable and not (number == 0 and known):
            column = column.nulls_first() if backward else column.nulls_last()
        ordered.append(column)
    return ordered


def beyond(keys: Sequence[Key], place: Place, known: bool | None, backward: bool) -> ColumnElement[bool]:
    """What comes after `place`: the first key that differs decides."""
    alternatives: list[ColumnElement[bool]] = []
    same: list[ColumnElement[bool]] = []
    for number, (key, value) in enumerate(zip(keys, place.values, strict=True)):
        if number == 0 and known is False:
            continue
        alternatives.append(and_(*same, _past(key, value, backward, sure=number == 0)))
        same.append(key.column.is_(None) if value is None else key.column == value)
    return and_(*_bound(keys[0], place.values[0], backward), or_(*alternatives))


def _past(key: Key, value: Any, backward: bool, *, sure: bool) -> ColumnElement[bool]:
    if value is None:
        return key.column.is_not(None) if backward else false()
    further = key.column < value if key.down != backward else key.column > value
    if backward or sure or not key.nullable:
        return further
    return or_(further, key.column.is_(None))


def _bound(key: Key, value: Any, backward: bool) -> list[ColumnElement[bool]]:
    """Says nothing new, but an index can begin there."""
    if value is None:
        return []
    return [key.column <= value if key.down != backward else key.column >= value]


def write(place: Place) -> str:
    """The place as one word of an address."""
    packed = json.dumps([place.number, *(_packed(value) for value in place.values)], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read(word: str | None, keys: Sequence[Key]) -> Place | None:
    """The place in `word`; None when it is no place of a list with these keys."""
    if not word or len(word) > 2000:
        return None
    try:
        number, *packed = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        if len(packed) != len(keys) or type(number) is not int or not 0 <= number < LARGEST:
            return None
        values = [_unpacked(value, key) for value, key in zip(packed, keys, strict=True)]
    except (ValueError, TypeError, binascii.Error, RecursionError):
        return None
    return Place(tuple(values), number)


def _packed(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)


def _unpacked(value: Any, key: Key) -> Any:
    if value is None:
        if not key.nullable:
            raise ValueError("a place without a value that is always there")
        return None
    if key.kind is int:
        if type(value) is not int or abs(value) > LARGEST:
            raise ValueError("no whole number")
        return value
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("no text")
    value.encode()  # half a character is refused here, not by the database
    readers: dict[type, Any] = {date: date.fromisoformat, datetime: _moment, UUID: UUID}
    return readers.get(key.kind, str)(value)


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("no zone")
    return found
