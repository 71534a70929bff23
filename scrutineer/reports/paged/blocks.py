"""Blocks of a document as ReportLab's flowables, and the elements that they are read as."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import Flowable

from scrutineer.domain.six_steps import SixSteps
from scrutineer.reports.document import (
    Block,
    Bullets,
    Callout,
    Contents,
    Document,
    Face,
    Figure,
    Grid,
    Heading,
    PageBreak,
    Pair,
    Paragraph,
    Quotation,
    Run,
    Section,
    Side,
    WithheldNote,
    plain,
    text_of,
)
from scrutineer.reports.furniture import Outline, anchors
from scrutineer.reports.paged.beside import NewPage, PictureInPlace, barred, labelled, signed
from scrutineer.reports.paged.grids import GridSetter, table
from scrutineer.reports.paged.looks import CALLOUTS, QUOTED, WIDTH, PrintLooks
from scrutineer.reports.paged.tagging import Element, literal
from scrutineer.reports.paged.words import TaggedParagraph, WordSetter, one_line
from scrutineer.reports.pictures import picture_chart, six_steps_chart
from scrutineer.reports.style import REGULAR, SEMIBOLD, colour

_CHART = 10.5  # points of the words in a chart
_LONGEST_ENTRY = 110  # characters in the outline


class BlockSetter:
    """Makes the flowables of a document's blocks, in the order in which they are read."""

    def __init__(self, document: Document) -> None:
        self._document, self.names = document, anchors(document)
        self.looks = PrintLooks(document.body_points, document.dress)
        self.setter = WordSetter(self.looks, self.names)
        self._grids = GridSetter(self.setter, self.looks)
        self._levels, self._entry, self._below_eyebrow = Outline(), 0, False

    def section(self, section: Section, parent: Element) -> Iterator[Flowable]:
        """A section under its title."""
        self._levels.section()
        if section.own_page:
            yield NewPage()
        if section.title:
            title = self.setter.said(plain(section.title), self.looks.headings[0], parent.add("H1"), section.key)
            self._in_the_outline(title, section.title, 0)
            yield title
        else:
            yield from self.setter.place(section.key)
        for block in section.blocks:
            yield from self.flowables(block, parent)
            self._below_eyebrow = isinstance(block, Paragraph) and block.face is Face.EYEBROW

    def _in_the_outline(self, said: TaggedParagraph, words: str, level: int) -> None:
        self._entry = min(level, self._entry + 1)
        said.outline = (one_line(words)[:_LONGEST_ENTRY] or "-", self._entry)

    def flowables(self, block: Block, parent: Element, width: float = WIDTH) -> Iterator[Flowable]:
        """The flowables of any block."""
        match block:
            case Grid():
                yield from self._grids.flowables(block, parent, width)
            case Figure():
                yield from self._figure(block, parent, width)
            case Pair():
                yield self._pair(block, parent, width)
            case Contents():
                yield from self._contents(parent)
            case PageBreak():
                yield NewPage()
            case _:
                yield from self._words(block, parent)

    def _words(
        self, block: Heading | Paragraph | Bullets | Quotation | Callout | WithheldNote, parent: Element
    ) -> Iterator[Flowable]:
        match block:
            case Heading():
                yield from self._heading(block, parent)
            case Paragraph():
                yield from self._paragraph(block, parent)
            case Bullets():
                yield from self._bullets(block, parent)
            case Quotation():
                yield from self._quotation(block, parent)
            case Callout():
                yield from self._callout(block, parent)
            case WithheldNote():
                yield from self._withheld(block, parent)

    def _heading(self, block: Heading, parent: Element) -> Iterator[Flowable]:
        if not block.words:
            yield from self.setter.place(block.anchor)
        else:
            level = self._levels.level(block.level)
            style = self.looks.headings[min(block.level, 3) - 1]
            made = self.setter.said(plain(block.words), style, parent.add(f"H{level}"), block.anchor)
            if self._below_eyebrow:
                made.spaceBefore = 2
            if made.anchor:
                self._in_the_outline(made, block.outline or block.words, level - 1)
            yield made

    def _paragraph(self, block: Paragraph, parent: Element) -> Iterator[TaggedParagraph]:
        looks = {Face.BODY: self.looks.body, Face.LEAD: self.looks.lead, Face.SMALL: self.looks.small}
        if text_of(block.words):
            yield self.setter.said(block.words, looks.get(block.face, self.looks.eyebrow), parent.add("P"))

    def _bullets(self, block: Bullets, parent: Element) -> Iterator[TaggedParagraph]:
        items = [words for words in block.items if text_of(words)]
        if not items:
            return
        size = self.looks.item.fontSize
        style = self.looks.item.clone(
            "item", leftIndent=size * (0.6 * len(f"{len(items)}.") + 0.5) if block.numbered else 14
        )
        numbering = "Decimal" if block.numbered else "Disc"
        element = parent.add("L", f"/A<</O/List/ListNumbering/{numbering}>>")
        for number, words in enumerate(items, 1):
            item = element.add("LI")
            label = labelled(f"{number}." if block.numbered else "•", item.add("Lbl"))
            made = self.setter.said(words, style, item.add("LBody"))
            made.beside = label
            if number == 1:
                made.spaceBefore = self.looks.body.spaceBefore
            yield made

    def _quotation(self, block: Quotation, parent: Element) -> Iterator[TaggedParagraph]:
        """What was said beside a rule, and under it whose words they are."""
        spoken = [(text, self.looks.quoted) for text in block.paragraphs if text]
        spoken += [(block.by, self.looks.by)] if block.by else []
        element = parent.add("BlockQuote") if spoken else parent
        for number, (text, style) in enumerate(spoken):
            made = self.setter.said(plain(text), style, element.add("P"))
            made.beside = barred(QUOTED, above=style.spaceBefore if number else 0, below=0)
            made.spaceBefore = style.spaceBefore if number else 9
            if number == len(spoken) - 2 and block.by and len(text) < 600:
                made.keepWithNext = 1
            yield made

    def _withheld(self, block: WithheldNote, parent: Element) -> Iterator[TaggedParagraph]:
        """That something is held back: a hollow sign, and muted words."""
        if block.words:
            made = self.setter.said((Run(block.words, held_back=True),), self.looks.withheld, parent.add("P"))
            made.beside = signed("square", "text-3")
            yield made

    def _callout(self, block: Callout, parent: Element) -> Iterator[TaggedParagraph]:
        """Words behind a bar whose look says what they are about."""
        look, rest = CALLOUTS[block.tone], text_of(block.words)
        apart = block.lead and rest and not block.lead[-1].isspace() and not rest[0].isspace()
        words = (Run(block.lead, strong=True), *((Run(" "),) if apart else ()), *block.words)
        if text_of(words).strip():
            made = self.setter.said(words, self.looks.signed if look.sign else self.looks.callout, parent.add("P"))
            made.beside = barred(look)
            yield made

    def _figure(self, block: Figure, parent: Element, width: float) -> Iterator[Flowable]:
        """A caption, the picture with what it shows in words, and its table."""
        element = parent.add("Figure", f"/Alt{literal(block.alternative or block.caption or 'Picture')}")
        if block.caption:
            yield self.setter.said(plain(block.caption), self.looks.caption, element.add("Caption"))
        draw: Any = six_steps_chart if isinstance(block.picture, SixSteps) else picture_chart
        yield PictureInPlace(draw(block.picture, width, _CHART), element)
        yield from self._grids.flowables(block.data, parent, width)

    def _pair(self, block: Pair, parent: Element, width: float) -> Flowable:
        """Two sides beside each other in a box; the left one is read first."""
        level = self._levels.level(3)
        sides = [self._side(side, parent, level, width / 2 - 24) for side in (block.left, block.right)]
        line = (0.7, colour("border-strong"))
        lines = [("BOX", (0, 0), (-1, -1), *line), ("LINEAFTER", (0, 0), (0, 0), *line)]
        return table([sides], [width / 2] * 2, lines, before=10, padding=(12, 12, 9, 11))

    def _side(self, side: Side, parent: Element, level: int, width: float) -> list[Flowable]:
        element = parent.add("Sect")
        made: list[Flowable] = []
        if side.title:
            made.append(self.setter.said(plain(side.title), self.looks.headings[2], element.add(f"H{level}")))
        for block in side.blocks:
            made += self.flowables(block, element, width)
        return made

    def _contents(self, parent: Element) -> Iterator[Flowable]:
        """A line for each section but the one that the list stands in, with its page, which is known at the end."""
        listed = [section for section in self._document.sections if section.title and Contents() not in section.blocks]
        element = parent.add("TOC") if listed else parent
        for section in listed:
            item = element.add("TOCI")
            run = Run(section.title, leads_to=section.key)
            made = self.setter.said((run,), self.looks.contents, item)
            for frag in made.frags:
                frag.fontName = frag.fontName if frag.fontName != SEMIBOLD else REGULAR
                frag.textColor = self.looks.contents.textColor
            made.after = _page_of(self.names[section.key], self.setter.links[-1])
            yield made


def _page_of(name: str, link: Element) -> Any:
    """Dots, and the page of a place, which is drawn into it when every page is known."""

    def draw(canvas: Any, said: TaggedParagraph) -> None:
        if not said.last:
            return
        line = said.blPara.lines[-1]
        base = said.height - said.style.leading * (len(said.blPara.lines) - 1) - said.style.fontSize * 0.97
        canvas.saveState()
        canvas.setStrokeColor(colour("border-strong"))
        canvas.setDash([0.8, 4])
        canvas.line(said.width - 42 - line.extraSpace, base, said.width - 30, base)
        canvas.translate(said.width, base)
        canvas.begin(link)
        canvas.doForm(f"page-of-{name}")
        canvas.end()
        canvas.restoreState()

    return draw
