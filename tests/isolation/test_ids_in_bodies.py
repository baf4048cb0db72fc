"""Ids that travel in forms and addresses: Globex's, put in Acme's forms, are never taken, never kept, never shown.

Which forms there are is read from the pages themselves, as a browser would; and every form class with a field that
holds an id must have been met on the way, or be named with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from app.web.forms import Form as FormClass
from app.web.forms import _id_or_none
from tests.isolation import catalogue, reading
from tests.isolation.areas import PARTS
from tests.isolation.pages import Form, Page
from tests.isolation.parts import together
from tests.isolation.routes import ask, in_company
from tests.isolation.scenes import Scene, address
from tests.isolation.snapshot import Snapshots, changed

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
#: Fields that carry an id by another name than `…_id`.
BY_OTHER_NAMES: set[str] = set(together(PARTS, "other_names"))
#: Form classes with an id in them that no page shows to Acme's owner, each with its reason.
UNSEEN: dict[str, str] = together(PARTS, "unseen")
#: A word in a field's name, and the table its ids are of; the longest word in it counts.
TABLES: list[tuple[str, str]] = sorted(together(PARTS, "fields").items(), key=lambda pair: (-len(pair[0]), pair[0]))


@pytest.fixture(scope="module")
def pages(neighbourhood, tours) -> list[Page]:
    """Every page Alice reads."""
    return [visit.page for visit in tours.of("alice").visits]


def test_no_form_takes_another_company_s_record(neighbourhood, superuser, foreign, pages):
    world, look = neighbourhood.world, Snapshots(superuser)
    browser, before = world.browser(world.alice), Snapshots(superuser).of(world.globex.id)
    tried, shown = 0, []
    for form in _forms(pages):
        for name in _fields_with_ids(form):
            sent = {**form.values(), name: _record_for(name, foreign)}
            answer = ask(browser, form.method, form.action, data=sent)
            tried += 1
            if neighbourhood.canaries_in(answer.text) or answer.status_code >= 500:
                shown.append(f"{form.method} {form.action} {name}: {answer.status_code}")

    assert tried > 20
    assert shown == []
    assert _kept(neighbourhood, superuser, foreign) == []
    assert changed(before, look.of(world.globex.id)) == []


def _forms(pages: list[Page]) -> Iterator[Form]:
    """One of each form that writes: the same address pattern with the same fields is the same form."""
    seen = set()
    for page in pages:
        for form in page.forms:
            kind = (form.method, _ID.sub("…", form.action), tuple(sorted({each.name for each in form.fields})))
            if form.method != "GET" and kind not in seen and not form.action.startswith("/sign-out"):
                seen.add(kind)
                yield form


def _fields_with_ids(form: Form) -> list[str]:
    found = []
    for each in form.fields:
        holds = any(_ID.fullmatch(value) for value in (each.value, *each.options))
        if (holds or each.name.endswith("_id") or each.name in BY_OTHER_NAMES) and each.name != "_once":
            found.append(each.name)
    return list(dict.fromkeys(found))


def test_fields_are_said_to_hold_records_of_tables_that_exist(foreign):
    assert {table for _, table in TABLES} <= set(foreign)


def _record_for(name: str, foreign: dict[str, str]) -> str:
    """Globex's record of the kind that field `name` asks for."""
    return next((foreign[table] for word, table in TABLES if word in name), foreign["deals"])


def _kept(neighbourhood, superuser, foreign: dict[str, str]) -> list[str]:
    tables = [table.name for table in catalogue.of_companies(catalogue.read(superuser))]
    kept = reading.texts_of(superuser, neighbourhood.world.acme.id, tables)
    return [f"{table} {record}" for table, record in foreign.items() if record in kept]


def test_no_act_takes_records_it_was_not_asked_for(app, neighbourhood, superuser, foreign):
    """Every address that writes, with every name an id may travel under, all at once."""
    world, look = neighbourhood.world, Snapshots(superuser)
    browser, before = world.browser(world.alice), Snapshots(superuser).of(world.globex.id)
    columns = {column for table in catalogue.fenced(catalogue.read(superuser)) for column in table.columns}
    names = sorted({name for name in columns if name.endswith("_id")} - {"tenant_id"} | BY_OTHER_NAMES)
    body = {name: _record_for(name, foreign) for name in names}
    shown = []
    for route in in_company(app):
        if not route.is_safe:
            where = address(route.rule, Scene(world, world.alice))
            for sent in (body, {**body, "tenant_id": str(world.globex.id)}):
                answer = ask(browser, route.method, where, data=sent)
                if neighbourhood.canaries_in(answer.text) or answer.status_code >= 500:
                    shown.append(f"{route}: {answer.status_code}")

    assert shown == []
    assert _kept(neighbourhood, superuser, foreign) == []
    assert changed(before, look.of(world.globex.id)) == []


def test_no_address_shows_another_company_s_record_by_its_query(neighbourhood, foreign, pages):
    browser = neighbourhood.world.browser(neighbourhood.world.alice)
    asked = {where for page in pages for link in page.links for where in _with_foreign_ids(link, foreign)}
    asked |= {where for page in pages for form in page.forms for where in _asking(form, foreign)}

    wrong = []
    for where in sorted(asked)[:400]:
        answer = browser.client.get(where)
        text = reading.readable(answer.data, answer.mimetype)
        if neighbourhood.canaries_in(text) or answer.status_code >= 500:
            wrong.append(f"{where}: {answer.status_code}")

    assert asked
    assert wrong == []


def _with_foreign_ids(link: str, foreign: dict[str, str]) -> Iterator[str]:
    parts = urlsplit(link)
    asked = parse_qsl(parts.query)
    for name, value in asked:
        if _ID.search(value):
            changed_query = [(key, _record_for(key, foreign) if key == name else word) for key, word in asked]
            yield parts._replace(query=urlencode(changed_query), scheme="", netloc="").geturl()


def _asking(form: Form, foreign: dict[str, str]) -> Iterator[str]:
    if form.method == "GET" and urlsplit(form.action).netloc in ("", "localhost"):
        for name in _fields_with_ids(form):
            yield f"{urlsplit(form.action).path}?{urlencode({name: _record_for(name, foreign)})}"


def test_every_form_with_an_id_in_it_was_met(app, pages):
    met = {each.name for page in pages for form in page.forms for each in form.fields}
    bare = {name.rpartition("-")[2] for name in met}
    missing = {
        f"{cls.__name__}.{name}"
        for cls in _subclasses(FormClass)
        for name in _id_fields(cls)
        if name not in bare and cls.__name__ not in UNSEEN
    }

    assert missing == set()


def _subclasses(cls: type) -> Iterator[type]:
    for each in cls.__subclasses__():
        yield each
        yield from _subclasses(each)


def _id_fields(cls: type) -> list[str]:
    return [
        name
        for name in dir(cls)
        if (field := getattr(cls, name, None)) is not None and getattr(field, "kwargs", {}).get("coerce") is _id_or_none
    ]
