"""Every table of a company is fenced in the code as it is in the database."""

from __future__ import annotations

import pytest
from sqlalchemy import UniqueConstraint

import app.models  # noqa: F401 - so that every table is known
from tenants.fence import GLOBAL_TABLES
from tenants.model import Model
from tenants.owned import Owned

MAPPERS = sorted(Model.registry.mappers, key=lambda mapper: mapper.class_.__name__)
OWNED = [mapper.class_ for mapper in MAPPERS if issubclass(mapper.class_, Owned)]


def test_there_is_something_to_look_at():
    assert len(OWNED) >= 25


@pytest.mark.parametrize("mapper", MAPPERS, ids=lambda mapper: mapper.class_.__name__)
def test_a_table_is_owned_or_said_to_be_global(mapper):
    assert issubclass(mapper.class_, Owned) or mapper.local_table.name in GLOBAL_TABLES


@pytest.mark.parametrize("cls", OWNED, ids=lambda cls: cls.__name__)
def test_an_owned_table_is_led_by_its_company(cls):
    table = cls.__table__

    assert next(iter(table.primary_key)).name == "tenant_id"
    assert not table.c.tenant_id.nullable
    unique = [constraint for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    assert [each.name for each in unique if "tenant_id" not in each.columns] == []
    assert [index.name for index in table.indexes if index.unique and "tenant_id" not in index.columns] == []


@pytest.mark.parametrize("cls", OWNED, ids=lambda cls: cls.__name__)
def test_keys_between_companies_tables_pair_the_company(cls):
    wrong = [
        key.name
        for key in cls.__table__.foreign_key_constraints
        if "tenant_id" in key.referred_table.c
        and not any(one.parent.name == "tenant_id" and one.column.name == "tenant_id" for one in key.elements)
    ]

    assert wrong == []


@pytest.mark.parametrize("cls", OWNED, ids=lambda cls: cls.__name__)
def test_a_pointer_at_a_record_is_a_key_or_says_why_not(cls):
    """Columns that end in _id point at something; without a key a foreign id could lie there unnoticed."""
    keyed = {column.name for key in cls.__table__.foreign_key_constraints for column in key.columns}
    loose = {
        column.name
        for column in cls.__table__.columns
        if column.name.endswith("_id") and column.name not in keyed | {"tenant_id"}
    }

    assert loose <= LOOSE.get(cls.__tablename__, set())


#: Pointers without a key, because what they point at may be of several kinds, elsewhere, or gone.
LOOSE = {
    "events": {"by_id", "subject_id", "batch_id", "request_id"},  # history outlives what it is about
    "follow_ups": {"completed_by_id"},  # history outlives the people in it
    "files": {"subject_id"},  # a deal's or a customer's
    "notices": {"subject_id"},
    "remarks": {"subject_id"},  # a record of any kind
    "search_documents": {"owner_id"},  # made again from the records
    "stage_changes": {"by_id"},  # history outlives the people in it
    "submissions": {"member_id"},  # swept after a day
    "import_rows": {"record_id"},  # of the kind that was imported
    "imports": {"batch_id"},
    "accounts": {"external_id"},
    "contacts": {"external_id"},
    "deals": {"external_id"},
    "orders": {"external_id"},
    "products": {"external_id"},
}
