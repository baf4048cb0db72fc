"""Charts made on the server as inline SVG: bars, stacked bars and lines, one definition for page and paper.

There is no viewBox: across, everything is in percent, so the chart stretches with the page while its text and strokes
stay as they are. Bars and lines start at zero; a value that is not known (`None`) gets its words and no shape.
The looks are classes of `static/css/components/chart.css`; `standing_alone` brings them along for paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from app.web.chart_field import Field, Wording, drawn, field_for, n, words_at

# The light scheme of tokens.css as sRGB: paper knows neither custom properties nor oklch().
PAPER_STYLE = """
text{font-family:'Noto Sans SC';font-size:10px}
.chart__axis{stroke:#848c93}.chart__grid{stroke:#dfe2e5}.chart__label{fill:#636a71}.chart__value{fill:#161c24}
.chart__bar{fill:#005fa0}.chart__bar--muted{fill:#a6adb5}.chart__bar--plus{fill:#01858a}.chart__bar--minus{fill:#c06240}
.chart__line{stroke:#005fa0;stroke-width:2}.chart__dot{fill:#005fa0}
"""


@dataclass(frozen=True)
class Bar:
    """One bar: what it stands for, how high it is, the words above it. Muted: past, or beside the point."""

    label: str
    value: float | None
    text: str = ""
    muted: bool = False


@dataclass(frozen=True)
class Stack:
    """Several parts on top of each other, from the foot; `kinds` of the chart say how each part looks."""

    label: str
    parts: Sequence[float]
    text: str = ""


@dataclass(frozen=True)
class Point:
    """One point of a line; where the value is not known, the line is interrupted."""

    label: str
    value: float | None
    text: str = ""


def bar_chart(bars: Sequence[Bar], *, label: str, height: int = 150, tick: Wording = "{:g}".format) -> Markup:
    """Upright bars from zero. `label` is the sentence for those who do not see, `tick` words a value at the axis."""
    field = field_for(len(bars), (bar.value or 0 for bar in bars), height, tick)
    shapes = [_column(field, index, bar) for index, bar in enumerate(bars)]
    return drawn(field, shapes, [bar.label for bar in bars], label)


def stacked_bar_chart(
    stacks: Sequence[Stack], *, kinds: Sequence[str], label: str, height: int = 150, tick: Wording = "{:g}".format
) -> Markup:
    """Bars of parts. `kinds` names the look of each part, from the foot: "", "muted", "plus" or "minus"."""
    field = field_for(len(stacks), (sum(stack.parts) for stack in stacks), height, tick)
    shapes = [_pile(field, index, stack, kinds) for index, stack in enumerate(stacks)]
    return drawn(field, shapes, [stack.label for stack in stacks], label)


def line_chart(points: Sequence[Point], *, label: str, height: int = 150, tick: Wording = "{:g}".format) -> Markup:
    """A line through points, interrupted where a value is not known."""
    field = field_for(len(points), (point.value or 0 for point in points), height, tick)
    strokes = [_stroke(field, index, *pair) for index, pair in enumerate(pairwise(points))]
    dots = [_dot(field, index, point) for index, point in enumerate(points)]
    return drawn(field, strokes + dots, [point.label for point in points], label)


def standing_alone(chart: Markup, *, width: int) -> str:
    """The same chart as a file of its own, for paper: with a width and with its looks."""
    opening = Markup('<svg xmlns="http://www.w3.org/2000/svg" width="{}"').format(width)
    head, _, rest = chart.removeprefix("<svg").partition(">")
    return f"{opening}{head}><style>{PAPER_STYLE}</style>{rest}"


def _column(field: Field, index: int, bar: Bar) -> Markup:
    look = "chart__bar chart__bar--muted" if bar.muted else "chart__bar"
    value = bar.value or 0
    shape = _block(field, index, 0, value, look) if value else Markup("")
    return shape + words_at(field, index, field.up(value) - 5, bar.text, "chart__value")


def _pile(field: Field, index: int, stack: Stack, kinds: Sequence[str]) -> Markup:
    shape, foot = Markup(""), 0.0
    for part, kind in zip(stack.parts, kinds, strict=True):
        look = f"chart__bar chart__bar--{kind}" if kind else "chart__bar"
        shape += _block(field, index, foot, foot + part, look) if part else Markup("")
        foot += part
    return shape + words_at(field, index, field.up(foot) - 5, stack.text, "chart__value")


def _block(field: Field, index: int, low: float, high: float, look: str) -> Markup:
    wide, top = min(field.step * 0.62, 8.0), field.up(high)
    place = (n(field.across(index) - wide / 2), n(wide), n(top), n(field.up(low) - top))
    return Markup('<rect class="{}" x="{}%" width="{}%" y="{}" height="{}"/>').format(look, *place)


def _stroke(field: Field, index: int, start: Point, end: Point) -> Markup:
    if start.value is None or end.value is None:
        return Markup("")
    place = (n(field.across(index)), n(field.across(index + 1)), n(field.up(start.value)), n(field.up(end.value)))
    return Markup('<line class="chart__line" x1="{}%" x2="{}%" y1="{}" y2="{}"/>').format(*place)


def _dot(field: Field, index: int, point: Point) -> Markup:
    if point.value is None:
        return words_at(field, index, field.floor - 5, point.text, "chart__value")
    y = field.up(point.value)
    dot = Markup('<circle class="chart__dot" cx="{}%" cy="{}" r="3"/>').format(n(field.across(index)), n(y))
    return dot + words_at(field, index, y - 8, point.text, "chart__value")
