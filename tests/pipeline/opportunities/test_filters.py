"""Reading and writing the words of a deals' address."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.pipeline.opportunities.filtering.filters import LACKS, LEVELS, SPANS, DealFilter, read_text
from app.web.asking import ALL, MINE, NONE, PRESETS, Span
from tests.lists.filtering import comes_back, is_read_without_complaint

WORDS = {DealFilter.keys.get(each.name, each.name) for each in fields(DealFilter)}
WORDS |= {f"{name}_{end}" for name in SPANS for end in ("from", "to")}
IDS = st.uuids()
DAYS = st.dates(date(1970, 1, 1), date(2199, 12, 31))
AMOUNTS = st.decimals(0, 10**10, places=2, allow_nan=False).map(lambda value: Decimal(f"{value.normalize():f}"))


def some(values, most=4):
    return st.lists(values, max_size=most, unique=True).map(lambda found: tuple(sorted(found, key=str)))


def words_of(words):
    return st.sets(st.sampled_from(words)).map(lambda found: tuple(word for word in words if word in found))


STRETCHES = st.one_of(
    st.just(Span()),
    st.sampled_from(PRESETS).map(Span),
    st.builds(Span, st.none(), st.none() | DAYS, st.none() | DAYS),
)

TEXTS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)
FILTERS = st.builds(
    DealFilter,
    q=st.none() | TEXTS,
    pipeline=st.none() | IDS,
    stages=some(IDS),
    state=st.sampled_from([None, "open", "won", "lost", ALL]),
    owners=some(IDS | st.just(MINE)),
    team=st.none() | IDS,
    regions=some(IDS | st.just(NONE)),
    channels=some(IDS | st.just(NONE)),
    products=some(IDS),
    account=st.none() | IDS,
    customer_types=words_of(("new", "existing", "key")),
    amount_from=st.none() | AMOUNTS,
    amount_to=st.none() | AMOUNTS,
    expected=STRETCHES,
    opened=STRETCHES,
    closed=STRETCHES,
    health=words_of(LEVELS),
    quiet=st.none() | st.integers(0, 9999),
    lacks=words_of(LACKS),
    imported=st.none() | IDS,
)


@given(FILTERS)
def test_what_is_written_is_read_again(wanted):
    assert comes_back(read_text, wanted)


@given(st.lists(st.tuples(st.sampled_from(sorted(WORDS)), st.text(max_size=30)), max_size=12))
def test_whatever_is_typed_into_the_address_is_read_without_complaint(pairs):
    assert is_read_without_complaint(read_text, pairs)


def test_what_cannot_be_understood_is_left_out():
    read = read_text("owner=nobody&stage=7&state=maybe&amount_from=many&expected_from=soon&quiet=-3&health=blue")

    assert read == DealFilter()
    assert read.is_plain


def test_amounts_are_read_as_people_type_them():
    assert read_text("amount_from=30万&amount_to=1,200.50").amount_from == Decimal(300000)
    assert read_text("amount_to=1,200.50").amount_to == Decimal("1200.5")


def test_open_deals_are_meant_unless_something_speaks_of_ended_ones():
    assert read_text("").effective_state == "open"
    assert read_text("stage=00000000-0000-7000-8000-000000000001").effective_state == ALL
    assert read_text("closed=this-month").effective_state == ALL
    assert read_text("closed=this-month&state=won").effective_state == "won"


def test_dropping_a_field_keeps_the_others():
    wanted = DealFilter(state="won", team=UUID(int=1), quiet=7)

    assert wanted.without("team") == DealFilter(state="won", quiet=7)


def test_named_stretches_move_with_the_calendar():
    today = date(2026, 11, 22)

    assert Span("today").days(today) == (today, today)
    assert Span("this-week").days(today) == (date(2026, 11, 16), today)  # a Sunday ends its week
    assert Span("next-week").days(today) == (date(2026, 11, 23), date(2026, 11, 29))
    assert Span("this-month").days(today) == (date(2026, 11, 1), date(2026, 11, 30))
    assert Span("last-month").days(date(2026, 1, 15)) == (date(2025, 12, 1), date(2025, 12, 31))
    assert Span("this-quarter").days(today) == (date(2026, 10, 1), date(2026, 12, 31))
    assert Span("this-year").days(today) == (date(2026, 1, 1), date(2026, 12, 31))
    assert Span("next-30").days(today) == (today, date(2026, 12, 22))
    assert Span("overdue").days(today) == (None, date(2026, 11, 21))
    assert Span(None, date(2026, 2, 1), None).days(today) == (date(2026, 2, 1), None)
