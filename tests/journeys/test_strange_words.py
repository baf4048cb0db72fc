"""What people type is text: markup in any field of a customer, a person, a deal or a follow-up stays as typed."""

from __future__ import annotations

import re
from itertools import cycle, islice

import pytest
from playwright.sync_api import Locator, Page, expect

STRANGE = (
    "<img src=x onerror=owned()>", "<script>owned()</script>", "<b hx-get=/owned hx-trigger=load>",
    "\"'><svg onload=owned()>", "</textarea><i onclick=owned()>", "{{7*7}}${7*7}",
)  # fmt: skip
AWAY = re.compile(r"/(owned|x)$")  # where only markup that came to life would go
#: Live traces of the words above, were one of them not escaped.
ALIVE = "[onerror], [onload], [onclick], [hx-get='/owned'], script:not([src]), img[src=x]"
WATCH = "addEventListener('securitypolicyviolation', event => console.error(`policy: ${event.violatedDirective}`))"


@pytest.fixture
def ran(world, window):
    """A window of Bob's at Acme that fails when something it showed came to life."""
    eyes = window("en")
    eyes.sign_in(world.bob)
    eyes.context.add_init_script(WATCH)
    eyes.page.on("request", lambda sent: eyes.complaints.append(sent.url) if AWAY.search(sent.url) else None)
    eyes.page.expose_function("owned", lambda: eyes.complaints.append("a script ran"))
    return eyes


def test_what_people_type_stays_text_wherever_it_is_shown(ran, world):
    page, acme = ran.page, f"/{world.acme.slug}"

    ran.open(f"{acme}/customers/new")
    customer = submit(page, page.get_by_role("main").locator("form").last, 0)
    is_harmless(ran, customer)
    page.get_by_role("link", name="Add a contact").first.click()
    submit(page, page.locator("form:has([name=wechat])"), 1)
    is_harmless(ran)
    account = page.url

    ran.open(f"{acme}/deals/new")
    page.get_by_label("Amount").fill("100")
    page.get_by_label("By when").fill("2027-01-15")
    title = submit(page, page.locator("form:has([name=promise])"), 2)
    is_harmless(ran, title)
    deal = page.url
    page.get_by_label("By when").fill("2027-01-16")
    submit(page, page.locator("#log-form"), 3)
    is_harmless(ran)
    page.get_by_role("link", name="Edit all").click()
    submit(page, page.locator("form:has([name=competitors])"), 4)
    is_harmless(ran)

    for path in (
        account, deal, f"{acme}/", f"{acme}/deals/", f"{acme}/deals/list", f"{acme}/deals/list?q=%3Cimg",
        f"{acme}/customers/", f"{acme}/customers/?q=%3Cimg", f"{acme}/search/?q=owned", f"{acme}/notices/owed",
        f"{acme}/notices/", f"{acme}/deals/new?account=%3Cscript%3Eowned()%3C/script%3E",
        "/sign-in?next=%22%3E%3Cimg%20src=x%20onerror=owned()%3E",
    ):  # fmt: skip
        page.goto(path if path.startswith("http") else ran.live.address + path)
        is_harmless(ran)


def test_the_palette_and_a_moved_card_show_words_as_words(ran, world):
    page, acme = ran.page, f"/{world.acme.slug}"
    ran.open(f"{acme}/deals/new")
    page.get_by_label("Amount").fill("100")
    page.get_by_label("By when").fill("2027-01-15")
    submit(page, page.locator("form:has([name=promise])"), 0)

    expect(page.get_by_role("region", name="What happened")).to_be_visible()

    ran.settle()  # keys are listened to once the page has loaded
    page.keyboard.press("Control+k")
    page.keyboard.type("onerror")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_be_visible()
    is_harmless(ran)
    page.goto(f"{ran.live.address}{acme}/deals/")
    page.get_by_role("link", name=re.compile("^Move ")).click()
    page.get_by_role("dialog").get_by_role("button", name="Qualified").click()

    expect(page.get_by_role("status").filter(has_text="is now in “Qualified”")).to_be_visible()
    is_harmless(ran)


def submit(page: Page, form: Locator, turn: int) -> str:
    """Put strange words into every field of `form` that takes text, and send it; returns what the first got."""
    fields = form.locator("input[type=text]:visible, input:not([type]):visible, textarea:visible").all()
    words = [f"{word} {turn}" for word in islice(cycle(STRANGE), turn, turn + len(fields))]
    for field, word in zip(fields, words, strict=True):
        if not (field.get_attribute("name") or "").endswith(("_minor", "_on")):
            field.fill(word)
    form.locator("button[type=submit]").last.click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(0)
    page.wait_for_load_state()
    return words[0]


def is_harmless(eyes, shown: str = "") -> None:
    """Nothing on the page is alive that should be words; `shown` can be read on it as it was typed."""
    eyes.settle()
    if shown:
        expect(eyes.page.get_by_text(shown).first).to_be_visible()
    assert eyes.page.locator(ALIVE).count() == 0
    assert eyes.complaints == []
