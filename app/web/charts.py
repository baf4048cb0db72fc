"""Charts made on the server as inline SVG: bars, stacked bars and lines, one definition for page and paper.

There is no viewBox: across, everything is in percent, so the chart stretches with the page while its text and strokes
stay as they are. Bars and lines start at zero; a value that is not known (`None`) gets its words and no shape.
The looks are classes of `static/css/components/chart.css`; `standing_alone` brings them along for paper.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

Wording = Callable[[float], str]

TOP = 20  # room for the words above the highest bar
FOOT = 22  # room for the labels below the axis
WIDEST_STEP = 14.0  # percent; two bars stand together instead of at both ends of the page
GRID_LINES = 3  # and the axis: at most four

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


@dataclass(frozen=True)
class _Sheet:
    """The ruled field of a chart: turns values into places."""

    count: int
    ceiling: float
    ticks: Sequence[tuple[float, str]]
    height: int

    @property
    def gutter(self) -> float:
        return max(4.0, 1.5 + 1.1 * max(len(words) for _, words in self.ticks))

    @property
    def step(self) -> float:
        return min((100 - self.gutter) / max(self.count, 1), WIDEST_STEP)

    @property
    def floor(self) -> int:
        return self.height - FOOT

    def across(self, index: int) -> float:
        return self.gutter + self.step * (index + 0.5)

    def up(self, value: float) -> float:
        return self.floor - (self.floor - TOP) * value / self.ceiling


def bar_chart(bars: Sequence[Bar], *, label: str, height: int = 150, tick: Wording = "{:g}".format) -> Markup:
    """Upright bars from zero. `label` is the sentence for those who do not see, `tick` words a value at the axis."""
    sheet = _sheet(len(bars), (bar.value or 0 for bar in bars), height, tick)
    shapes = [_column(sheet, index, bar) for index, bar in enumerate(bars)]
    return _drawn(sheet, shapes, [bar.label for bar in bars], label)


def stacked_bar_chart(
    stacks: Sequence[Stack], *, kinds: Sequence[str], label: str, height: int = 150, tick: Wording = "{:g}".format
) -> Markup:
    """Bars of parts. `kinds` names the look of each part, from the foot: "", "muted", "plus" or "minus"."""
    sheet = _sheet(len(stacks), (sum(stack.parts) for stack in stacks), height, tick)
    shapes = [_pile(sheet, index, stack, kinds) for index, stack in enumerate(stacks)]
    return _drawn(sheet, shapes, [stack.label for stack in stacks], label)


def line_chart(points: Sequence[Point], *, label: str, height: int = 150, tick: Wording = "{:g}".format) -> Markup:
    """A line through points, interrupted where a value is not known."""
    sheet = _sheet(len(points), (point.value or 0 for point in points), height, tick)
    strokes = [_stroke(sheet, index, *pair) for index, pair in enumerate(pairwise(points))]
    dots = [_dot(sheet, index, point) for index, point in enumerate(points)]
    return _drawn(sheet, strokes + dots, [point.label for point in points], label)


def standing_alone(chart: Markup, *, width: int) -> str:
    """The same chart as a file of its own, for paper: with a width and with its looks."""
    opening = Markup('<svg xmlns="http://www.w3.org/2000/svg" width="{}"').format(width)
    head, _, rest = chart.removeprefix("<svg").partition(">")
    return f"{opening}{head}><style>{PAPER_STYLE}</style>{rest}"


def _sheet(count: int, values: Iterable[float], height: int, tick: Wording) -> _Sheet:
    ceiling, ticks = _ruling(max(values, default=0))
    return _Sheet(count, ceiling, [(value, tick(value)) for value in ticks], height)


def _ruling(highest: float) -> tuple[float, list[float]]:
    """Round numbers from zero to above the highest value."""
    if highest <= 0:
        return 1, [0]
    rough = highest / GRID_LINES
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice * GRID_LINES >= highest * 0.999999)
    lines = math.ceil(highest / step * 0.999999)
    return step * lines, [step * line for line in range(lines + 1)]


def _drawn(sheet: _Sheet, shapes: Sequence[Markup], labels: Sequence[str], label: str) -> Markup:
    grid = [_grid_line(sheet, value, words) for value, words in sheet.ticks]
    feet = [_foot(sheet, index, words) for index, words in enumerate(labels)]
    axis = _rule(sheet, sheet.floor, "chart__axis")
    opening = Markup('<svg class="chart" height="{}" role="img" aria-label="{}">').format(sheet.height, label)
    return opening + Markup("").join([*grid, *shapes, *feet, axis]) + Markup("</svg>")


def _grid_line(sheet: _Sheet, value: float, words: str) -> Markup:
    y = sheet.up(value)
    return _rule(sheet, y, "chart__grid") + Markup('<text class="chart__label" x="0" y="{}">{}</text>').format(_n(y + 4), words)


def _rule(sheet: _Sheet, y: float, look: str) -> Markup:
    line = Markup('<line class="{}" x1="{}%" x2="100%" y1="{}" y2="{}"/>')
    return line.format(look, _n(sheet.gutter), _n(y), _n(y))


def _foot(sheet: _Sheet, index: int, words: str) -> Markup:
    return _words(sheet, index, sheet.height - 5, words, "chart__label")


def _column(sheet: _Sheet, index: int, bar: Bar) -> Markup:
    look = "chart__bar chart__bar--muted" if bar.muted else "chart__bar"
    value = bar.value or 0
    shape = _block(sheet, index, 0, value, look) if value else Markup("")
    return shape + _words(sheet, index, sheet.up(value) - 5, bar.text, "chart__value")


def _pile(sheet: _Sheet, index: int, stack: Stack, kinds: Sequence[str]) -> Markup:
    shape, foot = Markup(""), 0.0
    for part, kind in zip(stack.parts, kinds, strict=True):
        look = f"chart__bar chart__bar--{kind}" if kind else "chart__bar"
        shape += _block(sheet, index, foot, foot + part, look) if part else Markup("")
        foot += part
    return shape + _words(sheet, index, sheet.up(foot) - 5, stack.text, "chart__value")


def _block(sheet: _Sheet, index: int, low: float, high: float, look: str) -> Markup:
    wide, top = min(sheet.step * 0.62, 8.0), sheet.up(high)
    place = (_n(sheet.across(index) - wide / 2), _n(wide), _n(top), _n(sheet.up(low) - top))
    return Markup('<rect class="{}" x="{}%" width="{}%" y="{}" height="{}"/>').format(look, *place)


def _stroke(sheet: _Sheet, index: int, start: Point, end: Point) -> Markup:
    if start.value is None or end.value is None:
        return Markup("")
    place = (_n(sheet.across(index)), _n(sheet.across(index + 1)), _n(sheet.up(start.value)), _n(sheet.up(end.value)))
    return Markup('<line class="chart__line" x1="{}%" x2="{}%" y1="{}" y2="{}"/>').format(*place)


def _dot(sheet: _Sheet, index: int, point: Point) -> Markup:
    if point.value is None:
        return _words(sheet, index, sheet.floor - 5, point.text, "chart__value")
    y = sheet.up(point.value)
    dot = Markup('<circle class="chart__dot" cx="{}%" cy="{}" r="3"/>').format(_n(sheet.across(index)), _n(y))
    return dot + _words(sheet, index, y - 8, point.text, "chart__value")


def _words(sheet: _Sheet, index: int, y: float, words: str, look: str) -> Markup:
    if not words:
        return Markup("")
    spot = Markup('<text class="{}" x="{}%" y="{}" text-anchor="middle">{}</text>')
    return spot.format(look, _n(sheet.across(index)), _n(y), words)


def _n(number: float) -> str:
    """A length of the drawing: a hundredth is finer than any screen."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
