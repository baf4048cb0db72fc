"""Roles, sights and states of members, and what happens to people, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from app.web import happenings

ROLES: dict[str, Any] = {
    "owner": lazy_pgettext("role", "Owner"),
    "manager": _l("Manager"),
    "seller": _l("Seller"),
    "viewer": _l("Viewer"),
}
SEES: dict[str, Any] = {"own": _l("Own records"), "team": _l("Own team and below"), "all": _l("The whole company")}
STATES: dict[str, Any] = {
    "placeholder": _l("Name only"),
    "invited": _l("Invited"),
    "active": _l("Active"),
    "deactivated": _l("Deactivated"),
}


def install() -> None:
    """Teach the audit view what happens to people and teams."""
    happenings.phrases(
        {
            "tenant.founded": _l("signed up"),
            "member.added": _l("was added as a name"),
            "member.invited": _l("was invited"),
            "member.invited_again": _l("was invited again"),
            "member.invitation_withdrawn": _l("is no longer invited"),
            "member.joined": _l("joined"),
            "member.changed": _l("was changed"),
            "member.deactivated": _l("was deactivated"),
            "member.reactivated": _l("may come in again"),
            "member.handed_over": _l("handed records over"),
            "member.seated": _l("changed teams"),
            "team.made": _l("was made"),
            "team.changed": _l("was changed"),
            "team.moved": _l("was moved in the tree"),
            "team.removed": _l("was removed"),
        }
    )
    happenings.fields(
        {
            "name": _l("Name"),
            "email": _l("E-mail"),
            "role": _l("Role"),
            "sees": _l("Sees"),
            "state": _l("State"),
            "is_trainer": _l("Trainer"),
            "is_approver": _l("Approver"),
            "team": _l("Team"),
            "parent": _l("Under"),
            "region": _l("Region"),
            "leader": _l("Lead"),
            "to": _l("To"),
            "records": _l("Records"),
        },
        {
            "role": lambda value: str(ROLES.get(value, value)),
            "sees": lambda value: str(SEES.get(value, value)),
            "state": lambda value: str(STATES.get(value, value)),
        },
    )
