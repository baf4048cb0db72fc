"""What names in a file mean here, and what is asked about those nobody knows."""

from __future__ import annotations

from app.imports import context, decisions
from app.imports.model import Import
from app.imports.unknown import unknown_names
from app.imports.words import Words
from app.pipeline.bringing.synonyms import CUSTOMER_TYPES, STAGES, meaning, usual_place
from tenants.context import db
from tests.factories import a_product, an_account
from tests.imports.bringing import all_of, bring, the_deal, uploaded


def asked(person, import_id):
    with person.company.inside(person):
        record = db.get_one(Import, (person.company.id, import_id))
        decided = decisions.of(record)
        return {group.vocabulary: group for group in unknown_names(record, decided, Words(context.of(record), decided))}


def test_won_and_lost_are_understood_in_both_languages():
    assert [meaning(STAGES, word) for word in ("Closed Won", "赢单", "WON ", "输单", "Proposal")] == [
        "won", "won", "won", "lost", None,
    ]  # fmt: skip
    assert meaning(CUSTOMER_TYPES, "老客户") == "existing"


def test_stages_have_a_usual_order():
    names = ["Negotiation", "Engaging", "Something", "Prospecting", "Contract"]

    assert sorted(names, key=usual_place) == ["Prospecting", "Engaging", "Something", "Negotiation", "Contract"]


def test_a_won_deal_is_won_whatever_the_company_calls_it(world):
    bring(world.alice, "deals", "Deal number | Stage | Close date", "D1 | 赢单 | 2025-04-01")

    assert the_deal(world.alice, "D1").state == "won"


def test_each_strange_name_is_asked_about_once_with_its_rows(world):
    import_id = uploaded(world.alice, "deals", "Deal number | Stage | Owner", "D1 | Onhold | Bob", "D2 | Onhold | Wang")

    groups = asked(world.alice, import_id)

    assert [(one.text, one.rows) for one in groups["stage"].asked] == [("Onhold", 2)]
    assert [one.text for one in groups["member"].asked] == ["Wang"]


def test_what_it_may_have_meant_is_offered(world):
    with world.acme.inside():
        a_product("GTX Pro")
        an_account("Isdom")
    import_id = uploaded(world.alice, "deals", "Deal number | Product | Account", "D1 | GTXPro | Isdomm")

    groups = asked(world.alice, import_id)

    (product,), (account,) = groups["product"].asked, groups["account"].asked
    assert [(near.name, near.certain) for near in product.near] == [("GTX Pro", True)]
    assert [(near.name, near.certain) for near in account.near] == [("Isdom", False)]


def test_names_the_company_knows_are_not_asked_about(world):
    import_id = uploaded(world.alice, "deals", "Deal number | Stage | Owner", "D1 | won | BOB", "D2 | proposal | alice")

    assert asked(world.alice, import_id) == {}


def test_another_persons_customers_are_not_offered(world):
    with world.acme.inside():
        an_account("Isdom", owner_id=world.sam.member_id)
    import_id = uploaded(world.bob, "deals", "Deal number | Account", "D1 | Isdomm")

    (account,) = asked(world.bob, import_id)["account"].asked
    assert account.near == ()


def test_a_decision_counts_for_every_row(world):
    with world.acme.inside():
        product = str(a_product("GTX Pro").id)

    bring(
        world.alice, "deals", "Deal number | Product", "D1 | GTXPro", "D2 | GTXPro",
        meanings={"product": {"GTXPro": product}},
    )  # fmt: skip

    from app.pipeline.opportunities.model import DealLine

    assert {str(line.product_id) for line in all_of(world.alice, DealLine)} == {product}


def test_a_decision_may_name_its_meaning(world):
    result = bring(
        world.alice, "deals", "Deal number | Stage", "D1 | Engaging", meanings={"stage": {"Engaging": "Proposal"}}
    )

    assert result.outcomes == ["created"]


def test_a_name_left_unknown_leaves_its_cell_empty(world):
    bring(world.alice, "deals", "Deal number | Channel", "D1 | Messe", meanings={"channel": {"Messe": "+leave"}})

    assert the_deal(world.alice, "D1").channel_id is None


def test_rows_whose_name_nobody_decided_stay_out(world):
    result = bring(world.alice, "deals", "Deal number | Stage", "D1 | Onhold", meanings={"stage": {"*": ""}})

    assert result.sentences == ["There is no stage called “Onhold”."]


def test_two_spellings_of_one_new_name_make_one_record(world):
    bring(world.alice, "deals", "Deal number | Product", "D1 | GTX Max", "D2 | gtx  max")

    from app.pipeline.products.model import Product

    assert [product.name for product in all_of(world.alice, Product)] == ["GTX Max"]


def test_what_only_bad_rows_name_is_not_made(world):
    bring(world.alice, "deals", "Deal number | Product | Amount", "D1 | GTX Max | five")

    from app.pipeline.products.model import Product

    assert all_of(world.alice, Product) == []
