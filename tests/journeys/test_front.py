"""A stranger at the door: reads the front in either language, signs a company up, and stands in it."""

from __future__ import annotations

import pytest

from tenants.owned import new_id


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_stranger_reads_the_front_and_switches_the_language(window, language, width):
    eyes = window(language, width)

    page = eyes.open("/")
    assert page.locator("html").get_attribute("lang").startswith(language)  # type: ignore[union-attr]

    page.locator("form[action='/language'] button").first.click()
    page.wait_for_load_state()
    assert not page.locator("html").get_attribute("lang").startswith(language)  # type: ignore[union-attr]
    eyes.check()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_founder_signs_up_and_mistakes_lose_nothing(window, language):
    eyes = window(language)
    page = eyes.open("/sign-up")
    company = "衡远测试" if language == "zh" else "Testing Works"

    page.fill("[name=company]", company)
    page.fill("[name=email]", "not an address")
    page.click("button.button--primary")
    page.wait_for_selector("[aria-invalid=true]")
    eyes.check()
    assert page.input_value("[name=company]") == company

    page.fill("[name=name]", "Ada")
    page.fill("[name=email]", f"{new_id().hex}@example.com")
    page.fill("[name=password]", "a sentence to remember")
    page.click("button.button--primary")
    page.wait_for_selector(".shell")

    assert company in page.inner_text("body")
    eyes.check()
