"""What must not stand in a free text of an edition: citations of what it may not name, and words not to be quoted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

HELD_BACK = "[held back]"
"""What stands in place of a citation that an edition may not name."""

QUOTATION_HELD_BACK = "[quotation held back]"
"""What stands in place of words that were not to be quoted."""

_BRACKET = re.compile(r"\[[^\[\]]*\]")
_ITEM = re.compile(r"(?<![\w!$-])E(\d+)(?!\w)", re.IGNORECASE)
_ONLY_ITEMS = re.compile(r"\[(?:\s*E\d+\s*(?:[,;&]|and\b|(?=\])))+\]", re.IGNORECASE)
_CHALLENGE = re.compile(r"(?<![\w-])[A-Z]{2,6}-\d\d-\d+(?!\d)", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_FEWEST = 2  # words that make a quotation: one alone stands in any text
_NEAR = 80  # characters after a quotation in which a citation says whose it is

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NotToBeQuoted:
    """Words that were promised: `at_all` may they not stand; else only without saying where they are from."""

    quote: str
    item: int
    at_all: bool


class TextGate:
    """Holds back in free texts what one edition may not hold.

    `items` are the numbers of evidence and `challenges` the references that may not be named. Cost grows with the
    words of a text, whatever the number of quotations.
    """

    def __init__(
        self, items: Collection[int], challenges: Collection[str], quotations: Iterable[NotToBeQuoted]
    ) -> None:
        self._items = frozenset(items)
        self._challenges = frozenset(reference.upper() for reference in challenges)
        self._quotations: dict[str, list[tuple[tuple[str, ...], NotToBeQuoted]]] = defaultdict(list)
        for quotation in quotations:
            words = tuple(match[0] for match in _WORD.finditer(_alike(quotation.quote)))
            if len(words) >= _FEWEST:
                self._quotations[words[0]].append((words, quotation))

    def text(self, text: str) -> str:
        """The text with what may not stand in it held back."""
        if not text:
            return text
        text = self._without_quotations(text) if self._quotations else text
        if self._items:
            text = _ITEM.sub(self._item, _BRACKET.sub(self._bracket, text))
        return _CHALLENGE.sub(self._challenge, text) if self._challenges else text

    def record(self, thing: T) -> T:
        """A record with every one of its texts so; a record's own reference stays, whatever it is called by."""
        changed: dict[str, Any] = {}
        for field in fields(thing):  # type: ignore[arg-type]
            value = getattr(thing, field.name)
            if isinstance(value, str) and field.name != "reference":
                held = self.text(value)
                if held != value:
                    changed[field.name] = held
        return replace(thing, **changed) if changed else thing  # type: ignore[type-var]

    def _bracket(self, match: re.Match[str]) -> str:
        cited = {int(number) for number in _ITEM.findall(match[0])}
        if not cited & self._items:
            return match[0]
        named = [f"E{number}" for number in sorted(cited - self._items)]
        if named and _ONLY_ITEMS.fullmatch(match[0]):
            return f"[{', '.join(named)}] {HELD_BACK}"
        return HELD_BACK  # what is said of it in the brackets tells of it too

    def _item(self, match: re.Match[str]) -> str:
        return HELD_BACK if int(match[1]) in self._items else match[0]

    def _challenge(self, match: re.Match[str]) -> str:
        return HELD_BACK if match[0].upper() in self._challenges else match[0]

    def _without_quotations(self, text: str) -> str:
        spans = [(match[0], match.start(), match.end()) for match in _WORD.finditer(_alike(text))]
        words = [word for word, _, _ in spans]
        parts, at, place = [], 0, 0
        while place < len(words):
            quoted = next((q for q in self._quotations.get(words[place], ()) if _stands(q[0], words, place)), None)
            if quoted is None:
                place += 1
                continue
            last = place + len(quoted[0]) - 1
            start, end = spans[place][1], spans[last][2]
            if quoted[1].at_all:
                parts += [text[at:start], QUOTATION_HELD_BACK]
                at = end
            else:
                parts += [text[at:end]]
                at = end + self._whose(text[end:], quoted[1].item, parts)
            place = last + 1
        return "".join([*parts, text[at:]])

    def _whose(self, rest: str, item: int, parts: list[str]) -> int:
        """Hold back the citation that follows a quotation which may stand without its source; how far that goes."""
        for match in _BRACKET.finditer(rest[:_NEAR]):
            if item in {int(number) for number in _ITEM.findall(match[0])}:
                parts += [rest[: match.start()], HELD_BACK]
                return match.end()
        return 0


def _alike(text: str) -> str:
    """A text in the form in which quotations are looked for, its characters where they are."""
    return "".join(low if len(low := sign.casefold()) == 1 else sign for sign in text).replace("’", "'")


def _stands(quoted: tuple[str, ...], words: list[str], place: int) -> bool:
    return tuple(words[place : place + len(quoted)]) == quoted
