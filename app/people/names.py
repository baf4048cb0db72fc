"""How names and addresses are compared: the same name typed differently is the same name."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")


def name_key(name: str) -> str:
    """`name` for comparison with "=": full width to half, lower case, single spaces."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()


def email_key(email: str) -> str:
    """An e-mail address for comparison."""
    return email.strip().casefold()
