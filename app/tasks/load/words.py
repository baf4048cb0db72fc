"""How loads, and whom a task suits, are spoken of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from app.tasks import goals, grading, wording
from app.tasks.load import bars
from app.tasks.load.beyond import Beyond
from app.tasks.load.picker import Candidate
from app.tasks.load.queries import Load
from app.tasks.load.spans import DAYS, NEXT_WEEK, THIS_WEEK
from app.tasks.load.suitability import Suited
from app.tasks.model import HARD, REFERRAL
from app.web.formats import day

WINDOWS = {THIS_WEEK: _l("This week"), NEXT_WEEK: _l("Next week"), DAYS: _l("Other days")}


def hours(minutes: int) -> str:
    """Minutes as hours without their unit, at most one decimal: 34, 7.5."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


def filled(load: Load) -> str:
    """34 / 40 h."""
    return _("%(hours)s / %(capacity)s h", hours=hours(load.minutes), capacity=hours(load.capacity))


def bar(one: Candidate, scale: int) -> Markup:
    """The bar of somebody who might get the task."""
    return bars.bar(one.load, scale, f"{one.name}: {filled(one.load)}", one.added)


def counted(measure: str | None) -> str | None:
    """What a measure counts, in words of a sentence."""
    return wording.measure_name(measure).lower() if measure else None


def with_it(one: Candidate) -> str:
    """What it comes to with the task that is being planned."""
    if one.too_much > 0:
        facts = {"hours": hours(one.total), "over": hours(one.too_much)}
        return _("with this task %(hours)s: %(over)s h too much", **facts)
    return _("with this task %(hours)s: %(free)s h free", hours=hours(one.total), free=hours(-one.too_much))


def unsaid(load: Load) -> str:
    """Of how many tasks nobody said how much work they are."""
    return ngettext("%(num)d task without effort", "%(num)d tasks without effort", load.unsaid)


def unknown_year(year: int) -> str:
    """That the working days of a year are not certain."""
    return _("The public holidays of %(year)s are not published yet; plain weeks are counted.", year=year)


def room(load: Load) -> str:
    """What is left, or too much."""
    if load.is_over:
        return _("%(over)s h too much", over=hours(-load.free))
    return _("%(free)s h free", free=hours(load.free))


def too_much(one: Candidate) -> str:
    """The warning for whoever gets more than the days hold."""
    facts = {"name": one.name, "hours": hours(one.total), "capacity": hours(one.load.capacity)}
    return _("%(name)s: %(hours)s h in days of %(capacity)s h, %(over)s h too much.", **facts, over=hours(one.too_much))


def beyond(one: Beyond, unit: str | None) -> str:
    """The warning for a goal nobody ever reached: 100 new customers in a month; the best month was 12 (2026-05)."""
    asked = goals.said(_rounded(one.a_month), one.piece.unit or unit)
    facts = {"name": one.name, "goal": asked, "best": goals.plain(_rounded(one.best.a_month))}
    if not one.best.a_month:
        return _("%(name)s: %(goal)s in a month; in the last 12 months there was none.", **facts)
    month = f"{one.best.on:%Y-%m}"
    if one.best.task:
        facts |= {"task": one.best.task, "month": month}
        return _(
            "%(name)s: %(goal)s in a month; the best task reached %(best)s in a month (“%(task)s”, %(month)s).", **facts
        )
    return _("%(name)s: %(goal)s in a month; the best month was %(best)s (%(month)s).", **facts, month=month)


def reason(suited: Suited, demand: str) -> str:
    """Why a task suits somebody, or does not, with the figures."""
    if demand == HARD:
        return _won(suited)
    if demand == REFERRAL:
        if not suited.value:
            return _("no deal brought by customers yet")
        return ngettext("%(num)d deal brought by customers", "%(num)d deals brought by customers", suited.value)
    if suited.since is None:
        return _("unknown since when here")
    return _("came on %(day)s", day=day(suited.since))


def _won(suited: Suited) -> str:
    if not suited.value:
        return _("won no new customer in 12 months")
    place = _("%(place)s of %(of)s", place=_ordinal(suited.place), of=suited.of)
    won = ngettext("won %(num)d new customer in 12 months", "won %(num)d new customers in 12 months", suited.value)
    return _("%(won)s, %(place)s", won=won, place=place)


def _ordinal(place: int) -> str:
    if place % 100 in (11, 12, 13):
        return _("%(num)sth", num=place)
    named = {1: _("%(num)sst", num=place), 2: _("%(num)snd", num=place), 3: _("%(num)srd", num=place)}
    return named.get(place % 10) or _("%(num)sth", num=place)


def _rounded(value: Fraction) -> Decimal:
    """Whole from ten on, else with one decimal; once, for showing."""
    return grading.percent(value / 100, 0 if value >= 10 or value.denominator == 1 else 1)
