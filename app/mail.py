"""Letters: plain text and HTML from `templates/mail/`, in the reader's language, sent by SMTP. Only jobs send them.

A letter's Message-ID is the id of the work that sends it, so that the one that a crash between the server's "accepted"
and our "done" sends twice is recognised as the same by the reader's mail program.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from app.clock import now
from app.web.letters import letter, reading, settings
from tenants.model import Tenant

TIMEOUT = 30


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    content: bytes
    media_type: str


def send(
    to: str,
    template: str,
    language: str,
    message_id: str,
    *,
    tenant: Tenant | None = None,
    attachments: Sequence[Attachment] = (),
    unsubscribe: str | None = None,
    **facts: Any,
) -> None:
    """Send letter `template` to address `to`. `message_id` is the id of the outbox row whose work this is.

    `unsubscribe` is the address of the page where the reader ends such letters. Raises OSError or SMTPException when
    the server does not take it: the work is then tried again.
    """
    with reading(language, tenant):
        subject, text, html = letter(template, tenant=tenant, language=language, **facts)
    message = EmailMessage(policy=SMTP)
    message["From"] = settings().mail_from
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{message_id}@{_our_domain()}>"
    message["Auto-Submitted"] = "auto-generated"
    if unsubscribe:
        message["List-Unsubscribe"] = f"<{unsubscribe}>"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    for file in attachments:
        kind, _, subkind = file.media_type.partition("/")
        message.add_attachment(file.content, maintype=kind, subtype=subkind, filename=file.name)
    post(message)


def post(message: EmailMessage) -> None:
    """Hand `message` to the server of SMTP_URL: smtp://, smtps://, or smtp://…?starttls=1, with user:password@."""
    url = urlsplit(settings().smtp_url)
    with _connection(url.scheme, url.hostname or "localhost", url.port) as server:
        if parse_qs(url.query).get("starttls") == ["1"]:
            server.starttls(context=ssl.create_default_context())
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)


def _connection(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=ssl.create_default_context())
    return smtplib.SMTP(host, port or 25, timeout=TIMEOUT)


def _our_domain() -> str:
    return parseaddr(settings().mail_from)[1].rpartition("@")[2] or "localhost"
