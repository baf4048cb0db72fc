"""What someone who forgot his password may submit."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from app.people.forms import NewPassword
from app.web import forms


class AskForm(forms.Form):
    """Where the letter goes."""

    email = forms.email(_l("E-mail"))


class ResetForm(forms.Form):
    """The new password."""

    password = NewPassword(_l("New password"))
    everywhere = BooleanField(_l("Sign out on all devices"), default=True)
