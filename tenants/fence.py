"""The database wall: schema, roles, policies and grants, in one place that migrations, tests and lints read.

Facts behind the choices (measured on PostgreSQL 15-18 and Citus 14): the owner bypasses row security and cannot log
in, because an owner under FORCE accepts orphan foreign keys and back-fills nothing; the policy is wrapped in a SELECT
so that it is evaluated once a statement; the tenant is set by a function that executes SET LOCAL, because
`set_config()` never reaches the workers of a sharded database.
"""

from __future__ import annotations

SCHEMA = "app"
OWNER = "dealwright_owner"
APP = "dealwright_app"
RELAY = "dealwright_relay"
OPERATOR = "dealwright_operator"
JANITOR = "dealwright_janitor"
LOGIN_ROLES = {"app": APP, "relay": RELAY, "operator": OPERATOR, "janitor": JANITOR}

#: Tables without a tenant's fence, each with its reason. At most ten; the lints read this very dict.
GLOBAL_TABLES = {
    "tenants": "a company exists before anyone can be inside it",
    "users": "one human may work in several companies",
    "members": "the bridge between the two; read by person before a tenant is chosen",
    "sign_ins": "a sign-in belongs to a human, not to a company",
    "tokens": "links in e-mails are opened before anyone is signed in",
    "throttles": "counts attempts by hashed address and account, before anyone is signed in",
    "outbox": "the relay takes work across companies; ids and times only",
    "timetables": "the tick takes what is due across companies; ids and times only",
    "alembic_version": "the version of the schema itself",
}
#: Globals that become reference tables when the database is sharded.
REFERENCE_TABLES = ("tenants", "users", "members")
#: Tenant tables the app's role may only add to.
APPEND_ONLY = ("events", "stage_changes")


def setting(name: str) -> str:
    """SQL for the uuid in setting `app.<name>`, NULL when unset or empty; wrapped so that it is evaluated once."""
    return f"(SELECT nullif(current_setting('app.{name}', true), '')::uuid)"


CLAIM = "(SELECT nullif(current_setting('app.claim', true), ''))"
POLICY = f"tenant_id = {setting('tenant_id')}"

_IS_MEMBER = (
    f"EXISTS (SELECT 1 FROM {SCHEMA}.members m"  # noqa: S608 - constants of this module
    f" WHERE m.tenant_id = tenants.id AND m.user_id = {setting('user_id')})"
)

#: Policies of the global tables that hold people or companies: you see what you belong to or can prove you know.
GLOBAL_POLICIES = {
    "tenants": f"id = {setting('tenant_id')} OR {_IS_MEMBER}",
    "users": f"id = {setting('user_id')} OR email_key = {CLAIM}",
    "members": f"tenant_id = {setting('tenant_id')} OR user_id = {setting('user_id')}",
    "sign_ins": f"user_id = {setting('user_id')} OR digest = {CLAIM}",
    "tokens": f"digest = {CLAIM} OR tenant_id = {setting('tenant_id')} OR user_id = {setting('user_id')}",
    "outbox": f"tenant_id = {setting('tenant_id')} OR (tenant_id IS NULL AND user_id = {setting('user_id')})",
    "timetables": POLICY,
}
#: What each login role may do on the global tables ("app" always under the policy above).
GLOBAL_GRANTS = {
    "tenants": {APP: "SELECT, INSERT, UPDATE", OPERATOR: "SELECT, UPDATE", RELAY: "SELECT"},
    "users": {APP: "SELECT, INSERT, UPDATE"},
    "members": {APP: "SELECT, INSERT, UPDATE, DELETE"},
    "sign_ins": {APP: "SELECT, INSERT, UPDATE"},
    "tokens": {APP: "SELECT, INSERT, UPDATE"},
    "throttles": {APP: "SELECT, INSERT, UPDATE, DELETE"},
    "outbox": {APP: "SELECT, INSERT, UPDATE", RELAY: "SELECT, UPDATE, DELETE", OPERATOR: "SELECT"},
    "timetables": {APP: "SELECT, INSERT, UPDATE, DELETE", RELAY: "SELECT, INSERT, UPDATE"},
    "alembic_version": {APP: "SELECT", RELAY: "SELECT", OPERATOR: "SELECT"},
}
#: Roles that take rows across companies, and only from these tables.
UNFENCED_READERS = {
    "outbox": (RELAY, OPERATOR),
    "timetables": (RELAY,),
    "tenants": (RELAY, OPERATOR),
}


def bootstrap_statements() -> list[str]:
    """SQL that a superuser runs once on an empty database: roles, schema and the door. Safe to run again."""
    roles = [_create_role(OWNER, "NOLOGIN BYPASSRLS")]
    roles += [_create_role(name, _login(name)) for name in LOGIN_ROLES.values()]
    return [
        *roles,
        f"CREATE SCHEMA IF NOT EXISTS {SCHEMA} AUTHORIZATION {OWNER}",
        f"GRANT USAGE ON SCHEMA {SCHEMA} TO {', '.join(LOGIN_ROLES.values())}",
        f"SET ROLE {OWNER}",
        *(_local_setter(f"set_{name}", f"app.{name}", kind) for name, kind in _SETTERS.items()),
        f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {SCHEMA} TO {', '.join(LOGIN_ROLES.values())}",
        "RESET ROLE",
        f"ALTER ROLE {APP} SET citus.propagate_set_commands = 'local'",
    ]


_SETTERS = {"tenant_id": "uuid", "user_id": "uuid", "claim": "text"}


def _login(name: str) -> str:
    return "LOGIN BYPASSRLS" if name == JANITOR else "LOGIN NOBYPASSRLS"


def _create_role(name: str, attributes: str) -> str:
    exists = f"SELECT 1 FROM pg_roles WHERE rolname = '{name}'"  # noqa: S608 - a constant of this module
    return (
        f"DO $$ BEGIN IF NOT EXISTS ({exists}) THEN"
        f" CREATE ROLE {name} {attributes} NOSUPERUSER NOCREATEROLE NOCREATEDB; END IF; END $$"
    )


def _local_setter(function: str, name: str, kind: str) -> str:
    function = "set_tenant" if function == "set_tenant_id" else function
    return (
        f"CREATE OR REPLACE FUNCTION {SCHEMA}.{function}(value {kind}) RETURNS void LANGUAGE plpgsql"
        " SET search_path = pg_catalog AS $$ BEGIN"
        f" EXECUTE 'SET LOCAL {name} = ' || quote_literal(coalesce(value::text, '')); END $$"
    )


def wall(table: str) -> list[str]:
    """SQL that fences tenant table `table`: row security, the one policy, grants. Run after CREATE, before its keys."""
    verbs = "SELECT, INSERT" if table in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
    return [
        f"ALTER TABLE {SCHEMA}.{table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {SCHEMA}.{table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own_tenant ON {SCHEMA}.{table} USING ({POLICY}) WITH CHECK ({POLICY})",
        f"GRANT {verbs} ON {SCHEMA}.{table} TO {APP}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {SCHEMA}.{table} TO {JANITOR}",
    ]


def global_wall(table: str) -> list[str]:
    """SQL that grants global table `table` and puts its own policy on it, where people or companies are in it."""
    statements = [f"GRANT {verbs} ON {SCHEMA}.{table} TO {role}" for role, verbs in GLOBAL_GRANTS[table].items()]
    statements.append(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {SCHEMA}.{table} TO {JANITOR}")
    if table not in GLOBAL_POLICIES:
        return statements
    check = _CHECKS.get(table, GLOBAL_POLICIES[table])
    statements += [
        f"ALTER TABLE {SCHEMA}.{table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {SCHEMA}.{table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own_rows ON {SCHEMA}.{table} TO {APP} USING ({GLOBAL_POLICIES[table]}) WITH CHECK ({check})",
    ]
    for role in UNFENCED_READERS.get(table, ()):
        statements.append(f"CREATE POLICY all_rows_{role} ON {SCHEMA}.{table} TO {role} USING (true) WITH CHECK (true)")
    return statements


#: Writing is narrower than reading where knowing an address must not be enough.
_CHECKS = {
    "tenants": f"id = {setting('tenant_id')}",
    "users": f"id = {setting('user_id')}",
    "members": POLICY,  # knowing who one is shows where one belongs; only inside a company is anyone let in or lifted
    "sign_ins": f"user_id = {setting('user_id')}",
}
