"""What all forms refuse."""

from __future__ import annotations

import pytest

from app.web import forms


class Letter(forms.Form):
    """A form with room to write."""

    text = forms.long_text("Text")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("his number is 11010519491231002X", "identity card"),
        ("pay to 4111 1111 1111 1111 please", "bank card"),
        ("call 139 1771 5502 about order 2026112200012", None),
    ],
)
def test_nobodys_numbers_are_written_down(app, typed, why):
    with app.test_request_context(method="POST", data={"text": typed}):
        form = Letter()

        assert form.valid is (why is None)
        assert why is None or why in form.text.errors[0]
        assert form.text.data == typed
