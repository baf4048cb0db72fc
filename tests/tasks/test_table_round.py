"""Any tasks, out as a table and into an empty company: its table is the same, to the letter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.clock import now
from app.tasks import accepting, working
from app.tasks.assigning import Plan, TaskDraft, assign
from app.tasks.goals import Goal, even_parts
from app.tasks.grading import GRADES
from app.tasks.queries import parts_of, proposal
from tenants.context import db
from tenants.owned import new_id
from tenants.roles import Role
from tests.conftest import LONG
from tests.tasks.tables import bring, cells, exported, member
from tests.world import add_people, make_company

PLAIN = "线上推广获取家线索张 Q1leads'=+-@(（·.,;|\"\n\t%20无"
LETTER = st.sampled_from(PLAIN) | st.characters(codec="utf-8", exclude_characters="\0")
letters = st.text(LETTER, min_size=1, max_size=24)
titles = st.sampled_from(["Q1新客户开发", "Win customers", "win  customers", "Call 20 firms", "-"]) | letters
units = st.sampled_from(["家线索", "leads", "%", "3D models", "条"]) | letters.map(
    lambda text: text[:12].strip() or None
)
amounts = st.decimals("0.01", "5000", places=2)
days = st.dates(date(2023, 1, 1), date(2024, 6, 30))
OWNERS = ("bob", "sam", "lin")


@st.composite
def plans(draw):
    """A task, or a task with parts, and how far each got."""
    goal = draw(st.none() | st.builds(Goal, amounts.map(lambda amount: amount + 1), units))
    count = draw(st.integers(0, 3))
    whole = _draft(draw, goal)
    shares = even_parts(goal.quantity, count) if goal and count else [None] * count
    parts = [_draft(draw, Goal(share, draw(units)) if share else None) for share in shares]
    return Plan(whole, parts), [draw(ends) for _ in range(count or 1)]


def _draft(draw, goal):
    first, last = sorted(draw(st.tuples(days, days)))
    owner, acceptor = draw(st.permutations(OWNERS))[:2]
    return {
        "title": draw(titles), "owner_id": owner, "acceptor_id": draw(st.sampled_from([acceptor, None])),
        "goal": draw(st.none() | titles), "goal_quantity": goal and goal.quantity, "unit": goal and goal.unit,
        "starts_on": draw(st.sampled_from([first, None])), "due_on": draw(st.sampled_from([last, None])),
        "note": draw(st.none() | letters),
    }  # fmt: skip


#: How far somebody got, when he was done, and which grade he was given.
ends = st.fixed_dictionaries(
    {
        "to": st.sampled_from(["todo", "doing", "submitted", "accepted"]), "actual": amounts,
        "done_on": days, "grade": st.sampled_from([None, *GRADES]),
    }
)  # fmt: skip


def company():
    """A company of its own with three who work and one who owns it."""
    mark = new_id().hex[-10:]
    made = make_company("Round", f"round-{mark}")
    add_people(made, {"olga": Role.OWNER, **dict.fromkeys(OWNERS, Role.SELLER)}, mark)
    return made


def enact(made, planned, reached):
    """Give the tasks, and bring each as far as it got."""
    olga = member(made.people["olga"])
    plan = Plan(_made(made, planned.whole), [_made(made, part) for part in planned.parts])
    whole = assign(plan, by=olga, at=now())
    for task, end in zip(list(db.scalars(parts_of(whole.id))) or [whole], reached, strict=True):
        if end["to"] == "doing":
            working.progress(task, by=olga, at=now(), actual=end["actual"])
        if end["to"] in ("submitted", "accepted"):
            told = {"result": "Done", "actual": end["actual"], "done_on": end["done_on"], "delay_reason": "Holidays"}
            working.submit(task, by=olga, at=now(), **told)
        if end["to"] == "accepted" and task.acceptor_id:
            grade = end["grade"] or proposal(task)
            accepting.accept(task, by=olga, at=now(), grade=grade, reason="As seen")


def _made(made, draft):
    people = {name: person.member_id for name, person in made.people.items()}
    return TaskDraft(
        **{**draft, "owner_id": people[draft["owner_id"]], "acceptor_id": people.get(draft["acceptor_id"])}
    )


# Two companies an example: shrinking a failure would take minutes.
@settings(
    max_examples=300 if LONG else 25,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(plans(), min_size=1, max_size=4), st.sampled_from(["en", "zh"]))
def test_any_tasks_come_out_as_they_went_in(world, planned, language):
    here, there = company(), company()
    with here.inside(here.people["olga"]):
        for plan, reached in planned:
            enact(here, plan, reached)
    browser = _reader(world, here, language)

    first = exported(here.people["olga"], browser)
    again = bring(here.people["olga"], first)
    elsewhere = bring(there.people["olga"], first)
    second = exported(there.people["olga"], _reader(world, there, language))

    assert [entry.extra["row"] for entry in again.entries if entry.outcome != "unchanged"] == []
    assert set(elsewhere.counts) <= {"created"}, elsewhere.sentences
    assert second == first


def _reader(world, company, language):
    olga = company.people["olga"]
    browser = world.browser(olga)
    browser.post("/profile", {"profile-name": "Olga", "profile-language": language})
    return browser


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_a_spreadsheet_would_calculate_is_text_and_comes_back_as_it_was(world, suffix):
    here, there = company(), company()
    with here.inside(here.people["olga"]):
        draft = TaskDraft(
            '=HYPERLINK("http://x")', here.people["bob"].member_id, goal="+5 家客户", goal_quantity=Decimal(5),
            unit="家客户", note="@SUM(A1)",
        )  # fmt: skip
        assign(draft, by=member(here.people["olga"]), at=now())
    content = exported(here.people["olga"], world.browser(here.people["olga"]), suffix)
    if suffix == "csv":
        assert cells(content)[0][0] == '\'=HYPERLINK("http://x")'
        assert [cell[:2] for cell in cells(content)[0] if cell[:1] == "'"] == ["'=", "'+", "'@"]

    bring(there.people["olga"], content, f"table.{suffix}")

    again = exported(there.people["olga"], world.browser(there.people["olga"]), "csv")
    assert cells(again)[0][:2] == ['\'=HYPERLINK("http://x")', "'+5 家客户"]
