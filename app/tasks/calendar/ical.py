"""Writing iCalendar (RFC 5545): all-day events, as the calendars of phones and mail programs read them. Pure.

Events and not to-dos: of a subscribed calendar Google, Outlook and Apple show events alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75  # octets, without the line's end
_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_IMPOSSIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Event:
    """Something that has a day."""

    uid: str  # the same as long as the thing lives
    day: date
    summary: str
    description: str
    url: str
    categories: tuple[str, ...]
    sequence: int
    changed_at: datetime


def calendar(name: str, zone: str, events: Iterable[Event]) -> bytes:
    """The whole calendar: called `name`, at home in time zone `zone`, asked for again each hour."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dealwright//Tasks//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"X-WR-TIMEZONE:{escaped(zone)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *(line for event in events for line in _lines(event)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def _lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_moment(event.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"DESCRIPTION:{escaped(event.description)}"
    yield f"URL:{event.url}"
    if event.categories:
        yield f"CATEGORIES:{','.join(escaped(each) for each in event.categories)}"
    yield "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"  # who has a task due that day is not busy all day
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    r"""`text` as a TEXT value has it: \\ \; \, \n, and nothing that no text may hold."""
    one_kind_of_end = _ENDS.sub("\n", text)
    plain = _IMPOSSIBLE.sub("", one_kind_of_end)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """`line` with its end, cut where it is too long; never inside a character, which Chinese would not survive."""
    rest, pieces = line.encode(), []
    while len(rest) > LONGEST_LINE:
        cut = LONGEST_LINE
        while rest[cut] & 0b1100_0000 == 0b1000_0000:  # the middle of a character
            cut -= 1
        pieces.append(rest[:cut])
        rest = b" " + rest[cut:]
    return b"\r\n".join([*pieces, rest]) + b"\r\n"
