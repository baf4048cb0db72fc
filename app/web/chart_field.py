"""The ruled field a chart is drawn on: percent across, pixels up, round numbers at the grid lines, words at places."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

Wording = Callable[[float], str]

TOP = 20  # room for the words above the highest bar
FOOT = 22  # room for the labels below the axis
WIDEST_STEP = 14.0  # percent; two bars stand together instead of at both ends of the page
GRID_LINES = 3  # and the axis: at most four


@dataclass(frozen=True)
class Field:
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


def field_for(count: int, values: Iterable[float], height: int, tick: Wording) -> Field:
    ceiling, ticks = _ruling(max(values, default=0))
    return Field(count, ceiling, [(value, tick(value)) for value in ticks], height)


def _ruling(highest: float) -> tuple[float, list[float]]:
    """Round numbers from zero to above the highest value."""
    if highest <= 0:
        return 1, [0]
    rough = highest / GRID_LINES
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice * GRID_LINES >= highest * 0.999999)
    lines = math.ceil(highest / step * 0.999999)
    return step * lines, [step * line for line in range(lines + 1)]


def drawn(field: Field, shapes: Sequence[Markup], labels: Sequence[str], label: str) -> Markup:
    grid = [_grid_line(field, value, words) for value, words in field.ticks]
    feet = [_foot(field, index, words) for index, words in enumerate(labels)]
    axis = _rule(field, field.floor, "chart__axis")
    opening = Markup('<svg class="chart" height="{}" role="img" aria-label="{}">').format(field.height, label)
    return opening + Markup("").join([*grid, *shapes, *feet, axis]) + Markup("</svg>")


def _grid_line(field: Field, at: float, words: str) -> Markup:
    y = field.up(at)
    value = Markup('<text class="chart__label" x="0" y="{}">{}</text>').format(n(y + 4), words)
    return _rule(field, y, "chart__grid") + value


def _rule(field: Field, y: float, look: str) -> Markup:
    line = Markup('<line class="{}" x1="{}%" x2="100%" y1="{}" y2="{}"/>')
    return line.format(look, n(field.gutter), n(y), n(y))


def _foot(field: Field, index: int, words: str) -> Markup:
    return words_at(field, index, field.height - 5, words, "chart__label")


def words_at(field: Field, index: int, y: float, words: str, look: str) -> Markup:
    if not words:
        return Markup("")
    spot = Markup('<text class="{}" x="{}%" y="{}" text-anchor="middle">{}</text>')
    return spot.format(look, n(field.across(index)), n(y), words)


def n(number: float) -> str:
    """A length of the drawing: a hundredth is finer than any screen."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
