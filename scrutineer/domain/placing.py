"""Which step or line words that came in may bear on: likeness of words, for a person to confirm."""

from __future__ import annotations

from collections import defaultdict
from math import log

from scrutineer.domain.framework import Framework
from scrutineer.domain.ids import TargetId
from scrutineer.domain.spelling import runs, stem

_SHORTEST = 4  # letters of a word that says something: “the”, “and” and “for” are everywhere
_ENOUGH = 0.25  # of what the words of the text weigh together
_FEWEST = 2  # words that both must have
_MARGIN = 1.1  # times as like as the next line: between two that are nearly so nobody is pointed to either
_LONGEST = 600  # letters of a text that are looked at: what it is about stands at its beginning

_SAYS = 1.0  # what a word of the line's own label and question counts
_SHOWN_BY = 0.5  # and one of the evidence that would answer it
_STEP = 0.25  # and one of its step's title, which all its lines share

_JOINING = (
    "about above after again against also although among another because been before being below between both cannot "
    "could does doing done down during each either else enough even ever every from further have having here into "
    "itself just less made make many might more most much must neither never none only other otherwise over rather "
    "same several shall should since some still such than that their theirs them themselves then there therefore "
    "these they this those though through together toward towards under until upon very were what whatever when where "
    "whether which while whom whose will with within without would your yours"
)
"""Words that join others and say nothing of what a text is about, however few lines have them."""


class LikeLines:
    """The lines of a framework by their words, local wordings among them. A word that few lines have weighs more."""

    def __init__(self, framework: Framework) -> None:
        self._lines: dict[str, dict[TargetId, float]] = defaultdict(dict)
        for step in framework.steps:
            for line in step.lines:
                own = words_of(f"{line.label} {line.question} {step.label}")
                shown_by = words_of(f"{line.evidence} {line.says}")
                for words, counts in ((own, _SAYS), (shown_by - own, _SHOWN_BY), (words_of(step.title), _STEP)):
                    for word in words:
                        self._lines[word].setdefault(line.target, counts)
        self._every = len(framework.lines())
        self._weights = {word: log(1 + self._every / len(lines)) for word, lines in self._lines.items()}

    def nearest(self, text: str) -> TargetId | None:
        """The line whose words are most like these; None where none is like them, or two are nearly alike."""
        asked = words_of(text[:_LONGEST])
        shared: dict[TargetId, list[float]] = defaultdict(list)
        for word in asked & self._lines.keys():
            for target, counts in self._lines[word].items():
                shared[target].append(self._weights[word] * counts)
        unknown = log(1 + self._every) / 4  # what a word weighs that no line has
        whole = sum(self._weights.get(word, unknown) for word in asked)
        likest = sorted(((sum(weights), target) for target, weights in shared.items()), reverse=True)[:2]
        if not likest or len(shared[likest[0][1]]) < _FEWEST or likest[0][0] < _ENOUGH * whole:
            return None
        return None if len(likest) > 1 and likest[0][0] < _MARGIN * likest[1][0] else likest[0][1]


def words_of(text: str) -> frozenset[str]:
    """The words of a text by which it can be like another, each as it and its plural have it in common."""
    return frozenset(stem(part) for run in runs(text) for part in run.parts if len(part) >= _SHORTEST) - _SAY_NOTHING


_SAY_NOTHING = frozenset(stem(word) for word in _JOINING.split())
