"""What a member may wish of the letters he gets."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput

from app.notices.kinds import letters
from app.web import forms


class WishForm(forms.Form):
    """Which notices come by e-mail too."""

    wanted = SelectMultipleField(_l("By e-mail too"), option_widget=CheckboxInput())

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.wanted.choices = list(letters.items())

    @property
    def muted(self) -> list[str]:
        """The kinds that are not wanted, as they are kept."""
        return sorted(letters.keys() - set(self.wanted.data or ()))
