"""People a deal names: those one knows at the customer, and those that come in with it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.imports.words import Made, Words
from app.people.names import name_key
from app.pipeline.accounts.model import Contact
from tenants.context import db
from tenants.owned import new_id


class ContactsAlong:
    """Contacts by customer and name, read when the first is asked for."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._known: dict[tuple[UUID, str], UUID] | None = None

    def at(self, account_id: UUID, name: str, row: int) -> UUID:
        """The contact called `name` at a customer, made if he is not known."""
        if self._known is None:
            everybody = db.execute(select(Contact.account_id, Contact.name_key, Contact.id))
            self._known = {(account, key): contact_id for account, key, contact_id in everybody}
        key = (account_id, name_key(name))
        if key not in self._known:
            made = Made("contact", new_id(), name, row, {"account_id": account_id})
            self.words.made[made.id] = made
            self._known[key] = made.id
        return self._known[key]
