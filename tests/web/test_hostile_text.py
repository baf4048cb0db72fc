"""What nobody types by hand: every form and every address takes it, cleans it or says what is wrong with it."""

import importlib
import inspect
import pkgutil
from datetime import date

import pytest
from flask import g
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FileField, FormField

import app as product
from app.web.forms import Form
from app.web.request import Sent, possible
from tenants.context import db
from tenants.model import Member, Tenant
from tests.world import make_world

HOSTILE = (
    "\0", "a\0b", "\ud800", "\udfffz", "\x1b[31m", "\u202egnp.exe", "\ufeff", "A" * 100_000, "九" * 20_000, "9" * 400,
    "-1", "1e400", "NaN", "sNaN", "Infinity", "٣", "²", "0x10", "1_000", "--", "' OR 1=1 --", "%s%n",
    "{{7*7}}", "<script>", "../../etc/passwd", "🏳️‍🌈", "None", "null", "00000000-0000-0000-0000-000000000000",
    "0000-00-00", "99999-12-31", "2026-02-30", "\r\nSet-Cookie: a=b", " ", "　", "a@b", "=cmd|' /C calc'!A0",
)  # fmt: skip
#: Letters no encoding has come in too: the forms are asked directly, as if the web server had let them through.
ANYTHING = st.text(st.characters() | st.sampled_from("\0\ud800"), max_size=60)


def every_form() -> list[type[Form]]:
    """All forms of the product."""
    for module in pkgutil.walk_packages(product.__path__, "app."):
        if "form" in module.name or "views" in module.name:
            importlib.import_module(module.name)
    found, waiting = [], [Form]
    while waiting:
        subclasses = waiting.pop().__subclasses__()
        found += subclasses
        waiting += subclasses
    return sorted({one for one in found if one.__module__.startswith("app.")}, key=lambda one: one.__qualname__)


FORMS = every_form()


def filled(cls: type[Form], value: str) -> Form:
    """A form of `cls` in which every field was sent `value`."""
    given = {"today": date(2026, 3, 31)} if "today" in inspect.signature(cls.__init__).parameters else {}
    sent = Sent(MultiDict((field.name, value) for field in cls(formdata=None, **given)))
    form = cls(formdata=sent, **given)
    for field in form:
        if getattr(field, "choices", ()) is None:
            field.choices = []
    return form


def kept(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        return [text for value in data.values() for text in kept(value)]
    return [text for value in data for text in kept(value)] if isinstance(data, list | tuple) else []


@pytest.fixture(scope="module")
def asked(app):
    """Inside a request of Alice's, without the web server in between."""
    alice = make_world(app).alice
    with app.test_request_context("/", method="POST"), alice.company.inside(alice):
        g.tenant = db.get_one(Tenant, alice.company.id)
        g.member = db.get_one(Member, (alice.company.id, alice.member_id))
        yield


def test_every_form_of_the_product_is_asked():
    assert len(FORMS) > 30


@pytest.mark.parametrize("cls", FORMS, ids=lambda cls: cls.__qualname__)
def test_a_form_takes_hostile_text_or_refuses_it(asked, cls):
    for value in HOSTILE:
        check(cls, value)


@given(value=ANYTHING)
@pytest.mark.parametrize("cls", FORMS, ids=lambda cls: cls.__qualname__)
def test_a_form_takes_any_text_or_refuses_it(asked, cls, value):
    check(cls, value)


def check(cls: type[Form], value: str) -> None:
    form = filled(cls, value)
    form.valid
    for field in form:
        if isinstance(field, FileField | FormField | FieldList):
            continue
        for text in kept(field.data):
            assert "\0" not in text
            text.encode()


@given(name=ANYTHING, value=ANYTHING)
def test_what_was_sent_can_always_be_kept(name, value):
    sent = Sent([(name, value), (name, value)])

    for pair in sent.items(multi=True):
        assert "\0" not in "".join(pair)
        "".join(pair).encode()
    assert len(sent.getlist(possible(name))) == 2
