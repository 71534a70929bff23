"""Small pieces of wording that many sentences share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

HASH_LENGTH = 16
"""Hexadecimal digits: far more than tell every wording of one casefile from the others."""


_APOSTROPHE = re.compile(r"(?<=\w)'")


def as_shown(choice: Enum) -> str:
    """One of several choices as it is shown and printed: what is stored keeps its plain apostrophe."""
    return _APOSTROPHE.sub("’", str(choice.value))


def counted(number: int, noun: str, many: str = "") -> str:
    """1 day, 2 days: a number with its noun; `many` for nouns that do not take an s."""
    return f"{number} {noun if number == 1 else many or noun + 's'}"


def as_sentence(text: str) -> str:
    """A text with a full stop behind it, where it does not end one by itself."""
    return text if text.rstrip("”’)").endswith((".", "?", "!", "…")) else f"{text}."


def begun(text: str) -> str:
    """A text as it begins a line or a sentence: its first letter large, all others as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def wording_hash(question: str) -> str:
    """A question's wording, white space and case apart: unchanged wording has an unchanged hash."""
    import hashlib  # the first page stands without it

    return hashlib.sha256(" ".join(question.split()).casefold().encode()).hexdigest()[:HASH_LENGTH]


def some(things: Sequence[str]) -> str:
    """The first few of a list, and how many more there are: nothing is cut without saying so."""
    more = len(things) - _FEW
    return ", ".join(things[:_FEW]) + (f" and {more} more" if more > 0 else "")


_FEW = 4


def in_a_row(things: Sequence[str]) -> str:
    """“one”, “one and two”, “one, two and three”."""
    return " and ".join(part for part in (", ".join(things[:-1]), *things[-1:]) if part)


def shortened(text: str, letters: int) -> str:
    """A text of at most so many characters; "…" stands where the rest was."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
