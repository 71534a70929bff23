"""Documents as tagged PDF (PDF/UA-1), for paper and for readers that speak: ReportLab's pages with a layer of tags.

The tree of what is read is made from the document first; flowables fill its leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import IO, Any, cast

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, HRFlowable, PageTemplate, Spacer
from reportlab.platypus.doctemplate import ActionFlowable

from scrutineer.progress import SILENT, Progress
from scrutineer.reports.document import Document, Line, lines, plain
from scrutineer.reports.furniture import LANGUAGE, settled
from scrutineer.reports.logos import size_of
from scrutineer.reports.paged.beside import KeptWithNext, LogoInPlace, NewPage, RoomAbove
from scrutineer.reports.paged.blocks import BlockSetter
from scrutineer.reports.paged.faces import not_drawn
from scrutineer.reports.paged.furniture import PageFurniture
from scrutineer.reports.paged.looks import BOTTOM, HIGH, ROOM, SIDE, WIDE, WIDTH
from scrutineer.reports.paged.tagging import Element, FileInformation, TaggedCanvas, literal
from scrutineer.reports.paged.words import one_line
from scrutineer.reports.style import REGULAR

_COVER = "cover"


def render(document: Document, *, made: datetime, progress: Progress = SILENT) -> bytes:
    """The PDF's bytes; `made` is the moment that the file says it was made at.

    The same document and moment give the same bytes. No text is too long for any place, and none is left out: what no
    face draws stands as a hollow square, and `undrawable` names it beforehand.
    """
    return _Printer(document, progress).printed(made)


def undrawable(document: Document) -> tuple[tuple[str, str], ...]:
    """Where something is written that no face draws, and which characters those are, once each."""
    titles = {section.key: section.title for section in document.sections}
    named: dict[str, str] = {}
    for line in (*lines(document), *_around(document)):
        missing = not_drawn(settled(line.text))
        if missing:
            where = f"{titles.get(line.section) or line.section.capitalize()}, {line.kind}"
            named[where] = "".join(dict.fromkeys(named.get(where, "") + missing))
    return tuple(named.items())


def _around(document: Document) -> Iterator[Line]:
    for kind in ("handling", "version", "day", "watermark"):
        yield Line("every page", kind, plain(getattr(document, kind)))


class _Then(ActionFlowable):
    """The next part of a document, made when the last one is drawn: all of it at once would fill the memory."""

    def __init__(self, story: list[Flowable], parts: Iterator[list[Flowable]]) -> None:
        super().__init__(())
        self._story, self._parts = story, parts

    def apply(self, doc: Any) -> None:  # noqa: ARG002
        """Put it on the list, if there is one."""
        part = next(self._parts, None)
        if part is not None:
            self._story += [*part, self]


class _Written:
    """Where ReportLab writes a file to, in one piece."""

    content = b""

    def write(self, content: bytes) -> None:
        """Keep it."""
        self.content = content


class _Canvas(TaggedCanvas):
    """Knows on which page each place is, and what is to be drawn at the very end."""

    def __init__(self, *args: Any, last_things: Callable[[_Canvas], None], **named: Any) -> None:
        self.pages: dict[str, int] = {}
        self._last_things = last_things
        super().__init__(*args, **named)

    def bookmarkHorizontal(self, key: str, relativeX: float, relativeY: float, **named: Any) -> None:  # noqa: N802, N803
        """The first place of a name is the place."""
        if key not in self.pages:
            self.pages[key] = self.getPageNumber()
            super().bookmarkHorizontal(key, relativeX, relativeY + 6, **named)

    def save(self) -> None:
        """Write the file."""
        self._last_things(self)
        super().save()


class _Printer:
    """One document on its way into one file."""

    def __init__(self, document: Document, progress: Progress) -> None:
        self._document, self._progress = document, progress
        self._root = Element("Document")
        self._blocks = BlockSetter(document)
        self._furniture = PageFurniture(document, self._blocks.setter)
        title = f"{document.title}: {document.partnership}" if document.partnership else document.title
        self._title, self._subject = one_line(title), one_line(document.subject)

    def printed(self, made: datetime) -> bytes:
        """Cover, sections, end."""
        out = _Written()
        options: dict[str, Any] = {"keepTogetherClass": KeptWithNext, "initialFontName": REGULAR}
        template = BaseDocTemplate(
            cast(IO[bytes], out), pagesize=(WIDE, HIGH), invariant=1, pageCompression=1, **options
        )
        frame = Frame(SIDE, BOTTOM, WIDTH, ROOM, 0, 0, 0, 0)
        template.addPageTemplates(PageTemplate("page", [frame], onPage=self._furniture.draw))
        story: list[Flowable] = list(self._cover())
        story.append(_Then(story, self._sections()))
        moment = f"D:{made.astimezone(UTC):%Y%m%d%H%M%S}Z"

        def canvas(*args: Any, **named: Any) -> _Canvas:
            own = {**named, "initialFontName": REGULAR, "links": self._blocks.setter.links}
            return _Canvas(*args, **own, last_things=lambda sheet: self._finish(sheet, moment))

        template.build(story, canvasmaker=canvas)
        return out.content

    def _finish(self, canvas: _Canvas, moment: str) -> None:
        canvas._doc.glyphs = self._blocks.setter.glyphs
        canvas._doc.info = FileInformation(self._title, self._subject, moment)
        listed = {name: canvas.pages.get(name, 1) for name in self._blocks.names.values()}
        self._furniture.finish(canvas, listed, self._blocks.looks.contents.fontSize)
        canvas.finish(self._root, LANGUAGE, self._title)

    def _cover(self) -> Iterator[Flowable]:
        document, blocks, own = self._document, self._blocks, self._document.cover.own_page
        looks, element = blocks.looks, self._root.add("Sect")
        yield from self._logo(element)
        yield HRFlowable(26 * mm, 1.6 * mm, "butt", looks.rule, 0, 6 * mm if own else 4 * mm, "LEFT")
        if document.cover.above:
            yield blocks.setter.said(plain(document.cover.above), looks.small, element.add("P"))
        title = blocks.setter.said(plain(document.title), looks.title, element.add("H1"))
        title.anchor, title.outline = _COVER, (one_line(document.title)[:110] or "-", 0)
        yield title
        for words, style in ((document.partnership, looks.subtitle), (document.cover.about, looks.about)):
            if words:
                yield blocks.setter.said(plain(words), style, element.add("P"))
        rest = [flowable for block in (document.cover.facts, *document.cover.notes)
                for flowable in blocks.flowables(block, element)]  # fmt: skip
        if own:
            yield RoomAbove(rest)
        yield from rest
        if own and document.sections:
            yield NewPage()

    def _logo(self, parent: Element) -> Iterator[Flowable]:
        """The room at the head of a cover, with the logo in it where there is one."""
        logo, own = self._document.dress.logo, self._document.cover.own_page
        if logo is None:
            yield Spacer(0, 34 * mm if own else 0)
            return
        element = parent.add("Figure", f"/Alt{literal(logo.alternative)}")
        wide, high = size_of(logo, own_page=own)
        yield Spacer(0, 4 * mm if own else 0)
        yield LogoInPlace(logo, (wide, high), element)
        yield Spacer(0, 38 * mm - high if own else 4 * mm)

    def _sections(self) -> Iterator[list[Flowable]]:
        sections = self._document.sections
        for number, section in enumerate(sections, 1):
            yield list(self._blocks.section(section, self._root.add("Sect")))
            self._progress.step(number, len(sections), "Setting the pages")
