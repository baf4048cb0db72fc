"""What is written is iCalendar: another program's reader gets out what was put in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.tasks.calendar.ical import LONGEST_LINE, Event, calendar, escaped, folded

AT = datetime(2026, 11, 24, 4, 5, 6, tzinfo=UTC)
#: Any text people may have typed; half a surrogate pair is no letter in any encoding.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400)


def an_event(**values) -> Event:
    usual = {
        "uid": "1@tasks.dealwright", "day": date(2026, 11, 24), "summary": "Win leads", "description": "",
        "url": "https://dealwright.example/acme/tasks/1", "categories": ("To do",), "sequence": 3, "changed_at": AT,
    }  # fmt: skip
    return Event(**{**usual, **values})


def read(*events: Event, name: str = "Tasks", zone: str = "Asia/Shanghai") -> icalendar.Calendar:
    found = icalendar.Calendar.from_ical(calendar(name, zone, events))
    assert found.errors == []
    assert [event.errors for event in found.walk("VEVENT")] == [[]] * len(events)
    return found


def test_every_property_arrives():
    (event,) = read(an_event(description="Goal: 50\n- one", categories=("To do", "A, B"))).walk("VEVENT")

    assert event["UID"] == "1@tasks.dealwright"
    assert event.decoded("DTSTART") == date(2026, 11, 24)
    assert event.decoded("DTEND") == date(2026, 11, 25)
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == AT
    assert event["SUMMARY"] == "Win leads"
    assert event["DESCRIPTION"] == "Goal: 50\n- one"
    assert event["URL"] == "https://dealwright.example/acme/tasks/1"
    assert [str(each) for each in event["CATEGORIES"].cats] == ["To do", "A, B"]
    assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == (3, "CONFIRMED", "TRANSPARENT")


def test_the_calendar_says_its_name_and_its_zone():
    found = read(name="任务 · 衡远；机电, 上海", zone="America/New_York")

    assert found["VERSION"] == "2.0"
    for each in ("NAME", "X-WR-CALNAME"):  # the reader leaves what it does not know as it is written
        assert found[each] == escaped("任务 · 衡远；机电, 上海")
    assert found["X-WR-TIMEZONE"] == "America/New_York"


def test_the_last_day_of_a_year_ends_in_the_next():
    (event,) = read(an_event(day=date(2026, 12, 31))).walk("VEVENT")

    assert event.decoded("DTEND") == date(2027, 1, 1)


def test_moments_are_written_in_universal_time():
    in_shanghai = AT.astimezone(ZoneInfo("Asia/Shanghai"))

    assert b"DTSTAMP:20261124T040506Z\r\n" in calendar("", "UTC", [an_event(changed_at=in_shanghai)])


@given(TEXTS, TEXTS)
@example("SUMMARY:x\r\nEND:VEVENT", "\\n;,\\\r\n\t\x0b\u2028\x85")
@example("线上推广" * 30, "𠮷" * 60)
def test_any_text_is_read_back(summary, description):
    (event,) = read(an_event(summary=summary, description=description)).walk("VEVENT")

    assert event["SUMMARY"] == _as_a_text(summary)
    assert event["DESCRIPTION"] == _as_a_text(description)


def _as_a_text(typed: str) -> str:
    """What of it can stand in a text: one kind of line's end, no other control character than the tab."""
    ends = typed.replace("\r\n", "\n")
    for end in "\r\v\f\x85\u2028\u2029":
        ends = ends.replace(end, "\n")
    return "".join(letter for letter in ends if letter in "\n\t" or (letter >= " " and letter != "\x7f"))


@given(LINES)
@example("é" * 38)
@example("x" * 75)
@example("x" * 76)
@example("x" + "𠮷" * 40)
def test_a_line_is_cut_at_75_octets_between_characters_and_read_as_one(line):
    pieces = folded(line).split(b"\r\n")

    assert pieces.pop() == b""
    assert max(map(len, pieces)) <= LONGEST_LINE
    assert [piece.decode() for piece in pieces]  # each is whole characters
    assert all(piece.startswith(b" ") for piece in pieces[1:])
    assert pieces[0].decode() + "".join(piece.decode()[1:] for piece in pieces[1:]) == line


@given(LINES)
def test_no_line_is_cut_sooner_than_it_must_be(line):
    pieces = folded(line).split(b"\r\n")[:-1]

    assert all(len(piece) > LONGEST_LINE - 4 for piece in pieces[:-1])


@given(TEXTS)
def test_escaped_text_never_breaks_out_of_its_line(text):
    assert not set(escaped(text)) & set("\r\n\v\f\x85\u2028\u2029\x00\x7f")


@pytest.mark.parametrize("count", [0, 1, 50])
def test_as_many_events_as_were_given(count):
    events = [an_event(uid=str(number), day=date(2026, 1, 1) + timedelta(days=number)) for number in range(count)]

    assert [str(event["UID"]) for event in read(*events).walk("VEVENT")] == [event.uid for event in events]
