"""What a time zone tells about a country: its letters and its money."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global
from babel.numbers import get_territory_currencies

from app.calendar import countries


def country_of(zone: str) -> str:
    """The country a time zone lies in, as two letters; empty when it lies in none."""
    found = get_global("zone_territories").get(zone, "")
    return found if found in countries() else ""


def currency_of(zone: str, offered: frozenset[str]) -> str:
    """The money of the country a time zone lies in, where it is `offered`; dollars otherwise."""
    territory = get_global("zone_territories").get(zone, "")
    paid = get_territory_currencies(territory) if territory not in ("", "001") else []
    return next((code for code in paid if code in offered), "USD")


@cache
def zones(offered: frozenset[str]) -> list[tuple[str, str]]:
    """Every place's time zone with the money paid there, by name; abbreviations and offsets are left out."""
    places = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    return [(zone, currency_of(zone, offered)) for zone in [*places, "UTC"]]
