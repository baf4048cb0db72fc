"""The figures behind "who suits", and behind "nobody ever did as much".

They are asked of `app.measures`; a measure that nobody registered is not guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select

from app import days
from app.measures import Cut, measure
from app.people import colleagues
from app.people.names import name_key
from app.tasks import counting
from app.tasks.load import pace, suitability
from app.tasks.load.pace import Best
from app.tasks.load.suitability import Suited
from app.tasks.model import ACCEPTED, BASIC, HARD, REFERRAL, Task
from app.tasks.rules import rules
from tenants.context import db, door

T = Task.__table__
WON, BROUGHT = "new_customers", "referred_deals"
MONTHS = 12


def suited(demand: str, people: Sequence[UUID], today: date) -> dict[UUID, Suited] | None:
    """Whom a task with this demand suits, with the reasons; nobody in particular for ordinary work, None where what
    would tell is not measured yet."""
    if demand == BASIC:
        return suitability.for_basic(_joined(people), today, rules().newcomer_days)
    if demand not in (HARD, REFERRAL):
        return {}
    counted = past_year(WON if demand == HARD else BROUGHT, people, today)
    if counted is None:
        return None
    return suitability.for_hard(counted, rules().top_percent) if demand == HARD else suitability.for_referrals(counted)


def past_year(key: str, people: Sequence[UUID], today: date) -> dict[UUID, int] | None:
    """What a measure counts of each person in twelve months that end today; None where nobody measures it yet."""
    found = measure(key, Cut(_a_year_before(today), today, "person", tuple(people)))
    if not found.is_measured:
        return None
    counted = {row.part: row.numerator for row in found.rows}
    return {one: counted.get(one, 0) for one in people}


def best_months(key: str, people: Sequence[UUID], today: date) -> dict[UUID, Best]:
    """Each person's best of the last twelve months, by the measure that counts; the newer of two equal ones. Empty
    where nobody measures it yet."""
    best: dict[UUID, Best] = {}
    for first, last in pace.last_months(today, MONTHS):
        found = measure(key, Cut(first, last, "person", tuple(people)))
        if found.measure is None:
            return {}
        reached = {row.part: row.numerator for row in found.rows}
        for one in people:
            value = Fraction(counting.quantity(found.measure, reached.get(one, 0)))
            if one not in best or value > best[one].a_month:
                best[one] = Best(value, first)
    return best


def best_tasks(people: Sequence[UUID], today: date) -> dict[tuple[UUID, str], Best]:
    """For goals nobody counts: of each person's accepted tasks of the past year, by the unit they counted, the one that
    reached most a month."""
    shown = (T.c.owner_id, T.c.title, T.c.unit, T.c.actual, T.c.starts_on, T.c.done_on)
    done = (T.c.done_on >= _a_year_before(today), T.c.state == ACCEPTED, T.c.actual > 0, T.c.lower_is_better.is_(False))
    own = (T.c.tenant_id == door().tenant_id, T.c.owner_id.in_(people), T.c.starts_on <= T.c.done_on)
    best: dict[tuple[UUID, str], Best] = {}
    for row in db.execute(select(*shown).where(*own, *done, T.c.unit.is_not(None))):
        key = row.owner_id, name_key(row.unit)
        reached = pace.a_month(row.actual, row.starts_on, row.done_on)
        if key not in best or reached > best[key].a_month:
            best[key] = Best(reached, row.done_on, row.title)
    return best


def _joined(people: Sequence[UUID]) -> dict[UUID, date | None]:
    known = colleagues.members()
    return {one: days.here(at) if (at := known[one].joined_at) else None for one in people}


def _a_year_before(today: date) -> date:
    """The day after the same day of last year: with today they are twelve months."""
    is_leap_day = (today.month, today.day) == (2, 29)
    return (today - timedelta(days=1) if is_leap_day else today).replace(year=today.year - 1) + timedelta(days=1)
