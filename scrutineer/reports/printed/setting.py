"""Words set into lines of a width: where they break, which face draws them, and what a click on them opens.

A paragraph of one run in plain letters, which nearly all are, is broken word by word with what was measured before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from scrutineer.reports.document import Words
from scrutineer.reports.printed.directions import base_level, in_order, levels, runs_right_to_left
from scrutineer.reports.printed.faces import STRONG, USUAL, FacesUsed, GlyphsUsed
from scrutineer.reports.printed.shaping import shaped

_ALONE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"  # scripts without spaces: a line may end after any sign
_TOKEN = re.compile(rf"\n|[{_ALONE}][、。，．）」』】？！：；”’]*|[^ \n{_ALONE}]+")
_WORD = re.compile(r"[^ ]+")
_TOGETHER = re.compile(
    r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: \d{2,4})?\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b"
    r"|\b(?:[Pp]ages?|[Ss]tep|[Ll]ine|[Vv]ersion|[Ee]ntry|[Ii]tem|[Ss]ection) \d[\w.]*"
    r"|\b\d+ (?:of \d+|days?(?: overdue)?|weeks?|months?|years?)\b"
    r"|\[[A-Z]\d+[^\]\n]{0,16}\]"
)
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_GOOD_END = "/-_.,;:@&?=+"  # where a word that is too long for a line is rather broken
_UNBROKEN = 12  # characters that are looked back through for one


def as_printed(text: str) -> str:
    """A text as it is printed: composed letters, one kind of apostrophe within words, one kind of line end."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text))
    return _APOSTROPHE.sub("’", _LINE_END.sub("\n", text.replace("\t", " ")))


def _kept_together(match: re.Match[str]) -> str:
    return match.group().replace(" ", "\u00a0")


@dataclass(frozen=True, slots=True)
class TypeLook:
    """How words are set: points, the distance of lines, colour, weight, and whether they lean."""

    size: float
    leading: float
    ink: str
    strong: bool = False
    leans: bool = False
    right: bool = False

    @property
    def face(self) -> str:
        """The face that draws what it can."""
        return STRONG if self.strong else USUAL


class LinePart(NamedTuple):
    """Words of a line with one look: where they begin, how wide they are, what draws them, what they lead to."""

    x: float
    width: float
    look: TypeLook
    code: str
    leads_to: str


class _Span(NamedTuple):
    end: int
    look: TypeLook
    leads_to: str


SetLine = tuple[LinePart, ...]


class TypeSetter:
    """Sets words for one file. `anchors` are the places that can be led to; links to others are set as plain words."""

    def __init__(self, faces: FacesUsed, anchors: frozenset[str], link_ink: str, held_ink: str) -> None:
        self._faces, self._anchors, self._link_ink, self._held_ink = faces, anchors, link_ink, held_ink
        self._known: dict[tuple[str, str, float], float] = {}

    def width(self, text: str, look: TypeLook) -> float:
        """How wide a text is in one line."""
        return self._measured(as_printed(text), look)

    def chosen(self, look: TypeLook) -> str:
        """The code that chooses a look's face, size and colour."""
        return f"/{self._faces.face(look.face).key} {look.size:g} Tf {look.ink}"

    def one_line(self, text: str, look: TypeLook, room: float) -> tuple[float, str]:
        """A text that may have only one line: its width and its code, cut with an ellipsis where it has no room."""
        text = " ".join(as_printed(text[:400]).split())
        while text and (wide := self._measured(text, look)) > room:
            text = text[: max(0, min(len(text) - 2, int(len(text) * room / wide)))].rstrip("… ") + "…"
            if text == "…":
                break
        parts = self._line_parts(text, 0, len(text), [_Span(len(text), look, "")])
        return sum(part.width for part in parts), " ".join(part.code for part in parts)

    def widest_word(self, words: Words, look: TypeLook) -> float:
        """The width of the longest stretch that is not broken where it has room."""
        text = self._flat(words, look)[0]
        if len(text) > 2_000:
            text = text[:2_000]
        return max((self._measured(match.group(), look) for match in _TOKEN.finditer(text)), default=0.0)

    def lines(self, words: Words, look: TypeLook, width: float) -> list[SetLine]:
        """The words in lines; a word that is wider than a line is broken. No words are no lines."""
        text, spans = self._flat(words, look)
        if not text:
            return []
        if len(spans) == 1:
            plain = self._plain_lines(text, spans[0], width)
            if plain is not None:
                return plain
        made: list[SetLine] = []
        for start, end, whole in self._ranges(text, spans, width):
            made.append(self._line(text, start, end, spans, width, whole))
        return made

    def _flat(self, words: Words, look: TypeLook) -> tuple[str, list[_Span]]:
        parts: list[str] = []
        spans: list[_Span] = []
        end = 0
        for run in words:
            part = as_printed(run.text)
            if not part:
                continue
            own = replace(look, strong=True) if run.strong and not look.strong else look
            leads_to = run.leads_to if run.leads_to in self._anchors else ""
            if leads_to:
                own = replace(own, strong=True, ink=self._link_ink)
            if run.held_back:
                own = replace(own, leans=True, ink=self._held_ink)
            end += len(part)
            parts.append(part)
            spans.append(_Span(end, own, leads_to))
        return _TOGETHER.sub(_kept_together, "".join(parts)), spans

    # Plain words of one run.

    def _plain_lines(self, text: str, span: _Span, width: float) -> list[SetLine] | None:
        """None where some word is not set plainly, or is too long for a line."""
        look = span.look
        used = self._faces.face(look.face)
        words, room, space = used.words, width / look.size + 1e-6, used.words[" "][0]
        made: list[SetLine] = []
        for line in text.split("\n"):
            codes: list[str] = []
            at = 0.0
            for word in line.split(" "):
                wide, code = words[word]
                if not code or wide > room:
                    if word:
                        return None
                    continue
                if codes and at + space + wide > room:
                    made.append(self._plain_line(codes, at, span, used, width))
                    codes, at = [], 0.0
                at += space + wide if codes else wide
                codes.append(code)
            made.append(self._plain_line(codes, at, span, used, width))
        return made

    @staticmethod
    def _plain_line(codes: list[str], at: float, span: _Span, used: GlyphsUsed, width: float) -> SetLine:
        if not codes:
            return ()
        wide = at * span.look.size
        code = f"<{used.space.join(codes)}{used.space}>Tj"
        return (LinePart(width - wide if span.look.right else 0.0, wide, span.look, code, span.leads_to),)

    # Anything else.

    def _measured(self, text: str, look: TypeLook) -> float:
        used = self._faces.face(look.face)
        if used.plainly.issuperset(text):
            wide = sum(used.words[word][0] for word in _WORD.findall(text))
            return (wide + text.count(" ") * used.words[" "][0]) * look.size
        known = self._known.get((text, look.face, look.size))
        if known is None:
            known = shaped(text, look.face, look.size, self._faces, runs_right_to_left(text))[0]
            if len(text) <= _UNBROKEN:
                self._known[text, look.face, look.size] = known
        return known

    def _wide(self, text: str, start: int, end: int, spans: list[_Span]) -> float:
        return sum(self._measured(text[first:last], span.look) for first, last, span in _overlaps(start, end, spans))

    def _ranges(self, text: str, spans: list[_Span], width: float) -> Iterator[tuple[int, int, bool]]:
        """Where each line begins and ends, and whether it ends with a whole word."""
        start, end, at = 0, 0, 0.0
        begun = False
        for match in _TOKEN.finditer(text):
            first, last = match.span()
            if match.group() == "\n":
                yield start, max(start, end), True
                start, end, at, begun = last, last, 0.0, False
                continue
            wide = self._wide(text, first, last, spans)
            gap = self._wide(text, end, first, spans) if begun else 0.0
            if begun and at + gap + wide > width + 1e-6:
                yield start, end, first > end
                at, gap, begun = 0.0, 0.0, False
            if not begun:
                start, begun = first, True
            if wide > width + 1e-6:
                for cut in self._cuts(text, first, last, spans, width):
                    yield start, cut, False
                    start = cut
                wide = self._wide(text, start, last, spans)
            end, at = last, at + gap + wide
        yield start, max(start, end), True

    def _cuts(self, text: str, first: int, last: int, spans: list[_Span], width: float) -> Iterator[int]:
        """Where a word that is too long is broken."""
        at, begun = 0.0, first
        place = first
        while place < last:
            wide = self._wide(text, place, place + 1, spans)
            if at + wide > width and place > begun:
                cut = _good_cut(text, begun, place)
                yield cut
                begun = place = cut
                at = 0.0
                continue
            at += wide
            place += 1

    def _line(self, text: str, start: int, end: int, spans: list[_Span], width: float, whole: bool) -> SetLine:
        parts = self._line_parts(text, start, end, spans)
        from_right = base_level(text) == 1
        if whole and parts:
            parts = self._with_space(parts, from_right)
        right = spans[0].look.right or from_right
        shift = width - sum(part.width for part in parts) if right else 0.0
        return tuple(part._replace(x=part.x + shift) for part in parts)

    def _with_space(self, parts: list[LinePart], from_right: bool) -> list[LinePart]:
        """A line that ends in a space, so that nobody joins its last word to the next."""
        beside = parts[0] if from_right else parts[-1]
        used = self._faces.face(beside.look.face)
        space = f"/{used.key} {beside.look.size:g} Tf <{used.space}>Tj"
        if from_right:
            wide = used.words[" "][0] * beside.look.size
            return [beside._replace(x=beside.x - wide, code=f"{space} {beside.code}"), *parts[1:]]
        return [*parts[:-1], beside._replace(code=f"{beside.code} {space}")]

    def _line_parts(self, text: str, start: int, end: int, spans: list[_Span]) -> list[LinePart]:
        """The parts of a line from left to right, which is how readers of the file expect both directions."""
        pieces, order = _directed(text, start, end, spans)
        parts: list[LinePart] = []
        x = 0.0
        for place in order:
            words, span, right_to_left = pieces[place]
            wide, code = self._coded(words, span.look, right_to_left)
            parts.append(LinePart(x, wide, span.look, code, span.leads_to))
            x += wide
        return parts

    def _coded(self, text: str, look: TypeLook, right_to_left: bool) -> tuple[float, str]:
        used = self._faces.face(look.face)
        if not right_to_left and used.plainly.issuperset(text):
            known = [used.words[word] for word in text.split(" ")]
            spaces = text.count(" ") * used.words[" "][0]
            return (sum(wide for wide, _ in known) + spaces) * look.size, (
                f"<{used.space.join(code for _, code in known)}>Tj"
            )
        wide, code = shaped(text, look.face, look.size, self._faces, right_to_left)
        if look.strong:  # the other faces have one weight: their outlines are drawn too
            code = f"{look.ink.replace('rg', 'RG')} {look.size * 0.03:.2f} w 2 Tr {code} 0 Tr"
        return wide, f"{code} /{used.key} {look.size:g} Tf"


def _overlaps(start: int, end: int, spans: list[_Span]) -> Iterator[tuple[int, int, _Span]]:
    begun = 0
    for span in spans:
        first, last = max(start, begun), min(end, span.end)
        if first < last:
            yield first, last, span
        begun = span.end
        if begun >= end:
            return


def _directed(
    text: str, start: int, end: int, spans: list[_Span]
) -> tuple[list[tuple[str, _Span, bool]], Iterable[int]]:
    """The parts of a line, whether each runs from right to left, and their places as they stand from left to right."""
    if not runs_right_to_left(text[start:end]):
        pieces = [(text[first:last], span, False) for first, last, span in _overlaps(start, end, spans)]
        return pieces, range(len(pieces))
    of_line = levels(text[start:end], base_level(text))
    parts: list[tuple[str, _Span, int]] = []
    for first, last, span in _overlaps(start, end, spans):
        begun = first
        for place in range(first, last):
            if place + 1 == last or of_line[place + 1 - start] != of_line[place - start]:
                parts.append((text[begun : place + 1], span, of_line[place - start]))
                begun = place + 1
    return [(words, span, level % 2 == 1) for words, span, level in parts], in_order([level for *_, level in parts])


def _good_cut(text: str, begun: int, place: int) -> int:
    for near in range(place, max(begun + 1, place - _UNBROKEN), -1):
        if text[near - 1] in _GOOD_END:
            return near
    cut = place
    while cut > begun + 1 and (
        unicodedata.combining(text[cut]) or text[cut] in "\u200d\ufe0f" or text[cut - 1] == "\u200d"
    ):
        cut -= 1
    return cut
