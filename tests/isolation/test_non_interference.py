"""Whatever Globex does between two acts of Acme, Acme ends up as if it had been alone.

Hypothesis makes up the story; afterwards Acme's acts are replayed in a fresh company without a neighbour, and both
companies are written out, with ids and times replaced by the order in which they came.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from difflib import unified_diff
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import select

from app.clock import now
from app.events import happened
from app.pipeline.accounts.model import Account
from app.pipeline.opportunities import acts
from app.pipeline.opportunities.model import Deal, Stage
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id
from tests import factories
from tests.conftest import LONG
from tests.isolation import catalogue
from tests.world import Browser, Company, Role, World, add_person, make_company

NAMES = ("Hengyuan", "衡远机电", "Acme", "Globex", "100%", "o'Neill")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\bR[0-9A-Za-z]{9}\b")  # a place on top of a column is one too
_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00(?::00)?)?")

Act = tuple[str, str, int]


def _nth(cls: type[Any], number: int) -> Any:
    found = db.scalars(select(cls).order_by(cls.id)).all()
    return found[number % len(found)] if found else None


def _me() -> Member:
    return db.scalars(select(Member).order_by(Member.id)).first()  # type: ignore[return-value]


def _open_account(name: str, number: int) -> None:
    factories.an_account(name, owner_id=_me().id)


def _open_deal(name: str, number: int) -> None:
    account = _nth(Account, number)
    factories.a_deal(_me().id, title=name, account_id=account.id if account else None, rank=f"a{number:04d}")


def _rename(name: str, number: int) -> None:
    account = _nth(Account, number)
    if account is not None:
        before, account.name = account.name, name
        happened(account, "changed", by=_me().id, name=[before, name])


def _move(name: str, number: int) -> None:
    deal = _nth(Deal, number)
    stages = list(db.scalars(select(Stage).where(Stage.kind == "open").order_by(Stage.position)))
    if deal is not None and deal.is_open:
        with suppress(acts.Demands):
            acts.move(deal, stages[number % len(stages)], by=_me(), at=now())


def _log(name: str, number: int) -> None:
    deal = _nth(Deal, number)
    if deal is not None:
        factories.a_follow_up(deal, _me().id, said=name)


def _drop(name: str, number: int) -> None:
    deal = _nth(Deal, number)
    if deal is not None:
        deal.note = name


DOMAIN: dict[str, Callable[[str, int], None]] = {
    "open account": _open_account,
    "open deal": _open_deal,
    "rename": _rename,
    "move": _move,
    "log": _log,
    "note": _drop,
}
#: Acts that go through the web.
WEB = ("search", "new region", "list")


class Side:
    """A company with one person in it, and the browser he sits at."""

    def __init__(self, app: Any, name: str) -> None:
        mark = new_id().hex[-10:]
        self.company: Company = make_company(name, f"{name.lower()}-{mark}")
        person = add_person(self.company, "owner", Role.OWNER, mark)
        self.browser: Browser = World(app, self.company, self.company).browser(person)

    def do(self, act: Act) -> None:
        kind, name, number = act
        if kind in DOMAIN:
            with self.company.inside():
                DOMAIN[kind](name, number)
        elif kind == "search":
            self.browser.get(f"search/?q={name[:2]}")
        elif kind == "list":
            self.browser.get("deals/list")
        else:
            self.browser.post("settings/lists/region", {"name": name})


def dump(connection: Any, tenant_id: UUID) -> str:
    """Everything a company has, written so that two companies with the same story read the same."""
    written = []
    for table in catalogue.of_companies(catalogue.read(connection)):
        rows = connection.execute(
            f"SELECT to_jsonb(t)::text FROM app.{table.name} t WHERE tenant_id = %s ORDER BY id", [tenant_id]
        ).fetchall()
        written += [f"{table.name} {row[0]}" for row in rows]
    return _without_accidents("\n".join(written))


def differences(connection: Any, one: UUID, other: UUID) -> list[str]:
    """The lines in which two companies differ."""
    return list(unified_diff(*(dump(connection, each).splitlines() for each in (one, other)), n=0))


def _without_accidents(text: str) -> str:
    seen: dict[str, str] = {}
    text = _ID.sub(lambda found: seen.setdefault(found[0], f"#{len(seen)}"), text)
    text = _MOMENT.sub("then", _TIME.sub("then", text))
    return re.sub(r"owner-[0-9a-f]{10}@\w+\.example|[0-9a-f]{16}", "…", text)


def crossing(connection: Any) -> list[str]:
    """Foreign keys, looked at past the walls, whose two ends are in different companies."""
    found = []
    for table in catalogue.of_companies(catalogue.read(connection)):
        for key in table.keys:
            if "tenant_id" not in key.columns:
                continue
            pairs = zip(key.columns, key.parent_columns, strict=True)
            same = " AND ".join(f'c."{mine}" = p."{theirs}"' for mine, theirs in pairs)
            column = f'c."{key.reference}"'
            row = connection.execute(
                f"SELECT count(*) FROM app.{table.name} c WHERE {column} IS NOT NULL"
                f" AND NOT EXISTS (SELECT 1 FROM app.{key.parent} p WHERE {same})"
            ).fetchone()
            found += [f"{key.name}: {row[0]} rows"] if row[0] else []
    return found


def test_acme_ends_as_if_it_had_been_alone(app, superuser):
    class TwoCompanies(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.acme, self.globex = Side(app, "Acme"), Side(app, "Globex")
            self.story: list[Act] = []

        @rule(kind=st.sampled_from([*DOMAIN, *WEB]), name=st.sampled_from(NAMES), number=st.integers(0, 5))
        def acme_acts(self, kind: str, name: str, number: int) -> None:
            self.story.append((kind, name, number))
            self.acme.do(self.story[-1])

        @rule(kind=st.sampled_from([*DOMAIN, *WEB]), name=st.sampled_from(NAMES), number=st.integers(0, 5))
        def globex_acts(self, kind: str, name: str, number: int) -> None:
            self.globex.do((kind, name, number))

        def teardown(self) -> None:
            alone = Side(app, "Acme")
            for act in self.story:
                alone.do(act)
            assert differences(superuser, alone.company.id, self.acme.company.id) == []

    run_state_machine_as_test(
        TwoCompanies,
        settings=settings(
            max_examples=200 if LONG else 20,
            stateful_step_count=50 if LONG else 10,
            deadline=None,
            phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],  # a short run says no, a long one why
            derandomize=not LONG,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert crossing(superuser) == []


def test_a_dump_tells_two_stories_apart(app, superuser):
    one, other = Side(app, "Acme"), Side(app, "Acme")
    for act in (("open account", "Hengyuan", 0), ("open deal", "100%", 1)):
        one.do(act)
        other.do(act)
    assert differences(superuser, one.company.id, other.company.id) == []

    other.do(("rename", "Globex", 0))

    assert differences(superuser, one.company.id, other.company.id) != []
