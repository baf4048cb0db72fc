"""What the kinds of customers are called."""

from flask_babel import lazy_gettext as _l

CUSTOMER_TYPE_NAMES = {"new": _l("New customer"), "existing": _l("Existing customer"), "key": _l("Key account")}
