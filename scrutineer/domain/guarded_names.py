"""Names that must stand in nothing that leaves the machine, found however they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from scrutineer.domain.privacy import as_read

_LETTERS = re.compile(r"[^\W_]+")
_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "cllr", "sgt", "pc", "dc", "ds", "di")


class GuardedNames:
    """Finds names by their letters alone: marks, hyphens, spaces, line breaks and accents tell no two names apart.

    Of a name of several words it knows too “Example, Alex”, “A. Example” and “Dr Example”. Cost grows with the text
    and with the number of names.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {name: tuple(_ways(_words(name))) for name in names}

    def __len__(self) -> int:
        return len(self._names)

    def standing_in(self, texts: Iterable[str]) -> Iterator[tuple[str, int]]:
        """Each name that stands in these texts, read one after the other, with the number of the text it begins in."""
        if not self._names:
            return
        words = [(word, number) for number, text in enumerate(texts) for word in _words(text)]
        starts = list(accumulate((len(word) for word, _ in words), initial=0))
        capital = [word[0].isupper() for word, _ in words]
        whole, edges = "".join(word.casefold() for word, _ in words), {start: at for at, start in enumerate(starts)}
        for name, ways in self._names.items():
            for way in ways:
                at = whole.find(way.letters)
                while at >= 0:
                    first, after = edges.get(at, -1), edges.get(at + len(way.letters), -1)
                    whole_words = min(first, after) >= 0
                    if whole_words and (not way.capitals or (capital[first] and capital[after - 1])):
                        yield name, words[first][1]
                    at = whole.find(way.letters, at + 1)


class _Way(NamedTuple):
    letters: str
    capitals: bool  # whether its words must be written large: “a price” is no A. Price


def _words(text: str) -> list[str]:
    """The words of a text without accents, each as long as it is in small letters."""
    read = as_read(text)
    if not read.isascii():
        read = "".join(sign for sign in unicodedata.normalize("NFKD", read) if not unicodedata.combining(sign))
        read = "".join(sign if len(sign.casefold()) == 1 else sign.casefold() for sign in read)
    return _LETTERS.findall(read)


def _ways(words: list[str]) -> Iterator[_Way]:
    """The letters of a name in each of the ways in which it is written."""
    small = [word.casefold() for word in words]
    if small:
        yield _Way("".join(small), capitals=False)
    if len(small) > 1:
        *first, last = small
        yield _Way(last + "".join(first), capitals=False)
        initials = dict.fromkeys(("".join(word[0] for word in first), first[0][0]))
        yield from (_Way(before + last, capitals=True) for before in (*initials, *_TITLES))
