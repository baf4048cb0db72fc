"""The grades in a form: one row each, told what it means and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from app.tasks import grading, rules, wording
from app.tasks.grading import GRADES, Band, Scale
from app.tasks.settings.forms import BandForm


@dataclass(frozen=True)
class Row:
    """A grade in the form: its fields, where it ends, what is wrong with it."""

    form: BandForm
    name: str  # the product's own word
    until: str
    faults: Sequence[str]


def of(scale: Scale, names: dict[str, str]) -> list[BandForm]:
    """A row for every grade there can be, filled from bands and the company's own words."""
    floors = {band.grade: band.floor for band in scale}
    return [
        _form(grade, None, is_on=grade in floors, name=names.get(grade), floor=_percent(floors.get(grade)))
        for grade in GRADES
    ]


def submitted(data: Any) -> list[BandForm]:
    """The rows that were sent."""
    return [_form(grade, data) for grade in GRADES]


def given(forms: Sequence[BandForm]) -> list[rules.NamedBand]:
    """The bands of the grades that are given, best first."""
    return [form.band for form in forms if form.band]


def scale_of(forms: Sequence[BandForm]) -> Scale | None:
    """The scale, when nothing is wrong with it."""
    bands = tuple(one.band for one in given(forms))
    is_wrong = grading.faults(bands) or any(form.errors or form.lacks_floor for form in forms)
    return None if is_wrong else bands


def rows(forms: Sequence[BandForm]) -> list[Row]:
    """Each row with where it ends and its faults in words."""
    bands = [one.band for one in given(forms)]
    wrong = _faults(bands)
    return [
        Row(form, str(rules.NAMES[form.grade]), _until(form, bands), _wrong(form, wrong.get(form.grade, [])))
        for form in forms
    ]


def _wrong(form: BandForm, faults: Sequence[str]) -> list[str]:
    missing = [_("From which percentage on?")] if form.lacks_floor else []
    return [*form.name.errors, *form.floor.errors, *missing, *faults]


def is_empty(forms: Sequence[BandForm]) -> bool:
    """Whether no grade is given at all."""
    return not any(form.is_on.data for form in forms)


def falls(ratio: Fraction | None, scale: Scale | None, names: dict[str, str]) -> tuple[str, str] | None:
    """The grade a ratio earns, and what it is called; nothing as long as something is wrong."""
    if ratio is None or ratio < 0 or scale is None:
        return None
    grade = grading.grade_of(ratio, scale)
    return grade, names.get(grade) or str(rules.NAMES[grade])


def _faults(bands: Sequence[Band]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place, fault in grading.faults(bands) if bands else ():
        above = bands[place - 1] if place else None
        found.setdefault(bands[place].grade, []).append(_said(fault, bands[place], above))
    return found


def _said(fault: str, band: Band, above: Band | None) -> str:
    here = wording.floor(band.floor)
    better = str(rules.NAMES[above.grade]) if above else ""
    if fault == "same":
        return _("Begins at %(here)s as “%(better)s” does: the two overlap.", here=here, better=better)
    if fault == "order":
        there = wording.floor(above.floor) if above else ""
        facts = {"here": here, "better": better, "there": there}
        return _("Begins at %(here)s, above “%(better)s” at %(there)s: the two overlap.", **facts)
    if fault == "gap":
        return _("Below %(here)s there would be no grade. The last one begins at 0%%.", here=here)
    return _("Nobody reaches less than 0%.")


def _until(form: BandForm, bands: Sequence[Band]) -> str:
    if form.band is None:
        return ""
    place = next(place for place, band in enumerate(bands) if band.grade == form.grade)
    if not place:
        return _("and above")
    return _("below %(end)s", end=wording.floor(bands[place - 1].floor))


def _percent(floor: int | None) -> Any:
    return None if floor is None else grading.percent(Fraction(floor, 10_000), 2)


def _form(grade: str, data: Any, **values: Any) -> BandForm:
    form = BandForm(formdata=data, prefix=f"{grade}-", **values)
    form.grade = grade
    return form
