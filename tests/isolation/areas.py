"""The parts of all areas, found by their files: a new area joins by having one."""

from __future__ import annotations

from importlib import import_module

from tests.conftest import ROOT
from tests.isolation.parts import Part

_FILES = sorted(path for path in (ROOT / "tests").rglob("scenes.py") if path.parent.name != "isolation")
PARTS: list[Part] = [import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)).PART for path in _FILES]
