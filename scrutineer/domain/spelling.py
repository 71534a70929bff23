"""How a word is compared, however it is spelt: the one rule of search, for what is kept and for what is asked.

Case, accents, ligatures, apostrophes, a plural's ending and the joint of a compound make no difference: Children’s is
childrens, agencies are an agency, multi-agency is multiagency and multi agency, ﬁle is file, O’Brien is OBrien.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from scrutineer.domain.hits import HIT_ENDS, HIT_STARTS

RULE = "1"
"""Raised whenever a word is read another way: what was indexed by the earlier rule is then indexed anew."""

SHORTEST_PART = 3
"""From this many letters on, what is asked for is found inside a word too; less than that only where a word begins."""

SHORTEST_STEM = 5
"""From this many letters on, what is asked for is found inside a word in its plural too, or without it."""

_PASSAGE, _BEFORE = 160, 40
"""Characters of a passage round a hit, and how many of them stand before it."""

_JOINTS = r"\-_./&@+\u2010-\u2013\u2212"
_APART = (
    rf"\s\x00-\x26\x28-\x2f\x3a-\x40\x5b-\x5f\x7b-\x9f{_JOINTS}\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b6\u00b7"
    r"\u00bb\u00bf\u00d7\u00f7\u2014-\u2017\u201c-\u2031\u2033-\u205f\u3000-\u3003\u3008-\u3011"
)
_RUNS = re.compile(rf"[^{_APART}]+(?:[{_JOINTS}][^{_APART}]+)*")
"""A word with its apostrophes, compounds whole. Linear: a joint never stands inside what it joins."""
_JOINT = re.compile(rf"[{_JOINTS}]")
_POSSESSIVE = re.compile(r"(?<=[sS])['’ʼ＇‘`´′]s$", re.IGNORECASE)
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


def fold(word: str) -> str:
    """A word without its case, accents, ligatures, apostrophes and anything else that is neither letter nor figure."""
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word)).casefold().translate(_LETTERS)
    return "".join(character for character in unicodedata.normalize("NFKD", plain) if character.isalnum())


def stem(folded: str) -> str:
    """What a folded word and its plural have in common; not always a word itself."""
    if len(folded) < 3:
        return folded
    word = folded
    if word.endswith("s") and not word.endswith("ss") and (len(word) > 3 or not set(word) & set("aeiouy")):
        word = word[:-1]
    if word.endswith("e") and len(word) > 2:
        word = word[:-1]
    if word.endswith("y") and len(word) > 2:
        word = word[:-1] + "i"
    return word[:-1] if word.endswith("si") or (word.endswith(("us", "ias")) and len(word) > 3) else word


class SpelledRun(NamedTuple):
    """A word as it stands in a text: where, and its parts folded. A compound has several."""

    start: int
    end: int
    parts: tuple[str, ...]

    @property
    def joined(self) -> str:
        """The whole as one word."""
        return "".join(self.parts)

    @property
    def forms(self) -> tuple[str, ...]:
        """The words that it is known by."""
        return self.parts if len(self.parts) == 1 else (*self.parts, self.joined)


def runs(text: str, start: int = 0) -> Iterator[SpelledRun]:
    """The words of a text in their order. Cost grows with the text read."""
    for found_run in _RUNS.finditer(text, start):
        run = found_run.group()
        if run.isascii() and run.isalnum():
            yield SpelledRun(found_run.start(), found_run.end(), (run.lower(),))
            continue
        parts = tuple(folded for folded in map(fold, _JOINT.split(run)) if folded)
        if parts:
            yield SpelledRun(found_run.start(), found_run.end(), parts)


class Folder:
    """Texts made ready for an index: their stems with spaces between. `words` gathers every word met, with its stem."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self._known = _Known(self._stems)

    def __call__(self, text: str) -> str:
        """The stems of a text in their order, that of a compound as one word behind those of its parts."""
        known = self._known
        return " ".join(filter(None, [known[run] for run in _RUNS.findall(text)]))

    def _stems(self, text: str) -> str:
        forms = [form for run in runs(text) for form in run.forms]
        self.words.update((form, stem(form)) for form in forms if form not in self.words)
        return " ".join(self.words[form] for form in forms)


class _Known(dict[str, str]):
    """The stems of each word as it is written, worked out once."""

    def __init__(self, stems: Callable[[str], str]) -> None:
        super().__init__()
        self._work_out = stems

    def __missing__(self, run: str) -> str:
        self[run] = stems = self._work_out(run)
        return stems


@dataclass(frozen=True)
class Term:
    """One thing asked for: a word, or the parts of a compound."""

    parts: tuple[str, ...]

    @cached_property
    def joined(self) -> str:
        """It as one word."""
        return "".join(self.parts)

    @cached_property
    def stem(self) -> str:
        """The stem of it as one word."""
        return stem(self.joined)

    def is_in(self, word: str) -> bool:
        """Whether a folded word is what is asked for, or begins with it, or holds it where it is long enough."""
        if word.startswith(self.joined) or (len(self.joined) >= SHORTEST_PART and self.joined in word):
            return True
        known = stem(word)
        return known == self.stem or (len(self.stem) >= SHORTEST_STEM and self.stem in known)


_NEITHER, _BEGINS = -1, -2
"""What a word is that holds no term: nothing that is asked for, or what may be the first half of it."""


@dataclass(frozen=True)
class Asked:
    """What is asked for: every term must be there. Nothing a person types is read as an operator."""

    terms: tuple[Term, ...]

    @staticmethod
    def read(words: str) -> Asked:
        """What somebody typed."""
        return Asked(tuple(dict.fromkeys(Term(run.parts) for run in runs(words))))

    def marks(self, text: str, limit: int = 400) -> list[tuple[int, int, int]]:
        """Where a text holds a term: start, end, and which term; the first of them, at most `limit`."""
        marked: list[tuple[int, int, int]] = []
        known, before = self._terms_known, None
        for match in _RUNS.finditer(text):
            word = match.group()
            term = known.get(word)
            if term is None:
                term = known[word] = self._term_of(word)
            if term >= 0:
                marked.append((*match.span(), term))
                if len(marked) >= limit:
                    break
            elif before is not None and (pair := self._pair(before.group(), word)) >= 0:
                marked += [(*before.span(), pair), (*match.span(), pair)]
            before = match if term == _BEGINS else None
        return marked

    def best_place(self, text: str, near: int) -> int:
        """Where in a text most of the terms stand within so many characters, the first such place; 0 where none does.

        What is spelt as it is asked for is found without reading word by word; only where nothing is, all is read.
        """
        places = [(m.start(), m.group()) for m in islice(self._likely_within.finditer(text.lower()), 200)]
        if not places:
            return next(iter(self.marks(text, limit=1)), (0, 0, 0))[0]
        return min(
            places, key=lambda place: (-len({word for at, word in places if 0 <= at - place[0] <= near}), place[0])
        )[0]

    def marked(self, text: str) -> str:
        """A text on one line, with its hits marked."""
        for start, end, _ in reversed(self.marks(text)):
            text = f"{text[:start]}{HIT_STARTS}{text[start:end]}{HIT_ENDS}{text[end:]}"
        return " ".join(text.split())

    def passage(self, text: str) -> str:
        """A few words of a text round the place where most of what is asked for stands together, hits marked."""
        whole = len(text) <= _PASSAGE
        begins = 0 if whole else max(0, self.best_place(text, _PASSAGE - _BEFORE) - _BEFORE)
        if begins:
            begins = text.find(" ", begins, begins + _BEFORE) + 1 or begins
        ends = begins + _PASSAGE
        if ends < len(text):
            ends = max(text.rfind(" ", begins + _BEFORE, ends), begins + _BEFORE)
        return f"{'…' if begins else ''}{self.marked(text[begins:ends])}{'…' if ends < len(text) else ''}"

    @cached_property
    def _likely_within(self) -> re.Pattern[str]:
        """Finds a term in a text as it is spelt; short ones only where a word begins."""
        parts = sorted({part for term in self.terms for part in (*term.parts, term.joined, term.stem)}, key=len)
        return re.compile("|".join(re.escape(part) if len(part) >= SHORTEST_PART else rf"\b{part}" for part in parts))

    @cached_property
    def _terms_known(self) -> dict[str, int]:
        return {}

    @cached_property
    def _begin(self) -> frozenset[str]:
        """What the terms begin with: what may be the first of two words that make one."""
        return frozenset(term.joined[:cut] for term in self.terms for cut in range(1, len(term.joined)))

    @cached_property
    def _likely(self) -> re.Pattern[str]:
        """Finds something in each word that a term may be in; most words are put by so."""
        parts = {part for term in self.terms for part in (*term.parts, term.joined)}
        stems = {("" if len(part) >= SHORTEST_STEM else "^") + re.escape(stem(part)[:-1]) for part in parts}
        return re.compile("|".join(sorted({*map(re.escape, parts), *stems})))

    def _term_of(self, word: str) -> int:
        """The place of the term that a word as it is written holds; else whether it may be the first half of one."""
        if word.isascii() and word.isalnum():
            small = word.lower()
            if not self._likely.search(small):
                return _BEGINS if small in self._begin else _NEITHER
        forms = [form for run in runs(word) for form in run.forms]
        likely = [form for form in forms if self._likely.search(form)]
        for place, term in enumerate(self.terms if likely else ()):
            if any(map(term.is_in, likely)) or any(Term((part,)).is_in(form) for part in term.parts for form in likely):
                return place
        return _BEGINS if forms and forms[-1] in self._begin else _NEITHER

    def _pair(self, before: str, word: str) -> int:
        """The term that two words are when they are read as one."""
        joined = stem("".join(run.joined for part in (before, word) for run in runs(part)))
        return next((place for place, term in enumerate(self.terms) if term.stem == joined), _NEITHER)


class WordIndex:
    """Some short texts that are searched again and again, by their words: for what stands in no casefile's index."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._places: dict[str, set[int]] = defaultdict(set)
        self._by_stem: dict[str, set[str]] = defaultdict(set)
        for place, text in enumerate(texts):
            for word in {form for run in runs(text) for form in run.forms}:
                self._places[word].add(place)
                self._by_stem[stem(word)].add(word)

    def holding(self, asked: Asked) -> list[int]:
        """The places of the texts that hold every term, in their order."""
        held = [self._of(term) for term in asked.terms]
        return sorted(set.intersection(*held)) if held else []

    def _of(self, term: Term) -> set[int]:
        short = len(term.joined) < SHORTEST_PART
        words = {word for word in self._places if (word.startswith(term.joined) if short else term.joined in word)}
        words |= self._by_stem.get(term.stem, set())
        if len(term.stem) >= SHORTEST_STEM:
            words |= {word for known, several in self._by_stem.items() if term.stem in known for word in several}
        places = {place for word in words for place in self._places[word]}
        if len(term.parts) > 1:
            places |= set.intersection(*(self._of(Term((part,))) for part in term.parts))
        return places
