"""The body of a Word document: each block as XML, in the order in which it is read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

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
    Logo,
    PageBreak,
    Pair,
    Paragraph,
    Quotation,
    Run,
    WithheldNote,
    Words,
    plain,
    text_of,
)
from scrutineer.reports.furniture import CONTENTS, FIGURE, TABLE, Outline, anchors, linked, runs_to_left
from scrutineer.reports.logos import size_of
from scrutineer.reports.raster import picture_png
from scrutineer.reports.word_grids import table
from scrutineer.reports.word_pieces import field, paragraph, plainly, quoted, run_of
from scrutineer.reports.word_styles import CALLOUTS, FACES

_WIDE: Final = 482.0  # points of a picture: the width between the margins
PICTURE_SIZE: Final = (_WIDE, 200)
"""How wide a chart is, in points, and its dots an inch."""
_TALLEST: Final = 640.0  # points that a picture may be high on a page
_EMU: Final = 12_700  # a point in the unit of drawings


class WordBody:
    """Writes the blocks of one document, one after the other."""

    def __init__(self, document: Document, part: Any) -> None:
        self._document, self._part = document, part
        self._names = anchors(document)
        self._outline = Outline()
        self._placed = set[str]()
        self._pictures = self._figures = 0
        self._captions = {TABLE: 0, FIGURE: 0}
        self._new_page = self._under_eyebrow = False
        self._title = ""
        self.numbered = 0

    def xml(self) -> str:
        """Everything between the page's head and foot."""
        document, cover = self._document, self._document.cover
        lowered = f'<w:spacing w:before="{600 if document.dress.logo else 2400}"/>' if cover.own_page else ""
        above = paragraph("Eyebrow", plainly(cover.above), lowered) if cover.above else ""
        parts = [
            self._logo(document.dress.logo) if document.dress.logo else "",
            above,
            paragraph("Title", plainly(document.title), "" if above else lowered),
            paragraph("Subtitle", plainly(document.partnership)) if document.partnership else "",
            paragraph("Lead", plainly(cover.about)) if cover.about else "",
            self._grid(cover.facts),
            *map(self._block, cover.notes),
        ]
        self._new_page = cover.own_page
        for section in document.sections:
            self._outline.section()
            self._title = section.title
            self._new_page = self._new_page or section.own_page
            if section.title:
                parts.append(self._styled("Heading1", self.marked(section.key, plainly(section.title))))
            parts += map(self._block, section.blocks)
        return "".join(parts)

    def _styled(self, style: str, content: str, look: str = "") -> str:
        """A paragraph of its own, on a new page where it is time for that."""
        if self._new_page:
            self._new_page = False
            look = f"<w:pageBreakBefore/>{look}"
        self._under_eyebrow = style == FACES[Face.EYEBROW]
        return paragraph(style, content, look)

    def _words(self, style: str, words: Words, look: str = "") -> str:
        turned = "<w:bidi/>" if runs_to_left(text_of(words)) else ""
        return self._styled(style, self.runs(words), look + turned)

    def runs(self, words: Words, strong: bool = False, style: str = "") -> str:
        """Runs, each a link within the document where it leads somewhere that the document holds."""
        pieces = []
        for run, name in linked(words, self._names):
            shown = Run(run.text, strong=run.strong or strong, held_back=run.held_back)
            link = f'<w:hyperlink w:anchor="{name}" w:history="1">{run_of(shown, "Hyperlink")}</w:hyperlink>'
            pieces.append(link if name else run_of(shown, style))
        return "".join(pieces)

    def marked(self, anchor: str, content: str) -> str:
        """Content that can be led to, once."""
        name = self._names.get(anchor, "")
        if not name or name in self._placed:
            return content
        self._placed.add(name)
        mark = len(self._placed)
        return f'<w:bookmarkStart w:id="{mark}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{mark}"/>'

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                style = f"Heading{self._outline.level(block.level)}"
                close = '<w:spacing w:before="0"/>' if self._under_eyebrow else ""
                return self._styled(style, self.marked(block.anchor, plainly(block.words)), close)
            case Paragraph():
                return self._words(FACES[block.face], block.words)
            case Bullets():
                return "".join(self._items(block))
            case Quotation():
                said = [self._words("Quote", plain(text)) for text in block.paragraphs]
                return "".join([*said, self._words("QuotationSource", plain(block.by)) if block.by else ""])
            case Callout():
                return self._words(CALLOUTS[block.tone], (Run(block.lead, strong=True), *block.words))
            case WithheldNote():
                return self._words("WithheldNote", (Run(block.words, held_back=True),))
            case Contents():
                return self._contents()
            case PageBreak():
                self._new_page = True
                return ""
            case _:
                return self._several(block)

    def _several(self, block: Grid | Figure | Pair) -> str:
        match block:
            case Grid():
                return self._grid(block)
            case Figure():
                return self._figure(block)
            case Pair():
                parts = []
                for side in (block.left, block.right):
                    parts.append(self._styled(f"Heading{self._outline.level(3)}", plainly(side.title)))
                    parts += map(self._block, side.blocks)
                return "".join(parts)

    def _items(self, block: Bullets) -> Iterator[str]:
        if not block.numbered:
            yield from (self._words("ListBullet", words) for words in block.items)
            return
        self.numbered += 1
        counts = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.numbered + 2}"/></w:numPr>'
        yield from (self._words("ListNumber", words, counts) for words in block.items)

    def _contents(self) -> str:
        """A field that Word can work out again; until then it says the sections, each a link, without page numbers."""
        titles = [
            (self._names.get(section.key, ""), section.title) for section in self._document.sections if section.title
        ]
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            ' TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        heading = "" if self._title == CONTENTS else self._styled("ContentsHeading", plainly(CONTENTS))
        entries = []
        for number, (name, title) in enumerate(titles):
            link = f'<w:hyperlink w:anchor="{name}" w:history="1">{plainly(title)}</w:hyperlink>'
            last = number == len(titles) - 1
            entries.append(paragraph("TOC1", f"{'' if number else begin}{link}{end if last else ''}"))
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{heading}{''.join(entries)}</w:sdtContent></w:sdt>"
        )

    def _caption(self, label: str, words: str) -> str:
        self._captions[label] += 1
        number = field(f"SEQ {label} \\* ARABIC", str(self._captions[label]))
        return self._styled("Caption", f"{plainly(label + ' ')}{number}{plainly('. ' + words)}")

    def _figure(self, block: Figure) -> str:
        image = picture_png(block.picture, *PICTURE_SIZE)
        id_, kept = self._part.get_or_add_image(io.BytesIO(image))
        high = _WIDE * kept.px_height / kept.px_width
        fits = min(1.0, _TALLEST / high)
        self._figures += 1
        drawn = self._drawn(id_, f"{FIGURE} {self._figures}", (_WIDE * fits, high * fits), block.alternative)
        return self._caption(FIGURE, block.caption) + self._styled("Picture", drawn) + self._grid(block.data)

    def _logo(self, logo: Logo) -> str:
        id_, _ = self._part.get_or_add_image(io.BytesIO(logo.content))
        drawn = self._drawn(id_, "Logo", size_of(logo, own_page=self._document.cover.own_page), logo.alternative)
        return paragraph("Picture", drawn)

    def _drawn(self, id_: str, name: str, points: tuple[float, float], alternative: str) -> str:
        """A picture of the package in a line of its own, with what it shows in words."""
        self._pictures += 1
        size = f'cx="{points[0] * _EMU:.0f}" cy="{points[1] * _EMU:.0f}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{self._pictures}" name="{name}" descr={quoted(alternative)}/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{self._pictures}" name="{name}"/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{id_}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def _grid(self, grid: Grid) -> str:
        if not grid.rows and not grid.head:
            return ""
        caption = self._caption(TABLE, grid.caption) if grid.caption_shown else ""
        if self._new_page:  # a table cannot begin a page itself
            caption = self._styled("Caption", "")
        return f"{caption}{table(grid, self)}"
