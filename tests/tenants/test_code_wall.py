"""The session names the company in every statement about a class, wherever the class stands in it."""

from __future__ import annotations

import pytest
from sqlalchemy import event, exists, func, select, update

from app.tasks.model import Task
from tenants.context import db, door
from tenants.db import engine

T = Task.__table__


def sent(statement) -> list[str]:
    """What goes to the database for `statement`."""
    texts: list[str] = []

    def note(connection, cursor, text, *rest):
        texts.append(text)

    event.listen(engine("app"), "before_cursor_execute", note)
    try:
        db.execute(statement)
    finally:
        event.remove(engine("app"), "before_cursor_execute", note)
    return texts


@pytest.mark.parametrize(
    "statement",
    [
        select(Task.id),
        select(func.count()).where(Task.is_open),
        select(exists().where(Task.is_open)),
        select(func.count()).select_from(select(Task.id).where(Task.is_open).subquery()),
        select(T.c.id).where(T.c.id.in_(select(Task.parent_id))),
        update(Task).values(note="Seen").where(Task.is_open),
    ],
)
def test_a_class_is_kept_to_its_company_wherever_it_stands(world, statement):
    with world.acme.inside():
        text = sent(statement)[-1]

    assert "tenant_id =" in text


def test_a_statement_about_tables_goes_out_as_it_was_said(world):
    with world.acme.inside():
        statement = select(T.c.id).where(T.c.tenant_id == door().tenant_id, T.c.is_open)
        text = sent(statement)[-1]

    assert text.count("tenant_id =") == 1
