"""What a company's rows are now, as one word: equal before and after means that nothing was touched."""

from __future__ import annotations

from uuid import UUID

from psycopg import Connection

from tests.isolation import catalogue


class Snapshots:
    """Looks at all rows of a company, past every wall."""

    def __init__(self, connection: Connection, without: tuple[str, ...] = ()) -> None:
        self.connection = connection
        names = [table.name for table in catalogue.of_companies(catalogue.read(connection))]
        self.names = [name for name in names if name not in without]
        self._query = " UNION ALL ".join(
            f"SELECT '{name}', count(*), md5(string_agg(t::text, '|' ORDER BY t::text))"
            f" FROM app.{name} t WHERE tenant_id = %(tenant)s"
            for name in self.names
        )

    def of(self, tenant_id: UUID) -> dict[str, tuple[int, str]]:
        """Per table: how many rows, and a digest of them."""
        rows = self.connection.execute(self._query, {"tenant": tenant_id}).fetchall()  # type: ignore[call-overload]
        return {name: (count, digest) for name, count, digest in rows}


def changed(before: dict[str, tuple[int, str]], after: dict[str, tuple[int, str]]) -> list[str]:
    """The tables that differ."""
    return [name for name in before if before[name] != after[name]]
