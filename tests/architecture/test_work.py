"""Every kind of work stands in a company, or says that it is a person's."""

from __future__ import annotations

import ast

import pytest

from app import outbox
from tests.conftest import ROOT
from tests.isolation.work import PERSONAL, WORK

SOURCES = sorted([*(ROOT / "app").rglob("*.py"), *(ROOT / "worker").rglob("*.py")])


def test_there_is_work(app):
    assert len(outbox.handlers) >= 5


def test_every_kind_of_work_can_be_asked_for_in_the_sweeps(app):
    """`tests/isolation` runs each kind beside another company and reads what it leaves."""
    assert set(outbox.handlers) == set(WORK)


def test_work_of_a_person_is_asked_for_outside_of_any_company(app):
    asked = _kinds_asked_by("later_for_user")

    assert asked <= PERSONAL
    assert set(outbox.handlers) >= PERSONAL


def test_every_kind_that_is_asked_for_has_somebody_who_does_it(app):
    assert _kinds_asked_by("later") | _kinds_asked_by("later_for_user") <= set(outbox.handlers)


def _kinds_asked_by(function: str) -> set[str]:
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _name(node.func) == function and node.args:
                kind = node.args[0]
                if isinstance(kind, ast.Constant):
                    found.add(kind.value)
    return found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@pytest.mark.parametrize("word", ["_engines", "create_engine", "sessionmaker("])
def test_only_the_kernel_opens_connections(word):
    """A connection of one's own would go round the door."""
    allowed = {"tenants/db.py", "app/database.py", "worker/relay.py", "worker/tick.py"}

    found = {str(path.relative_to(ROOT)) for path in SOURCES if word in path.read_text()}

    assert found <= allowed
