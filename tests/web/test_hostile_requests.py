"""What nobody types by hand, sent over the wire: a page or a sentence comes back, never a fault."""

import pytest

from tests.web.test_hostile_text import HOSTILE


@pytest.mark.parametrize(
    "address",
    [
        "deals/list",
        "deals/",
        "customers/",
        "search/",
        "orders/",
        "products/",
        "settings/history",
        "notices/owed",
        "imports/",
    ],
)
def test_an_address_takes_hostile_text(world, address):
    browser = world.browser(world.alice)
    names = (
        "q",
        "owner",
        "sort",
        "after",
        "stage",
        "account",
        "from",
        "amount_from",
        "view",
        "period",
        "stages",
        "quiet",
    )
    for value in ("\0", "a\0b", "\udcff", "9" * 400, "' OR 1=1 --", "99999-12-31", "٣"):
        quoted = "".join(f"%{byte:02X}" for byte in value.encode("utf-8", "surrogatepass"))
        answer = browser.get(f"{address}?{'&'.join(f'{name}={quoted}' for name in names)}")

        assert answer.status_code < 500, value


def test_a_record_takes_hostile_text_or_refuses_it(world):
    browser = world.browser(world.alice)
    for value in HOSTILE:
        sent = value.encode("utf-8", "replace").decode()
        answers = [
            browser.post(
                "customers/", {"name": sent, "phone": sent, "note": sent, "founded_year": sent, "employees": sent}
            ),
            browser.post(
                "deals/", {"title": sent, "amount_minor": sent, "note": sent, "promise": sent, "due_on": sent}
            ),
            browser.post("products/", {"name": sent, "code": sent, "price_minor": sent}),
            browser.post("settings/teams", {"name": sent}),
        ]

        assert all(answer.status_code < 500 for answer in answers), value
