"""The words of the notices that every tool may send; what a tool alone says, it makes known itself."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.notices.delivery import notify
from app.notices.kinds import Facts, kind, page
from app.people import invitations
from tenants.model import Member


def register() -> None:
    """Make the common kinds known."""
    kind("assignment", _assignment, icon="corner-down-right", note="%(name)s", to_do=True,
         letter=_l("Something was handed to me"))  # fmt: skip
    kind("mention", _l("%(by)s mentioned you in “%(name)s”"), icon="at-sign", note=_l("“%(said)s”"), to_do=True,
         letter=_l("Somebody mentioned me"))  # fmt: skip
    kind("joined", _l("%(by)s accepted the invitation and works with you now"), icon="user-plus",
         letter=_l("Somebody I invited has come"))  # fmt: skip
    if _tell_host not in invitations.listeners:
        invitations.listeners.append(_tell_host)
    page("member", "members.show", _l("See the person"))


def _assignment(facts: Facts) -> str:
    if facts.get("promise"):
        return _("%(by)s gave you a next step: %(promise)s", by=facts["by"], promise=facts["promise"])
    return _("%(by)s handed you “%(name)s”", by=facts["by"], name=facts["name"])


def _tell_host(member: Member, host_id: UUID) -> None:
    notify(host_id, "joined", subject=member, key=f"joined:{member.id}", facts={"by": member.name})
