"""The bar of a person's days: what lies there, what would come, and the ink line where the days are full."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from app.tasks.load.queries import Load

BAR = Markup(
    '<svg class="measure{over}" role="img" aria-label="{label}">'
    '<rect class="measure__track" y="3" width="100%" height="8" rx="1"/>'
    '<rect class="measure__fill" y="3" width="{width}%" height="8" rx="1"/>{added}{line}</svg>'
)
ADDED = Markup('<rect class="measure__added" y="3" x="{at}%" width="{width}%" height="8"/>')
LINE = Markup('<line class="measure__pace" x1="{at}%" x2="{at}%" y1="0" y2="14"/>')


def scale_of(totals: Iterable[int], capacity: int) -> int:
    """How many minutes a whole bar is, so that all bars of a page can be compared: the fullest, at least a quarter
    beyond the line."""
    return max([*totals, capacity * 5 // 4, 1])


def bar(load: Load, scale: int, label: str, added: int = 0) -> Markup:
    """A bar of `load`, with `added` minutes that would come."""
    is_over = load.minutes + added > load.capacity
    more = ADDED.format(at=_share(load.minutes, scale), width=_share(added, scale)) if added else ""
    line = LINE.format(at=_share(load.capacity, scale)) if load.capacity else ""
    over = " measure--over" if is_over else ""
    return BAR.format(over=over, label=label, width=_share(load.minutes, scale), added=more, line=line)


def _share(minutes: int, scale: int) -> str:
    return f"{min(max(minutes, 0) * 100 / scale, 100):.1f}".removesuffix(".0")
