"""What forms of any tool refuse to take, and in which words."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from wtforms.validators import ValidationError

from app.vagueness import is_vague
from app.web.forms import Form


def names_something(form: Form, field: Any) -> None:
    """Refuse a promise that names nothing one could later say was done, in the words it was typed in."""
    if field.data and is_vague(field.data):
        typed = field.data
        raise ValidationError(
            _("“%(typed)s” does not say what will be done. Name the act, for whom, and what they get.", typed=typed)
        )
