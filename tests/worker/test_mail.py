"""Letters leave as plain text and HTML, in the reader's language, and cannot be bent by what people write."""

from __future__ import annotations

import socket

import pytest
from aiosmtpd.controller import Controller
from jinja2 import DictLoader

from app import mail
from tests.jobs import caught_letters

PLAIN = "{% block subject %}{{ _('Sign in') }}: {{ name }}{% endblock %}\n\n{{ name }} {{ link }}"
RICH = "{% extends 'mail/_letter.html' %}{% block body %}<p>{{ name }}</p>{% endblock %}"


@pytest.fixture
def letters(app, monkeypatch):
    """Letters that were sent, with a template `test` to send."""
    made = DictLoader({"mail/test.txt": PLAIN, "mail/test.html": RICH})
    loader = app.jinja_env.loader

    class Both(type(made)):
        def get_source(self, environment, template):
            return (made if template in made.mapping else loader).get_source(environment, template)

    monkeypatch.setattr(app.jinja_env, "loader", Both({}))
    app.jinja_env.cache.clear()
    with app.app_context():
        yield caught_letters(monkeypatch)
    app.jinja_env.cache.clear()


def send(**facts):
    facts = {"to": "bob@acme.example", "template": "test", "language": "en", "message_id": "id-1", **facts}
    mail.send(**{"name": "Bob", "link": "http://localhost/x", **facts})


def test_a_letter_carries_the_id_of_its_work(letters):
    send()

    (letter,) = letters
    assert letter["Message-ID"] == "<id-1@dealwright.example>"
    assert letter["To"] == "bob@acme.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert {part.get_content_type() for part in letter.walk()} >= {"text/plain", "text/html"}


def test_the_subject_is_not_said_again_in_the_text(letters):
    send()

    assert letters[0].get_body(("plain",)).get_content() == "Bob http://localhost/x\n"


def test_a_letter_speaks_the_reader_s_language(letters):
    send(language="zh")
    send(language="en")

    chinese, english = letters
    assert chinese["Subject"] == "登录: Bob"
    assert english["Subject"] == "Sign in: Bob"


def test_a_name_is_never_markup_and_never_another_header(letters):
    send(name="<b>Bob</b>\r\nBcc: all@acme.example")

    (letter,) = letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Sign in: <b>Bob</b> Bcc: all@acme.example"
    assert "<b>Bob" not in letter.get_body(("html",)).get_content()


def test_files_and_the_way_out_go_with_it(letters):
    file = mail.Attachment("周报.pdf", b"%PDF", "application/pdf")
    send(attachments=[file], unsubscribe="http://localhost/out")

    (letter,) = letters
    (attached,) = letter.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("周报.pdf", b"%PDF")
    assert letter["List-Unsubscribe"] == "<http://localhost/out>"


def test_a_letter_reaches_a_real_server(app, monkeypatch):
    caught = []
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    class Receiver:
        async def handle_DATA(self, server, session, envelope):
            caught.append((envelope.rcpt_tos, envelope.content))
            return "250 OK"

    server = Controller(Receiver(), hostname="127.0.0.1", port=port)
    server.start()
    try:
        message = mail.EmailMessage()
        message["To"], message["From"], message["Subject"] = "bob@acme.example", "us@dealwright.example", "周报"
        message.set_content("衡远机电")
        monkeypatch.setattr(mail, "settings", lambda: type("S", (), {"smtp_url": f"smtp://127.0.0.1:{port}"}))

        mail.post(message)
    finally:
        server.stop()

    assert caught[0][0] == ["bob@acme.example"]
