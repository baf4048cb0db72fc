"""What managers may submit about people."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import BooleanField, SelectField

from app.people.chart import team_choices
from app.people.members.queries import successors
from app.people.members.rules import roles_to_give, sights_to_give
from app.people.words import ROLES, SEES
from app.web import forms
from tenants.model import Member


class MemberForm(forms.Form):
    """A member's part in the company."""

    name = forms.text(lazy_pgettext("person", "Name"), most=60, required=True)
    role = SelectField(_l("Role"))
    sees = SelectField(_l("Sees"))
    team = forms.id_choice(_l("Team"))
    leads = BooleanField(_l("Leads this team"))
    is_trainer = BooleanField(_l("Trainer"))
    is_approver = BooleanField(_l("Approver"))

    def offer(self, editor: Member, member: Member) -> MemberForm:
        """Offer what `editor` may give."""
        self.role.choices = [(role.value, ROLES[role]) for role in roles_to_give(editor, member)]
        self.sees.choices = [(sees.value, SEES[sees]) for sees in sights_to_give(editor, member)]
        self.team.choices = forms.with_blank(team_choices(), _l("No team"))
        return self


class NameForm(forms.Form):
    """A name to own records until its human is invited."""

    name = forms.text(lazy_pgettext("person", "Name"), most=60, required=True)


class LeavingForm(forms.Form):
    """Who takes over."""

    successor = forms.id_choice(_l("Who takes the records"))

    def offer(self, member: Member) -> LeavingForm:
        """Offer everybody who could take over from `member`."""
        self.successor.choices = forms.with_blank(successors(member), _l("Nobody, they stay with the name"))
        return self
