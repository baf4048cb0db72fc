"""The real input: a hardware seller's CRM export of four files."""

from collections import Counter
from pathlib import Path

import pytest

from app.imports.converting import Converter, learn
from app.imports.guessing import guess_columns, guess_kind
from app.imports.near import near_matches
from app.imports.reading import open_table, sample

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "maven_crm"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/maven_crm is not here")


def rows_of(name: str):
    table = open_table(FOLDER / f"{name}.csv", f"{name}.csv")
    kind = guess_kind(table.headers)
    assert kind is not None
    columns = learn(guess_columns(kind, table.headers, sample(table)), table.rows())
    converter = Converter(columns, table.headers)
    return kind.key, [converter.convert(row) for row in table.rows()]


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("accounts", "accounts", 85),
        ("products", "products", 7),
        ("sales_teams", "people", 35),
        ("sales_pipeline", "deals", 8_800),
    ],
)
def test_each_file_is_recognised_and_read_without_a_problem(name, kind, count):
    found, rows = rows_of(name)

    assert (found, len(rows)) == (kind, count)
    assert [row.problems for row in rows if row.problems] == []


def test_the_deals_add_up():
    _, rows = rows_of("sales_pipeline")
    deals = [row.values for row in rows]

    assert Counter(deal["stage"] for deal in deals) == {"Prospecting": 500, "Engaging": 1589, "Won": 4238, "Lost": 2473}
    assert sum(deal["amount"] for deal in deals if deal["stage"] == "Won") == 1_000_553_400
    assert sum(deal["account"] is None for deal in deals) == 1_425
    assert sum(deal["amount"] is None for deal in deals) == 2_089
    assert sum(deal["opened_on"] is None for deal in deals) == 500
    assert len({deal["external_id"] for deal in deals}) == 8_800


def test_the_product_written_two_ways_is_offered_for_mapping():
    _, products = rows_of("products")
    _, deals = rows_of("sales_pipeline")
    known = {row.values["name"] for row in products}

    offers = near_matches({row.values["product"] for row in deals} - known, known)

    assert {value: (found[0].value, found[0].certainty) for value, found in offers.items()} == {
        "GTXPro": ("GTX Pro", "certain")
    }
