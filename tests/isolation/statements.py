"""What is really said to the database: every statement of the app, and whether it names the company as it must."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

_TABLE = re.compile(r"\bapp\.(\w+)\b(?![.(])(?:\s+(?:AS\s+)?([a-z_]\w*))?", re.I)
_NOT_AN_ALIAS = frozenset(
    "where join left right full inner outer cross natural on set group order limit offset values returning using union"
    " for do default having window fetch intersect except lateral as and or overriding tablesample select from".split()
)
_SETTER = re.compile(r"^\s*SELECT app\.set_(tenant|user_id|claim)\(")
#: What is never said, and why.
BANNED = {
    "set_config shows nothing on a sharded database": re.compile(r"set_config\(", re.I),
    "INSERT … SELECT does not work under the walls": re.compile(r"INSERT INTO app\.\w+ \([^)]*\)\s*SELECT\b", re.I),
    "MERGE is unknown to the older servers": re.compile(r"^\s*MERGE\b", re.I),
    "now() after DO UPDATE SET is refused when sharded": re.compile(r"DO UPDATE SET.*\bnow\(\)", re.I | re.S),
    "COPY does not work under the walls": re.compile(r"^\s*COPY\b", re.I),
    "SET outlives its transaction": re.compile(r"^\s*SET\s+(?!LOCAL\b|TRANSACTION\b)", re.I),
    "LIKE is no index condition under row security": re.compile(r"\bI?LIKE\b", re.I),
}


@dataclass
class Statement:
    """One statement and where in its transaction it was said."""

    sql: str
    depth: int  # savepoints around it


@dataclass
class Transaction:
    """The statements between a begin and its end."""

    statements: list[Statement] = field(default_factory=list)


@contextmanager
def listening(engine: Engine) -> Iterator[list[Transaction]]:
    """Every transaction on `engine` during the block."""
    heard: list[Transaction] = []
    open_ones: dict[int, list[Any]] = {}  # connection -> [transaction, depth]

    def begin(connection: Any) -> None:
        heard.append(Transaction())
        open_ones[id(connection)] = [heard[-1], 0]

    def savepoint(connection: Any, name: str) -> None:
        open_ones[id(connection)][1] += 1

    def leave_savepoint(connection: Any, name: str, context: Any) -> None:
        open_ones[id(connection)][1] -= 1

    def say(connection: Any, cursor: Any, sql: str, parameters: Any, context: Any, many: bool) -> None:
        if id(connection) in open_ones:
            transaction, depth = open_ones[id(connection)]
            transaction.statements.append(Statement(" ".join(sql.split()), depth))

    listeners = {
        "begin": begin,
        "savepoint": savepoint,
        "release_savepoint": leave_savepoint,
        "rollback_savepoint": leave_savepoint,
        "before_cursor_execute": say,
    }
    for name, listener in listeners.items():
        event.listen(engine, name, listener)
    try:
        yield heard
    finally:
        for name, listener in listeners.items():
            event.remove(engine, name, listener)


def problems(heard: list[Transaction], fenced: set[str]) -> list[str]:
    """What is wrong with what was heard; `fenced` are the tables of companies."""
    found: dict[str, None] = {}  # each once, in order
    for transaction in heard:
        for problem in _of_transaction(transaction, fenced):
            found[problem] = None
    return list(found)


def _of_transaction(transaction: Transaction, fenced: set[str]) -> Iterator[str]:
    said = transaction.statements
    if any(name in fenced for each in said for name, _ in _tables(each.sql)) and not _SETTER.match(said[0].sql):
        yield f"does not begin at the door: {said[0].sql[:200]}"
    for number, each in enumerate(said):
        if _SETTER.match(each.sql):
            if each.depth or (number and not _SETTER.match(said[number - 1].sql)):
                yield f"the company is set inside a transaction: {each.sql[:200]}"
            continue
        for why, pattern in BANNED.items():
            if pattern.search(each.sql):
                yield f"{why}: {each.sql[:300]}"
        for name in unfenced(each.sql, fenced):
            yield f"{name} without its company: {each.sql[:600]}"


def unfenced(sql: str, fenced: set[str]) -> list[str]:
    """The companies' tables in `sql` that are named without their company."""
    targets = dict(re.findall(r"INSERT INTO app\.(\w+) \(([^)]*)\)", sql, re.I))
    wanted: Counter[tuple[str, str]] = Counter()
    for table, alias in _tables(sql):
        if table not in fenced:
            continue
        if table in targets:
            if "tenant_id" not in targets.pop(table).split(", "):
                return [table]
            continue
        wanted[table, alias or f"app.{table}"] += 1
    alone = len(wanted) == 1 and sum(wanted.values()) == 1
    return [table for (table, name), times in wanted.items() if _predicates(sql, name, alone) < times]


def _tables(sql: str) -> list[tuple[str, str | None]]:
    return [
        (table, None if alias is None or alias.lower() in _NOT_AN_ALIAS else alias)
        for table, alias in _TABLE.findall(re.sub(r"'[^']*'", "''", sql))
        for alias in [alias or None]
    ]


def _predicates(sql: str, name: str, alone: bool) -> int:
    """How often table `name` is tied to the company: to the parameter, or to a table that is."""
    sql = re.sub(r"\bSET .*?(?= WHERE |$)", "", sql, flags=re.I)  # what is set is no condition
    tied = rf"\b{re.escape(name)}\.tenant_id"
    if alone:
        tied = rf"(?:{tied}|(?<![.\w])tenant_id)"
    short = name.removeprefix("app.")
    tied = rf"(?:{tied}|\b(?<!\.){re.escape(short)}\.tenant_id)"
    one_of = rf"\({tied}, [\w.]+\) IN"
    return len(re.findall(rf"{tied} = |= {tied}\b|{one_of}", sql))
