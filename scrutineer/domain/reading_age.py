"""About how old somebody has to be to read a text with ease: by the length of its words and sentences, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

FEWEST_WORDS = 60
"""With fewer words than these a figure would say nothing."""
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]+(?:\s|$)")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")


def reading_age(texts: Iterable[str]) -> int | None:
    """The age in whole years, each text a sentence at least; None where there is too little to say.

    The grade level of Flesch and Kincaid (1975), a school year of the United States, with five years added.
    """
    words = sentences = syllables = 0
    for text in texts:
        spoken = _WORD.findall(text)
        if spoken:
            words += len(spoken)
            sentences += max(1, len(_SENTENCE_END.findall(text)))
            syllables += sum(map(_syllables, spoken))
    if words < FEWEST_WORDS:
        return None
    grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59
    return max(5, round(grade + 5))


def _syllables(word: str) -> int:
    """About how many syllables an English word has: its groups of vowels, without a silent “e” at its end."""
    low = word.lower()
    number = len(_VOWELS.findall(low))
    silent = low.endswith("e") and not low.endswith(("le", "ee")) and number > 1
    return max(1, number - silent)
