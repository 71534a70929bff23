"""Where a passage that was quoted stands among the words of a document, however its lines were broken there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and figures of some words as one text, with the word that each is of."""

    text: str
    word_of: tuple[int, ...]

    def begins_a_word(self, place: int) -> bool:
        """Whether the letter at a place is the first of its word."""
        return place == 0 or self.word_of[place - 1] != self.word_of[place]

    def ends_a_word(self, place: int) -> bool:
        """Whether the letter at a place is the last of its word."""
        return place + 1 == len(self.text) or self.word_of[place + 1] != self.word_of[place]


def _letters(words: Sequence[str]) -> _Letters:
    letters, owners = [], []
    for number, word in enumerate(words):
        folded = [character for character in word.casefold() if character.isalnum()]
        letters += folded
        owners += [number] * len(folded)
    return _Letters("".join(letters), tuple(owners))


def places_of(passage: str, words: Sequence[str]) -> tuple[range, ...]:
    """The runs of words that say a passage, each as the places of its words; none for a passage without letters.

    Case, punctuation, hyphens at the end of a line and spaces are no difference; half a word is none of it. Cost
    grows with the words.
    """
    wanted, among = _letters([passage]).text, _letters(words)
    runs, at = [], among.text.find(wanted) if wanted else -1
    while at >= 0:
        last = at + len(wanted) - 1
        whole = among.begins_a_word(at) and among.ends_a_word(last)
        if whole:
            runs.append(range(among.word_of[at], among.word_of[last] + 1))
        at = among.text.find(wanted, last + 1 if whole else at + 1)
    return tuple(runs)
