"""A document before anybody sets it: blocks of words, tables and pictures, the same for print, Word, a page and Excel.

Renderers know nothing but these. What a document may hold was decided before it was built; here nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

from scrutineer.domain.marking import Edition
from scrutineer.domain.picture import Picture
from scrutineer.domain.six_steps import SixSteps


@dataclass(frozen=True, slots=True)
class Source:
    """A record that a claim rests on: its table, its id, and the field that was printed, "" for the whole of it."""

    table: str
    id: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one face. `leads_to` is the anchor that a click on them opens, "" for none.

    `held_back` are words that stand for something that this edition may not hold.
    """

    text: str
    strong: bool = False
    leads_to: str = ""
    held_back: bool = False


Words: TypeAlias = tuple[Run, ...]


class Face(Enum):
    """What a paragraph is, for whoever sets it."""

    BODY = "body"
    LEAD = "lead"  # the first words of a chapter, larger
    SMALL = "small"  # notes and legends
    EYEBROW = "eyebrow"  # the line above a heading that says where it belongs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below its section's title: level 2 or 3. With an anchor it can be led to and stands in the outline."""

    words: str
    level: int = 2
    anchor: str = ""
    outline: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that run on; a line break in them is one on the page."""

    words: Words
    face: Face = Face.BODY
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, numbered or not."""

    items: tuple[Words, ...]
    numbered: bool = False
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of somebody else as they were received, and whose they are."""

    paragraphs: tuple[str, ...]
    by: str
    sources: tuple[Source, ...] = ()


class CalloutTone(Enum):
    """What a callout is about. None of them is a level of assurance."""

    NOTE = "note"
    SHOWN = "shown"  # impact shown
    EARLY = "early"  # early signs of it
    NONE = "none"  # none known, or nothing recorded
    APART = "apart"  # set aside, withdrawn


@dataclass(frozen=True, slots=True)
class Callout:
    """A few words that must not be missed, after what they are about in strong."""

    lead: str
    words: Words = ()
    tone: CalloutTone = CalloutTone.NOTE
    sources: tuple[Source, ...] = ()


class Look(Enum):
    """How a grid is set."""

    TABLE = "table"  # a head, then rows
    FACTS = "facts"  # a label and its words a row
    FIGURES = "figures"  # a number and what it counts a row; set large, side by side
    BOXES = "boxes"  # a title and its words a row, each a box of its own


@dataclass(frozen=True, slots=True)
class GridCell:
    """What stands in one place of a grid. `anchor` can be led to; `warns` is said in words too, never by this alone."""

    words: Words
    anchor: str = ""
    strong: bool = False
    warns: bool = False
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `caption` names it, for those who cannot see it too; `widths` are shares of the width, one a column.

    One that has neither rows nor a head is nowhere said. The first cell of a row is its head where `row_heads`. Every
    row has as many cells as `head`, or as the first row.
    """

    caption: str
    rows: tuple[tuple[GridCell, ...], ...]
    head: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    look: Look = Look.TABLE
    row_heads: bool = True
    caption_shown: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption, what it shows in words, and the table of what it shows."""

    caption: str
    alternative: str
    picture: Picture | SixSteps
    data: Grid


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair, under a heading of level 3."""

    title: str
    blocks: tuple[Paragraph | Bullets | Quotation, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides of one matter: beside each other in print, one after the other elsewhere. Read left, then right."""

    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class WithheldNote:
    """That something is there which this edition does not hold: never the same as nothing being there."""

    words: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of the sections with their pages, where there are pages."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a page of its own, where there are pages."""


Block: TypeAlias = (
    Heading | Paragraph | Bullets | Quotation | Callout | Grid | Figure | Pair | WithheldNote | Contents | PageBreak
)


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter under its title (a heading of level 1). `key` is what it is known by where it is switched off or moved.

    `own_page`: it begins on a page of its own, where there are pages.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    own_page: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands before the sections: on a page of its own where `own_page`, else as a head above them.

    `above` stands over the title.
    """

    about: str
    facts: Grid
    notes: tuple[Paragraph | WithheldNote, ...] = ()
    own_page: bool = True
    above: str = ""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture over the title: a PNG of so many pixels, what it shows in words, and the digest of its pixels."""

    content: bytes
    wide: int
    high: int
    alternative: str
    pixels: str


@dataclass(frozen=True, slots=True)
class Dress:
    """How a partnership’s template has its documents look, and which template that is, in words.

    Colours are written as #RRGGBB, "" for the house’s own.
    """

    template: str = ""
    headings: str = ""
    lines: str = ""
    logo: Logo | None = None


UNDRESSED = Dress()
"""As the house has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything that a renderer needs. `title` is a heading of level 1 as well, on the cover.

    `handling` says who it is for; `version` and `day` stand with the edition at the foot of every page. `body_points`
    is the size of the body's words in print. `watermark` lies across every page, "" for none.
    """

    kind: str
    title: str
    partnership: str
    edition: Edition
    handling: str
    version: str
    day: str
    cover: Cover
    sections: tuple[Section, ...]
    body_points: int = 12
    watermark: str = ""
    dress: Dress = UNDRESSED

    @property
    def footer(self) -> str:
        """Partner edition, version 2, 26 November 2026."""
        version = f", {self.version}" if self.version else ""
        return f"{self.edition.value.capitalize()} edition{version}, {self.day}"

    @property
    def subject(self) -> str:
        """What a file's properties say it is about."""
        return f"{self.title}, {self.footer}"


def plain(*texts: str, strong: bool = False) -> Words:
    """Words without any link."""
    return tuple(Run(text, strong) for text in texts if text)


def text_of(words: Words) -> str:
    """Words as one text."""
    return "".join(run.text for run in words)


@dataclass(frozen=True, slots=True)
class Line:
    """One text of a document where it stands: the section's key, what kind of thing it is, its words, its sources."""

    section: str
    kind: str
    words: Words
    sources: tuple[Source, ...] = ()

    @property
    def text(self) -> str:
        """Its words as one text."""
        return text_of(self.words)


LOGO = "logo"
"""The kind of line that says what the logo shows."""


def lines(document: Document) -> Iterator[Line]:
    """Every text of a document in the order in which it is read, whatever it is set as: checks read nothing else.

    The words of a figure are its caption, its alternative text and its table; the contents repeat titles and give none.
    """
    if document.dress.logo:
        yield Line("cover", LOGO, plain(document.dress.logo.alternative))
    if document.cover.above:
        yield Line("cover", "paragraph", plain(document.cover.above))
    yield Line("cover", "title", plain(document.title))
    yield Line("cover", "partnership", plain(document.partnership))
    cover = Section("cover", "", (Paragraph(plain(document.cover.about)), document.cover.facts, *document.cover.notes))
    for section in (cover, *document.sections):
        if section.title:
            yield Line(section.key, "heading", plain(section.title))
        for block in section.blocks:
            for line in _of(block):
                if line.text:
                    yield replace(line, section=section.key)


def _of(block: Block) -> Iterator[Line]:
    match block:
        case Heading():
            yield Line("", "heading", plain(block.words), block.sources)
        case Paragraph():
            yield Line("", "paragraph", block.words, block.sources)
        case Bullets():
            yield from (Line("", "item", words, block.sources) for words in block.items)
        case Quotation():
            yield from (Line("", "quotation", plain(text), block.sources) for text in block.paragraphs)
            yield Line("", "by", plain(block.by), block.sources)
        case Callout():
            yield Line("", "callout", (Run(block.lead, strong=True), *block.words), block.sources)
        case WithheldNote():
            yield Line("", "withheld", (Run(block.words, held_back=True),))
        case Contents() | PageBreak():
            return
        case _:
            yield from _of_several(block)


def _of_several(block: Grid | Figure | Pair) -> Iterator[Line]:
    match block:
        case Grid() if not block.rows and not block.head:
            return
        case Grid():
            yield Line("", "caption", plain(block.caption))
            yield from (Line("", "head", plain(words)) for words in block.head)
            yield from (Line("", "cell", cell.words, cell.sources) for row in block.rows for cell in row)
        case Figure():
            yield Line("", "caption", plain(block.caption))
            yield Line("", "alternative", plain(block.alternative))
            yield from _of(block.data)
        case Pair():
            for side in (block.left, block.right):
                yield Line("", "heading", plain(side.title))
                for inner in side.blocks:
                    yield from _of(inner)
