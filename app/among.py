"""Conditions that name several values at once, as one parameter.

`IN` makes a parameter of each value and the statement anew for each number of them; a statement that says a team five
times over spends more time on that than the database on its answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, all_, any_, literal


def among(column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """That `column` is one of `values`; never where there are none."""
    found: ColumnElement[bool]
    listed = sorted(values)
    if len(listed) == 1:
        found = column == listed[0]  # an index keeps its order for one value, not for a list of one
    else:
        found = column == any_(literal(listed, ARRAY(column.type)))
    return found


def outside(column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """That `column` is known and none of `values`."""
    found: ColumnElement[bool] = column != all_(literal(sorted(values), ARRAY(column.type)))
    return found
