"""Documents as tagged PDF (PDF/UA-1), for paper and for readers that speak.

The tree of what is read is made from the document first; what is drawn fills its leaves, and whatever no element
claims is an artefact. ReportLab parses and cuts the faces and draws the charts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from reportlab.lib.units import mm

from scrutineer.progress import SILENT, Progress
from scrutineer.reports.document import Block, Cover, Document, Grid, Heading, Line, PageBreak, Section, lines, plain
from scrutineer.reports.printed.blocks import BlockPrinter, section_anchor
from scrutineer.reports.printed.drawings import filled
from scrutineer.reports.printed.faces import not_drawn
from scrutineer.reports.printed.flow import PageFlow
from scrutineer.reports.printed.furniture import PrintedFurniture
from scrutineer.reports.printed.looks import HIGH, SIDE, TOP, PrintLooks, ink
from scrutineer.reports.printed.pieces import PagePiece
from scrutineer.reports.printed.setting import TypeSetter, as_printed
from scrutineer.reports.printed.sheets import Book, FileProperties, OutlineEntry
from scrutineer.reports.printed.structure import Element

__all__ = ["as_printed", "render", "undrawable"]

_COVER = "cover:"


def render(document: Document, *, made: datetime, progress: Progress = SILENT) -> bytes:
    """The PDF's bytes; `made` is the moment that the file says it was made at.

    The same document and moment give the same bytes. No text is too long for any place, and none is left out: what no
    face draws stands as a hollow square, and `undrawable` names it beforehand.
    """
    return _Printer(document, progress).printed(made)


def undrawable(document: Document) -> tuple[tuple[str, str], ...]:
    """Where something is written that no face draws, and which characters those are, once each."""
    titles = {section.key: section.title for section in document.sections}
    by_place: dict[str, str] = {}
    for line in (*lines(document), *_around(document)):
        missing = not_drawn(as_printed(line.text))
        if missing:
            where = f"{titles.get(line.section) or line.section.capitalize()}, {line.kind}"
            by_place[where] = "".join(dict.fromkeys(by_place.get(where, "") + missing))
    return tuple(by_place.items())


def _around(document: Document) -> Iterator[Line]:
    for kind in ("handling", "version", "day", "watermark"):
        yield Line("every page", kind, plain(getattr(document, kind)))


def _anchors(document: Document) -> Iterator[str]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Heading) and block.anchor:
                yield block.anchor
            elif isinstance(block, Grid):
                yield from (cell.anchor for row in block.rows for cell in row if cell.anchor)


def _one_line(text: str) -> str:
    return " ".join(as_printed(text[:500]).split())


class _Printer:
    """One document on its way into one file."""

    def __init__(self, document: Document, progress: Progress) -> None:
        self._document, self._progress = document, progress
        self._book = Book()
        setter = TypeSetter(self._book.faces, frozenset(_anchors(document)), ink("accent"), ink("text-2"))
        self._looks = PrintLooks(document.body_points)
        self._blocks = BlockPrinter(self._book, setter, self._looks, document.sections)
        self._flow = PageFlow(self._book, PrintedFurniture(document, self._book, setter).begin)

    def printed(self, made: datetime) -> bytes:
        """Cover, sections, end."""
        document = self._document
        self._cover(document.cover)
        for number, section in enumerate(document.sections, 1):
            self._section(section)
            self._progress.step(number, len(document.sections), "Setting the pages")
        self._flow.finish()
        title = f"{document.title}: {document.partnership}" if document.partnership else document.title
        return self._book.finished(FileProperties(_one_line(title), _one_line(document.subject), made))

    def _cover(self, cover: Cover) -> None:
        document, flow, looks, own = self._document, self._flow, self._looks, cover.own_page
        element = self._book.tree.add(self._book.tree.top, "Sect")
        if own:
            flow.skip(34 * mm)
        y = HIGH - TOP - (34 * mm if own else 0)
        flow.sheet.artefact(filled(SIDE, y - 1.6 * mm, 26 * mm, 1.6 * mm, "accent"))
        flow.skip(8 * mm if own else 5 * mm)
        title = self._blocks.text(plain(document.title), looks.title, self._book.tree.add(element, "H1"), anchor=_COVER)
        self._book.outline.append(OutlineEntry(0, _one_line(document.title[:110]), _COVER))
        flow.add(title)
        for words, look, before in (
            (document.partnership, looks.subtitle, 6.0),
            (cover.about, looks.about, 8.0),
        ):
            if words:
                below = self._blocks.text(plain(words), look, self._book.tree.add(element, "P"))
                below.before = before
                flow.add(below)
        rest: list[PagePiece] = list(self._blocks.facts_of_cover(cover.facts, element))
        for block in cover.notes:
            rest += self._blocks.pieces(block, element)
        if own:
            flow.sink(rest)
        for piece in rest if not own else ():
            flow.add(piece)
        flow.settle()
        self._book.tree.settle(element)
        if own and document.sections:
            flow.turn()

    def _section(self, section: Section) -> None:
        flow = self._flow
        if section.own_page:
            flow.turn_if_begun()
        element = self._book.tree.add(self._book.tree.top, "Sect")
        for piece in self._blocks.heading(section.title, 1, element, anchor=section_anchor(section)):
            flow.add(piece)
        for block in section.blocks:
            self._block(block, element)
        flow.settle()
        self._book.tree.settle(element)
        self._book.tree.settle(self._book.tree.top)

    def _block(self, block: Block, element: Element) -> None:
        if isinstance(block, PageBreak):
            self._flow.turn_if_begun()
            return
        for piece in self._blocks.pieces(block, element):
            self._flow.add(piece)
        if self._flow.settled:
            self._book.tree.settle(element)
