"""Every template compiles, and none carries script or style of its own: the browser is told to refuse them."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt", ".xml"))
#: What a strict policy would block anyway, said before a reader sees it.
FORBIDDEN = {
    "a script without an address": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
    "hx-on": re.compile(r"\bhx-on\b", re.I),
    "a script address": re.compile(r"javascript:|[\"']js:", re.I),
    "something from another site": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.I),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_compiles(app, path):
    app.jinja_env.get_template(str(path.relative_to(ROOT / "templates")))


@pytest.mark.parametrize("thing", FORBIDDEN)
def test_no_template_carries(thing):
    # Letters are read by mail programs, which know no style sheets of ours.
    pages = [path for path in TEMPLATES if "mail" not in path.parts]

    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in pages
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if FORBIDDEN[thing].search(line)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("line", "thing"),
    [
        ("<script>alert(1)</script>", "a script without an address"),
        ("<style>p {}</style>", "a style element"),
        ('<p style="color: red">', "a style attribute"),
        ('<button onclick="go()">', "an event attribute"),
        ('<button hx-on:click="go()">', "hx-on"),
        ('<a href="javascript:go()">', "a script address"),
        ("<div hx-vals='js:{a: 1}'>", "a script address"),
        ('<img src="https://elsewhere.example/x.png">', "something from another site"),
    ],
)
def test_what_is_forbidden_is_recognised(line, thing):
    assert FORBIDDEN[thing].search(line)


def test_words_that_only_look_forbidden_are_let_through():
    line = '<script src="/assets/app.js"></script><p class="style" data-on="x">once = "1"</p>'

    assert [thing for thing, pattern in FORBIDDEN.items() if pattern.search(line)] == []
