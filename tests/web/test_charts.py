import re
from xml.etree import ElementTree

import pytest

from app.web.chart_field import GRID_LINES
from app.web.charts import Bar, Point, Stack, bar_chart, line_chart, stacked_bar_chart, standing_alone

NASTY = "</text><script>alert('张')</script>\"&"


def drawn(chart):
    return ElementTree.fromstring(str(chart))


def heights(chart):
    return [float(bar.get("height")) for bar in drawn(chart).iter("rect")]


def test_a_chart_says_what_it_shows_and_stretches():
    svg = drawn(bar_chart([Bar("11 月", 3)], label="十一月 3 万元"))

    assert (svg.get("role"), svg.get("aria-label"), svg.get("height")) == ("img", "十一月 3 万元", "150")
    assert svg.get("viewBox") is None
    assert all(bar.get("x").endswith("%") and bar.get("width").endswith("%") for bar in svg.iter("rect"))


def test_a_bar_of_double_value_is_twice_as_high():
    low, high = heights(bar_chart([Bar("a", 50), Bar("b", 100)], label="x"))

    assert high == pytest.approx(2 * low, abs=0.02)


def test_a_value_that_is_not_known_has_words_and_no_bar():
    svg = drawn(bar_chart([Bar("a", None, "—"), Bar("b", 1, "1")], label="x"))

    assert len(list(svg.iter("rect"))) == 1
    assert "—" in [text.text for text in svg.iter("text")]


@pytest.mark.parametrize("highest", [0.3, 1, 7, 99, 100, 101, 4_999, 12_345_678])
def test_the_grid_is_round_ends_above_the_highest_and_has_four_lines_at_most(highest):
    ticks = []

    bar_chart([Bar("a", highest)], label="x", tick=lambda value: ticks.append(value) or "")

    assert ticks[0] == 0
    assert ticks[-1] >= highest
    assert len(ticks) <= GRID_LINES + 1


def test_a_chart_of_nothing_but_zeros_stands():
    assert heights(bar_chart([Bar("a", 0), Bar("b", None)], label="x")) == []
    assert drawn(bar_chart([], label="nothing")).tag == "svg"


def test_the_parts_of_a_stack_stand_on_each_other():
    svg = drawn(stacked_bar_chart([Stack("a", [10, 30], "40")], kinds=["", "muted"], label="x"))

    foot, top = svg.iter("rect")

    assert float(top.get("y")) + float(top.get("height")) == pytest.approx(float(foot.get("y")), abs=0.02)
    assert top.get("class") == "chart__bar chart__bar--muted"


def test_a_stack_with_a_part_too_many_is_refused():
    with pytest.raises(ValueError):
        stacked_bar_chart([Stack("a", [1, 2, 3])], kinds=["", "muted"], label="x")


def test_a_line_is_interrupted_where_a_value_is_not_known():
    points = [Point("1", 5), Point("2", 6), Point("3", None), Point("4", 6), Point("5", 7)]

    svg = drawn(line_chart(points, label="x"))

    assert len([line for line in svg.iter("line") if line.get("class") == "chart__line"]) == 2
    assert len(list(svg.iter("circle"))) == 4


def test_words_of_users_stay_words():
    svg = drawn(bar_chart([Bar(NASTY, 1, NASTY)], label=NASTY))

    assert svg.get("aria-label") == NASTY
    assert [text.text for text in svg.iter("text")].count(NASTY) == 2
    assert not list(svg.iter("script"))


def test_nothing_in_a_chart_breaks_the_content_policy():
    charts = bar_chart([Bar("a", 1, muted=True)], label="x") + line_chart([Point("a", 1)], label="x")

    assert not re.search(r"style|onload|url\(", charts)


def test_a_chart_standing_alone_has_a_width_and_its_looks():
    svg = drawn(standing_alone(bar_chart([Bar("a", 1)], label=NASTY), width=665))

    assert (svg.get("width"), svg.get("aria-label")) == ("665", NASTY)
    assert ".chart__bar{fill:" in svg[0].text
