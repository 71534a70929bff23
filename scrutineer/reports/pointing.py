"""Which text of a document stands behind a word of its printed page, and what a click on it leads to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scrutineer.reports.document import Document, Line, lines


@dataclass(frozen=True, slots=True)
class Pointed:
    """The text that a word belongs to; `citation` is the anchor that this very word leads to, "" for none."""

    line: Line
    citation: str = ""


def _letters(text: str) -> str:
    """What print keeps of a text, wherever its lines break."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def pointed_at(document: Document, words: Sequence[str], place: int) -> Pointed | None:
    """What the word at a place among the words of a page is of; None for what no text of the document says.

    The same word may stand in many texts: it is the one whose neighbours agree with the page the furthest. Cost grows
    with the document.
    """
    texts = [(line, _letters(line.text)) for line in lines(document)]
    starts, at = [], 0
    for _, letters in texts:
        starts.append(at)
        at += len(letters)
    whole = "".join(letters for _, letters in texts)
    before, word, after = (
        _letters("".join(part)) for part in (words[:place], words[place : place + 1], words[place + 1 :])
    )
    best = max(_agreeing(whole, before, word, after), default=None)
    if best is None:
        return None
    number = bisect_right(starts, best[1]) - 1
    line = texts[number][0]
    return Pointed(line, _citation(line, best[1] - starts[number]))


def _agreeing(whole: str, before: str, word: str, after: str) -> Iterator[tuple[int, int]]:
    """Each place at which the word stands, with how many letters around it agree."""
    at = whole.find(word) if word else -1
    while at >= 0:
        ends = at + len(word)
        yield _alike(whole[max(0, at - _AROUND) : at][::-1], before[::-1]) + _alike(whole[ends:], after), at
        at = whole.find(word, at + 1)


_AROUND = 4000
"""Letters before and after a word among which its neighbours are compared."""


def _alike(text: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    longest = min(len(text), len(other), _AROUND)
    return next((place for place in range(longest) if text[place] != other[place]), longest)


def _citation(line: Line, at: int) -> str:
    """What the run leads to that a letter of a text stands in."""
    for run in line.words:
        length = len(_letters(run.text))
        if at < length:
            return run.leads_to
        at -= length
    return ""
