"""The bar of a person's days: what lies there, what would come, and the ink line where the days are full."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from app.tasks.load.queries import Load


def scale_of(totals: Iterable[int], capacity: int) -> int:
    """How many minutes a whole bar is, so that all bars of a page can be compared: the fullest, at least a quarter
    beyond the line."""
    return max([*totals, capacity * 5 // 4, 1])


def bar(load: Load, scale: int, label: str, added: int = 0) -> Markup:
    """A bar of `load`, with `added` minutes that would come. Markup.format takes ten times as long."""
    over = " measure--over" if load.minutes + added > load.capacity else ""
    width, line = _share(load.minutes, scale), _share(load.capacity, scale)
    more = f'<rect class="measure__added" y="3" x="{width}%" width="{_share(added, scale)}%" height="8"/>'
    ink = f'<line class="measure__pace" x1="{line}%" x2="{line}%" y1="0" y2="14"/>'
    return Markup(  # noqa: S704 - figures and an escaped label
        f'<svg class="measure{over}" role="img" aria-label="{escape(label)}">'
        '<rect class="measure__track" y="3" width="100%" height="8" rx="1"/>'
        f'<rect class="measure__fill" y="3" width="{width}%" height="8" rx="1"/>'
        f"{more if added else ''}{ink if load.capacity else ''}</svg>"
    )


def _share(minutes: int, scale: int) -> str:
    return f"{min(max(minutes, 0) * 100 / scale, 100):.1f}".removesuffix(".0")
