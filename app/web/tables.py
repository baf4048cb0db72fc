"""Lists of records: one definition of a column for the page, the export and the order.

Cells are made here and not in templates: a list says them hundreds of times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from app.web.paging import Key

MOST_ORDERS = 3


@dataclass(frozen=True)
class Column:
    """A column: what stands in its head, how a row fills it on the page and in a file, how the list is ordered by it.

    `cell` and `value` get the row and whatever else the list looked up. `cls` are classes of the cell, such as where
    it stands when the table folds on a phone.
    """

    key: str
    label: Any
    cell: Callable[[Any, Any], Any]
    value: Callable[[Any, Any], Any]
    key_of: Callable[[], Key] | None = None
    cls: str = ""
    number: bool = False
    money: bool = False
    head: bool = False  # names the row
    caption: bool = False  # says its label when the table folds


@dataclass(frozen=True)
class Order:
    """A column the list is ordered by, and whether downwards."""

    key: str
    down: bool = False

    def __str__(self) -> str:
        return f"-{self.key}" if self.down else self.key


def read_orders(text: str | None, columns: Mapping[str, Column], default: tuple[Order, ...]) -> tuple[Order, ...]:
    """The orders in "-amount,expected"; `default` when there is none that the list knows."""
    found: dict[str, Order] = {}
    for word in (text or "").split(",")[:10]:
        key = word.lstrip("-")
        if key in columns and columns[key].key_of is not None:
            found.setdefault(key, Order(key, word.startswith("-")))
    return tuple(found.values())[:MOST_ORDERS] or default


def keys_of(orders: Iterable[Order], columns: Mapping[str, Column], row_id: Key) -> list[Key]:
    """The keys of a list in these orders; the id goes the way of the first, as the indexes do."""
    keys = []
    for order in orders:
        make = columns[order.key].key_of
        assert make is not None
        key = make()
        keys.append(Key(key.column, key.kind, order.down, key.nullable))
    return [*keys, Key(row_id.column, row_id.kind, keys[0].down if keys else False, nullable=False)]


def choose(text: str | None, columns: Mapping[str, Column], default: Sequence[str]) -> list[Column]:
    """The columns named in "title,stage", in that order, the row's name always first."""
    named = [key for key in dict.fromkeys((text or "").split(",")[:40]) if key in columns]
    chosen = [columns[key] for key in named or default]
    heads = [column for column in columns.values() if column.head]
    return [*heads, *(column for column in chosen if not column.head)]


def body(
    columns: Sequence[Column],
    rows: Iterable[Any],
    look: Any,
    tick: str | None = None,
    edit: Callable[[Any, Any], str | None] | None = None,
) -> Markup:
    """The rows of the table. `tick`: the form the boxes before the rows belong to; `edit`: where "e" leads from one."""
    opened = [(column.cell, *_opening(column)) for column in columns]
    box = _box(tick) if tick else None
    made: list[str] = []
    for row in rows:
        way = edit(row, look) if edit else None
        made.append(f'<tr data-row data-edit="{escape(way)}">' if way else "<tr data-row>")
        if box:
            made.append(box(row))
        for cell, begin, end in opened:
            made += begin, _text(cell(row, look)), end
        made.append("</tr>\n")
    return Markup("".join(made))  # noqa: S704 - every cell was escaped above


def _text(cell: Any) -> str:
    """A cell as HTML; most are Markup already, and asking for their escape takes as long as making them."""
    return cell if type(cell) is Markup else escape(cell)


def anchor(address: str, name: str) -> Markup:
    """A link in a cell. Markup.format takes ten times as long, and a list says it hundreds of times."""
    return Markup(f'<a href="{address}">{escape(name)}</a>')  # noqa: S704 - the address is ours, the name is escaped


def _opening(column: Column) -> tuple[str, str]:
    classes = " ".join(filter(None, ["number" if column.number or column.money else "", column.cls]))
    cls = f' class="{classes}"' if classes else ""
    caption = f' data-label="{escape(column.label)}"' if column.caption else ""
    return (f'<th scope="row"{cls}>', "</th>") if column.head else (f"<td{cls}{caption}>", "</td>")


def _box(form: str) -> Callable[[Any], str]:
    """A maker of boxes to tick; its words are translated once."""
    from flask_babel import gettext as _

    before, _mark, after = str(escape(_("Tick %(name)s", name="\0"))).partition("\0")

    def box(row: Any) -> str:
        label = f"{before}{escape(row.name)}{after}"
        made = f'<input type="checkbox" name="id" value="{row.id}" form="{form}" aria-label="{label}">'
        return f'<td class="fold__off">{made}</td>'

    return box


@dataclass(frozen=True)
class Head:
    """The head of a column: where a click leads, and how the list is ordered by it now."""

    column: Column
    href: str | None
    also: str | None
    order: str | None
    place: int | None


def heads(columns: Sequence[Column], orders: Sequence[Order], address: Callable[[str], str]) -> list[Head]:
    """The heads; `address` makes the list's address for a new order. A click orders by one, Shift-click by one more."""
    return [_head(column, orders, address) for column in columns]


def _head(column: Column, orders: Sequence[Order], address: Callable[[str], str]) -> Head:
    if column.key_of is None:
        return Head(column, None, None, None, None)
    place = next((number for number, order in enumerate(orders) if order.key == column.key), None)
    now = orders[place] if place is not None else None
    turned = Order(column.key, not now.down if now else column.number or column.money)
    kept = [turned if order.key == column.key else order for order in orders]
    also = kept if now else [*kept, turned][-MOST_ORDERS:]
    return Head(
        column,
        address(str(turned)),
        address(",".join(map(str, also))),
        None if now is None else "desc" if now.down else "asc",
        place + 1 if place is not None and len(orders) > 1 else None,
    )


def address(path: str, pairs: Iterable[tuple[str, str]], **changes: str | None) -> str:
    """`path` with `pairs` as its query, some of them changed; None drops one."""
    kept = [(name, value) for name, value in pairs if name not in changes]
    added = [(name, value) for name, value in changes.items() if value]
    query = urlencode([*kept, *added])
    return f"{path}?{query}" if query else path
