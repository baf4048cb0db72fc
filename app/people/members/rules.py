"""Who may change whom. Nobody lifts anyone, himself included, above where he stands."""

from __future__ import annotations

from tenants.model import Member
from tenants.roles import RANK, Role, Sees, may_grant

WIDTH = {Sees.OWN: 0, Sees.TEAM: 1, Sees.ALL: 2}


def may_edit(editor: Member, member: Member) -> bool:
    """Whether `editor` may change `member`: managers and owners, up to their own rank."""
    return editor.can_manage and RANK[Role(member.role)] <= RANK[Role(editor.role)]


def roles_to_give(editor: Member, member: Member | None = None) -> list[Role]:
    """The roles `editor` may give; only owners change their own."""
    if member is not None and member.id == editor.id and not editor.is_owner:
        return [Role(member.role)]
    return [role for role in Role if may_grant(Role(editor.role), role)]


def sights_to_give(editor: Member, member: Member | None = None) -> list[Sees]:
    """How much `editor` may let others see: no more than he sees; what someone has already may stay."""
    if member is not None and member.id == editor.id and not editor.is_owner:
        return [Sees(member.sees)]
    most = WIDTH[Sees(editor.sees)]
    kept = Sees(member.sees) if member is not None else None
    return [sees for sees in Sees if WIDTH[sees] <= most or sees == kept]


def takes_a_seat(member: Member) -> bool:
    """Whether the member counts for the bill: people who work here; looking on and mere names are free."""
    return member.state == "active" and member.role != Role.VIEWER
