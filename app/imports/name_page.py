"""The page on which strange names get a meaning: each once, with what it resembles and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.imports.decisions import REST, Decisions, Meanings
from app.imports.unknown import Group, Unknown
from app.imports.vocabularies import NEW, VOCABULARIES
from app.imports.words import WAY_NAMES, Words
from tenants.model import Member

#: Lists longer than this are not offered whole under every name.
OFFERED_WHOLE = 80

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """A name, what it is taken for unless somebody says otherwise, and the choices."""

    key: str
    text: str
    rows: int
    chosen: str
    near: Options
    options: Options
    ways: Options
    note: str
    guessed: bool
    error: str = ""


@dataclass(frozen=True)
class Part:
    """The strange names of one list, and what happens to those not asked about one by one."""

    vocabulary: str
    label: str
    rows: list[Row]
    more: int
    rest: str
    ways: Options


def parts(groups: list[Group], words: Words, by: Member, errors: Mapping[str, str] | None = None) -> list[Part]:
    """The page for the names of `groups`."""
    return [_part(group, words, by, errors or {}) for group in groups]


def meanings_from(
    form: Mapping[str, str], groups: list[Group], words: Words, by: Member
) -> tuple[Meanings, dict[str, str]]:
    """What was submitted, and what cannot be: an entry that is not in the list is refused at its name."""
    found: Meanings = {}
    errors: dict[str, str] = {}
    for group in groups:
        allowed = {str(one.id) for one in words.named(group.vocabulary)}
        allowed.update(VOCABULARIES[group.vocabulary].ways_of(by))
        given = found.setdefault(group.vocabulary, {})
        for key, text in [*_keys(group), (f"{group.vocabulary}-rest", REST)]:
            decision = form.get(key)
            if decision is None:
                continue
            if decision in allowed:
                given[text] = decision
            else:
                errors[key] = _("Choose one of the list.")
    return found, errors


def _keys(group: Group) -> list[tuple[str, str]]:
    return [(f"{group.vocabulary}-{number}", one.text) for number, one in enumerate(group.asked)]


def _part(group: Group, words: Words, by: Member, errors: Mapping[str, str]) -> Part:
    vocabulary = VOCABULARIES[group.vocabulary]
    ways = [(way, str(_way_name(group.vocabulary, way))) for way in vocabulary.ways_of(by)]
    decided = words.decisions.meanings.get(group.vocabulary, {})
    named = [(str(one.id), one.name) for one in words.named(group.vocabulary)]
    options = named if len(named) <= OFFERED_WHOLE else []
    rows = [
        _row(group.vocabulary, key, one, decided.get(one.text), options, ways, errors.get(key, ""))
        for (key, _text), one in zip(_keys(group), group.asked, strict=True)
    ]
    return Part(group.vocabulary, str(vocabulary.label), rows, group.more, decided.get(REST, ways[0][0]), ways)


def _row(
    vocabulary: str, key: str, one: Unknown, decided: str | None, options: Options, ways: Options, error: str
) -> Row:
    near = [(str(like.id), like.name) for like in one.near]
    certain = bool(one.near) and one.near[0].certain
    take_near = bool(near) and (certain or not VOCABULARIES[vocabulary].is_careful)
    chosen = decided if decided is not None else near[0][0] if take_near else ways[0][0]
    others = [pair for pair in options if pair not in near]
    guessed = decided is None and take_near and not certain
    return Row(key, one.text, one.rows, chosen, near, others, ways, _note(one, certain), guessed, error)


def _note(one: Unknown, certain: bool) -> str:
    if not one.near:
        return ""
    if certain:
        return _("“%(name)s” is known; only the spelling differs.", name=one.near[0].name)
    return _("“%(name)s” is known and resembles it.", name=one.near[0].name)


def _way_name(vocabulary: str, way: str) -> Any:
    new = VOCABULARIES[vocabulary].new
    return new if way == NEW and new is not None else WAY_NAMES[way]


def undecided(groups: list[Group], decided: Decisions) -> bool:
    """Whether somebody has to look at names before the rows can be judged."""
    for group in groups:
        given = decided.meanings.get(group.vocabulary, {})
        if any(one.text not in given for one in group.asked):
            return True
    return False
