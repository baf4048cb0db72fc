"""Countries by name."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from app.calendar import countries


@lru_cache(maxsize=4)
def country_names(locale: str) -> list[tuple[str, str]]:
    """Countries with a known calendar, by name in `locale`."""
    names = Locale.parse(locale).territories
    return sorted(((code, names.get(code, code)) for code in countries()), key=lambda pair: pair[1])
