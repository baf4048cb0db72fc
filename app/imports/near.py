"""Names that almost match: "GTXPro" is GTX Pro, 华东科技有限公司 is 华东科技, technolgy is a slip.

Each name is filed under its pairs of letters, rarest first, so that a thousand unknown names
find their likes among ten thousand without comparing each with each.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Literal, NamedTuple

LEGAL_FORM = re.compile(
    r"(?:[\s,.]+(?:incorporated|inc|limited|ltd|llc|llp|plc|corporation|corp|company|co|gmbh|ag|sa|sarl|bv|pty)\.?)+$"
)
CHINESE_FORM = re.compile(r"(?:集团)?(?:股份|控股)?(?:有限)?(?:责任)?(?:公司|集团)$")
LIKELY = 0.75
RAREST = 6
COMMON = 400
CANDIDATES = 8


class Near(NamedTuple):
    """A known name close to an unknown one; certain when only spelling manners differ."""

    value: str
    score: float
    certainty: Literal["certain", "likely"]


def near_matches(unknown: Iterable[str], known: Iterable[str], limit: int = 3) -> dict[str, list[Near]]:
    """For each unknown value the known ones it may mean, best first; none when nothing is close."""
    index = Index(known)
    return {value: index.near(value)[:limit] for value in dict.fromkeys(unknown)}


def normal(name: str) -> str:
    """A name without case, width, spaces, marks and legal form."""
    text = unicodedata.normalize("NFKC", name).casefold().strip()
    bare = CHINESE_FORM.sub("", LEGAL_FORM.sub("", text))
    return _letters(bare) or _letters(text)


def similarity(one: str, other: str) -> float:
    """1 for the same letters, 0 for none in common: edits counted against the longer name."""
    longest = max(len(one), len(other))
    return 1 - edits(one, other) / longest if longest else 1.0


def edits(one: str, other: str) -> int:
    """How many letters must be added, dropped, changed or swapped with their neighbour."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, facing in enumerate(other, start=1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != facing))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == facing:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, above = above, line
    return above[-1]


class Index:
    """The known names, filed by their normal form and by their pairs of letters."""

    def __init__(self, known: Iterable[str]) -> None:
        self.by_form: dict[str, list[str]] = defaultdict(list)
        for value in dict.fromkeys(known):
            self.by_form[normal(value)].append(value)
        self.by_gram: dict[str, list[str]] = defaultdict(list)
        for form in self.by_form:
            for gram in _grams(form):
                self.by_gram[gram].append(form)

    def near(self, value: str) -> list[Near]:
        form = normal(value)
        same = [Near(found, 1.0, "certain") for found in self.by_form.get(form, [])]
        if len(same) == 1:
            return same
        alike = [near for other in self._candidates(form) for near in self._likely(form, other)]
        twins = [near._replace(certainty="likely") for near in same]
        return twins + sorted(alike, key=lambda near: (-near.score, near.value))

    def _candidates(self, form: str) -> list[str]:
        filed = sorted((self.by_gram[gram] for gram in _grams(form) if gram in self.by_gram), key=len)
        shared: Counter[str] = Counter()
        for forms in filed[:RAREST]:
            shared.update(forms[:COMMON])
        shared.pop(form, None)
        return [found for found, _ in shared.most_common(CANDIDATES)]

    def _likely(self, form: str, other: str) -> list[Near]:
        score = _likeness(form, other)
        if score < LIKELY:
            return []
        return [Near(value, round(score, 3), "likely") for value in self.by_form[other]]


def _likeness(one: str, other: str) -> float:
    """Numbers in a name must agree: GTX 100 is not a slip for GTX 200."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return 0.0
    short, long = sorted((one, other), key=len)
    if len(short) >= 4 and short in long:
        return max(similarity(one, other), LIKELY + 0.2 * len(short) / len(long))
    return similarity(one, other)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _grams(form: str) -> set[str]:
    framed = f"^{form}$"
    return {framed[start : start + 2] for start in range(len(framed) - 1)}
