"""What helps one write: phrases of one's own, words that are kept as spelt right, and which words are looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from scrutineer.domain.rules import LONGEST_NAME, Text, Title, Words

OneWord = Annotated[str, Text(LONGEST_NAME, needed=True, line=True, letter=True, asked="Keep a single word.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A text of one's own under a name, to be written into any field."""

    id: int = 0
    name: Title
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWord:
    """A word that is spelt right though no dictionary has it."""

    id: int = 0
    word: OneWord


class Spot(NamedTuple):
    """A word as it stands in a text."""

    start: int
    end: int
    word: str


_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NO_PROSE = re.compile(r"\d|@|://|\\|^www\.|^/|_|\.[a-z]{2,4}$")
"""What marks a run of signs as a reference, a date, an address or the name of a file."""


def words_looked_at(text: str) -> Iterator[Spot]:
    """The words of a text that are prose. References (E17, NSCP-26-009), numbers, addresses, names of files and
    abbreviations in capitals are passed over, and so are single letters."""
    for chunk in _CHUNK.finditer(text):
        if _NO_PROSE.search(chunk[0]):
            continue
        for match in _WORD.finditer(chunk[0]):
            word = match[0]
            if len(word) > 1 and sum(letter.isupper() for letter in word) < 2:
                yield Spot(chunk.start() + match.start(), chunk.start() + match.end(), word)


def kept_form(word: str) -> str:
    """A word as it is compared with those that are kept: in small letters, without a possessive's ending."""
    return word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")


def kept_forms(texts: Iterable[str]) -> frozenset[str]:
    """Every word of some texts, as it is compared."""
    return frozenset(kept_form(match[0]) for text in texts for match in _WORD.finditer(text))
