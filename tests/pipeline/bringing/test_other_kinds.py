"""Customers, people, products, orders and contacts come in with what they refer to."""

from __future__ import annotations

from datetime import date

import pytest

from app.company.model import Choice
from app.people.model import Placement, Team
from app.pipeline.accounts.model import Account, Contact
from app.pipeline.orders.model import Order, OrderLine, Receipt
from app.pipeline.products.model import Product
from tenants.context import db
from tenants.model import Member
from tenants.roles import Role
from tests.factories import a_choice, a_deal, a_product, an_account, an_order
from tests.imports.bringing import all_of, bring


def named(person, cls, name):
    return all_of(person, cls, cls.name == name)[0]


def test_a_customer_comes_in_whole(world):
    bring(
        world.alice, "accounts", "客户名称 | 客户编号 | 所属行业 | 员工数 | 年营收(万元) | 成立年份 | 负责人",
        "衡远机电 | C1 | 制造业 | 200人 | 1,100.04 | 1996年 | Bob",
    )  # fmt: skip

    account = named(world.alice, Account, "衡远机电")
    assert (account.external_id, account.employees, account.founded_year) == ("C1", 200, 1996)
    assert account.revenue_minor == 1_100_040_000
    assert account.owner_id == world.bob.member_id
    assert all_of(world.alice, Choice, Choice.id == account.industry_id)[0].name == "制造业"


def test_a_parent_may_stand_below_its_child(world):
    bring(world.alice, "accounts", "Account name | Parent company", "Child | Parent", "Parent |", "Grandchild | Child")

    assert named(world.alice, Account, "Child").parent_id == named(world.alice, Account, "Parent").id
    assert named(world.alice, Account, "Grandchild").parent_id == named(world.alice, Account, "Child").id


def test_a_parent_nobody_lists_is_made(world):
    bring(world.alice, "accounts", "Account name | Parent company", "Child | Holding")

    assert named(world.alice, Account, "Child").parent_id == named(world.alice, Account, "Holding").id


def test_parents_that_go_in_a_circle_are_left_out_and_said(world):
    result = bring(world.alice, "accounts", "Account name | Parent company", "One | Two", "Two | One", "Self | Self")

    assert result.outcomes == ["created", "created", "created"]
    assert result.sentences == ["A customer cannot be its own parent."] * 2


def test_customers_again_change_only_what_differs(world):
    head = "Account name | Employees | Parent company"
    bring(world.alice, "accounts", head, "Child | 5 | Parent", "Parent | 9 |")

    again = bring(world.alice, "accounts", head, "child | 5 | Parent", "Parent | 10 | Holding")

    assert again.outcomes == ["unchanged", "updated"]
    assert named(world.alice, Account, "Parent").parent_id == named(world.alice, Account, "Holding").id


def test_a_manager_leads_a_team_of_his_name_under_his_office(world):
    bring(
        world.alice,
        "people",
        "Sales agent | Manager | Regional office",
        "Anna | Dustin | Central",
        "Cecily | Dustin | Central",
    )

    central, team = named(world.alice, Team, "Central"), named(world.alice, Team, "Dustin")
    anna, dustin = named(world.alice, Member, "Anna"), named(world.alice, Member, "Dustin")
    seats = {seat.member_id: seat for seat in all_of(world.alice, Placement, Placement.team_id == team.id)}
    assert team.parent_id == central.id
    assert central.region_id == team.region_id == all_of(world.alice, Choice, Choice.name == "Central")[0].id
    assert seats[dustin.id].leads
    assert not seats[anna.id].leads
    assert len(seats) == 3
    assert (anna.state, anna.role, anna.user_id) == ("placeholder", Role.SELLER, None)
    assert (dustin.role, dustin.sees) == (Role.MANAGER, "team")


def test_a_manager_who_has_a_manager_stands_below_him(world):
    bring(world.alice, "people", "Name | Manager", "Anna | Dustin", "Dustin | Sylvia")

    assert named(world.alice, Team, "Dustin").parent_id == named(world.alice, Team, "Sylvia").id


def test_the_same_people_again_change_nothing(world):
    rows = ("Name | Manager | Office", "Anna | Dustin | Central", "Dustin | Sylvia | Central", "Bob | Mia | East")
    bring(world.alice, "people", *rows)

    assert bring(world.alice, "people", *rows).counts == {"unchanged": 3}


def test_whoever_signs_in_keeps_his_name_and_address(world):
    result = bring(world.alice, "people", "Name | E-mail", "BOB | other@elsewhere.example", match=("name",))

    assert result.counts == {"unchanged": 1}
    assert world.bob.member.email == world.bob.email


def test_a_product_comes_in_with_its_line(world):
    bring(world.alice, "products", "product | series | sales_price", "GTX Pro | GTX | 4,821")

    product = named(world.alice, Product, "GTX Pro")
    assert product.price_minor == 482_100
    assert all_of(world.alice, Choice, Choice.id == product.line_id)[0].kind == "product_line"
    assert bring(world.alice, "products", "product | sales_price", "gtx pro | 4821").counts == {"unchanged": 1}


def test_a_code_does_not_lead_to_a_second_product_of_the_same_name(world):
    with world.acme.inside():
        a_product("GTX Pro", code="A1")

    result = bring(world.alice, "products", "Product name | Product code", "GTX Pro | A2", match=("code",))

    assert result.counts == {"failed": 1}


def test_an_order_of_finance_comes_in_with_line_and_receipt(world):
    head = "订单编号 | 客户名称 | 订单日期 | 产品 | 数量 | 金额 | 回款金额 | 回款日期 | 负责人"
    bring(world.alice, "orders", head, "S1 | 衡远机电 | 2025/3/1 | GTX Pro | 2 | 5万 | 2万 | 2025/4/1 | Bob")

    (order,), (line,), (receipt,) = (all_of(world.alice, cls) for cls in (Order, OrderLine, Receipt))
    assert (order.source, order.number, order.amount_minor) == ("finance", "S1", 5_000_000)
    assert (order.ordered_on, order.owner_id, order.customer_type) == (date(2025, 3, 1), world.bob.member_id, "new")
    assert (line.quantity, line.amount_minor) == (2, 5_000_000)
    assert (receipt.received_on, receipt.amount_minor) == (date(2025, 4, 1), 2_000_000)


def test_a_later_receipt_is_added_to_its_order(world):
    head = "Order number | Account | Order date | Amount | Received amount | Received on"
    bring(world.alice, "orders", head, "S1 | Hengyuan | 2025-03-01 | 50 | 20 | 2025-04-01")

    again = bring(world.alice, "orders", head, "S1 | Hengyuan | 2025-03-01 | 50 | 30 | 2025-05-01")
    same = bring(world.alice, "orders", head, "S1 | Hengyuan | 2025-03-01 | 50 | 30 | 2025-05-01")

    assert (again.counts, same.counts) == ({"updated": 1}, {"unchanged": 1})
    assert sum(receipt.amount_minor for receipt in all_of(world.alice, Receipt)) == 5_000


def test_an_order_of_the_pipeline_is_no_order_of_finance(world):
    with world.acme.inside():
        an_order(number="S1", external_id="S1", account_id=an_account("Hengyuan").id, ordered_on=date(2025, 3, 1))

    result = bring(
        world.alice, "orders", "Order number | Account | Order date | Amount", "S1 | Hengyuan | 2025-03-01 | 9"
    )

    assert result.counts == {"created": 1}
    assert sorted(order.source for order in all_of(world.alice, Order)) == ["finance", "pipeline"]


def test_a_deal_has_one_order_only(world):
    with world.acme.inside():
        deal = a_deal(world.bob.member_id, external_id="D1")
        an_order(deal_id=deal.id)

    result = bring(
        world.alice, "orders", "Order number | Account | Order date | Amount | Deal number",
        "S1 | Hengyuan | 2025-03-01 | 9 | D1",
    )  # fmt: skip

    assert result.counts == {"created": 1}
    assert result.sentences == ["This deal has an order already; the two stay side by side."]


def test_money_received_on_no_day_counts_on_the_day_of_the_order(world):
    result = bring(
        world.alice, "orders", "Order number | Account | Order date | Amount | Received amount",
        "S1 | Hengyuan | 2025-03-01 | 9 | 4",
    )  # fmt: skip

    assert result.sentences == ["Received on no day: counted on the day of the order."]
    assert all_of(world.alice, Receipt)[0].received_on == date(2025, 3, 1)


def test_a_contact_comes_in_at_its_customer(world):
    head = "客户名称 | 联系人 | 职位 | 手机 | 微信"
    bring(world.alice, "contacts", head, "衡远机电 | 王经理 | 采购经理 | 13800138000 | wang88")

    contact = named(world.alice, Contact, "王经理")
    assert (contact.title, contact.phone, contact.wechat) == ("采购经理", "13800138000", "wang88")
    assert contact.account_id == named(world.alice, Account, "衡远机电").id
    assert bring(world.alice, "contacts", head, "衡远机电 | 王经理 | 采购总监 | |").counts == {"updated": 1}


@pytest.mark.parametrize(
    ("kind", "head", "row"),
    [
        ("contacts", "Account | Contact name", "| Mr Wang"),
        ("orders", "Order number | Account | Order date | Amount", "S1 | | 2025-03-01 | 9"),
        ("accounts", "Account name | Employees", "Hengyuan | -5"),
        ("products", "Product name | Price", "GTX | -5"),
    ],
)
def test_a_row_that_lacks_what_it_needs_stays_out(world, kind, head, row):
    assert bring(world.alice, kind, head, row).outcomes == ["failed"]


def test_archived_regions_are_still_understood(world):
    with world.acme.inside():
        region = a_choice("region", "East China")
        db.get_one(Choice, (world.acme.id, region.id))

    bring(world.alice, "accounts", "Account name | Region", "Hengyuan | east china")

    assert named(world.alice, Account, "Hengyuan").region_id == region.id
