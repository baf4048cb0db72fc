"""People at customers, each at a customer one knows already or that comes with them."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.imports.entries import Entry
from app.imports.into import Into
from app.people.names import name_key
from app.pipeline.accounts.model import Contact


class IntoContacts(Into):
    """An address book: one person a row."""

    record = Contact
    noun = "contact"
    plain = {
        "name": "name", "title": "title", "phone": "phone", "email": "email", "wechat": "wechat", "note": "note",
    }  # fmt: skip
    named = {"account": "account_id"}
    probes = {("email",): None, ("account", "name"): "account_id", ("phone",): None}
    key_columns = {"account": "account_id"}

    def complete(self, entry: Entry) -> None:
        """A person is always somebody's."""
        if entry.given.get("name"):
            entry.given["name_key"] = name_key(entry.given["name"])
        if "account_id" not in entry.given and not entry.is_bad:
            entry.refuse(self.headers["account"], _l("A contact needs a customer."), "account")

    def columns(self) -> Any:
        """Those of every kind, and the name as it is compared."""
        return [*super().columns(), "name_key"]
