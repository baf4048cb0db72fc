"""Asking people in: one by one or a whole list pasted, and how they accept, with an account or without."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from tenants.model import Member

#: Called with the member who joined and the id of the one who had invited him.
listeners: list[Callable[[Member, UUID], None]] = []
