"""Reading pages as a visitor does: where they lead, and what their forms would send."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.world import Browser

_VERBS = {"hx-get": "GET", "hx-post": "POST", "hx-put": "PUT", "hx-patch": "PATCH", "hx-delete": "DELETE"}
#: Answers that can be read as text are searched as they are; workbooks are unpacked first.
LIMIT = 400


@dataclass
class Field:
    """An input, select, textarea or button of a form."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    """Something on a page that sends values somewhere."""

    method: str
    action: str
    fields: list[Field] = field(default_factory=list)
    is_upload: bool = False

    def values(self) -> dict[str, Any]:
        """What would be sent if nothing was touched."""
        sent: dict[str, Any] = {}
        for each in self.fields:
            if each.name and each.kind not in ("submit", "file", "button"):
                sent.setdefault(each.name, []).append(each.value)
        return sent


class Page(HTMLParser):
    """Links and forms of one page."""

    def __init__(self, where: str, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.where = where
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._by_id: dict[str, Form] = {}
        self._select: Field | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for attribute, method in _VERBS.items():
            if attribute in given:
                self._found_verb(tag, method, given[attribute], given)
        if tag == "a" and "href" in given:
            self.links.append(self._absolute(given["href"]))
        if tag == "form":
            self._begin_form(given)
        elif tag in ("input", "select", "textarea", "button"):
            self._found_field(tag, given)
        elif tag == "option" and self._select is not None:
            self._select.options.append(given.get("value", ""))
            if "selected" in given or not self._select.value:
                self._select.value = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None

    def _absolute(self, address: str) -> str:
        return urljoin(self.where, address)

    def _found_verb(self, tag: str, method: str, address: str, given: dict[str, str]) -> None:
        if method == "GET":
            self.links.append(self._absolute(address))
        if tag == "form" or method == "GET":
            return
        form = Form(method, self._absolute(address))
        for name, value in _spoken(given.get("hx-vals", "")).items():
            form.fields.append(Field(name, "hidden", str(value)))
        if "name" in given:
            form.fields.append(Field(given["name"], "hidden", given.get("value", "")))
        self.forms.append(form)

    def _begin_form(self, given: dict[str, str]) -> None:
        method, action = given.get("method", "get").upper(), given.get("action", self.where)
        for attribute, verb in _VERBS.items():
            if attribute in given:
                method, action = verb, given[attribute]
        self._form = Form(method, self._absolute(action), is_upload="multipart" in given.get("enctype", ""))
        self.forms.append(self._form)
        if "id" in given:
            self._by_id[given["id"]] = self._form

    def _found_field(self, tag: str, given: dict[str, str]) -> None:
        form = self._by_id.get(given.get("form", ""), self._form)
        if form is None or "name" not in given:
            return
        kind = given.get("type", "submit" if tag == "button" else tag)
        made = Field(given["name"], kind, given.get("value", ""))
        if kind in ("checkbox", "radio") and "checked" not in given:
            made = Field(given["name"], "button", "", [given.get("value", "on")])
        form.fields.append(made)
        if tag == "select":
            self._select = made


def _spoken(values: str) -> dict[str, Any]:
    try:
        found = json.loads(values or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@dataclass
class Visit:
    """One page that was looked at."""

    address: str
    status: int
    body: bytes
    media_type: str

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def page(self) -> Page:
        return Page(self.address, self.text if self.media_type == "text/html" else "")


def crawl(
    app: Flask, browser: Browser, seeds: Iterable[str], *, each: int = 2, ways: int = 5, most: int = LIMIT
) -> Iterator[Visit]:
    """Visit `seeds` and whatever they lead to.

    Beyond the seeds, of each kind of address (endpoint and query keys) at most `each`, and of each endpoint `ways`.
    """
    kind_of = _kinds(app)
    waiting, seen, counts = deque(seeds), set(), Counter[Any]()
    planted = set(waiting)
    while waiting and len(seen) < most:
        address = waiting.popleft().partition("#")[0]
        kind = kind_of(address)
        if address in seen or kind is None:
            continue
        if address not in planted and (counts[kind] >= each or counts[kind[0]] >= ways):
            continue
        seen.add(address)
        counts.update((kind, kind[0]))
        answer = browser.client.get(address)
        visit = Visit(address, answer.status_code, answer.data, answer.mimetype)
        yield visit
        if "Location" in answer.headers:
            waiting.append(urljoin(address, answer.headers["Location"]))
        waiting.extend(visit.page.links)


def _kinds(app: Flask) -> Callable[[str], Any]:
    adapter = app.url_map.bind("localhost")

    def kind(address: str) -> Any:
        parts = urlsplit(address)
        if parts.netloc not in ("", "localhost"):
            return None
        try:
            endpoint, _ = adapter.match(parts.path, method="GET")
        except HTTPException:
            return None
        if endpoint in ("static", "front.asset"):
            return None
        return endpoint, tuple(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))

    return kind
