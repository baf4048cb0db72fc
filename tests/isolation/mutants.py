"""Small holes in the walls, each of which a named test must see. A hole nobody sees is a test that sleeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from psycopg import sql
from sqlalchemy import event, true
from sqlalchemy.orm import with_loader_criteria

from tenants import db, owned
from tenants.fence import SCHEMA
from tests.isolation import catalogue, lints, matrix
from tests.isolation.catalogue import Key, Table


@dataclass(frozen=True)
class Hole:
    """A change of the schema that lets a company through, and the questions that must notice."""

    name: str
    statements: tuple[str, ...]
    table: str
    noticed_by: tuple[str, ...]  # questions of the matrix, or "lints"


def holes(tables: dict[str, Table]) -> list[Hole]:
    """Every hole of every kind, for the schema of `tables`."""
    found = []
    for table in catalogue.fenced(tables):
        found += [
            _sql_hole("no policy", table, ("DROP POLICY own_tenant ON {}", "ALTER TABLE {} DISABLE ROW LEVEL SECURITY"),
                      ("reading", "planting", "nowhere")),
            _sql_hole("a policy that is always true", table, ("ALTER POLICY own_tenant ON {} USING (true)",),
                      ("reading",)),
            _sql_hole("a check that is always true", table, ("ALTER POLICY own_tenant ON {} WITH CHECK (true)",),
                      ("planting",)),
            _sql_hole("a second policy", table, ("CREATE POLICY second ON {} USING (true)",), ("reading", "nowhere")),
            _sql_hole("not forced", table, ("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY",), ("lints",)),
            _sql_hole("read by the relay", table, ("GRANT SELECT ON {} TO dealwright_relay",), ("relaying", "lints")),
        ]  # fmt: skip
        found += [_key_hole(table, key, tables) for key in table.keys if _pairs_company(key)]
        found += [_unique_hole(table)]
    found += [
        _sql_hole("history can be changed", tables[name], ("GRANT UPDATE, DELETE ON {} TO dealwright_app",),
                  ("forgetting", "lints"))
        for name in ("events", "stage_changes")
    ]  # fmt: skip
    return found


def _sql_hole(name: str, table: Table, statements: tuple[str, ...], noticed_by: tuple[str, ...]) -> Hole:
    target = f"{SCHEMA}.{table.name}"
    return Hole(f"{table.name}: {name}", tuple(each.format(target) for each in statements), table.name, noticed_by)


def _pairs_company(key: Key) -> bool:
    return "tenant_id" in key.columns


def _key_hole(table: Table, key: Key, tables: dict[str, Table]) -> Hole:
    """The key without its company: possible only beside a parent whose id alone is unique."""
    column, parent = key.reference, key.parent
    parent_column = dict(zip(key.columns, key.parent_columns, strict=True))[column]
    return Hole(
        f"{table.name}: {key.name} without the company",
        (
            f"ALTER TABLE app.{table.name} DROP CONSTRAINT {key.name}",
            *_without_twins(parent),
            f"CREATE UNIQUE INDEX mutant_{parent}_{parent_column} ON app.{parent} ({parent_column})",
            f"ALTER TABLE app.{table.name} ADD CONSTRAINT {key.name} FOREIGN KEY ({column})"
            f" REFERENCES app.{parent} ({parent_column}) NOT VALID",
        ),
        table.name,
        ("referring", "lints"),
    )


def _unique_hole(table: Table) -> Hole:
    columns = "gram, id" if table.name == "search_grams" else "id"
    made = f"CREATE UNIQUE INDEX mutant_{table.name} ON app.{table.name} ({columns})"
    return Hole(
        f"{table.name}: ids unique across companies", (*_without_twins(table.name), made), table.name, ("lints",)
    )


def _without_twins(table: str) -> tuple[str, ...]:
    """Rows that other tests left with the same id in two companies would stand in the way of the index."""
    return (
        "SET LOCAL session_replication_role = replica",
        f"DELETE FROM app.{table} t WHERE EXISTS"
        f" (SELECT 1 FROM app.{table} o WHERE o.id = t.id AND o.tenant_id <> t.tenant_id)",
        "SET LOCAL session_replication_role = origin",
    )


def unnoticed(two: matrix.Neighbours, hole: Hole) -> list[str]:
    """The questions that should have noticed `hole` and did not. What was changed is undone."""
    made = dict(two.a.made), dict(two.b.made)
    try:
        with two.connection.transaction(force_rollback=True):
            for statement in hole.statements:
                two.connection.execute(sql.SQL(statement))  # type: ignore[arg-type]
            return [name for name in hole.noticed_by if not _sees(name, two, two.tables[hole.table])]
    finally:
        two.a.made, two.b.made = made  # rows made behind the hole went with it


def _sees(question: str, two: matrix.Neighbours, table: Table) -> bool:
    if question == "lints":
        return bool(lints.findings(two.connection))
    return bool(matrix.QUESTIONS[question](two, table))


@contextmanager
def listener_instead(statement_changes: Callable[[Any], None] | None) -> Iterator[None]:
    """The code's wall replaced by another listener, or by none."""
    event.remove(db._Door, "do_orm_execute", owned._name_the_tenant)
    if statement_changes is not None:
        event.listen(db._Door, "do_orm_execute", statement_changes)
    try:
        yield
    finally:
        if statement_changes is not None:
            event.remove(db._Door, "do_orm_execute", statement_changes)
        event.listen(db._Door, "do_orm_execute", owned._name_the_tenant)


def all_but(cls: type[Any]) -> Callable[[Any], None]:
    """A listener that names the company for every class but `cls`."""

    def name_the_tenant(state: Any) -> None:
        if state.is_column_load or state.is_relationship_load:
            return
        tenant_id = state.session.info["tenant_id"]
        others = [mapper.class_ for mapper in _owned_mappers() if mapper.class_ is not cls]
        for other in others:
            state.statement = state.statement.options(
                with_loader_criteria(other, other.tenant_id == tenant_id, include_aliases=True)
            )

    return name_the_tenant


def _owned_mappers() -> list[Any]:
    from tenants.model import Model

    return [mapper for mapper in Model.registry.mappers if issubclass(mapper.class_, owned.Owned)]


def sees_everything(member: Any) -> Any:
    """A sight that hides nothing."""
    return true()
