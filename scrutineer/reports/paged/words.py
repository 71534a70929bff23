"""Words as ReportLab's paragraphs, each the content of an element: where they break, what draws them, what they open.

Lines that are not read as they are drawn (letters that join, words from right to left) are put in order after ReportLab
has broken them, and say in the file what is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.flowables import AnchorFlowable
from reportlab.platypus.paraparser import ParaFrag

from scrutineer.reports.document import Run, Words
from scrutineer.reports.furniture import linked, runs_to_left, settled
from scrutineer.reports.paged.faces import Glyphs, by_face, face, is_plain, shaped
from scrutineer.reports.paged.looks import PrintLooks, to_the_right
from scrutineer.reports.paged.tagging import Element, LinkElement
from scrutineer.reports.style import SEMIBOLD

_TOGETHER = re.compile(
    r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: \d{2,4})?\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b"
    r"|\b(?:[Pp]ages?|[Ss]tep|[Ll]ine|[Vv]ersion|[Ee]ntry|[Ii]tem|[Ss]ection) \d[\w.]*"
    r"|\[[A-Z]\d+[^\]\n]{0,16}\]"
)
"""Dates and references, which are never broken."""

Beside = Callable[[Any, "TaggedParagraph"], None]
"""Draws what stands beside a paragraph, or a part of one, before its words."""


def as_printed(text: str) -> str:
    """A text as it is set, before it is broken into lines."""
    return _TOGETHER.sub(lambda match: match.group().replace(" ", "\u00a0"), settled(text).replace("\t", " "))


def one_line(text: str) -> str:
    """A text that may have only one line."""
    return " ".join(as_printed(text[:400]).split())


class _Spoken(str):
    """Words of a line that say what is read from `opens` on, and whether that ends with them."""

    __slots__ = ("closes", "opens")


class TaggedParagraph(Paragraph):
    """A paragraph that fills an element, in as many parts as it is split into; drawn again, it is an artefact."""

    blPara: Any  # what ReportLab keeps for itself of the lines and the widths that they were broken for
    _wrapWidths: Any
    element: Element | None = None
    anchor = ""
    outline: tuple[str, int] | None = None
    beside: Beside | None = None
    after: Beside | None = None
    first = last = True
    glyphs: Glyphs | None = None  # where lines are not drawn as they are read
    _drawn = False
    _whole = True
    _broken: tuple[list[float], Any] | None = None

    def breakLines(self, width: Any) -> Any:  # noqa: N802
        """ReportLab's lines, each in the order in which it is drawn; a part of a paragraph keeps those that it has."""
        if self._broken is None or (self._whole and self._broken[0] != width):
            made = super().breakLines(list(width))
            if self.glyphs is not None and made.kind == 1:
                for line in made.lines:
                    _put_in_order(line, self.style.alignment != 0, self.glyphs)
            self._broken = list(width), made
        return self._broken[1]

    def _get_split_blParaFunc(self) -> Any:  # noqa: N802
        """No part is broken into lines again, so that none needs words of its own."""
        return lambda *_: self.frags

    def split(self, availWidth: float, availHeight: float) -> list[Any]:  # noqa: N803
        """Both parts fill the same element."""
        if not hasattr(self, "blPara"):  # a table asks with a width that is not the cell's
            self.wrap(availWidth, availHeight)
        lines: Any = self.blPara
        parts: list[Any] = super().split(availWidth, availHeight)
        if len(parts) == 2:
            first, rest = parts
            ends = len(first.blPara.lines)
            for part, kept in ((first, lines.lines[:ends]), (rest, lines.lines[ends:])):
                part.element, part.beside, part.after = self.element, self.beside, self.after
                part._broken, part._whole = (self._wrapWidths, lines.clone(lines=kept)), False
            first.anchor, first.outline, first.first, first.last = self.anchor, self.outline, self.first, False
            rest.first, rest.last, first.keepWithNext = False, self.last, 0
        return parts

    def draw(self) -> None:
        """What stands beside the words, and the words as content of their element."""
        canvas: Any = self.canv
        if self.anchor:
            canvas.bookmarkHorizontal(self.anchor, 0, self.height)
        if self.outline:
            canvas.addOutlineEntry(self.outline[0], self.anchor, self.outline[1], closed=False)
        if self.beside:
            self.beside(canvas, self)
        if self.element is None or self._drawn:
            super().draw()
        else:
            self._drawn = True
            canvas.begin(self.element)
            super().draw()
            canvas.end()
        if self.after:
            self.after(canvas, self)


class WordSetter:
    """Makes the paragraphs of one document; links lead only to what it holds."""

    def __init__(self, looks: PrintLooks, names: dict[str, str]) -> None:
        self._looks, self._names = looks, names
        self.links: list[LinkElement] = []
        self.glyphs: Glyphs = {}
        self._frags: dict[tuple[str, bool, bool, bool], ParaFrag] = {}
        self._to_the_right: dict[str, ParagraphStyle] = {}

    def said(self, words: Words, style: ParagraphStyle, element: Element | None, anchor: str = "") -> TaggedParagraph:
        """Words as the content of an element; with an anchor they can be led to."""
        if len(words) == 1 and words[0].text.isascii() and not words[0].leads_to and words[0].text.isprintable():
            frag = self._frag(style, words[0], link=False).clone(text=as_printed(words[0].text))
            made = TaggedParagraph(None, style, frags=[frag])  # type: ignore[arg-type]
        else:
            made = self._mixed(words, style, element)
        made.element = element
        made.anchor = self._names.get(anchor, "") if anchor else ""
        return made

    def place(self, anchor: str) -> Iterator[Flowable]:
        """Where a place without words is."""
        if anchor in self._names:
            yield AnchorFlowable(self._names[anchor])

    def link(self, element: Element, to: str, words: str) -> list[tuple[int, str]]:
        """What ReportLab keeps for words that lead somewhere: the number of their link, as which they are drawn."""
        self.links.append(LinkElement(element, to, words))
        number = len(self.links) - 1
        return [(number, f"#{number}")]

    def _mixed(self, words: Words, style: ParagraphStyle, element: Element | None) -> TaggedParagraph:
        frags = list(self._all_frags(words, style, element))
        text = "".join(run.text for run in words)
        if runs_to_left(text):
            style = self._to_the_right.setdefault(style.name, to_the_right(style))
        made = TaggedParagraph(None, style, frags=frags)  # type: ignore[arg-type]
        if not text.isascii() and any(_is_ordered(frag) for frag in frags):
            made.glyphs = self.glyphs
        if len(frags) == 1 and (made.glyphs is not None or frags[0].link):
            frags[0].backColor = None  # ReportLab then keeps its links and its lines as those of several
        return made

    def _all_frags(self, words: Words, style: ParagraphStyle, element: Element | None) -> Iterator[ParaFrag]:
        for run, to in linked(words, self._names):
            usual = self._frag(style, run, link=bool(to))
            text = as_printed(run.text)
            link = self.link(element, to, f"Go to {one_line(run.text.strip('[] '))}") if to and element else []
            for number, line in enumerate(text.split("\n")):
                if number:
                    yield usual.clone(text="", lineBreak=True)
                for name, part in by_face(line, usual.fontName):
                    face(name)
                    yield usual.clone(text=part, fontName=name, link=link)

    def _frag(self, style: ParagraphStyle, run: Run, link: bool) -> ParaFrag:
        key = (style.name, run.strong, link, run.held_back)
        known = self._frags.get(key)
        if known is None:
            known = ParaFrag(
                fontName=SEMIBOLD if run.strong or link else style.fontName,
                fontSize=style.fontSize,
                textColor=self._looks.accent if link else self._looks.held if run.held_back else style.textColor,
                rise=0,
                us_lines=[],
                link=[],
            )
            self._frags[key] = known
        return known


def _is_ordered(frag: Any) -> bool:
    return not is_plain(frag.fontName) or any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in frag.text)


def _put_in_order(line: Any, right_to_left: bool, glyphs: Glyphs) -> None:
    """The words of a line as they stand from left to right, shaped, with what is read."""
    frags = [frag for frag in line.words if frag.text]
    text = "".join(frag.text for frag in frags)
    owner = [number for number, frag in enumerate(frags) for _ in frag.text]
    turned = any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)
    places = (
        _as_they_stand(text, right_to_left) if turned else [(place, False, text[place]) for place in range(len(text))]
    )
    runs: list[tuple[int, bool, list[tuple[int, str]]]] = []
    for place, odd, sign in places:
        if not runs or (owner[place], odd) != runs[-1][:2]:
            runs.append((owner[place], odd, []))
        runs[-1][2].append((place, sign))
    whole = turned and all(frag.link == frags[0].link for frag in frags)
    made, width = [], 0.0
    for number, (frag, odd, signs) in enumerate(runs):
        first, last = min(place for place, _ in signs), max(place for place, _ in signs)
        logical = text[first : last + 1]
        clone = frags[frag].clone()
        if is_plain(clone.fontName):
            drawn: Any = _Spoken("".join(sign for _, sign in signs))
            width += stringWidth(drawn, clone.fontName, clone.fontSize)
        else:
            drawn, wide = shaped(logical, clone.fontName, odd, glyphs)
            width += wide * clone.fontSize
        ends = number == len(runs) - 1
        if whole:
            drawn.opens, drawn.closes = "" if number else f"{text} ", ends
            clone.text = drawn
        elif odd or not is_plain(clone.fontName):
            drawn.opens, drawn.closes = f"{logical} " if ends else logical, True
            clone.text = drawn
        made.append(clone)
    line.words[:] = made or line.words
    line.extraSpace = line.maxWidth - width


def _as_they_stand(text: str, right_to_left: bool) -> list[tuple[int, bool, str]]:
    """Each sign's place in the text, whether it runs from right to left, and how it is drawn, from left to right."""
    from bidi import algorithm

    level = 1 if right_to_left else 0
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = level, "LR"[level]
    algorithm.get_embedding_levels(text, storage)
    for place, sign in enumerate(storage["chars"]):
        sign["place"] = place
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    algorithm.apply_mirroring(storage, False)
    return [(sign["place"], sign["level"] % 2 == 1, sign["ch"]) for sign in storage["chars"]]
