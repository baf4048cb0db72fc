"""What a member may do. Roles are few and said in full, so that a manager can predict them."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A member's part in the company. Training is an addition to any of them (`Member.is_trainer`)."""

    OWNER = "owner"
    MANAGER = "manager"
    SELLER = "seller"
    VIEWER = "viewer"


class Sees(StrEnum):
    """Whose records a member sees."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


RANK = {Role.VIEWER: 0, Role.SELLER: 1, Role.MANAGER: 2, Role.OWNER: 3}
DEFAULT_SIGHT = {Role.OWNER: Sees.ALL, Role.MANAGER: Sees.TEAM, Role.SELLER: Sees.OWN, Role.VIEWER: Sees.ALL}


def may_grant(giver: Role, given: Role) -> bool:
    """Whether someone with role `giver` may give role `given`: nobody lifts another above himself."""
    return giver in (Role.OWNER, Role.MANAGER) and RANK[given] <= RANK[giver]
