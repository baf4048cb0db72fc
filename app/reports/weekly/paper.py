"""The weekly report as a PDF: A4, in the reader's language, the same bytes for the same figures.

The words go to the typesetter as JSON and are set as they are; nothing a user wrote is ever read as markup.
Needs an application context, for the translations.
"""

import json
from functools import cache
from pathlib import Path

import typst
from flask_babel import force_locale

from app.reports.weekly.figures import WeeklyFigures
from app.reports.weekly.layout import layout
from app.reports.weekly.wording import locale_of

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = ROOT / "templates" / "print" / "weekly.typ"
FONTS = ROOT / "static" / "fonts"


def pdf(figures: WeeklyFigures) -> bytes:
    """The report of one week, ready to be printed or sent."""
    with force_locale(locale_of(figures)):
        page = layout(figures)
    press = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=_fonts(), sys_inputs={"page": json.dumps(page)})
    made_at = int(figures.made_at.timestamp())
    return press.compile(format="pdf", timestamp=made_at)  # type: ignore[return-value]


@cache
def _fonts() -> typst.Fonts:
    """Only the product's own typeface, read once: a report looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
