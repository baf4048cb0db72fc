"""What remarks bring to the sweeps."""

from __future__ import annotations

from tests.isolation.parts import Part

PART = Part(loose={"remarks": frozenset({"subject_id"})})  # a record of any kind
