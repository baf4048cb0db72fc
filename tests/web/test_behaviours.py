"""The behaviours in a real browser, over the pieces of the kit, under the product's own content policy. No database."""

from __future__ import annotations

import pytest

from tests.web.kit_server import CHROMIUM

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium at /usr/bin/chromium"),
]


def test_the_palette_opens_by_key_searches_and_opens_what_was_chosen(page):
    page.wait_for_load_state()  # what is drawn does not listen yet
    page.keyboard.press("Control+k")
    page.keyboard.type("hengda")
    page.wait_for_selector("#palette-list [role=option]")
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#palette-input", "aria-activedescendant")
    page.keyboard.press("Enter")
    page.wait_for_url("**/second?q=hengda")

    assert chosen == "palette-option-2"


def test_a_menu_opens_beside_its_button_and_gives_the_focus_back(page):
    page.click("[popovertarget=me-menu]")
    box = page.locator("#me-menu").bounding_box()
    page.keyboard.press("ArrowDown")
    inside = page.evaluate("document.activeElement.className")
    page.keyboard.press("Escape")

    assert box["y"] < 80
    assert box["x"] + box["width"] <= 1280
    assert inside == "menu__item"
    assert page.locator("#me-menu").is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('popovertarget')") == "me-menu"


def test_a_colleague_is_named_by_arrows_or_by_a_press(page):
    remark = page.locator("#sample-remark")
    remark.press_sequentially("See @zh")
    offered = page.locator(".mentions [role=option]").all_text_contents()
    remark.press("ArrowDown")
    chosen = page.get_attribute("#" + remark.get_attribute("aria-activedescendant"), "aria-selected")
    remark.press("Enter")
    by_arrows = remark.input_value()
    remark.press_sequentially("and ＠张")
    page.locator(".mentions [role=option]").click()

    assert offered == ["Zhou Ning", "Zhang Wei"]
    assert chosen == "true"
    assert by_arrows == "See @Zhang Wei "
    assert remark.input_value() == "See @Zhang Wei and @张伟 "
    assert page.evaluate("document.activeElement.id") == "sample-remark"
    assert page.locator(".mentions").count() == 0


def test_the_names_go_away_by_escape_and_leave_what_was_typed(page):
    remark = page.locator("#sample-remark")
    remark.press_sequentially("a@b @Zh")
    page.keyboard.press("Escape")
    closed = page.locator(".mentions").count()
    remark.press("Enter")

    assert closed == 0
    assert remark.input_value() == "a@b @Zh\n"


def test_the_theme_is_kept_for_the_next_page(page):
    page.click("[popovertarget=me-menu]")
    page.click("[data-theme-choice=dark]")
    page.reload()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_whoever_is_signed_in_takes_the_theme_along(page, server):
    page.evaluate(
        "document.querySelector('#me-menu [data-theme-choice]').parentElement.dataset.themeUrl = '/move/theme'"
    )
    page.click("[popovertarget=me-menu]")
    with page.expect_response("**/move/theme") as sent:
        page.click("#me-menu [data-theme-choice='']")

    assert server.moves == [("theme", {"theme": "system"})]
    assert "x-csrftoken" in sent.value.request.headers


def test_a_fetched_dialog_explains_keeps_and_closes(page):
    page.click("#ask")
    page.wait_for_selector("#dialog[open]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#dialog [aria-invalid=true]")
    focused = page.evaluate("document.activeElement.id")
    page.fill("#dialog #name", "Hengda")
    page.keyboard.press("Enter")
    page.wait_for_selector("#dialog", state="hidden")

    assert focused == "name"
    assert "Hengda is saved" in page.inner_text("#toasts")
    assert page.evaluate("document.activeElement.id") == "ask"


def test_a_dialog_of_the_page_returns_the_focus(page):
    page.click("[data-dialog=kit-dialog]")
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.dataset.dialog") == "kit-dialog"


def test_ticked_rows_are_counted_and_a_stretch_is_ticked_with_shift(page):
    hidden = page.locator("#bulk").is_hidden()
    rows = page.locator("[data-row] input[type=checkbox]")
    rows.nth(0).click()
    rows.nth(2).click(modifiers=["Shift"])

    assert hidden
    assert page.inner_text("[data-bulk-count]") == "3 rows ticked"
    assert page.locator("[data-select-all]").is_checked()


def test_rows_are_walked_and_ticked_by_key_but_not_while_typing(page):
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    ticked = page.inner_text("[data-bulk-count]")
    page.keyboard.press("?")
    helped = page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.click("[data-dialog=kit-dialog]")
    page.keyboard.type("jx?")

    assert ticked == "1 row ticked"
    assert helped
    assert page.input_value("#kit-dialog [name=why]") == "jx?"


def test_a_lost_connection_says_that_the_text_is_still_here(page):
    page.click("#ask")
    page.wait_for_selector("#dialog[open]")
    page.fill("#dialog #name", "Hengda")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.wait_for_selector("#toasts .toast--bad")

    assert "Your text is still here" in page.inner_text("#toasts")
    assert page.input_value("#dialog #name") == "Hengda"
