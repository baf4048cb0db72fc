"""What managers may submit about a list."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.widgets import HiddenInput

from app.company.choices.acts import entries
from app.company.model import Choice
from app.web import forms


class EntryForm(forms.Form):
    """An entry's name."""

    name = forms.text(_l("Name"), most=60, required=True)
    version = IntegerField(widget=HiddenInput())


class MergeForm(forms.Form):
    """Into which other entry."""

    into = forms.id_choice(_l("Merge into"), required=True)

    def offer(self, choice: Choice) -> MergeForm:
        """Offer the list's other entries in use."""
        others = [one for one in entries(choice.kind) if one.id != choice.id and one.archived_at is None]
        self.into.choices = forms.with_blank([(one.id, one.name) for one in others])
        return self
