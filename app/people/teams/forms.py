"""What managers may submit about teams."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import IntegerField, SelectMultipleField
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from app.company.model import Choice
from app.people.teams.queries import indented, people
from app.web import forms
from tenants.context import db


def regions() -> list[tuple[UUID, str]]:
    """The company's regions in their order."""
    statement = select(Choice.id, Choice.name).where(Choice.kind == "region", Choice.archived_at.is_(None))
    return list(db.execute(statement.order_by(Choice.position)))


class TeamForm(forms.Form):
    """A team's name, place and region."""

    name = forms.text(_l("Name"), most=60, required=True)
    parent = forms.id_choice(_l("Under"))
    region = forms.id_choice(_l("Region"))
    version = IntegerField(widget=HiddenInput())

    def offer(self) -> TeamForm:
        """Offer the present teams and regions."""
        self.parent.choices = forms.with_blank(indented(), _l("the company"))
        self.region.choices = forms.with_blank(regions())
        return self


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


class StaffForm(forms.Form):
    """Who sits in the team."""

    people = SelectMultipleField(
        _l("People"), coerce=_uuid, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    leader = forms.id_choice(_l("Lead"))

    def offer(self) -> StaffForm:
        """Offer everybody who works here."""
        everybody = people()
        self.people.choices = [(member_id, name) for member_id, name in everybody]
        self.leader.choices = forms.with_blank(everybody, _l("Nobody"))
        return self
