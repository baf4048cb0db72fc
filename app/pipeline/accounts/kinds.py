"""What the kinds of customers are called."""

from flask_babel import lazy_gettext as _l

CUSTOMER_TYPE_NAMES = {"new": _l("New customer"), "existing": _l("Existing customer"), "key": _l("Key account")}


def word_or_none(value: object) -> str | None:
    """A chosen word; the empty choice is unknown."""
    return str(value) if value not in (None, "", "None") else None
