"""Whether the leaves of a tagged PDF say the texts that they should, wherever lines and pages break.

A page keeps no white space and no paragraphs, so what is compared is letters. A leaf is what an element has on a page:
a text takes the next one, and where it goes on overleaf, one of those that follow. What nobody took is left.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

_NO_LETTER: Final = re.compile("[\\s\u0002\u00ad\u200b-\u200f\u2010\u2011\u202a-\u202e\u2060-\u2069\ufffe-]+")
"""White space, hyphens at a line's end in each way of writing them, and marks of direction."""
_APOSTROPHES: Final = str.maketrans("‘’", "''")
_AHEAD: Final = 400  # leaves among which a text that was broken goes on


def letters(text: str) -> str:
    """A text as it is compared with what is drawn."""
    text = _NO_LETTER.sub("", text)
    if text.isascii():
        return text
    kept = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    return "".join(letter for letter in kept if not _draws_nothing(letter))


def _draws_nothing(letter: str) -> bool:
    """Whether a sign only joins, parts or directs others."""
    return "\ufe00" <= letter <= "\ufe0f" or unicodedata.category(letter) == "Cf"


def _turns(text: str) -> bool:
    """Whether some of a text runs from right to left: it is drawn word by word in another order."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


class Leaves:
    """What is drawn and read, leaf by leaf, and which of it has been taken by a text."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._leaves = list(filter(None, map(letters, texts)))
        self._first = 0

    def take(self, text: str) -> bool:
        """Take leaves that together are a text's letters; if there are none, nothing is taken."""
        rest, place, taken = letters(text), self._first, dict[int, str]()
        turned = _turns(rest)
        while rest:
            number = self._next(rest, place, turned)
            if number < 0:
                for kept, leaf in taken.items():
                    self._leaves[kept] = leaf
                return False
            taken[number] = self._leaves[number]
            self._leaves[number] = ""
            rest, place = _without(rest, taken[number]), number + 1
        while self._first < len(self._leaves) and not self._leaves[self._first]:
            self._first += 1
        return True

    def _next(self, rest: str, place: int, turned: bool) -> int:
        """The leaf that is what is left of a text, or else the first that it begins with; -1 for none."""
        begins = -1
        for number in range(place, min(place + _AHEAD, len(self._leaves))):
            leaf = self._leaves[number]
            if leaf == rest:
                return number
            if begins < 0 and leaf and (rest.startswith(leaf) or (turned and not Counter(leaf) - Counter(rest))):
                begins = number
        return begins

    def left(self) -> Iterator[str]:
        """What no text took."""
        return filter(None, self._leaves)


def _without(rest: str, leaf: str) -> str:
    if rest.startswith(leaf):
        return rest[len(leaf) :]
    return "".join((Counter(rest) - Counter(leaf)).elements())
