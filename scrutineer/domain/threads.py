"""One matter across years: what is named alike, and what turns up again under other words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from scrutineer.domain.recommendations import own_words

Key = TypeVar("Key")
SHARED = 60
"""Percent of the shorter one's own words that two texts share at least to be taken for one matter."""
FEWEST = 2
"""Words that two texts share at least."""


def thread_name(text: str) -> str:
    """A matter's name as it is kept: its words a space apart."""
    return " ".join(text.split())


def is_same_thread(name: str, other: str) -> bool:
    """Whether two names are of one matter: capitals and spaces tell none apart. What has no name is of no matter."""
    key = thread_name(name).casefold()
    return bool(key) and key == thread_name(other).casefold()


class CameUp(NamedTuple, Generic[Key]):
    """A text that seems to be of the same matter: whose, how much it shares in percent, and which words."""

    key: Key
    percent: int
    shared: tuple[str, ...]


def came_up_before(text: str, others: Iterable[tuple[Key, str]], *, most: int = 5) -> tuple[CameUp[Key], ...]:
    """Which of these other texts share most of the shorter one's own words with it, the most alike first.

    It suggests; a person decides. Cost grows with the words of the others.
    """
    words = own_words(text)
    pairs = []
    for key, other in others:
        theirs = own_words(other)
        shared = words & theirs
        shorter = min(len(words), len(theirs))
        if len(shared) >= FEWEST and 100 * len(shared) >= SHARED * shorter:
            pairs.append(CameUp(key, round(100 * len(shared) / shorter), tuple(sorted(shared))))
    return tuple(sorted(pairs, key=lambda pair: -pair.percent)[:most])
