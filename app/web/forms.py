"""Forms as people meet them: messages in their language, what was typed stays, the first error gets the focus."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, DecimalField, IntegerField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from app import money
from app.personal import sensitive

REQUIRED = _l("Please fill this in.")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Form(FlaskForm):
    """Base of every form. `submitted()` reads the request; `valid` says whether it may be acted upon."""

    form_errors: list[str]

    class Meta:
        csrf = False  # checked once for every request, before any view

        def get_translations(self, form: Any) -> Any:
            return _Words()

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            pairs = unbound_field.kwargs.get("choices")
            if isinstance(pairs, list | tuple):  # plain pairs, as a form lists them
                made = [SelectChoice(*pair) if isinstance(pair, tuple) else pair for pair in pairs]
                options = {**options, "choices": made}
            return super().bind_field(form, unbound_field, options)  # type: ignore[misc]

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.form_errors = []

    @property
    def valid(self) -> bool:
        """Whether everything typed can be used; errors stand at their fields otherwise."""
        return bool(self.validate())

    def keep(self, *names: str) -> None:
        """Ask for these fields only."""
        for name in [name for name in self._fields if name not in names]:
            del self[name]

    def refuse(self, field: str, sentence: str) -> None:
        """Put `sentence` beside `field`, for what only the domain could find out."""
        self[field].errors = [*self[field].errors, sentence]


class _Words:
    """WTForms' own messages in the reader's language."""

    def gettext(self, text: str) -> str:
        return str(_WTFORMS.get(text, text))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return str(_WTFORMS.get(singular, singular if n == 1 else plural))


_WTFORMS = {
    "This field is required.": REQUIRED,
    "Not a valid choice.": _l("Choose one of the list."),
    "Not a valid choice": _l("Choose one of the list."),
    "'%(value)s' is not a valid choice for this field.": _l("Choose one of the list."),
    "'%(value)s' are not valid choices for this field.": _l("Choose one of the list."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _l("Choose one of the list."),
    "Not a valid date value.": _l("Write the date as 2026-03-31."),
    "Not a valid integer value.": _l("Write a whole number."),
    "Not a valid decimal value.": _l("Write a number."),
    "Invalid Choice: could not coerce.": _l("Choose one of the list."),
    "Field cannot be longer than %(max)d character.": _l("At most %(max)d characters."),
    "Field cannot be longer than %(max)d characters.": _l("At most %(max)d characters."),
    "Field must be at least %(min)d character long.": _l("At least %(min)d characters."),
    "Field must be at least %(min)d characters long.": _l("At least %(min)d characters."),
    "Field must be between %(min)d and %(max)d characters long.": _l("Between %(min)d and %(max)d characters."),
    "Number must be at least %(min)s.": _l("At least %(min)s."),
    "Number must be at most %(max)s.": _l("At most %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Between %(min)s and %(max)s."),
    "Invalid email address.": _l("This is not an e-mail address."),
}


def trimmed(value: Any) -> Any:
    """Text without the blanks around it and without control characters; empty text is unknown."""
    if not isinstance(value, str):
        return value
    return _CONTROL.sub("", value).strip() or None


def text(label: Any, *, most: int = 200, required: bool = False, **kw: Any) -> StringField:
    """One line of text."""
    return StringField(label, [_presence(required), Length(max=most)], filters=[trimmed], **kw)


def long_text(label: Any, *, most: int = 5000, required: bool = False, **kw: Any) -> TextAreaField:
    """Several lines of text, in which nobody's identity card or bank card is written down."""
    checks = [_presence(required), Length(max=most), not_too_personal]
    return TextAreaField(label, checks, filters=[trimmed], **kw)


def not_too_personal(form: Any, field: Any) -> None:
    """Refuse identity card and bank card numbers wherever text is typed."""
    kind = sensitive(field.data)
    if kind == "identity":
        raise ValidationError(_("This holds an identity card number. Without separate consent it must not be kept."))
    if kind == "card":
        raise ValidationError(_("This holds a bank card number. Without separate consent it must not be kept."))


def email(label: Any, *, required: bool = True) -> StringField:
    """An e-mail address."""
    return StringField(
        label,
        [_presence(required), Length(max=254), _looks_like_email],
        filters=[trimmed],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email"},
    )


def day_field(label: Any, *, required: bool = False, **kw: Any) -> DateField:
    """A day, typed or picked."""
    return DateField(label, [_presence(required), _sane_year], render_kw={"type": "date"}, **kw)


class WholeNumberField(IntegerField):
    """A whole number that can be kept; what does not fit into 64 bits nobody means."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and abs(self.data) >= 2**63:
            self.data = None
            raise ValueError(_("Write a whole number."))


class QuantityField(DecimalField):
    """A number that one can count with; shown without zeros nobody needs."""

    data: Any

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        text = f"{self.data:f}" if self.data is not None else ""
        return text.rstrip("0").rstrip(".") if "." in text else text

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and not self.data.is_finite():
            self.data = None
            raise ValueError(_("Write a number."))


class MoneyField(StringField):
    """An amount as people type it (380,000 · 38万 · ¥1 054.5); its data is minor units of the company's currency."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = (valuelist[0] if valuelist else "").strip()
        self.typed = typed
        self.data = None
        if not typed:
            return
        try:
            self.data = money.parse(typed, g.tenant.currency)
        except ValueError:
            raise ValidationError(_("Write an amount, for example 380000 or 38万.")) from None
        if self.data < 0:
            self.data = None
            raise ValidationError(_("An amount cannot be negative."))

    def _value(self) -> str:
        if getattr(self, "typed", None) is not None:
            return self.typed
        return money.plain(self.data, g.tenant.currency)


MOST_NAMES = 20


def names_in(typed: str | None) -> list[str]:
    """Names typed in one line, between commas of either kind, each once."""
    parts = (typed or "").replace("，", ",").replace("、", ",").replace(";", ",").replace("；", ",").split(",")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))[:MOST_NAMES]


class NamesField(StringField):
    """Several names in one line; its data is a list."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = names_in(valuelist[0] if valuelist else None)

    def _value(self) -> str:
        return ", ".join(self.data or [])


def money_field(label: Any, *, required: bool = False) -> MoneyField:
    """An amount of money."""
    return MoneyField(label, [_presence(required)], render_kw={"inputmode": "decimal", "autocomplete": "off"})


def id_choice(label: Any, *, required: bool = False, **kw: Any) -> SelectField:
    """A choice among records; set its choices to (id, name) pairs. Empty means unknown."""
    return SelectField(label, [_presence(required)], coerce=_id_or_none, **kw)


def word_or_none(value: object) -> str | None:
    """A chosen word; the empty choice is unknown."""
    return str(value) if value not in (None, "", "None") else None


def with_blank(pairs: Any, blank: Any = "—") -> list[tuple[Any, Any]]:
    """`pairs` of a choice (rows of a query too) with an empty one before them."""
    return [("", blank), *((value, name) for value, name in pairs)]


def _id_or_none(value: Any) -> UUID | None:
    if value in (None, "", "None"):
        return None
    return value if isinstance(value, UUID) else UUID(str(value))


class _Present(InputRequired):
    """Something was typed, and it was more than blanks."""

    def __call__(self, form: Any, field: Any) -> None:
        super().__call__(form, field)
        if field.data is None and not field.errors:
            raise StopValidation(REQUIRED)


def _presence(required: bool) -> Any:
    return _Present(REQUIRED) if required else Optional()


def _looks_like_email(form: Form, field: StringField) -> None:
    if field.data and not re.fullmatch(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}", field.data):
        raise ValidationError(_("This is not an e-mail address."))


def _sane_year(form: Form, field: DateField) -> None:
    if field.data and not 1970 <= field.data.year <= 2200:
        raise ValidationError(_("Check the year."))


def form_value(name: str, default: str = "") -> str:
    """A single value of the submitted form, trimmed."""
    return (request.form.get(name) or default).strip()


def told(field: Any) -> str:
    """What a field says, in the words of its choices where it has them; for showing two versions side by side."""
    chosen = field.data if isinstance(field.data, list) else [field.data]
    offered = (SelectChoice.from_input(one) for one in getattr(field, "choices", None) or ())
    words = {str(choice.value): str(choice.label) for choice in offered}
    return _(", ").join(words.get(str(one), str(one)) for one in chosen if one not in (None, ""))
