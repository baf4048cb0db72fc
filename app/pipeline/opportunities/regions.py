"""Which region a deal counts for."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.people.model import Placement, Team
from app.pipeline.accounts.model import Account
from app.pipeline.opportunities.model import Deal
from tenants.context import db, door


def region_of(deal: Deal) -> UUID | None:
    """The deal's own region (set by hand, or frozen at winning), else the account's, else that of the owner's team."""
    if deal.region_id is not None:
        return deal.region_id
    return inherited(deal)


def inherited(deal: Deal) -> UUID | None:
    """The account's region, else that of the owner's team."""
    if deal.account_id is not None:
        account = db.get(Account, (door().tenant_id, deal.account_id))
        if account is not None and account.region_id is not None:
            return account.region_id
    team_of_owner = select(Placement.team_id).where(Placement.member_id == deal.owner_id)
    return db.scalar(select(Team.region_id).where(Team.id.in_(team_of_owner)))
