"""The pipeline's way to the bell."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from app import notices as bell


def notify(
    member_id: UUID, kind: str, *, subject: Any, key: str, facts: dict[str, Any], due_at: datetime | None = None
) -> None:
    """Tell a member, once per `key`."""
    tell = getattr(bell, "notify", None)
    if tell is not None:
        tell(member_id, kind, subject=subject, key=key, facts=facts, due_at=due_at)
