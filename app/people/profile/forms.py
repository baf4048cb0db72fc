"""What a person may change about himself."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectField
from wtforms.validators import InputRequired, Length

from app.people.forms import LANGUAGES, NewPassword
from app.people.passwords import LONGEST
from app.web import forms


def present_password() -> PasswordField:
    """Asked before anything that could shut the owner out."""
    return PasswordField(
        _l("Present password"), [InputRequired(forms.REQUIRED), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )  # fmt: skip


class ProfileForm(forms.Form):
    """Name and language."""

    name = forms.text(_l("Your name"), most=60, required=True, render_kw={"autocomplete": "name"})
    language = SelectField(_l("Language"), choices=LANGUAGES)


class PasswordForm(forms.Form):
    """Another password."""

    present = present_password()
    password = NewPassword(_l("New password"))


class AddressForm(forms.Form):
    """Another e-mail address."""

    email = forms.email(_l("New e-mail"))
    present = present_password()
