"""What happens to the company's settings, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.company.settings.forms import DAYS, MONTHS
from app.web import happenings


def install() -> None:
    """Teach the audit view what happens in the settings."""
    happenings.phrases(
        {
            "tenant.changed": _l("settings were changed"),
            "tenant.logo_changed": _l("has a new logo"),
            "tenant.logo_removed": _l("lost its logo"),
            "tenant.day_set": _l("departs from the public calendar"),
            "tenant.day_freed": _l("follows the public calendar again"),
            "tenant.onboarded": _l("put the first steps away"),
            "choice.added": _l("was added"),
            "choice.renamed": _l("was renamed"),
            "choice.reordered": _l("was put elsewhere in its list"),
            "choice.archived": _l("was archived"),
            "choice.restored": _l("is offered again"),
            "choice.merged": _l("was merged into another"),
            "import.loaded": _l("was loaded as sample data"),
            "import.removed": _l("was removed as sample data"),
        }
    )
    days, months = dict(DAYS), dict(MONTHS)
    happenings.fields(
        {
            "language": _l("Language"),
            "country": _l("Country"),
            "zone": _l("Time zone"),
            "currency": _l("Currency"),
            "week_start": _l("The week starts on"),
            "fiscal_month": _l("The fiscal year starts in"),
            "workdays": _l("Days worked"),
            "revenue_source": _l("Revenue is read from"),
            "revenue_stage": _l("Revenue counts when"),
            "day": _l("Date"),
            "works": _l("Works"),
        },
        {
            "week_start": lambda value: str(days.get(str(value), value)),
            "fiscal_month": lambda value: str(months.get(str(value), value)),
            "workdays": lambda value: str(_l(", ")).join(str(days.get(one, one)) for one in str(value)),
        },
    )
