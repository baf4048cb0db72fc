"""A person's record as a workbook: what it is on the first sheet, then one sheet a part."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from app.people.record.parts import Part
from app.people.record.team import headlines
from app.periods import Period
from app.spreadsheets import Sheet, write_xlsx
from app.web.periods import label
from tenants.model import Member


def workbook(
    person: Member, period: Period, loaded: list[tuple[Part, dict[str, Any]]], *, company: str, made_at: datetime
) -> bytes:
    """The record of `person`; `made_at` is by the company's clock."""
    cover = [
        (_("Company"), company),
        (_("Person"), person.name),
        (_("Period"), label(period)),
        (_("First day"), period.first),
        (_("Last day"), period.last),
        (_("Made at"), made_at),
        *_figures(person, period),
    ]
    first = Sheet(_("Work record"), [_("Work record of %(name)s", name=person.name), ""], cover, widths=[28, 32])
    return write_xlsx([first, *(part.sheet(facts) for part, facts in loaded)])


def _figures(person: Member, period: Period) -> list[tuple[str, int]]:
    return [
        (f"{part.title}: {name}", count)
        for part, said in headlines([person.id], period)
        for name, count in said.pairs(person.id)
    ]
