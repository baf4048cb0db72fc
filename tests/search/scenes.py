"""What the search brings to the sweeps."""

from __future__ import annotations

from tests.isolation.parts import Part

PART = Part(loose={"search_documents": frozenset({"owner_id"})})  # made again from the records
