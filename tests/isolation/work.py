"""Asking for each kind of work, as Alice of Acme would. A kind that no area's part asks for is red."""

from __future__ import annotations

from collections.abc import Callable

from tests.isolation.areas import PARTS
from tests.isolation.parts import together
from tests.isolation.scenes import Scene

#: Work of a person, who stands in no company.
PERSONAL: set[str] = set(together(PARTS, "personal"))
#: kind -> what makes a row of it, inside Acme.
WORK: dict[str, Callable[[Scene], None]] = together(PARTS, "work")
