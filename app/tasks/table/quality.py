"""The column of completion quality: the grade and what was reached, 优(完成25家线索), Excellent (25 leads)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.imports.problems import Unreadable
from app.people.names import name_key
from app.tasks import rules
from app.tasks.goals import LARGEST
from app.tasks.grading import EXCELLENT, FAIR, GOOD, IMPROVE, POOR
from app.tasks.table import cells

#: What grades are called wherever a table comes from; the company's own words go before these.
KNOWN = {
    EXCELLENT: ("优", "优秀", "Excellent", "E", "Outstanding"),
    GOOD: ("良", "良好", "Good", "G"),
    IMPROVE: ("待改进", "改", "To improve", "I"),
    FAIR: ("中", "合格", "一般", "Fair", "F", "Satisfactory"),
    POOR: ("差", "不合格", "Poor", "P", "Unsatisfactory"),
}
_FIGURE = re.compile(
    r"(?:(?:完成了?|达成|实际|reached|done|completed|actual)\s*:?\s*)?"
    r"(?P<whole>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?P<part>\.\d+)?"
    r"(?:/.*|(?P<unit>\s+(?!\d[\d.,]*(?:\s|$)).+|(?![\s\d.,]).+)?)",  # 25/20 is 25 of 20; 1 200 is no 1 of 200
)


@dataclass(frozen=True)
class Quality:
    """What a cell says. `rest` are words in it that are no figure."""

    grade: str | None = None
    reached: Decimal | None = None
    unit: str | None = None
    rest: str = ""


def heading(label: str) -> str:
    """The column's head with the grades one may fill in: 完成质量(优/良/中/差)."""
    signs = "/".join(rules.grade_sign(band.grade) for band in rules.scale())
    return f"{label.partition('(')[0]}({signs})"


def written(grade: str | None, reached: Decimal | None, unit: str | None) -> str:
    """The cell; without a grade yet it is the figure alone, in its brackets."""
    called = cells.settled(rules.grade_name(grade))
    figure = cells.figure(reached, unit)
    if _reached(name_key(figure)).reached != reached:
        figure = cells.figure(reached, None)  # a unit that reads like another figure stays away
    return cells.settled(_("%(grade)s (%(reached)s)", grade=called, reached=figure)) if figure else called


def read(text: str) -> Quality:
    """The cell, by the company's own words for grades and everybody's. Raises Unreadable."""
    said = name_key(text)
    for word, grade in _words():
        if said.startswith(word) and _ends(word, rest := said[len(word) :]):
            return replace(_reached(rest), grade=grade)
    alone = _reached(said)
    if alone.reached is not None:
        return alone
    grades = ", ".join(rules.grade_name(band.grade) for band in rules.scale())
    raise Unreadable("grade", _l("“%(value)s” is no grade here: %(grades)s."), value=text, grades=grades)


def _words() -> Iterator[tuple[str, str]]:
    """What grades are called, the company's own first, longer words before those they begin with."""
    own = {name_key(word): grade for grade, word in rules.own_names().items()}
    known = {name_key(word): grade for grade, words in KNOWN.items() for word in words}
    return iter(sorted((known | own).items(), key=lambda pair: -len(pair[0])))


def _ends(word: str, rest: str) -> bool:
    """Whether the grade's word ends before `rest`: "goodness" is not good, 25 is not grade 2."""
    if rest[:1].isdigit():
        return not word[-1:].isdigit()
    return not rest[:1].isalpha() or _FIGURE.fullmatch(rest) is not None


def _reached(text: str) -> Quality:
    bare = text.strip(" :：,;-")
    inside = bare[1:-1].strip() if bare.startswith("(") and bare.endswith(")") else bare
    found = _FIGURE.fullmatch(inside)
    if found is None:
        return Quality(rest=inside)
    if len(found["part"] or "") > 3:
        raise Unreadable("decimals", _l("At most two decimals."))
    reached = Decimal(found["whole"].replace(",", "") + (found["part"] or ""))
    if reached > LARGEST:
        raise Unreadable("too_large", _l("“%(value)s” is beyond anything a task can reach."), value=inside)
    return Quality(None, reached, (found["unit"] or "").strip() or None)
