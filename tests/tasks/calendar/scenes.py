"""What the calendar of tasks brings to the sweeps."""

from __future__ import annotations

from tests.isolation.parts import Part

PART = Part(
    words={("calendar", "word"): "no-such-word"},
    open={"calendars.feed": "proven by the secret in the address: calendar programs sign in nowhere"},
)
