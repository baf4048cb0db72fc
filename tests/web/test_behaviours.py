"""The behaviours in a real browser, over the pieces of the kit, under the product's own content policy. No database."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask, Response, render_template_string, request
from flask_babel import Babel
from werkzeug.serving import make_server

from app.web import bundles, kit, render, security, ui

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).resolve().parents[2]
PAGE = """{% extends "layouts/app.html" %}{% block title %}Kit{% endblock %}{% block main %}
<p><a id="ask" href="/contact" hx-get="/contact" hx-target="#dialog" hx-swap="innerHTML">Log a contact</a></p>
{% include "kit/_actions.html" %}{% include "kit/_lists.html" %}{% include "kit/_board.html" %}{% endblock %}
{% block over %}{% include "kit/_dialog.html" %}{% endblock %}"""
CONTACT = """<form method="post" action="/contact" novalidate hx-post="/contact" hx-target="#dialog">
{{ ui.dialog_head('Log a contact') }}{% call ui.dialog_body() %}{{ ui.field(f.name) }}{% endcall %}
{{ ui.dialog_foot('Save') }}</form>"""
ENDPOINTS = [
    "home.index",
    "notices.index",
    "people.profile",
    "record.own",
    "people.switch",
    "people.sign_out",
    "front.language",
    "opportunities.board",
]

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium at /usr/bin/chromium"),
]


class Server:
    """The page, and what was sent to it. `answer` is the status of the next moves."""

    def __init__(self) -> None:
        self.moves: list[tuple[str, dict[str, str]]] = []
        self.answer = 200
        self.address = ""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    known = Server()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    http = make_server("127.0.0.1", 0, _app(known), threaded=True)
    known.address = f"http://127.0.0.1:{http.port}"
    thread = Thread(target=http.serve_forever)
    thread.start()
    yield known
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(server: Server, chromium: Any) -> Iterator[Any]:
    server.answer = 200
    server.moves.clear()
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(server.address)
    yield page
    context.close()
    assert broken == []


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


def test_a_card_is_carried_by_keyboard_and_told_aloud(page, server):
    page.focus("#card-1")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    told = page.inner_text("#announcer")
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/move/1"):
        page.keyboard.press("Space")

    assert told == "Qualified, place 1 of 2"
    assert server.moves == [("1", {"stage": "qualified", "before": "", "version": "1"})]
    assert page.evaluate("document.activeElement.id") == "card-1"


def test_a_card_let_go_is_where_it_was_and_nothing_is_sent(page, server):
    page.focus("#card-1")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")

    assert stage_of(page, "1") == "contacted"
    assert page.evaluate("document.querySelector('[data-cards]').firstElementChild.id") == "card-1"
    assert server.moves == []


def test_a_card_is_dragged_above_another(page, server):
    drag(page, "#card-2", "#card-3", rise=60)
    with page.expect_response("**/move/2"):
        page.mouse.up()

    assert server.moves == [("2", {"stage": "qualified", "before": "3", "version": "1"})]


@pytest.mark.parametrize("status", [403, 409, 500])
def test_a_refused_card_goes_back(page, server, status):
    server.answer = status
    drag(page, "#card-2", "[data-column=proposal] [data-cards]")
    with page.expect_response("**/move/2"):
        page.mouse.up()
    page.wait_for_function("() => document.querySelector('[data-column=contacted] #card-2')")

    assert page.locator(".toast--bad").count() == (0 if status == 409 else 1)


def test_escape_ends_a_drag(page, server):
    drag(page, "#card-3", "[data-column=proposal] [data-cards]")
    page.keyboard.press("Escape")
    page.mouse.up()

    assert stage_of(page, "3") == "qualified"
    assert page.locator(".lift-gap").count() == 0
    assert server.moves == []


def test_a_thumb_scrolls_at_once_and_carries_after_a_long_press(chromium, server):
    server.answer, server.moves[:] = 200, []
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    page = context.new_page()
    page.goto(server.address)
    page.evaluate("document.querySelector('#card-1').scrollIntoView({block: 'center'})")
    box = page.locator("#card-1").bounding_box()
    hand = context.new_cdp_session(page)

    def touch(kind: str, dy: int = 0) -> None:
        points = [] if kind == "touchEnd" else [{"x": box["x"] + 60, "y": box["y"] + 60 + dy}]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart")
    page.wait_for_selector("#card-1.lifted")
    for step in range(1, 10):
        touch("touchMove", step * 28)
    with page.expect_response("**/move/1"):
        touch("touchEnd")
    context.close()

    assert server.moves == [("1", {"stage": "contacted", "before": "", "version": "1"})]


def test_a_team_is_put_under_another_by_keyboard(page, server):
    page.focus("#node-t3 > .team-tree__row")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    with page.expect_response("**/move/t3"):
        page.keyboard.press("Enter")

    assert server.moves == [("t3", {"parent": "t1", "before": "", "version": ""})]


def test_a_lost_connection_says_that_the_text_is_still_here(page):
    page.click("#ask")
    page.wait_for_selector("#dialog[open]")
    page.fill("#dialog #name", "Hengda")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    page.wait_for_selector("#toasts .toast--bad")

    assert "Your text is still here" in page.inner_text("#toasts")
    assert page.input_value("#dialog #name") == "Hengda"


def stage_of(page: Any, card: str) -> str:
    return page.evaluate(f"document.getElementById('card-{card}').closest('[data-column]').dataset.column")


def drag(page: Any, card: str, onto: str, rise: int = 0) -> None:
    """Hold `card` over `onto`; the test lets go."""
    page.locator(card).scroll_into_view_if_needed()
    start, end = page.locator(card).bounding_box(), page.locator(onto).bounding_box()
    page.mouse.move(start["x"] + 40, start["y"] + 60)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 70)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2 - rise, steps=6)


def _app(known: Server) -> Flask:
    app = Flask("kit", template_folder=str(ROOT / "templates"), static_folder=None)
    app.secret_key = "kit"
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app, locale_selector=lambda: "en")
    app.jinja_env.globals["csrf_token"] = lambda: "token"
    app.jinja_env.globals["lasting"] = render.lasting
    ui.install(app.jinja_env)
    for endpoint in ENDPOINTS:
        app.add_url_rule(f"/{endpoint}", endpoint, lambda: "", methods=["GET", "POST"])
    app.add_url_rule("/", "page", lambda: _page())
    app.add_url_rule("/second", "second", lambda: "second")
    app.add_url_rule("/search", "search.index", _search)
    app.add_url_rule("/contact", "contact", _contact, methods=["GET", "POST"])
    app.add_url_rule("/assets/<name>", "asset", _asset)
    app.add_url_rule("/move/<card>", "move", lambda card: _move(known, card), methods=["POST"])
    app.after_request(_policy)
    return app


def _page() -> str:
    items = [
        {"endpoint": "home.index", "icon": "house", "label": "Today"},
        {"endpoint": "opportunities.board", "icon": "columns-3", "label": "Pipeline"},
    ]
    html = render_template_string(
        PAGE,
        **kit.samples(),
        menu=[{"station": "", "items": items}],
        me={"name": "张伟"},
        tenant={"name": "Acme"},
        identity=None,
        unread=3,
        theme=request.cookies.get("theme", ""),
        lang="en",
    )
    # The kit's cards lead nowhere; here they lead to the server that writes down what it was told.
    return html.replace('data-move-url="#move-', 'data-move-url="/move/')


def _search() -> str:
    asked = request.args["q"]
    items = [{"href": f"/{place}?q={asked}", "icon": "columns-3", "text": place} for place in ("first", "second")]
    return render_template_string(
        "{{ ui.palette_results(groups, q) }}", groups=[{"label": "Deals", "items": items}] if asked else [], q=asked
    )


def _contact() -> Response:
    form = kit.SampleForm(request.form or None)
    if request.method == "POST" and form.name.data:
        said = {"dialog:close": True, "toast": {"text": f"{form.name.data} is saved"}}
        return Response("", headers={"HX-Trigger": json.dumps(said)})
    if request.method == "POST":
        form.name.errors = ["Please say a name."]
    html = render_template_string(CONTACT, f=form)
    return Response(html, 422 if request.method == "POST" else 200, mimetype="text/html")


def _asset(name: str) -> Response:
    found = bundles.assets()[name]
    return Response(found.body, mimetype=found.mimetype)


def _move(known: Server, card: str) -> Response:
    known.moves.append((card, request.form.to_dict()))
    return Response("", known.answer)


def _policy(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = security.POLICY
    return response
