"""A list as a file: the same rows at the same address, with `.csv`, `.xlsx` or `.json` at its end."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import Response, g, make_response

from app.clock import today_in
from app.spreadsheets import Sheet, write_csv, write_xlsx
from app.web.tables import Column

SUFFIXES = ("csv", "xlsx", "json")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}


def answer(
    suffix: str, name: str, columns: Sequence[Column], portions: Iterable[tuple[Sequence[Any], Any]]
) -> Response:
    """The rows of `portions` (rows, and what was looked up for them) as a file called `name` and today's date."""
    rows = ([_plain(column.value(row, look)) for column in columns] for some, look in portions for row in some)
    if suffix == "json":
        return as_file(_json([column.key for column in columns], rows), suffix, name)
    heads = [str(column.label) for column in columns]
    content = write_csv(heads, rows) if suffix == "csv" else write_xlsx([Sheet(name, heads, rows)])
    return as_file(content, suffix, name)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(g.tenant.zone)).replace(tzinfo=None)
    if value is None or isinstance(value, str | int | float | Decimal | date):
        return value
    return str(value)


def _json(keys: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    found = [dict(zip(keys, row, strict=True)) for row in rows]
    return json.dumps(found, ensure_ascii=False, default=_spelled).encode()


def _spelled(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else int(value) if value == int(value) else float(value)


def as_file(content: bytes, suffix: str, name: str) -> Response:
    """`content` to be kept as a file called `name` and today's date."""
    response = make_response(content)
    response.headers["Content-Type"] = TYPES[suffix]
    file = f"{name} {today_in(g.tenant.zone).isoformat()}.{suffix}"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file)}"
    return response
