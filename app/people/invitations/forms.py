"""What one may submit when inviting, and when accepting."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import BooleanField, SelectField

from app.people.chart import team_choices
from app.people.forms import LANGUAGES, NewPassword
from app.people.members.rules import roles_to_give
from app.people.words import ROLES
from app.web import forms
from tenants.model import Member
from tenants.roles import Role


class _TermsForm(forms.Form):
    role = SelectField(_l("Role"), default=Role.SELLER.value)
    team = forms.id_choice(_l("Team"))
    language = SelectField(_l("Language of the letter"), choices=LANGUAGES)
    is_trainer = BooleanField(_l("Trainer"))

    def offer(self, host: Member) -> _TermsForm:
        """Offer what `host` may give."""
        self.role.choices = [(role.value, ROLES[role]) for role in roles_to_give(host)]
        self.team.choices = forms.with_blank(team_choices(), _l("No team"))
        return self


class InvitationForm(_TermsForm):
    """One person."""

    name = forms.text(lazy_pgettext("person", "Name"), most=60, required=True)
    email = forms.email(_l("E-mail"))

    @property
    def is_begun(self) -> bool:
        """Whether somebody has typed into it."""
        return bool(self.name.data or self.email.data)


class ListForm(_TermsForm):
    """Many at once."""

    people = forms.long_text(_l("Names and addresses, one person a line"), most=20_000, required=True)

    @property
    def is_begun(self) -> bool:
        """Whether somebody has typed into it."""
        return bool(self.people.data)


class JoinForm(forms.Form):
    """Somebody accepts who has no account yet."""

    name = forms.text(_l("Your name"), most=60, required=True, render_kw={"autocomplete": "name"})
    password = NewPassword(_l("Password"))
