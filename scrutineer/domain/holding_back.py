"""What must not stand in a free text of an edition: citations of what it may not name, and words not to be quoted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple, TypeVar

from scrutineer.domain.privacy import as_seen

HELD_BACK = "[held back]"
"""What stands in place of a citation that an edition may not name."""

QUOTATION_HELD_BACK = "[quotation held back]"
"""What stands in place of words that were not to be quoted."""

_BRACKET = re.compile(r"\[[^\[\]]*\]")
_NUMBERED = r"(?:[eE]|E[ #-]{1,2})(\d+)[a-z]?(?![^\W_])"
_ITEM = re.compile(r"(?<![^\W_])(?<![!$-])" + _NUMBERED)
_TO = r"\s*(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|to\b|until\b|through\b)\s*"
_RANGE = re.compile(r"(?<![^\W_])(?<![!$-])[eE] ?(\d+)(?:" + _TO + r"[eE] ?|\s*[-\u2010-\u2014/]\s*)(\d+)(?![^\W_])")
_FURTHER = re.compile(r"(?:[,;/&]|\band\b)\s*(\d+)(?=\s*(?:[,;/&\]]|and\b))")  # [E12, 14]: the letter stands for both
_ONLY_ITEMS = re.compile(r"\[(?:\s*E\d+\s*(?:[,;&]|and\b|(?=\])))+\]", re.IGNORECASE)
_CHALLENGE = re.compile(r"(?<!\d)(\d\d)([ /\u00a0\u2010-\u2015-]{1,3})(\d{1,6})(?!\d)")
_LONGEST_PREFIX = 48  # characters: a reference has forty at most
_BEFORE_YEAR = " /-\u00a0\u2010\u2011\u2012\u2013\u2014\u2015"
_NOT_WORDS = frozenset({"reference", "cell", "moderated_cell"})
"""Fields that name a place or the record itself: E14 in them is a cell of a workbook, not an item."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_FEWEST = 2  # words that make a quotation: one alone stands in any text, and is one in quotation marks only
_PART = 6  # words in a row of a quotation that are told from it: as many stand beside each other nowhere else
_MARKS = frozenset("“”„‟‘’\"'«»")
_SENTENCE_END = re.compile(r"(?<![.?!…])[.?!…]+[”’\"')\]]*\s+|\n")
_SENTENCE = 600  # characters beside a quotation that are read for the sentence it stands in
_NEAR = 80  # characters after a quotation in which a citation says whose it is

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NotToBeQuoted:
    """Words that were promised: `at_all` may they not stand; else only without saying where they are from.

    `source` is the name of whoever gave the item, which must not stand in the same sentence.
    """

    quote: str
    item: int
    at_all: bool
    source: str = ""


class TextGate:
    """Holds back in free texts what one edition may not hold.

    `items` are the numbers of evidence and `challenges` the references that may not be named. Cost grows with the
    words of a text, whatever the number of quotations.
    """

    def __init__(
        self, items: Collection[int], challenges: Collection[str], quotations: Iterable[NotToBeQuoted]
    ) -> None:
        self._items = frozenset(items)
        self._prefixes: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._shortly: set[str] = set()  # as tables call them, without their prefix
        for reference in challenges:
            prefix, year, number = ["", "", *reference.rsplit("-", 2)][-3:]
            if prefix and number.isdecimal():
                self._prefixes[year, int(number)].add(_alike(prefix))
                self._shortly.add(f"{year}-{number}")
        self._quotations: dict[str, list[_Promise]] = defaultdict(list)
        self._parts: dict[tuple[str, ...], _Promise] = {}
        for quotation in quotations:
            words = tuple(match[0] for match in _WORD.finditer(_alike(as_seen(quotation.quote))))
            if words:
                self._quotations[words[0]].append(_Promise(words, quotation))
            if quotation.at_all:
                for start in range(len(words) - _PART + 1):
                    self._parts.setdefault(words[start : start + _PART], _Promise(words[start:], quotation))

    def text(self, text: str) -> str:
        """The text with what may not stand in it held back."""
        if not text:
            return text
        held = self._held(text)
        if text.isascii():
            return held
        # What only an eye reads as a citation or as those words is held back too; else the signs stay as they were.
        seen = as_seen(text)
        again = self._held(seen) if seen != text else held
        return again if _count(again) > _count(held) else held

    def _held(self, text: str) -> str:
        text = self._without_quotations(text) if self._quotations else text
        if self._items:
            text = _ITEM.sub(self._item, _RANGE.sub(self._range, _BRACKET.sub(self._bracket, text)))
        return self._without_challenges(text) if self._prefixes else text

    def record(self, thing: T) -> T:
        """A record with every one of its texts so; a record's own reference stays, whatever it is called by."""
        changed: dict[str, Any] = {}
        for field in fields(thing):  # type: ignore[arg-type]
            value = getattr(thing, field.name)
            if isinstance(value, str) and field.name not in _NOT_WORDS:
                held = self.text(value)
                if held != value:
                    changed[field.name] = held
        return replace(thing, **changed) if changed else thing  # type: ignore[type-var]

    def _bracket(self, match: re.Match[str]) -> str:
        single = {int(number) for number in _ITEM.findall(match[0])}
        cited = set(single)
        if cited:
            cited |= {int(number) for number in _FURTHER.findall(match[0])}
        if not cited & self._items and not any(self._spans(known) for known in _RANGE.finditer(match[0])):
            return match[0]
        named = [f"E{number}" for number in sorted(single - self._items)]
        if named and _ONLY_ITEMS.fullmatch(match[0]):
            return f"[{', '.join(named)}] {HELD_BACK}"
        return HELD_BACK  # what is said of it in the brackets tells of it too

    def _spans(self, match: re.Match[str]) -> bool:
        """Whether a withheld item lies within a range: its ends are not all it names."""
        first, last = int(match[1]), int(match[2])
        return any(first <= number <= last for number in self._items) or last in self._items

    def _range(self, match: re.Match[str]) -> str:
        return HELD_BACK if self._spans(match) else match[0]

    def _item(self, match: re.Match[str]) -> str:
        return HELD_BACK if int(match[1]) in self._items else match[0]

    def _without_challenges(self, text: str) -> str:
        edits = []
        for match in _CHALLENGE.finditer(text):
            start = self._start_of_challenge(text, match)
            if start is not None:
                edits.append(_Edit(start, match.end(), HELD_BACK))
        return _edited(text, edits)

    def _start_of_challenge(self, text: str, match: re.Match[str]) -> int | None:
        """Where a withheld challenge’s reference that ends in this match begins; None where it is none of them."""
        before = text[: match.start()][-_LONGEST_PREFIX:]
        spaced = _alike(before.rstrip(_BEFORE_YEAR))
        for prefix in self._prefixes.get((match[1], int(match[3])), ()):
            rest = spaced.removesuffix(prefix)
            if rest != spaced and not rest[-1:].isalnum():
                return match.start() - len(before) + len(rest)
        alone = not before[-1:].isalnum() and not before.endswith("-")
        return match.start() if alone and f"{match[1]}-{match[3]}" in self._shortly else None

    def _without_quotations(self, text: str) -> str:
        spans = [(match[0], match.start(), match.end()) for match in _WORD.finditer(_alike(text))]
        words = tuple(word for word, _, _ in spans)
        edits: list[_Edit] = []
        place = 0
        while place < len(words):
            promise, length = self._promised(words, place)
            if promise is None:
                place += 1
                continue
            start, end = spans[place][1], spans[place + length - 1][2]
            place += length
            if len(promise.words) < _FEWEST and not (text[start - 1 : start] in _MARKS and _ends_quoted(text[end:])):
                continue
            if promise.quotation.at_all:
                edits.append(_Edit(start, end, QUOTATION_HELD_BACK))
            else:
                edits += _whose(text, start, end, promise.quotation)
        return _edited(text, edits)

    def _promised(self, words: tuple[str, ...], place: int) -> tuple[_Promise | None, int]:
        """The quotation of which words stand in this place, whole or in part, and how many words of it."""
        for promise in self._quotations.get(words[place], ()):
            if words[place : place + len(promise.words)] == promise.words:
                return promise, len(promise.words)
        part = self._parts.get(words[place : place + _PART]) if self._parts else None
        if part is None:
            return None, 0
        length = _PART
        while words[place : place + length + 1] == part.words[: length + 1] and length < len(part.words):
            length += 1
        return part, length


class _Promise(NamedTuple):
    words: tuple[str, ...]
    quotation: NotToBeQuoted


class _Edit(NamedTuple):
    start: int
    end: int
    put: str


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    parts, at = [], 0
    for edit in sorted(edits):
        if edit.start >= at:
            parts += [text[at : edit.start], edit.put]
            at = edit.end
    return "".join([*parts, text[at:]])


def _ends_quoted(rest: str) -> bool:
    """Whether a quotation mark follows, with a stop before it or without."""
    return rest[:1] in _MARKS or rest[1:2] in _MARKS


def _whose(text: str, start: int, end: int, quotation: NotToBeQuoted) -> Iterator[_Edit]:
    """What says whose a quotation is that may stand without its source: in its sentence, and straight after it."""
    from_here = max(0, start - _SENTENCE)
    around = text[from_here : end + _SENTENCE]
    first = max((match.end() for match in _SENTENCE_END.finditer(around, 0, start - from_here)), default=0)
    ended = _SENTENCE_END.search(around, end - from_here)
    last = ended.start() if ended else len(around)
    after_it = 0
    for match in _BRACKET.finditer(around, first, max(last, min(end - from_here + _NEAR, len(around)))):
        if quotation.item in {int(number) for number in _ITEM.findall(match[0])} and (
            match.start() < last or not after_it
        ):
            after_it += match.start() >= end - from_here
            yield _Edit(from_here + match.start(), from_here + match.end(), HELD_BACK)
    sought, low = _alike(quotation.source), _alike(around)
    at = low.find(sought, first) if sought else -1
    while 0 <= at < last:
        after = at + len(sought)
        whole_words = not (low[at - 1 : at].isalnum() or low[after : after + 1].isalnum())
        if whole_words and not start <= from_here + at < end:
            yield _Edit(from_here + at, from_here + after, HELD_BACK)
        at = low.find(sought, after)


def _alike(text: str) -> str:
    """A text in the form in which quotations are looked for, its characters where they are."""
    return "".join(low if len(low := sign.casefold()) == 1 else sign for sign in text).replace("’", "'")


def _count(text: str) -> int:
    return text.count(HELD_BACK) + text.count(QUOTATION_HELD_BACK)
