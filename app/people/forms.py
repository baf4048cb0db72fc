"""What a person may submit at the doors."""

from __future__ import annotations

from zoneinfo import available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from app.people.passwords import LONGEST, SHORTEST
from app.web import forms

LANGUAGES = [SelectChoice("zh", "简体中文"), SelectChoice("en", "English")]
_CODES = ("CNY", "USD", "EUR", "GBP", "HKD", "TWD", "JPY", "SGD", "KRW", "AUD", "CAD", "INR", "CHF")
CURRENCIES = [SelectChoice(code, code) for code in _CODES]
OFFERED = frozenset(_CODES)


class NewPassword(PasswordField):
    """A password being chosen: long rather than intricate."""

    def __init__(self, label: str, **kw: object) -> None:
        rules = [
            InputRequired(forms.REQUIRED),
            Length(SHORTEST, LONGEST, message=_l("Use at least %(min)d characters.")),
            _not_common,
        ]
        super().__init__(label, rules, render_kw={"autocomplete": "new-password"}, **kw)


def _not_common(form: forms.Form, field: PasswordField) -> None:
    plain = (field.data or "").casefold()
    if len(set(plain)) < 4 or any(word in plain for word in ("password", "qwerty", "12345678")):
        raise ValidationError(_("This one is guessed first. Take a sentence you remember."))


def a_zone(form: forms.Form, field: StringField) -> None:
    """Refuse what is no time zone."""
    if field.data not in available_timezones():
        raise ValidationError(_("Choose a time zone of the list, for example Asia/Shanghai."))


class SignUpForm(forms.Form):
    """A company signs up."""

    company = forms.text(_l("Company"), most=80, required=True, render_kw={"autocomplete": "organization"})
    name = forms.text(_l("Your name"), most=60, required=True, render_kw={"autocomplete": "name"})
    email = forms.email(_l("E-mail"))
    password = NewPassword(_l("Password"))
    language = SelectField(_l("Language"), choices=LANGUAGES)
    zone = StringField(_l("Time zone"), [InputRequired(forms.REQUIRED), a_zone], render_kw={"list": "zones"})
    currency = SelectField(_l("Currency"), choices=CURRENCIES)


class SignInForm(forms.Form):
    """Somebody comes in."""

    email = forms.email(_l("E-mail"))
    password = PasswordField(
        _l("Password"), [InputRequired(forms.REQUIRED), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )  # fmt: skip
    next = HiddenField()
