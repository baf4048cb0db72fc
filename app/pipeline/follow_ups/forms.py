"""What a person writes down after a contact."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from app.people import colleagues
from app.pipeline.follow_ups.acts import Promise
from app.web import forms
from app.web.validators import names_something

METHODS = {
    "phone": _l("Phone"),
    "visit": _l("Visit"),
    "email": _l("Mail"),
    "wechat": _l("WeChat"),
    "meeting": _l("Meeting"),
    "other": _l("Other"),
}
ICONS = {
    "phone": "phone", "visit": "map-pin", "email": "mail", "wechat": "message-circle", "meeting": "users",
    "other": "message-square",
}  # fmt: skip


class LogForm(forms.Form):
    """A contact: how, what was said, what comes next, who does it, by when."""

    method = RadioField(_l("How"), [InputRequired(forms.REQUIRED)], choices=list(METHODS.items()), default="phone")
    said = forms.long_text(_l("What the customer said"), most=5000)
    contact_id = forms.id_choice(_l("With whom"), id="log-contact")  # beside the contact among the facts
    promise = forms.text(_l("Next step"), most=300)
    promise_owner_id = forms.id_choice(_l("Who does it"))
    due_on = forms.day_field(_l("By when"))
    keeps_earlier = BooleanField(_l("The earlier next step is done"), default=True)

    def offer(self, contacts: list[Any]) -> None:
        """Fill the lists: the people at the customer, and ours."""
        self.contact_id.choices = forms.with_blank(contacts)
        self.promise_owner_id.choices = colleagues.colleague_choices()

    def validate_promise(self, field: Any) -> None:
        names_something(self, field)

    @property
    def valid(self) -> bool:
        """A promise has a day and someone who keeps it."""
        is_valid = bool(self.validate())
        if not self.promise.data and not self.said.data and is_valid:
            self.refuse("said", _("Write what was said, or what comes next."))
            return False
        if self.promise.data:
            for name in ("due_on", "promise_owner_id"):
                if not self[name].data and not self[name].errors:
                    self.refuse(name, _("A next step needs this."))
                    is_valid = False
        return is_valid

    @property
    def promised(self) -> Promise | None:
        """The next step that was typed."""
        if not self.promise.data:
            return None
        return Promise(self.promise.data, self.promise_owner_id.data, self.due_on.data)


class PostponeForm(forms.Form):
    """Another day for a promise."""

    due_on = forms.day_field(_l("By when"), required=True, id="put-off-due")  # beside the log form on one page
