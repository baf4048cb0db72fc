"""What a colleague writes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.web import forms


class RemarkForm(forms.Form):
    """A remark. Named so that it can stand on a page beside other forms."""

    remark = forms.long_text(_l("Remark"), most=5000, required=True)
