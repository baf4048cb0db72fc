"""The two lints of the schema, adapted to the one constant in `tenants.fence`. No rows: clean.

Each rule is proven by a bad object of its own in `test_lints.py`. A lint that inspects no table is red.
"""

from __future__ import annotations

from psycopg import Connection

from tenants.fence import APP, GLOBAL_TABLES, JANITOR, OWNER, POLICY, REFERENCE_TABLES, RELAY, SCHEMA

_LIST = "ARRAY[{}]::text[]"
_LOGINS = "ARRAY['dealwright_app', 'dealwright_relay', 'dealwright_operator']::text[]"


def _array(names: object) -> str:
    return _LIST.format(", ".join(f"'{name}'" for name in names))  # type: ignore[attr-defined]


def canonical_policy(connection: Connection) -> str:
    """The one policy as PostgreSQL writes it back, asked of PostgreSQL itself on a throw-away table."""
    with connection.transaction(force_rollback=True):
        connection.execute("CREATE TEMP TABLE t_policy (tenant_id uuid)")
        connection.execute(f"CREATE POLICY p ON t_policy USING ({POLICY})")  # type: ignore[call-overload]
        row = connection.execute(
            "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polrelid = 't_policy'::regclass"
        ).fetchone()
        assert row
        return str(row[0])


_TABLES = f"""
WITH t AS (
  SELECT c.oid, c.relname::text AS relname, c.relowner, c.relrowsecurity, c.relforcerowsecurity,
         c.relname = ANY({_array(GLOBAL_TABLES)}) AS is_global,
         c.relname = ANY({_array(REFERENCE_TABLES)}) AS is_reference,
         (SELECT a.attnum FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped) AS tcol
    FROM pg_class c WHERE c.relnamespace = '{SCHEMA}'::regnamespace AND c.relkind IN ('r', 'p')),
tt AS (SELECT * FROM t WHERE NOT is_global)
"""

#: rule -> query giving (object); %(policy)s is the canonical policy text.
RULES: dict[str, str] = {
    "S01 tenant table without tenant_id, or global table not listed": "SELECT relname FROM tt WHERE tcol IS NULL",
    "S02 tenant_id nullable or not uuid": """
        SELECT relname FROM tt WHERE tcol IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pg_attribute a
         WHERE a.attrelid = tt.oid AND a.attnum = tt.tcol AND a.atttypid = 'uuid'::regtype AND a.attnotnull)""",
    "S03 row security not enabled": "SELECT relname FROM tt WHERE NOT relrowsecurity",
    "S04 row security not forced": "SELECT relname FROM tt WHERE NOT relforcerowsecurity",
    "S05 not exactly one permissive policy for all commands": """
        SELECT relname FROM tt WHERE (SELECT count(*) FROM pg_policy p WHERE p.polrelid = tt.oid) <> 1
            OR NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = tt.oid AND p.polpermissive
                 AND p.polcmd = '*' AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL
                 AND p.polroles = '{0}')""",
    "S06 policy text differs from the one constant": """
        SELECT tt.relname FROM tt JOIN pg_policy p ON p.polrelid = tt.oid
         WHERE pg_get_expr(p.polqual, p.polrelid) <> %(policy)s
            OR pg_get_expr(p.polwithcheck, p.polrelid) <> %(policy)s""",
    "S07 primary key does not start with tenant_id": """
        SELECT relname FROM tt WHERE NOT EXISTS (SELECT 1 FROM pg_index i
         WHERE i.indrelid = tt.oid AND i.indisprimary AND i.indkey[0] = tt.tcol)""",
    "S08 unique or exclusion index without tenant_id": """
        SELECT i.indexrelid::regclass::text FROM tt JOIN pg_index i ON i.indrelid = tt.oid
         WHERE (i.indisunique OR i.indisexclusion) AND NOT (tt.tcol = ANY(i.indkey::int2[]))""",
    "S09 foreign key between companies' tables does not pair tenant_id": """
        SELECT k.conname FROM pg_constraint k JOIN tt ON tt.oid = k.conrelid JOIN t r ON r.oid = k.confrelid
         WHERE k.contype = 'f' AND r.tcol IS NOT NULL AND NOT EXISTS (
           SELECT 1 FROM unnest(k.conkey, k.confkey) u(x, y) WHERE x = tt.tcol AND y = r.tcol)""",
    "S10 view without security_invoker, or a materialized view": """
        SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'app'::regnamespace AND (c.relkind = 'm' OR (
          c.relkind = 'v' AND NOT coalesce(c.reloptions::text ~ 'security_invoker=(true|on)', false)))""",
    "S11 a login role owns, or may truncate, reference or trigger": f"""
        SELECT relname || ' by ' || r FROM t, unnest({_LOGINS}) r
         WHERE pg_get_userbyid(relowner) = r OR has_table_privilege(r, oid, 'TRUNCATE')
            OR has_table_privilege(r, oid, 'REFERENCES') OR has_table_privilege(r, oid, 'TRIGGER')""",
    "S12 a login role is superuser, bypasses, creates, or is a member of another": f"""
        SELECT rolname FROM pg_roles r WHERE rolname = ANY({_LOGINS}) AND (rolsuper OR rolbypassrls
           OR rolcreaterole OR rolcreatedb OR EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid))""",
    "S13 SECURITY DEFINER function a login role may execute": f"""
        SELECT p.proname FROM pg_proc p, unnest({_LOGINS}) r WHERE p.pronamespace = 'app'::regnamespace
           AND p.prosecdef AND has_function_privilege(r, p.oid, 'EXECUTE')""",
    "S14 index on a type whose comparison is not leakproof": """
        SELECT i.indexrelid::regclass || ' ' || a.attname FROM t JOIN pg_index i ON i.indrelid = t.oid
          JOIN pg_attribute a ON a.attrelid = t.oid  -- columns an index only carries along are never compared
           AND a.attnum = ANY((i.indkey::int2[])[0:i.indnkeyatts - 1])
          JOIN pg_type y ON y.oid = a.atttypid
         WHERE t.relrowsecurity AND (y.typtype = 'e' OR y.typname IN ('numeric', 'citext', 'jsonb'))""",
    "S15 foreign key without a covering index": """
        SELECT k.conname FROM pg_constraint k JOIN t ON t.oid = k.conrelid WHERE k.contype = 'f'
           AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indpred IS NULL
             AND (i.indkey::int2[])[0:array_length(k.conkey, 1) - 1] @> k.conkey)""",
    "S16 the owner lacks BYPASSRLS or can log in": """
        SELECT relname FROM t JOIN pg_roles o ON o.oid = relowner
         WHERE NOT (o.rolbypassrls OR o.rolsuper) OR o.rolcanlogin""",
    "C01 ON DELETE or UPDATE action a sharded engine refuses": """
        SELECT k.conname FROM pg_constraint k JOIN tt ON tt.oid = k.conrelid WHERE k.contype = 'f'
           AND tt.tcol = ANY(k.conkey) AND (k.confdeltype IN ('n', 'd') OR k.confupdtype IN ('n', 'd', 'c'))""",
    "C02 foreign key from a global table to a company's table": """
        SELECT k.conname FROM pg_constraint k JOIN t ON t.oid = k.conrelid JOIN tt ON tt.oid = k.confrelid
         WHERE k.contype = 'f' AND t.is_global""",
    "C03 foreign key from a company's table to a global one that is no reference table": """
        SELECT k.conname FROM pg_constraint k JOIN tt ON tt.oid = k.conrelid JOIN t r ON r.oid = k.confrelid
         WHERE k.contype = 'f' AND r.is_global AND NOT r.is_reference""",
    "C04 trigger": """
        SELECT g.tgname FROM tt JOIN pg_trigger g ON g.tgrelid = tt.oid AND NOT g.tgisinternal""",
    "C05 identity or serial column": """
        SELECT tt.relname || '.' || a.attname FROM tt JOIN pg_attribute a ON a.attrelid = tt.oid AND a.attnum > 0
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE NOT a.attisdropped AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%%')""",
    "C06 inheritance or rule": """
        SELECT relname FROM tt WHERE EXISTS (SELECT 1 FROM pg_inherits i WHERE i.inhrelid = tt.oid)
            OR EXISTS (SELECT 1 FROM pg_rewrite w WHERE w.ev_class = tt.oid)""",
    "C07 name longer than 54 bytes": """
        SELECT n FROM (SELECT relname AS n FROM tt UNION ALL SELECT c.relname FROM pg_index i JOIN tt
          ON i.indrelid = tt.oid JOIN pg_class c ON c.oid = i.indexrelid UNION ALL SELECT k.conname FROM tt
          JOIN pg_constraint k ON k.conrelid = tt.oid) x WHERE octet_length(n) > 54""",
    "C08 constraint not validated": """
        SELECT k.conname FROM t JOIN pg_constraint k ON k.conrelid = t.oid WHERE NOT k.convalidated""",
    "C09 deferrable constraint": """
        SELECT k.conname FROM tt JOIN pg_constraint k ON k.conrelid = tt.oid WHERE k.condeferrable""",
    "C10 default calls a function of an own schema": """
        SELECT tt.relname || '.' || a.attname FROM tt JOIN pg_attrdef d ON d.adrelid = tt.oid
          JOIN pg_attribute a ON a.attrelid = tt.oid AND a.attnum = d.adnum
         WHERE EXISTS (SELECT 1 FROM pg_depend x JOIN pg_proc f ON f.oid = x.refobjid
           AND x.refclassid = 'pg_proc'::regclass WHERE x.classid = 'pg_attrdef'::regclass
           AND x.objid = d.oid AND f.pronamespace <> 'pg_catalog'::regnamespace)""",
    "G01 global table with people in it but without row security": """
        SELECT relname FROM t WHERE is_global AND NOT (relrowsecurity AND relforcerowsecurity)
           AND relname IN ('tenants', 'users', 'members', 'sign_ins', 'tokens', 'outbox', 'timetables')""",
    "G02 append-only table the app may change": f"""
        SELECT relname FROM t WHERE relname IN ('events', 'stage_changes')
           AND (has_table_privilege('{APP}', oid, 'UPDATE') OR has_table_privilege('{APP}', oid, 'DELETE'))""",
    "G03 the relay may read a company's table": f"""
        SELECT relname FROM tt WHERE has_table_privilege('{RELAY}', oid, 'SELECT')""",
    "G04 the table is not the owner's": f"SELECT relname FROM t WHERE pg_get_userbyid(relowner) <> '{OWNER}'",
    "G05 the janitor cannot reach a company's table": f"""
        SELECT relname FROM tt WHERE NOT has_table_privilege('{JANITOR}', oid, 'DELETE')""",
}


def findings(connection: Connection) -> list[tuple[str, str]]:
    """(rule, object) for everything wrong with the schema behind `connection`."""
    policy = canonical_policy(connection)
    found = []
    for rule, query in RULES.items():
        rows = connection.execute(_TABLES + query, {"policy": policy}).fetchall()  # type: ignore[call-overload]
        found += [(rule, str(row[0])) for row in rows]
    return found


def inspected(connection: Connection) -> int:
    """How many tables of companies the lints look at."""
    row = connection.execute(_TABLES + "SELECT count(*) FROM tt").fetchone()  # type: ignore[call-overload]
    assert row
    return int(row[0])
