"""Addresses of companies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants import lifecycle
from tenants.urls import RESERVED


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("衡远机电有限公司", "heng-yuan-ji-dian"),
        ("Acme, Inc.", "acme-inc"),
        ("Müller & Söhne", "muller-sohne"),
        ("  ", "company"),
        ("😀", "company"),
    ],
)
def test_an_address_is_made_from_the_name(name, slug):
    assert lifecycle.slug_from(name) == slug


@given(st.text(max_size=120))
def test_whatever_the_name_the_address_is_plain(name):
    slug = lifecycle.slug_from(name)

    assert slug in RESERVED or lifecycle.is_allowed(slug)


@pytest.mark.parametrize("word", ["admin", "sign-in", "static", "assets", "healthz", "companies-", "-x", "a", "A-b"])
def test_words_the_product_needs_are_no_address(word):
    assert not lifecycle.is_allowed(word)


def test_every_first_part_of_an_address_of_ours_is_reserved(app):
    first_parts = {str(rule).split("/")[1] for rule in app.url_map.iter_rules() if not str(rule).startswith("/<")}

    assert {part for part in first_parts if part and "<" not in part} <= RESERVED


def test_two_companies_of_one_name_get_two_addresses(app):
    first, second = lifecycle.found("Twin Works"), lifecycle.found("Twin Works")

    assert first != second


def test_a_company_is_named_after_a_reserved_word_only_with_a_number(app):
    from tenants.context import acting_in
    from tenants.model import Tenant

    tenant_id = lifecycle.found("Admin")

    with acting_in(tenant_id) as door:
        assert door.session.get_one(Tenant, tenant_id).slug not in RESERVED
