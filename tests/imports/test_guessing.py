import re

import pytest

from app.imports.guessing import guess_columns, guess_kind, heading_of, missing
from app.imports.kinds import KINDS
from app.imports.table import Row
from app.pipeline.bringing.kinds.contacts import CONTACTS
from app.pipeline.bringing.kinds.deals import DEALS
from app.pipeline.bringing.kinds.orders import ORDERS

MAVEN = {
    "accounts": "account,sector,year_established,revenue,employees,office_location,subsidiary_of",
    "products": "product,series,sales_price",
    "people": "sales_agent,manager,regional_office",
    "deals": "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
}


def fields(kind, headers: str, rows=()):
    names = headers.split(",")
    return {names[index]: guess.field.key for index, guess in guess_columns(kind, names, rows).items()}


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        *((headers, kind) for kind, headers in MAVEN.items()),
        ("客户名称,行业,区域,负责人,电话", "accounts"),
        ("Account Name,Website,Annual Revenue (USD millions),Employees", "accounts"),
        ("客户名称,所属行业,规模(员工数/年营收),联系方式,信息来源渠道,初步分级,备注", "accounts"),
        ("商机编号,客户,产品,金额(万元),阶段,负责人,渠道,创建日期,预计成交日期,成交日期,输单原因,下一步", "deals"),
        ("Deal Name,Company,Value (k),Stage,Owner,Expected Close Date", "deals"),
        ("客户名称,项目名称,合同额,销售阶段,销售", "deals"),
        ("订单号,客户,日期,金额/万元,回款金额,回款日期,业务员", "orders"),
        ("Order No,Customer,Order Date,Sales Rep,Total Amount", "orders"),
        ("Invoice,Client,Date,Amount,Paid,Date paid", "orders"),
        ("姓名,邮箱,上级,团队,区域", "people"),
        ("Full name,E-mail,Manager,Team", "people"),
        ("产品,型号,系列,单价(元)", "products"),
        ("SKU,Item,Category,List price", "products"),
        ("公司,姓名,职位,手机,邮箱,微信,备注", "contacts"),
        ("Company,Contact,Title,Phone,Email", "contacts"),
    ],
)
def test_the_kind_of_list_is_told_by_its_headings(headers, kind):
    guessed = guess_kind(headers.split(","))

    assert guessed is not None
    assert guessed.key == kind
    assert missing(guessed, guess_columns(guessed, headers.split(","))) == []


def test_many_unknown_columns_do_not_hide_the_known():
    headers = ["Opportunity ID", "Account Name", "Stage", "Amount", "Close Date", *(f"Custom {n}" for n in range(12))]

    kind = guess_kind(headers)

    assert kind is DEALS


@pytest.mark.parametrize("headers", ["a,b,c", "x", "温度,湿度,风速", ""])
def test_headings_that_tell_nothing_are_not_guessed(headers):
    assert guess_kind(headers.split(",")) is None


def test_the_columns_of_an_english_pipeline_are_recognised():
    assert fields(DEALS, MAVEN["deals"]) == {
        "opportunity_id": "external_id",
        "sales_agent": "owner",
        "product": "product",
        "account": "account",
        "deal_stage": "stage",
        "engage_date": "opened_on",
        "close_date": "closed_on",
        "close_value": "amount",
    }


def test_the_columns_of_a_chinese_pipeline_are_recognised():
    headers = (
        "编号,客户名称,产品,合同额（万元）,销售阶段,销售负责人,创建日期,预计成交日期,"
        "成交日期,丢单原因,下一步,下次跟进日期"
    )

    assert list(fields(DEALS, headers).values()) == [
        "external_id",
        "account",
        "product",
        "amount",
        "stage",
        "owner",
        "opened_on",
        "expected_on",
        "closed_on",
        "lost_reason",
        "next_step",
        "next_step_due",
    ]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
@pytest.mark.parametrize("language", ["label_en", "label_zh"])
def test_our_own_templates_come_back_to_the_very_columns(kind, language):
    headers = [getattr(field, language) for field in kind.fields]

    guesses = guess_columns(kind, headers)

    assert [guess.field.key for guess in guesses.values()] == [field.key for field in kind.fields]
    assert all(guess.certainty > 0.9 for guess in guesses.values())


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_a_kind_speaks_of_its_own_fields_only(kind):
    keys = [field.key for field in kind.fields]

    assert len(set(keys)) == len(keys)
    assert {*kind.telling, *kind.identity, *sum(kind.match_keys, ())} <= set(keys)
    assert all(str(field.label) == field.label_en for field in kind.fields)
    assert all(re.search(r"[\u4e00-\u9fff]", field.label_zh) for field in kind.fields)


@pytest.mark.parametrize(
    ("header", "name", "factor"),
    [
        ("Close_Date", "closedate", 1),
        (" ＣＬＯＳＥ date* ", "closedate", 1),
        ("金额(万元)", "金额", 10_000),
        ("金额（万）", "金额", 10_000),
        ("金额/万元", "金额", 10_000),
        ("合同额万元", "合同额", 10_000),
        ("营收(亿元)", "营收", 10**8),
        ("单价(元)", "单价", 1),
        ("Value (k)", "value", 1_000),
        ("Revenue (USD millions)", "revenue", 10**6),
        ("Revenue, EUR", "revenueeur", 1),
    ],
)
def test_a_heading_is_read_with_its_unit(header, name, factor):
    assert heading_of(header) == (name, factor)


def test_the_unit_multiplies_amounts_only():
    guesses = guess_columns(DEALS, ["金额(万元)", "商机名称(万)"])

    assert [guess.factor for guess in guesses.values()] == [10_000, 1]


def test_values_break_a_tie_between_two_like_headings():
    rows = [Row(2, ["2024-03-01", "500"]), Row(3, ["2024-03-02", "700"])]

    guesses = guess_columns(ORDERS, ["contract", "order total"], rows)

    assert guesses[1].field.key == "amount"
    assert 0 not in guesses or guesses[0].field.key != "amount"


def test_values_that_contradict_a_heading_lower_the_guess():
    words = [Row(2, ["next month"]), Row(3, ["unclear"])]

    (unseen,) = guess_columns(DEALS, ["Closing date"]).values()
    (seen,) = guess_columns(DEALS, ["Closing date"], words).values()

    assert unseen.certainty > 0.9
    assert seen.certainty < 0.6


def test_a_column_of_addresses_is_e_mail_whatever_it_is_called():
    rows = [Row(2, ["Li Wei", "li@example.com"]), Row(3, ["Ann", "ann@example.com"])]

    assert fields(CONTACTS, "姓名,contact details", rows)["contact details"] == "email"


def test_no_field_is_given_twice():
    guesses = guess_columns(DEALS, ["Amount", "Deal amount", "Value"])

    assert [guess.field.key for guess in guesses.values()].count("amount") == 1


def test_a_slip_in_a_heading_is_forgiven():
    assert fields(DEALS, "oportunity_id,deal_stge") == {"oportunity_id": "external_id", "deal_stge": "stage"}
