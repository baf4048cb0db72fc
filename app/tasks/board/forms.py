"""What a person may submit when moving a card; what the move wants to know is asked with the forms of its act."""

from __future__ import annotations

from wtforms import HiddenField, IntegerField
from wtforms.widgets import HiddenInput

from app.web import forms

#: Where a form for a move stands, so that the answer fits there.
BOARD = "board"


class MoveForm(forms.Form):
    """Where to, from which version of the task."""

    state = HiddenField()
    version = IntegerField(widget=HiddenInput())
    source = HiddenField()

    @property
    def is_dragged(self) -> bool:
        """A card that was dragged says nothing but where to; forms say where they stand."""
        return not self.source.data
