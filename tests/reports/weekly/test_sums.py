from dataclasses import replace

from app.reports.weekly.figures import PersonRow
from app.reports.weekly.sums import disagreements, known_sum, total_of
from tests.reports.weekly.weekly_cast import a_quiet_week, a_week


def test_a_sound_report_has_no_disagreement():
    assert disagreements(a_week()) == []
    assert disagreements(a_quiet_week()) == []


def test_a_total_that_is_one_fen_off_is_named():
    week = a_week()
    off = replace(week, total=replace(week.total, open_minor=week.total.open_minor + 1))

    found = disagreements(off)

    assert [line.split(":")[0] for line in found] == ["open_minor of the people", "sum of open deals by month"]


def test_a_deal_missing_from_its_list_is_named():
    week = a_week()

    found = disagreements(replace(week, new=week.new[1:]))

    assert any(line.startswith("new deals listed: 1, but 2") for line in found)


def test_a_sum_without_any_known_amount_is_unknown_and_not_zero():
    nobody_knows = PersonRow("张伟", None, lost_count=2, lost_minor=None)
    idle = PersonRow("李娜", None)

    total = total_of([nobody_knows, idle], name="合计")

    assert (total.lost_count, total.lost_minor) == (2, None)
    assert (total.won_count, total.won_minor) == (0, 0)


def test_a_sum_counts_the_amounts_that_are_known():
    assert known_sum([None, 5, 7]) == 12
    assert known_sum([None]) is None
    assert known_sum([]) == 0
