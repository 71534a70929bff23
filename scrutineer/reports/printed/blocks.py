"""Blocks of a document as pieces of pages, and the elements that they are read as."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.six_steps import SixSteps
from scrutineer.reports.document import (
    Block,
    Bullets,
    Callout,
    Contents,
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
    Withheld,
    Words,
    plain,
    text_of,
)
from scrutineer.reports.pictures import picture_chart, six_steps_chart
from scrutineer.reports.printed.drawings import chart, line, outlined, sign
from scrutineer.reports.printed.looks import CALLOUTS, ROOM, WIDTH, CalloutLook, PrintLooks, ink
from scrutineer.reports.printed.pieces import (
    PARTED_FROM,
    Framed,
    PagePiece,
    Paint,
    PicturePiece,
    Pile,
    SideBySide,
    TextPiece,
)
from scrutineer.reports.printed.setting import TypeLook, TypeSetter, as_printed
from scrutineer.reports.printed.sheets import Book, Leaf, OutlineEntry, PaperSheet
from scrutineer.reports.printed.structure import Element, alternative, numbering
from scrutineer.reports.printed.tables import GridPrinter

_CHART = 10.5  # points of the words in a chart
_INDENT = 18.0
_LONG_SIDE = 1_500  # characters that fill the column of a page
_LONGEST_ENTRY = 110  # characters in the outline
_LONGEST_TITLE = 300  # characters in the contents: the whole title stands where it belongs


class BlockPrinter:
    """Makes the pieces of a document's blocks, in the order in which they are read."""

    def __init__(self, book: Book, setter: TypeSetter, looks: PrintLooks, sections: tuple[Section, ...]) -> None:
        self._book, self._setter, self._looks, self._sections = book, setter, looks, sections
        self._grids = GridPrinter(book.tree, setter, looks)
        self._level = 1

    # Words.

    def text(self, words: Words, look: TypeLook, element: Element, width: float = WIDTH, anchor: str = "") -> TextPiece:
        """Words as an element."""
        links = {run.leads_to: run.text for run in words if run.leads_to}
        return TextPiece(self._setter.lines(words, look, width), look.leading, Leaf(element, links), anchor)

    def heading(self, words: str, level: int, parent: Element, *, anchor: str = "", outline: str = "",
                width: float = WIDTH) -> Iterator[PagePiece]:  # fmt: skip
        """A heading, never more than a level below the last; with an anchor it stands in the outline."""
        if not words:
            return
        self._level = min(level, self._level + 1)
        element = self._book.tree.add(parent, f"H{self._level}")
        made = self.text(plain(words), self._looks.headings[min(level, 3)], element, width, anchor)
        made.keep, made.before = True, {1: 20.0, 2: 15.0}.get(level, 9.0)
        if anchor:
            entry = " ".join(as_printed(outline or words)[:_LONGEST_ENTRY].split())
            self._book.outline.append(OutlineEntry(level - 1, entry, anchor))
        yield made
        yield _gap(2.5)

    def paragraph(self, block: Paragraph, parent: Element, width: float) -> Iterator[PagePiece]:
        """A paragraph in its face."""
        looks = {Face.BODY: self._looks.body, Face.LEAD: self._looks.lead, Face.SMALL: self._looks.small}
        if text_of(block.words):
            look = looks.get(block.face, self._looks.eyebrow)
            made = self.text(block.words, look, self._book.tree.add(parent, "P"), width)
            made.before = 8.0 if block.face is Face.EYEBROW else 6.0
            made.keep = block.face is Face.EYEBROW
            yield made

    def bullets(self, block: Bullets, parent: Element, width: float) -> Iterator[PagePiece]:
        """Items, each behind its label."""
        tree, look = self._book.tree, self._looks.body
        items = [words for words in block.items if text_of(words)]
        if not items:
            return
        element = tree.add(parent, "L", numbering(block.numbered))
        wide = self._setter.width(f"{len(items)}.", look) + 6 if block.numbered else 14.0
        for number, words in enumerate(items, 1):
            item = tree.add(element, "LI")
            label = plain(f"{number}." if block.numbered else "•")
            columns = [
                (0.0, self.text(label, look, tree.add(item, "Lbl"), wide)),
                (wide, self.text(words, look, tree.add(item, "LBody"), width - wide)),
            ]
            made = SideBySide(columns)
            made.before = 6.0 if number == 1 else 3.0
            yield made

    def quotation(self, block: Quotation, parent: Element, width: float) -> Iterator[PagePiece]:
        """What was said beside a rule, and under it whose words they are."""
        paragraphs = [text for text in block.paragraphs if text]
        if not paragraphs and not block.by:
            return
        tree = self._book.tree
        element = tree.add(parent, "BlockQuote")
        pieces: list[PagePiece] = []
        for text in paragraphs:
            made = self.text(plain(text), self._looks.quoted, tree.add(element, "P"), width - 12)
            made.before = 5.0
            pieces.append(made)
        if block.by:
            made = self.text(plain(block.by), self._looks.by, tree.add(element, "P"), width - 12)
            made.before = 4.0
            if pieces and isinstance(pieces[-1], TextPiece) and pieces[-1].height < ROOM / 4:
                pieces[-1].keep = True
            pieces.append(made)
        framed = Framed(Pile(pieces), width, left=12, paint=_beside(CalloutLook("border-strong", 1.2, "", "")))
        framed.before = 7.0
        yield framed

    def withheld(self, block: Withheld, parent: Element, width: float) -> Iterator[PagePiece]:
        """That something is held back: a hollow sign, and words that lean."""
        if block.words:
            words = (Run(block.words, held_back=True),)
            inner = self.text(words, self._looks.withheld, self._book.tree.add(parent, "P"), width - 16)
            made = Framed(inner, width, left=16, paint=_held_back)
            made.before = 6.0
            yield made

    def callout(self, block: Callout, parent: Element, width: float) -> Iterator[PagePiece]:
        """Words behind a bar whose look says what they are about."""
        look = CALLOUTS[block.tone]
        lead = Run(block.lead, strong=True)
        joined = not block.lead or not block.words or block.lead[-1].isspace() or text_of(block.words)[:1].isspace()
        parted = () if joined else (Run(" "),)
        words = (lead, *parted, *block.words)
        if text_of(words).strip():
            left = 30.0 if look.sign else 13.0
            inner = self.text(words, self._looks.body, self._book.tree.add(parent, "P"), width - left)
            made = Framed(inner, width, left=left, over=2, under=3, paint=_beside(look))
            made.before = 10.0
            yield made

    # More than words.

    def facts_of_cover(self, facts: Grid, parent: Element) -> Iterator[PagePiece]:
        """A fact a line."""
        return self._grids.pieces(facts, parent, WIDTH, two_facts=False)

    def pieces(self, block: Block, parent: Element, width: float = WIDTH) -> Iterator[PagePiece]:
        """The pieces of any block; a break has none."""
        match block:
            case Grid():
                yield from self._grids.pieces(block, parent, width)
            case Figure():
                yield from self.figure(block, parent, width)
            case Pair():
                yield from self.pair(block, parent, width)
            case Contents():
                yield from self.contents(parent)
            case PageBreak():
                return
            case _:
                yield from self._of_words(block, parent, width)

    def _of_words(
        self, block: Heading | Paragraph | Bullets | Quotation | Callout | Withheld, parent: Element, width: float
    ) -> Iterator[PagePiece]:
        match block:
            case Heading():
                more = {"anchor": block.anchor, "outline": block.outline}
                yield from self.heading(block.words, block.level, parent, width=width, **more)
            case Paragraph():
                yield from self.paragraph(block, parent, width)
            case Bullets():
                yield from self.bullets(block, parent, width)
            case Quotation():
                yield from self.quotation(block, parent, width)
            case Callout():
                yield from self.callout(block, parent, width)
            case Withheld():
                yield from self.withheld(block, parent, width)

    def figure(self, block: Figure, parent: Element, width: float) -> Iterator[PagePiece]:
        """A caption, the picture with what it shows in words, and its table."""
        tree = self._book.tree
        element = tree.add(parent, "Figure", alternative(as_printed(block.alternative or block.caption or "Picture")))
        if block.caption:
            caption = self.text(plain(block.caption), self._looks.caption, tree.add(element, "Caption"), width)
            caption.keep, caption.before = True, 12.0
            yield caption
            yield _gap(4)
        picture = block.picture
        make = six_steps_chart if isinstance(picture, SixSteps) else picture_chart
        drawing = make(picture, width, _CHART)  # type: ignore[arg-type]
        code, high = chart(drawing, self._setter), float(drawing.height)
        smaller = min(1.0, (ROOM - 80) / high) if high else 1.0
        yield PicturePiece(element, f"{smaller:.4f} 0 0 {smaller:.4f} 0 0 cm {code}", width * smaller, high * smaller)
        for piece in self._grids.pieces(block.data, parent, width):
            piece.before = 12.0
            yield piece

    def pair(self, block: Pair, parent: Element, width: float) -> Iterator[PagePiece]:
        """Two sides in a box, the left one read first.

        Where one is long and the other is not, they stand under each other: a column would be empty for pages.
        """
        short, long = sorted((_length(block.left), _length(block.right)))
        under = long > _LONG_SIDE and short * 2 < long
        inside = width - 2 * 12 if under else width / 2 - 2 * 12
        level = self._level
        left = self._side(block.left, parent, inside)
        self._level = max(level, 2)
        right = self._side(block.right, parent, inside)
        if under:
            right.before = 12.0
            sides: PagePiece = Framed(Pile([left, right]), width, left=12)
        else:
            sides = SideBySide([(12.0, left), (width / 2 + 12, right)])
        paint = _boxed if under else _two_sides
        made = Framed(sides, width, over=9, under=11, paint=paint, whole_below=PARTED_FROM)
        made.before = 10.0
        yield made

    def _side(self, side: Side, parent: Element, width: float) -> Pile:
        element = self._book.tree.add(parent, "Sect")
        pieces = list(self.heading(side.title, 3, element, width=width))
        for block in side.blocks:
            pieces += self.pieces(block, element, width)
        return Pile(pieces)

    def contents(self, parent: Element) -> Iterator[PagePiece]:
        """A line for each section but the one that the list stands in, with its page."""
        listed = [section for section in self._sections if section.title and Contents() not in section.blocks]
        if listed:
            toc = self._book.tree.add(parent, "TOC")
            for section in listed:
                link = self._book.tree.add(self._book.tree.add(toc, "TOCI"), "Link")
                yield ContentsLine(section, link, self._book, self._setter, self._looks)


def section_anchor(section: Section) -> str:
    """The place where a section begins."""
    return f"section:{section.key}"


class ContentsLine(PagePiece):
    """A section's title and its page, which is known at the end."""

    def __init__(self, section: Section, link: Element, book: Book, setter: TypeSetter, looks: PrintLooks) -> None:
        self._section, self._link, self._book, self._setter, self._looks = section, link, book, setter, looks
        title = section.title if len(section.title) <= _LONGEST_TITLE else f"{section.title[:_LONGEST_TITLE]}…"
        self._title = title
        self._lines = setter.lines(plain(title), looks.contents, WIDTH - 48)
        self.height = self.least = len(self._lines) * looks.contents.leading + 2
        self.before = 2.0

    def draw(self, sheet: PaperSheet, x: float, y: float) -> None:
        """The title, dots, and a place for the number; all of it is one link."""
        anchor, look = section_anchor(self._section), self._looks.contents
        sheet.words(self._lines, Leaf(self._link), x, y)
        base = y - look.leading * len(self._lines) + look.leading / 2 - look.size * 0.36
        last = self._lines[-1]
        begin = x + (last[-1].x + last[-1].width if last else 0) + 6
        end = x + WIDTH - 30
        if end > begin:
            dots = f"0.8 w [0.8 4] 0 d {begin:.2f} {base:.2f} m {end:.2f} {base:.2f} l S"
            sheet.artefact(f"{ink('border-strong', stroke=True)} {dots}")

        def number() -> str:
            page = str(self._book.pages_of.get(anchor, 1))
            width, code = self._setter.one_line(page, look, 40)
            return f"{self._setter.chosen(look)} 1 0 0 1 {x + WIDTH - width:.2f} {base:.2f} Tm {code}"

        sheet.words_later(self._link, number)
        sheet.link(self._link, anchor, (x, y - self.height, x + WIDTH, y), f"Go to {self._title[:200]}")


class _Gap(PagePiece):
    def __init__(self, height: float) -> None:
        self.height = height
        self.keep = True


def _gap(height: float) -> PagePiece:
    """Room between a heading and what it is kept with."""
    return _Gap(height)


def _beside(look: CalloutLook) -> Paint:
    """A bar on the left, and before the first line a sign."""

    def paint(sheet: PaperSheet, x: float, y: float, _width: float, height: float, first: bool, _last: bool) -> None:
        at = x + look.bar / 2
        pen = f"{ink(look.tone, stroke=True)} {look.bar:g} w {look.dashes}"
        bar = f"{pen} {at:.2f} {y:.2f} m {at:.2f} {y - height:.2f} l S"
        sheet.artefact(bar)
        if look.sign and first:
            sheet.artefact(sign(look.sign, x + 18, y - 10.5, look.tone, 4.6))

    return paint


def _held_back(sheet: PaperSheet, x: float, y: float, _width: float, _height: float, first: bool, _last: bool) -> None:
    if first:
        sheet.artefact(sign("square", x + 5, y - 7, "text-3", 4.4))


def _length(side: Side) -> int:
    """How many characters a side has."""
    length = 0
    for block in side.blocks:
        match block:
            case Paragraph():
                length += len(text_of(block.words))
            case Bullets():
                length += sum(len(text_of(words)) for words in block.items)
            case Quotation():
                length += sum(map(len, block.paragraphs))
    return length


def _boxed(sheet: PaperSheet, x: float, y: float, width: float, height: float, _first: bool, _last: bool) -> None:
    sheet.artefact(outlined(x, y - height, width, height, "border-strong"))


def _two_sides(sheet: PaperSheet, x: float, y: float, width: float, height: float, _first: bool, _last: bool) -> None:
    sheet.artefact(outlined(x, y - height, width, height, "border-strong"))
    sheet.artefact(line(x + width / 2, y, x + width / 2, y - height, "border-strong", 0.7))
