"""Reading and writing the words of an address of tasks."""

from dataclasses import fields
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.tasks.filtering.filters import LED, OPEN, PARTS, TaskFilter, read_text
from app.tasks.grading import GRADES
from app.tasks.model import DEMANDS, STATES
from app.tasks.quadrants.places import QUADRANTS
from app.web.asking import ALL, MINE
from tests.lists.filtering import comes_back, is_read_without_complaint
from tests.pipeline.opportunities.test_filters import IDS, STRETCHES, TEXTS, some, words_of

WORDS = {TaskFilter.keys.get(each.name, each.name) for each in fields(TaskFilter)} | {"due_from", "due_to"}
FILTERS = st.builds(
    TaskFilter,
    q=st.none() | TEXTS,
    state=st.sampled_from([None, OPEN, *STATES, ALL]),
    owners=some(IDS | st.sampled_from([MINE, LED])),
    team=st.none() | IDS,
    acceptors=some(IDS | st.just(MINE)),
    creators=some(IDS | st.just(MINE)),
    due=STRETCHES,
    is_late=st.booleans(),
    is_important=st.booleans(),
    is_urgent=st.booleans(),
    quadrant=st.none() | st.sampled_from(QUADRANTS),
    is_turn=st.booleans(),
    demands=words_of(DEMANDS),
    grades=words_of(GRADES),
    whole=st.none() | IDS,
    about=st.none() | IDS,
    imported=st.none() | IDS,
    parts=st.none() | st.sampled_from(PARTS),
)


@given(FILTERS)
def test_what_is_written_is_read_again(wanted):
    assert comes_back(read_text, wanted)


@given(st.lists(st.tuples(st.sampled_from(sorted(WORDS)), st.text(max_size=30)), max_size=12))
def test_whatever_is_typed_into_the_address_is_read_without_complaint(pairs):
    assert is_read_without_complaint(read_text, pairs)


def test_every_field_has_its_word_in_the_address():
    said = "q state owner team acceptor creator due late important urgent quadrant turn"
    said += " demand grade whole about import parts"

    assert {TaskFilter.keys.get(each.name, each.name) for each in fields(TaskFilter)} == set(said.split())


def test_what_cannot_be_understood_is_left_out():
    read = read_text("owner=nobody&state=maybe&due_from=soon&late=yes&grade=A&demand=much&parts=some&whole=7")

    assert read == TaskFilter()
    assert read.is_plain


def test_open_tasks_are_meant_unless_something_speaks_of_ended_ones():
    assert read_text("").effective_state == OPEN
    assert read_text("late=1&owner=me").effective_state == OPEN
    assert read_text("grade=good").effective_state == ALL
    assert read_text(f"whole={UUID(int=1)}").effective_state == ALL
    assert read_text(f"whole={UUID(int=1)}&state=doing").effective_state == "doing"


def test_that_open_ones_are_meant_needs_no_saying():
    assert read_text("state=open").worth_saying.is_plain
    assert not read_text("state=all").worth_saying.is_plain
