"""What the company's own house brings to the sweeps."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from app.clock import now
from app.company.model import DayOverride
from tests import factories
from tests.isolation.parts import Part


def region() -> UUID:
    return factories.a_choice("region").id


def channel() -> UUID:
    return factories.a_choice("channel").id


def day_override() -> UUID:
    day = now().date() + timedelta(days=factories.number())
    return factories.added(DayOverride(day=day, works=False, name="Founders' day")).id


PART = Part(
    records=(region, channel, day_override),
    parameters={("calendar", "id"): "day_override", ("lists", "id"): "channel"},
    words={("settings", "suffix"): "csv", ("lists", "kind"): "channel", ("place", "step"): "down"},
    absent={"company.logo": "no picture was uploaded"},
    fields={"region": "choices"},
)
