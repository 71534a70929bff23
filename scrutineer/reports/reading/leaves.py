"""Whether the leaves of a tagged PDF say the texts that they should, wherever lines and pages break.

A page keeps no white space and no paragraphs, so what is compared is letters. A leaf is what an element has on a page:
a text takes the next one, and where it goes on overleaf, one of those that follow. What nobody took is left.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_NO_LETTER: Final = re.compile("[\\s\u0002\u00ad\u200b-\u200f\u2010\u2011\u202a-\u202e\u2060-\u2069\ufffe-]+")
"""White space, hyphens at a line's end in each way of writing them, and marks of direction."""
_APOSTROPHES: Final = str.maketrans("‘’", "''")
_NEARBY: Final = 60
_FAR: Final = 600
"""Leaves among which a text is looked for: the next, then those passed over, then nearby, then further off."""


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
        self._next = 0

    def comes_next(self, text: str) -> bool:
        """Take the leaf that comes next where it is this text."""
        known = letters(text)
        place = next((n for n in range(self._next, min(self._next + 2, len(self._leaves))) if self._leaves[n]), -1)
        if place < 0 or self._leaves[place] != known:
            return False
        self._leaves[place], self._next = "", place + 1
        return True

    def take(self, text: str) -> bool:
        """Take leaves that together are a text's letters, the nearest that are; if there are none, nothing is taken."""
        known, start = letters(text), self._next
        nearby = range(start, min(start + _NEARBY, len(self._leaves)))
        passed = [number for number in range(max(0, start - _FAR), start) if self._leaves[number]]
        far = range(start, min(start + _FAR, len(self._leaves)))
        for at_once, places in ((True, nearby), (False, passed), (False, nearby), (False, [*passed, *far])):
            taken = self._taken(known, places, at_once)
            if taken:
                for number in taken:
                    self._leaves[number] = ""
                if places is nearby:
                    self._next = taken[0] + 1
            if taken or not known:
                return True
        return False

    def _taken(self, rest: str, places: Sequence[int], at_once: bool) -> list[int]:
        """Which of these places' leaves are a text, in their order; none where it is not all there.

        `at_once`: it has to begin with the first that is free.
        """
        turned, taken, after = _turns(rest), list[int](), -1
        while rest:
            begins = -1
            for number in places:
                leaf = self._leaves[number] if number > after else ""
                if leaf == rest:
                    begins = number
                    break
                if leaf and at_once and not taken and not rest.startswith(leaf):
                    return []
                if begins < 0 and leaf and (rest.startswith(leaf) or (turned and not Counter(leaf) - Counter(rest))):
                    begins = number
                if begins >= 0 and at_once and not taken:
                    break
            if begins < 0:
                return []
            rest, after = _without(rest, self._leaves[begins]), begins
            taken.append(begins)
        return taken

    def left(self) -> Iterator[str]:
        """What no text took."""
        return filter(None, self._leaves)


def _without(rest: str, leaf: str) -> str:
    if rest.startswith(leaf):
        return rest[len(leaf) :]
    return "".join((Counter(rest) - Counter(leaf)).elements())
