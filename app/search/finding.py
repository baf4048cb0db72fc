"""Finding: through the rarest gram, past those of the rest, to the texts in which every word stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, union_all

from app.people.sight import visible_owners
from app.search.grams import normal, probes
from app.search.index import DOCUMENTS, GRAMS, mark_of
from app.search.sources import SOURCES
from tenants.context import db, door
from tenants.model import Member

COMMON = 300  # a gram of more records than this is not counted further
CANDIDATES = 40  # of a kind, newest first; ranked among themselves
DEEPEST = 20_000  # records looked at behind a common gram
MOST_WORDS = 6
ABOVE = "\U0010ffff"


@dataclass(frozen=True)
class Found:
    """A record that answers the question; rank 0 begins with it, 1 has a word that does, 2 has it inside."""

    kind: str
    id: UUID
    title: str
    detail: str
    rank: int


def words_of(q: str) -> list[str]:
    """The normalised words of a question."""
    return normal(q)[:80].split()[:MOST_WORDS]


def find(member: Member, q: str, limit: int = 6) -> dict[str, list[Found]]:
    """What `member` may see of what `q` names: up to `limit` of each kind, the nearest first."""
    words = words_of(q)
    drivers = _drivers(words)
    if not drivers:
        return {}
    rows = db.execute(union_all(*(_of_kind(kind, driver, words, member) for kind, driver in drivers.items()))).all()
    found: dict[str, list[Found]] = {kind: [] for kind in SOURCES}
    for row in rows:
        found[row.kind].append(Found(row.kind, row.id, row.title, row.detail, _rank(normal(row.title), words)))
    best = {kind: _best(kind, those, member, limit) for kind, those in found.items() if those}
    return {kind: those for kind, those in best.items() if those}


def containing(kind: str, q: str) -> Select[Any]:
    """The ids of the records of `kind` in whose text every word of `q` stands, for filters of lists."""
    words = words_of(q)
    conditions = [*_has_words(words), *(_has_gram(kind, gram) for gram in _probes(words))]
    return select(DOCUMENTS.c.id).where(_here(), DOCUMENTS.c.kind == kind, *conditions)


def _drivers(words: Sequence[str]) -> dict[str, str]:
    """For each kind that has them all, the gram of the fewest records."""
    grams = _probes(words)
    if not grams:
        return {}
    counts = [_few(kind, gram) for kind in SOURCES for gram in grams]
    rarest: dict[str, tuple[int, str]] = {}
    for kind, gram, count in db.execute(union_all(*counts)):
        rarest[kind] = min(rarest.get(kind, (count, gram)), (count, gram))
    return {kind: gram for kind, (count, gram) in rarest.items() if count}


def _probes(words: Iterable[str]) -> list[str]:
    found = sorted({gram for word in words for gram in probes(word)}, key=lambda gram: (gram.endswith("*"), -len(gram)))
    return found[:4]


def _few(kind: str, gram: str) -> Select[str, str, int]:
    some = select(literal(1)).where(_is_gram(GRAMS, kind, gram)).limit(COMMON).subquery()
    return select(literal(kind).label("kind"), literal(gram).label("gram"), func.count()).select_from(some)


def _of_kind(kind: str, driver: str, words: Sequence[str], member: Member) -> Select[Any]:
    newest = select(GRAMS.c.id).where(_is_gram(GRAMS, kind, driver)).order_by(GRAMS.c.id.desc())
    newest = (newest.distinct() if driver.endswith("*") else newest).limit(DEEPEST)
    near = newest.subquery()
    others = [_has_gram(kind, gram) for gram in _probes(words) if gram != driver]
    shown = (
        select(DOCUMENTS.c.kind, DOCUMENTS.c.id, DOCUMENTS.c.title, DOCUMENTS.c.detail)
        .select_from(near.join(DOCUMENTS, and_(_here(), DOCUMENTS.c.id == near.c.id)))
        .where(DOCUMENTS.c.kind == kind, *others, *_has_words(words), *_may_see(member))
        .limit(CANDIDATES)
    )
    return select(shown.subquery())


def _may_see(member: Member) -> list[ColumnElement[bool]]:
    """A first sieve by owner, so that others' records do not fill the candidates; the source has the last word."""
    owners = visible_owners(member)
    if owners is None:
        return []
    others = DOCUMENTS.c.kind.not_in([each.kind for each in SOURCES.values() if each.by_owner])
    return [or_(DOCUMENTS.c.owner_id.in_(owners), DOCUMENTS.c.owner_id.is_(None), others)]


def _best(kind: str, found: list[Found], member: Member, limit: int) -> list[Found]:
    seen = SOURCES[kind].seen_by(member, (one.id for one in found))
    mine = [one for one in found if one.id in seen]
    return sorted(mine, key=lambda one: (one.rank, len(one.title), one.title))[:limit]


def _rank(title: str, words: Sequence[str]) -> int:
    whole = " ".join(words)
    if title.startswith(whole):
        return 0
    return 1 if any(part.startswith(words[0]) for part in title.split()) else 2


def _here() -> ColumnElement[bool]:
    return DOCUMENTS.c.tenant_id == door().tenant_id


def _has_words(words: Sequence[str]) -> list[ColumnElement[bool]]:
    return [func.strpos(DOCUMENTS.c.haystack, word) > 0 for word in words]


def _has_gram(kind: str, gram: str) -> ColumnElement[bool]:
    """Asked record by record: joined, a common gram's every record would be read before the first is shown."""
    other = GRAMS.alias()
    asked = select(literal(1)).where(_is_gram(other, kind, gram), other.c.id == DOCUMENTS.c.id)
    return exists(asked.correlate(DOCUMENTS).offset(0))


def _is_gram(table: Any, kind: str, gram: str) -> ColumnElement[bool]:
    text, here = mark_of(kind) + gram, table.c.tenant_id == door().tenant_id
    if not gram.endswith("*"):
        return and_(here, table.c.gram == text)
    return and_(here, table.c.gram >= text[:-1], table.c.gram < text[:-1] + ABOVE)
