"""How the weekly report says amounts, days and months to a reader of Chinese or of English."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import get_currency_name, get_currency_symbol

from app.reports.weekly.figures import WeeklyFigures

NOTHING = "—"
# Below this (in whole yuan, dollars …) for the deal in the middle, a large unit would round the deals away.
WORTH_A_LARGE_UNIT = 10_000
PATTERNS = {
    "zh": {
        "day": "MM-dd",
        "far": "yyyy-MM-dd",
        "month": "yyyy 年 M 月",
        "tick": "M 月",
        "first": "yy 年 M 月",
        "time": "MM-dd HH:mm",
    },
    "en": {
        "day": "d MMM",
        "far": "d MMM yyyy",
        "month": "MMM yyyy",
        "tick": "MMM",
        "first": "MMM yy",
        "time": "d MMM, HH:mm",
    },
}


@dataclass(frozen=True)
class MoneyUnit:
    """The one unit in which a report shows money: 万元 or 元, thousands or whole; exact until shown, rounded once."""

    minor_per_unit: int
    decimals: int
    name: str
    before: str
    after: str

    def number(self, minor: int | None) -> str:
        """The bare number, for a column whose head names the unit."""
        if minor is None:
            return NOTHING
        rounded = self.exact(minor).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        return f"{rounded:,}".replace("-", "−")

    def amount(self, minor: int | None) -> str:
        """The number with its unit, standing alone."""
        return NOTHING if minor is None else f"{self.before}{self.number(minor)}{self.after}"

    def exact(self, minor: int) -> Decimal:
        """The amount in this unit, not rounded."""
        return Decimal(minor) / self.minor_per_unit


def unit_for(figures: WeeklyFigures) -> MoneyUnit:
    """Large units for large deals, whole ones for small deals, judged by the deal in the middle."""
    large = _middle_deal(figures) >= WORTH_A_LARGE_UNIT * 10**figures.minor_digits
    return (_chinese if is_chinese(figures) else _english)(figures, large)


def is_chinese(figures: WeeklyFigures) -> bool:
    """Whether the reader's language is Chinese."""
    return figures.language.startswith("zh")


@dataclass(frozen=True)
class Calendar:
    """Days and months in the reader's language; a year is said where it is not the report's own."""

    locale: Locale
    year: int

    def day(self, day: date | None) -> str | None:
        """24 Nov, 11-24; with the year when it is another."""
        return None if day is None else self._say("day" if day.year == self.year else "far", day)

    def full_day(self, day: date) -> str:
        """24 Nov 2026, 2026-11-24."""
        return self._say("far", day)

    def moment(self, at: datetime) -> str:
        """24 Nov, 14:05."""
        return format_datetime(at.replace(tzinfo=None), self._patterns["time"], locale=self.locale)

    def month(self, month: date) -> str:
        """Nov 2026, 2026 年 11 月."""
        return self._say("month", month)

    def tick(self, month: date, *, first: bool) -> str:
        """The month under a bar; the first one and each January say the year."""
        return self._say("first" if first or month.month == 1 else "tick", month)

    @property
    def _patterns(self) -> dict[str, str]:
        return PATTERNS["zh" if self.locale.language == "zh" else "en"]

    def _say(self, pattern: str, day: date) -> str:
        return format_date(day, self._patterns[pattern], locale=self.locale)


def calendar_for(figures: WeeklyFigures) -> Calendar:
    """The calendar of this report's reader."""
    return Calendar(Locale.parse(locale_of(figures)), figures.week_end.year)


def locale_of(figures: WeeklyFigures) -> str:
    """The locale of the catalogues, however the language was written: zh, zh-CN, en."""
    return "zh_Hans_CN" if is_chinese(figures) else "en"


def _middle_deal(figures: WeeklyFigures) -> float:
    lists = (figures.new, figures.moved, figures.won, figures.lost, figures.stalled)
    known = [line.amount_minor for lines in lists for line in lines if line.amount_minor]
    known += [row.minor // row.count for row in figures.months if row.minor and row.count]
    return median(known) if known else WORTH_A_LARGE_UNIT * 10**figures.minor_digits


def _chinese(figures: WeeklyFigures, large: bool) -> MoneyUnit:
    yuan = "元" if figures.currency == "CNY" else get_currency_name(figures.currency, locale="zh")
    name = f"万{yuan}" if large else yuan
    return MoneyUnit((10_000 if large else 1) * 10**figures.minor_digits, 1 if large else 0, name, "", f" {name}")


def _english(figures: WeeklyFigures, large: bool) -> MoneyUnit:
    symbol = "¥" if figures.currency == "CNY" else get_currency_symbol(figures.currency, locale="en")
    k = "k" if large else ""
    return MoneyUnit((1_000 if large else 1) * 10**figures.minor_digits, 0, f"{symbol}{k}", symbol, k)
