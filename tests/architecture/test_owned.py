"""Every table of a company is fenced in the code as it is in the database."""

from __future__ import annotations

import pytest
from sqlalchemy import UniqueConstraint

import app.models  # noqa: F401 - so that every table is known
from tenants.fence import GLOBAL_TABLES
from tenants.model import Model
from tenants.owned import Owned
from tests.isolation.areas import PARTS
from tests.isolation.parts import together

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
    assert _without_key(cls) <= LOOSE.get(cls.__tablename__, frozenset())


#: Pointers without a key, as each area's part excuses them.
LOOSE: dict[str, frozenset[str]] = together(PARTS, "loose")


def test_what_is_excused_is_there():
    """An excuse that is no longer needed would hide the next pointer of that name."""
    loose = {(cls.__tablename__, name) for cls in OWNED for name in _without_key(cls)}

    assert {(table, name) for table, names in LOOSE.items() for name in names} - loose == set()


def _without_key(cls) -> set[str]:
    keyed = {column.name for key in cls.__table__.foreign_key_constraints for column in key.columns}
    return {column.name for column in cls.__table__.columns if column.name.endswith("_id")} - keyed - {"tenant_id"}
