"""Places in a column that never need their neighbours moved: text keys that sort, with room between any two.

A key is a whole number (its first letter says how long it is, so going on at either end stays short) and a fraction.
Compared byte by byte, as Python does and as PostgreSQL does under COLLATE "C".
"""

from __future__ import annotations

import string
import time

DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
LONGEST = 40  # beyond, a column is renumbered
_LEAST, _MOST = DIGITS[0], DIGITS[-1]
_SMALLEST = "A" + _LEAST * 26
_MOMENT_DIGITS = 9  # enough until the year 2399
_MOMENTS = len(DIGITS) ** _MOMENT_DIGITS - 1


class Crowded(ValueError):
    """There is no room between these two keys: they are equal, out of order, or not made here."""


def between(low: str | None, high: str | None) -> str:
    """A key after `low` and before `high`; None is the end of the column on that side. Raises Crowded."""
    if not all(is_key(key) for key in (low, high) if key is not None):
        raise Crowded
    if low is None:
        return _before(high) if high is not None else "a0"
    if high is None:
        return _next(_whole(low)) or low + DIGITS[31]
    if low >= high:
        raise Crowded
    return _amid(low, high)


def newest() -> str:
    """A key above all that were made here before, without asking which: the present microsecond, counted downwards.

    By the clock of the machine, not the one that tests and demos set; of two machines' keys the order is as good as
    their clocks.
    """
    left, digits = _MOMENTS - time.time_ns() // 1000, ""
    for _ in range(_MOMENT_DIGITS):
        left, digit = divmod(left, len(DIGITS))
        digits = DIGITS[digit] + digits
    return chr(ord("Z") - _MOMENT_DIGITS + 1) + digits


def spread(count: int) -> list[str]:
    """`count` keys in order, for a whole column at once."""
    keys: list[str] = []
    for _ in range(count):
        keys.append(between(keys[-1] if keys else None, None))
    return keys


def is_key(key: str) -> bool:
    """Whether `key` was made here."""
    if not key or not key[0].isalpha() or any(digit not in DIGITS for digit in key):
        return False
    return len(key) >= _length(key[0]) and key != _SMALLEST and not key[_length(key[0]) :].endswith(_LEAST)


def _amid(low: str, high: str) -> str:
    whole_low, whole_high = _whole(low), _whole(high)
    part_low, part_high = low[len(whole_low) :], high[len(whole_high) :]
    if whole_low == whole_high:
        return whole_low + _middle(part_low, part_high)
    following = _next(whole_low)
    if following is not None and following < high:
        return following
    return whole_low + _middle(part_low, None)


def _before(high: str) -> str:
    whole = _whole(high)
    if whole == _SMALLEST:
        return whole + _middle("", high[len(whole) :])
    return whole if whole < high else _previous(whole)


def _middle(low: str, high: str | None) -> str:
    """A fraction strictly between two; "" is nothing and None is one. Never ends in the least digit."""
    if high is not None:
        shared = 0
        while shared < len(high) and (low[shared] if shared < len(low) else _LEAST) == high[shared]:
            shared += 1
        if shared:
            return high[:shared] + _middle(low[shared:], high[shared:])
    first = DIGITS.index(low[0]) if low else 0
    last = DIGITS.index(high[0]) if high else len(DIGITS)
    if last - first > 1:
        return DIGITS[(first + last + 1) // 2 if last < len(DIGITS) else (first + last) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return DIGITS[first] + _middle(low[1:], None)


def _length(head: str) -> int:
    return ord(head) - ord("a") + 2 if head >= "a" else ord("Z") - ord(head) + 2


def _whole(key: str) -> str:
    return key[: _length(key[0])]


def _next(whole: str) -> str | None:
    """The whole number after this one; None after the largest."""
    digits, carried = _carry(whole[1:], _MOST, _LEAST, 1)
    if not carried:
        return whole[0] + digits
    if whole[0] == "z":
        return None
    head = "a" if whole[0] == "Z" else chr(ord(whole[0]) + 1)
    return head + _LEAST * (_length(head) - 1)


def _previous(whole: str) -> str:
    digits, carried = _carry(whole[1:], _LEAST, _MOST, -1)
    if not carried:
        return whole[0] + digits
    head = "Z" if whole[0] == "a" else chr(ord(whole[0]) - 1)
    return head + _MOST * (_length(head) - 1)


def _carry(digits: str, full: str, empty: str, step: int) -> tuple[str, bool]:
    """`digits` one step on, and whether it ran over."""
    kept = digits.rstrip(full)
    if not kept:
        return empty * len(digits), True
    turned = DIGITS[DIGITS.index(kept[-1]) + step]
    return kept[:-1] + turned + empty * (len(digits) - len(kept)), False
