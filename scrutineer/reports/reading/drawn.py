"""Whether pages say the texts that they should, where lines are broken, rows go on overleaf and heads come again.

A page keeps no white space and no paragraphs, so what is compared is the letters: each text takes its own from the
pages, whole or in pieces, from where the last one ended or from anywhere; what nobody took is named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_NO_LETTER = re.compile("[\\s\u0002\u00ad\u200b-\u200f\u2010\u2011\u202a-\u202e\u2060-\u2069\ufffe-]+")
"""White space, hyphens at a line's end in each way of writing them, and marks of direction."""
_LEAST: Final = 6  # letters of a piece of a text that is looked for by itself
_NAMED: Final = re.compile(r"\w")


def letters(text: str) -> str:
    """A text as it is looked for on pages."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFC", text))


class Pages:
    """The letters of all pages, and which of them have been taken by a text."""

    def __init__(
        self, pages: Iterable[str], edges: Sequence[str], again: Sequence[str], number: re.Pattern[str]
    ) -> None:
        """`edges` stand on each page; `again` may be said once more than the document says it, anywhere."""
        self._edges = sorted(filter(None, map(letters, edges)), key=len, reverse=True)
        self._again = sorted(filter(None, map(letters, again)), key=len, reverse=True)
        self._number = number
        self._text = "\n".join(self._without_edges(letters(page)) for page in pages)
        self._taken = bytearray(len(self._text))
        self._cursor = 0

    def _without_edges(self, page: str) -> str:
        """A page without what stands at its head and its foot, once each."""
        room = 400
        for words in (*self._edges, None):
            for start in (0, max(0, len(page) - room)):
                part = page[start : start + room]
                place = self._number.search(part) if words is None else re.search(re.escape(words), part)
                if place:
                    page = page[: start + place.start()] + "\n" + page[start + place.end() :]
                    break
        return page

    def take(self, text: str) -> bool:
        """Take a text's letters; whether all of them were there."""
        rest = letters(text)
        while rest:
            piece = self._longest(rest)
            if not piece:
                return False
            rest = rest[len(piece) :].lstrip("\n")
        return True

    def _longest(self, rest: str) -> str:
        """The longest beginning of what is left of a text that stands together somewhere and is free; it is taken."""
        least, most, place = min(_LEAST, len(rest)), len(rest), -1
        if (whole := self._free(rest)) >= 0:
            return self._mark(whole, rest)
        piece = ""
        while least <= most:
            middle = (least + most) // 2
            where = self._free(rest[:middle])
            if where >= 0:
                piece, place, least = rest[:middle], where, middle + 1
            else:
                most = middle - 1
        return self._mark(place, piece) if piece else ""

    def _mark(self, place: int, piece: str) -> str:
        self._taken[place : place + len(piece)] = b"\1" * len(piece)
        self._cursor = place + len(piece)
        return piece

    def _free(self, piece: str) -> int:
        """Where a piece stands that nobody has taken, from the cursor on or else from the beginning; -1 for nowhere."""
        for start, end in ((self._cursor, len(self._text)), (0, self._cursor + len(piece))):
            place = self._text.find(piece, start, end)
            while place >= 0:
                if not any(self._taken[place : place + len(piece)]):
                    return place
                place = self._text.find(piece, place + 1, end)
        return -1

    def left(self) -> Iterator[str]:
        """What no text took."""
        free = "".join("\n" if taken else letter for letter, taken in zip(self._text, self._taken, strict=True))
        for words in self._again:
            free = free.replace(words, "\n")
        yield from (piece for piece in self._number.sub("\n", free).split("\n") if _NAMED.search(piece))
