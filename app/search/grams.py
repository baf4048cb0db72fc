"""Pieces of text that are compared with "=": the only substring search an index helps with under row security.

Chinese is cut in pairs of characters, Latin words and numbers in threes; how a word begins is kept too, so that one or
two letters find the words they start.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

START = "^"
MOST_PROBES = 4
LONGEST_HAYSTACK = 1000


def normal(text: str) -> str:
    """Text without differences of case and width, with single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text.replace("\0", "")).casefold().split())


def grams_of(text: str) -> set[str]:
    """What a normalised text is found by."""
    return {gram for run in _runs(text) for gram in (_pairs(run) if _is_wide(run[0]) else _threes(run))}


def probes(term: str) -> list[str]:
    """Grams that every text containing the normalised `term` has, few and spread out; with "*": any that begin so.

    Letters at the front of a term may stand inside a word: their beginning proves nothing unless they are all there is.
    """
    found: list[str] = []
    runs = list(_runs(term))
    for number, run in enumerate(runs):
        width = 2 if _is_wide(run[0]) else 3
        if len(run) >= width:
            found += _spread([run[at : at + width] for at in range(len(run) - width + 1)], width)
        elif width == 3 and (number > 0 or len(runs) == 1):
            found.append(f"{START}{run}" if len(run) == 2 else f"{START}{run}*")
        elif width == 2:
            found.append(f"{run}*")
    exact = sorted({gram for gram in found if not gram.endswith("*")}, key=len, reverse=True)
    return exact[:MOST_PROBES] or sorted(set(found))[:1]


def _spread(grams: list[str], step: int) -> list[str]:
    return [*grams[::step], grams[-1]]


def _runs(text: str) -> Iterator[str]:
    """Stretches of one writing, without blanks and marks."""
    for sort, letters in groupby(text, key=lambda letter: (letter.isalnum(), _is_wide(letter))):
        if sort[0]:
            yield "".join(letters)


def _is_wide(letter: str) -> bool:
    """Whether the script writes without blanks between words."""
    return ord(letter) >= 0x2E80


def _pairs(run: str) -> Iterator[str]:
    yield from (run[at : at + 2] for at in range(len(run)))  # the last character stands alone


def _threes(run: str) -> Iterator[str]:
    yield START + run[:2]
    yield from (run[at : at + 3] for at in range(len(run) - 2))
