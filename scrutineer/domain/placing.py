"""Which step or line words that came in may bear on: likeness of words, for a person to confirm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import log

from scrutineer.domain.framework import Framework
from scrutineer.domain.ids import TargetId
from scrutineer.domain.spelling import runs, stem

_SHORTEST = 4  # letters of a word that says something: “the”, “and” and “for” are everywhere
_ENOUGH = 0.25  # of what the words of the text weigh together
_FEWEST = 2  # words that both must have
_LONGEST = 600  # letters of a text that are looked at: what it is about stands at its beginning


class LikeLines:
    """The lines of a framework by their words, local wordings among them. A word that few lines have weighs more."""

    def __init__(self, framework: Framework) -> None:
        worded = {
            line.target: words_of(f"{line.label} {line.question} {step.label}")
            for step in framework.steps
            for line in step.lines
        }
        self._lines: Mapping[str, set[TargetId]] = defaultdict(set)
        for target, words in worded.items():
            for word in words:
                self._lines[word].add(target)
        self._weights = {word: log(1 + len(worded) / len(targets)) for word, targets in self._lines.items()}

    def nearest(self, text: str) -> TargetId | None:
        """The line whose words are most like these; None where none is like them, or two are alike."""
        asked = words_of(text[:_LONGEST])
        shared: dict[TargetId, list[float]] = defaultdict(list)
        for word in asked & self._lines.keys():
            for target in self._lines[word]:
                shared[target].append(self._weights[word])
        unknown = log(1 + len(self._lines)) / 2  # what a word weighs that no line has
        whole = sum(self._weights.get(word, unknown) for word in asked)
        likest = sorted(((sum(weights), target) for target, weights in shared.items()), reverse=True)[:2]
        if not likest or len(shared[likest[0][1]]) < _FEWEST or likest[0][0] < _ENOUGH * whole:
            return None
        return None if len(likest) > 1 and likest[0][0] == likest[1][0] else likest[0][1]


def words_of(text: str) -> frozenset[str]:
    """The words of a text by which it can be like another, each as it and its plural have it in common."""
    return frozenset(stem(part) for run in runs(text) for part in run.parts if len(part) >= _SHORTEST)
