"""Passwords: hashed with argon2id, long rather than intricate."""

from __future__ import annotations

import os

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST, LONGEST = 10, 200
_hasher = (
    PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    if os.environ.get("DEALWRIGHT_ENV") == "test"
    else PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
)
_nobody = _hasher.hash("the password of nobody")


def hashed(password: str) -> str:
    """The hash to keep of `password`, exactly as received."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether `password` is the one behind `stored`. Unknown people cost the same time as known ones."""
    try:
        return _hasher.verify(stored or _nobody, password) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether `stored` was made with weaker settings and should be made anew at the next sign-in."""
    return _hasher.check_needs_rehash(stored)
