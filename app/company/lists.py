"""The entries of a company's lists, as fields and cells name them."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select

from app.company.model import Choice
from tenants.standing import standing

Pairs = list[tuple[UUID, str]]


def entries(kind: str, *, keep: UUID | None = None) -> Pairs:
    """The entries in use of a list ("channel", "region", "lost_reason" …); `keep` stays although archived."""
    return [(one.id, one.name) for one in _lists()[kind] if one.archived_at is None or one.id == keep]


def name_of(choice_id: UUID | None) -> str | None:
    """The name of an entry of any list."""
    return next((one.name for each in _lists().values() for one in each if one.id == choice_id), None)


def _lists() -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = defaultdict(list)
    for choice in standing("choices", lambda: select(Choice).order_by(Choice.kind, Choice.position, Choice.name_key)):
        found[choice.kind].append(choice)
    return found
