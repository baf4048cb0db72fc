"""Numbers that must not be written down."""

import pytest

from app.personal import sensitive


@pytest.mark.parametrize("text", ["11010519491231002X", "身份证：11010519491231002x。", "110105 19491231 002X"])
def test_an_identity_card_number_is_recognised(text):
    assert sensitive(text) == "identity"


@pytest.mark.parametrize("text", ["4111111111111111", "4111-1111-1111-1111", "卡号 4111 1111 1111 1111 已付"])
def test_a_bank_card_number_is_recognised(text):
    assert sensitive(text) == "card"


@pytest.mark.parametrize(
    "text",
    [None, "", "13812345678", "合同 20261122000012345", "4111111111111112", "110105194912310021", "+86 512 6288 1234"],
)
def test_phone_and_contract_numbers_pass(text):
    assert sensitive(text) is None
