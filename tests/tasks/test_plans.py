"""Templates: what they keep of a task, how their days are counted, and that no JSON breaks them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.tasks.model import LONGEST, MOST_PARTS
from app.tasks.planning import pieces, plans, stretch, titles
from app.tasks.planning.pieces import Kept, Piece
from app.tasks.planning.stretch import CALENDAR, WORKING
from tenants.owned import new_id

HOLIDAYS = frozenset(date(2026, 10, number) for number in range(1, 9))
OWNER, OTHER = new_id(), new_id()
START = date(2026, 3, 2)


def works(day):
    return day.isoweekday() <= 5 and day not in HOLIDAYS


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
words = (
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(str.strip).map(str.strip)
)


@dataclass
class Thing:
    """A task as `plan_of` reads it."""

    title: str
    starts_on: date | None
    due_on: date | None
    owner_id: UUID = OWNER
    goal: str | None = None
    goal_quantity: Decimal | None = None
    unit: str | None = None
    lower_is_better: bool = False
    measure: str | None = None
    effort_minutes: int | None = None
    is_important: bool = False
    is_urgent: bool | None = None
    demand: str = "ordinary"
    note: str | None = None
    id: UUID = field(default_factory=new_id)


quantities = st.decimals(Decimal("0.01"), Decimal("99999"), places=2)


@st.composite
def things(draw):
    first, last = sorted((draw(days), draw(days)))
    return Thing(
        title=draw(words), starts_on=draw(st.sampled_from([first, None])), due_on=draw(st.sampled_from([last, None])),
        owner_id=draw(st.sampled_from([OWNER, OTHER])), goal=draw(st.none() | words),
        goal_quantity=draw(st.none() | quantities), unit=draw(st.none() | words), note=draw(st.none() | words),
        lower_is_better=draw(st.booleans()), measure=draw(st.sampled_from([None, "deals_created"])),
        effort_minutes=draw(st.none() | st.integers(1, 6000)), is_important=draw(st.booleans()),
        is_urgent=draw(st.sampled_from([None, True, False])), demand=draw(st.sampled_from(["ordinary", "hard"])),
    )  # fmt: skip


def as_kept(day, first, counted_in, *, is_due):
    """The day one gets back: itself; in working days, and for due days, the next one that is worked."""
    moves = is_due or (counted_in == WORKING and day != first)
    return stretch.on_workday(day, works) if day is not None and moves else day


@given(things(), st.lists(things(), max_size=4), st.sampled_from([WORKING, CALENDAR]))
def test_a_task_comes_out_of_its_template_as_it_went_in(task, parts, counted_in):
    lines = {one.id: [f"line {one.title}", "no duplicate"] for one in (task, *parts)}
    first = plans.first_day([task, *parts])

    plan = plans.plan_of(task, parts, lines, works, counted_in)
    made = plans.drafts_from(pieces.read(plan), first or START, task.owner_id, works)

    for one, draft in zip((task, *parts), (made.whole, *made.parts), strict=True):
        for name in ("title", "goal", "goal_quantity", "unit", "lower_is_better", "measure", "effort_minutes", "note",
                     "is_important", "is_urgent", "demand", "owner_id"):  # fmt: skip
            assert getattr(draft, name) == getattr(one, name)
        assert list(draft.criteria) == [line.strip() for line in lines[one.id]]
        assert draft.starts_on == as_kept(one.starts_on, first, counted_in, is_due=False)
        assert draft.due_on == as_kept(one.due_on, first, counted_in, is_due=True)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["1e999999999", "NaN", "-0"]),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(
            st.sampled_from([
                "whole", "parts", "counted_in", "title", "quantity", "begins", "due", "criteria", "owner_id", "demand",
                "is_urgent", "goal", "unit", "effort_minutes", "x",
            ]),
            inner, max_size=8,
        )
    ),
    max_leaves=30,
)  # fmt: skip


@given(anything)
def test_no_json_breaks_a_template_and_what_was_understood_stays(plan):
    kept = pieces.read(plan, usual_title="Report")

    assert kept.whole.title
    assert pieces.read(pieces.as_json(kept)) == kept
    made = plans.drafts_from(kept, START, OWNER, works)
    for draft in (made.whole, *made.parts):
        assert draft.starts_on is None or draft.due_on is None or draft.starts_on <= draft.due_on
        assert draft.goal_quantity is None or draft.goal_quantity > 0


@pytest.mark.parametrize(
    ("counted_in", "start", "due"),
    [
        (WORKING, date(2026, 3, 6), date(2026, 3, 11)),  # Friday and three working days: Wednesday
        (CALENDAR, date(2026, 3, 6), date(2026, 3, 9)),  # Friday and three days: Monday
        (CALENDAR, date(2026, 3, 5), date(2026, 3, 9)),  # Thursday and three days is Sunday, so Monday
        (WORKING, date(2026, 9, 30), date(2026, 10, 13)),  # over the holidays
    ],
)
def test_days_are_counted_as_the_template_says(counted_in, start, due):
    kept = Kept(Piece("Quote", begins=0, due=3), counted_in=counted_in)

    assert plans.drafts_from(kept, start, OWNER, works).whole.due_on == due


def test_days_are_counted_from_the_earliest_day_of_whole_and_parts():
    """The worked example's whole has no days, its parts have."""
    whole = Thing("Q1新客户开发", None, None)
    parts = [Thing("展会", date(2024, 3, 11), date(2024, 3, 25)), Thing("线上", date(2024, 3, 1), date(2024, 3, 29))]

    made = plans.drafts_from(pieces.read(plans.plan_of(whole, parts, {}, works)), date(2026, 6, 1), OWNER, works)

    assert (made.whole.starts_on, made.whole.due_on) == (None, None)
    assert [part.starts_on for part in made.parts] == [date(2026, 6, 9), date(2026, 6, 1)]


def test_a_part_goes_to_its_own_owner_only_while_he_can_be_given_it():
    kept = Kept(Piece("Fair"), (Piece("Stand", owner_id=OTHER), Piece("Leaflets")))

    with_him = plans.drafts_from(kept, START, OWNER, works)
    without = plans.drafts_from(kept, START, OWNER, works, gives_to=lambda one: one != OTHER)

    assert [part.owner_id for part in with_him.parts] == [OTHER, OWNER]
    assert [part.owner_id for part in without.parts] == [OWNER, OWNER]


def test_what_is_read_is_what_forms_and_database_take():
    kept = pieces.read({
        "whole": {"title": "x" * 500, "quantity": "12345678901234567", "effort_minutes": True, "begins": 5, "due": 2},
        "parts": [{"title": f"part {number}"} for number in range(99)] + ["nonsense"],
    })  # fmt: skip

    assert len(kept.whole.title) == LONGEST
    assert (kept.whole.quantity, kept.whole.effort_minutes) == (None, None)
    assert (kept.whole.begins, kept.whole.due) == (5, 5)
    assert len(kept.parts) == MOST_PARTS


@pytest.mark.parametrize(
    ("text", "before", "after", "told"),
    [
        ("开发50家新客户", 50, 60, "开发60家新客户"),
        ("Win 50 new customers", 50, "17", "Win 17 new customers"),
        ("Q1 线上推广获取1,200条线索", 1200, 900, "Q1 线上推广获取900条线索"),
        ("Q1新客户开发", 1, 2, "Q1新客户开发"),
        ("开发50家新客户", 40, 60, "开发50家新客户"),
        ("开发50家新客户", 50, None, "开发50家新客户"),
        (None, 50, 60, None),
    ],
)
def test_a_quantity_is_changed_in_the_words_that_name_it(text, before, after, told):
    assert titles.reworded(text, Decimal(before), Decimal(after) if after is not None else None) == told


@given(days, st.integers(0, 250), st.sampled_from([WORKING, CALENDAR]))
def test_days_laid_out_are_counted_as_far(first, far, counted_in):
    day = stretch.day_at(first, far, counted_in, works)

    assert stretch.distance(first, day, counted_in, works) == far
    assert day >= first


def test_a_company_that_never_works_still_finds_days(monkeypatch):
    from app.tasks.planning import workdays

    monkeypatch.setattr(workdays, "workdays", SimpleNamespace(workdays=lambda first, last: ((), ())))

    assert stretch.day_at(START, 3, WORKING, workdays.works_from(START)) == START + timedelta(days=3)
