"""A document as a workbook: each table a sheet of its own to sort and filter, all other words on the first sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from scrutineer.reports.document import (
    Block,
    Bullets,
    Callout,
    Contents,
    Document,
    Figure,
    Grid,
    GridCell,
    Heading,
    Look,
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
from scrutineer.reports.furniture import ABOUT, anchors, linked, page_of, settled, shares
from scrutineer.reports.office_files import CORE, core_properties, sealed
from scrutineer.reports.word_styles import FONT, hex_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_IN_A_CELL: Final = 32_767
"""What Excel takes in one cell, counted as it counts: a sign outside the first plane is two. The rest goes below."""
EDGE_OF_A_SHEET: Final = 120
"""Signs of a text at the edge of a printed sheet: Excel takes 255 in all."""
_NUMBER = re.compile(r"(0|[1-9]\d{0,8})")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\'\n\t]+")
_LETTERS_WIDE: Final = 150  # of a sheet's columns together
_LABEL_WIDE, _TEXT_WIDE = 26.0, 100.0  # letters of the first sheet's columns
_RUN_ON: Final = {"title", "section", "heading", "caption"}
"""What is never broken into lines: it runs on over what is empty beside it."""
_LINE: Final = 15.0  # points from a line of a cell to the next
_TALLEST: Final = 409.0  # points: no row of Excel is taller


def render(document: Document, made: datetime) -> bytes:
    """The document as an Excel file; made at a moment, the same document gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    writer = _Writer(document, book)
    writer.write()
    for sheet in book.worksheets:
        _set_up_print(sheet, document)
    written = io.BytesIO()
    book.save(written)
    return sealed(
        written.getvalue(), {CORE: core_properties(document.title, document.subject, made), "docProps/app.xml": _APP}
    )


_APP: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def _set_up_print(sheet: Worksheet, document: Document) -> None:
    """A4 on its side, as wide as the page, the marking and the version on every page."""
    from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
    from openpyxl.worksheet.header_footer import _HeaderFooterPart as EdgePart
    from openpyxl.worksheet.properties import PageSetupProperties

    setup = sheet.page_setup
    setup.paperSize, setup.orientation = 9, "landscape"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    version, page = EdgePart(_in_a_header(document.footer)), EdgePart(page_of("&P", "&N"))
    marking = EdgePart(_in_a_header(document.handling) or None)
    sheet.HeaderFooter = HeaderFooter(
        oddHeader=HeaderFooterItem(left=marking), oddFooter=HeaderFooterItem(left=version, right=page)
    )


def _in_a_header(text: str) -> str:
    """A text as the head of a page writes it, where “&” begins an instruction; no line may be longer than 255 signs."""
    return " ".join(settled(text).split())[:EDGE_OF_A_SHEET].replace("&", "&&")


def _pieces(text: str) -> Iterator[str]:
    """A text in as many pieces as it takes cells."""
    while len(text.encode("utf-16-le")) // 2 > MOST_IN_A_CELL:
        piece = text.encode("utf-16-le")[: MOST_IN_A_CELL * 2].decode("utf-16-le", "ignore")
        yield piece
        text = text[len(piece) :]
    yield text


def lettered(text: str) -> str:
    """A text as a sheet stores it: what looks like the stored form of another sign is not taken for it."""
    return _LIKE_AN_ESCAPE.sub("_x005F_", settled(text))


class _Writer:
    """Writes one document's sheets, one block after the other."""

    def __init__(self, document: Document, book: Any) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill
        from openpyxl.styles import Side as Edge

        self._document, self._book = document, book
        self._names = anchors(document)
        self._places: dict[str, str] = {}
        self._links: list[tuple[Any, str]] = []
        self._about: Worksheet = book.active
        self._about.title = ABOUT
        self._row = 0
        self._wrapped = Alignment(horizontal="left", vertical="top", wrap_text=True)
        self._running_on = Alignment(horizontal="left", vertical="top")
        dress = document.dress
        headings = hex_of(dress.headings) if dress.headings else None
        self._fonts = {
            "": Font(FONT, 11),
            "strong": Font(FONT, 11, bold=True),
            "title": Font(FONT, 20, bold=True, color=headings),
            "section": Font(FONT, 14, bold=True, color=headings),
            "heading": Font(FONT, 12, bold=True, color=headings),
            "caption": Font(FONT, 10, color=hex_of("text-2")),
            "note": Font(FONT, 10, color=hex_of("text-2")),
            "aside": Font(FONT, 11, italic=True, color=hex_of("text-2")),
            "warns": Font(FONT, 11, bold=True, color=hex_of("danger")),
            "link": Font(FONT, 11, underline="single", color=hex_of("accent")),
        }
        self._shade = PatternFill("solid", hex_of("sunken"))
        self._line = Border(bottom=Edge("thin", hex_of(dress.lines or "border-strong")))

    def write(self) -> None:
        """The first sheet, with the tables where they come, then what leads from a place to another."""
        document, cover = self._document, self._document.cover
        self._about.column_dimensions["A"].width, self._about.column_dimensions["B"].width = _LABEL_WIDE, _TEXT_WIDE
        self._say(plain(cover.above), "note")
        self._say(plain(document.title), "title")
        self._say(plain(document.partnership), "heading")
        self._say(plain(cover.about))
        self._several(cover.facts)
        for note in cover.notes:
            self._block(note)
        for fact in (document.handling, document.watermark, document.footer):
            self._say(plain(fact), "note")
        for section in document.sections:
            self._say(plain(section.title), "section", section.key)
            for block in section.blocks:
                self._block(block)
        for cell, name in self._links:
            if name in self._places:
                _lead(cell, self._places[name])

    def _say(self, words: Words, font: str = "", anchor: str = "", sign: str = "") -> None:
        """Words in a row of the first sheet; headings begin at its edge and run on. Nothing where there are none."""
        if text_of(words):
            column = 1 if font in _RUN_ON else 2
            first, wide = self._row + 1, _LABEL_WIDE + _TEXT_WIDE if font in _RUN_ON else _TEXT_WIDE
            self._row = self._lay(self._about, first, [GridCell(words, anchor)], [font], [wide], column)
            if sign:
                self._about.cell(first, column).number_format = f'"{sign} "@'  # shown, and no part of the text

    def _lay(
        self, sheet: Worksheet, row: int, cells: list[GridCell], fonts: list[str], wide: list[float], first: int = 1
    ) -> int:
        """Cells of one row, each in as many rows as its text takes; the last of these. `wide`: letters of a column."""
        lines: dict[int, int] = {}
        for column, (given, font, width) in enumerate(zip(cells, fonts, wide, strict=True), first):
            for number, text in enumerate(_pieces(settled(text_of(given.words)))):
                cell = sheet.cell(row + number, column)
                self._put(cell, text)
                cell.font = self._fonts[_font(given, font)]
                cell.alignment = self._running_on if font in _RUN_ON and "\n" not in text else self._wrapped
                lines[number] = max(lines.get(number, 1), _lines(text, width))
            self._lead_from(sheet.cell(row, column), given)
        tall = _LINE * (1.8 if "title" in fonts else 1.2)
        for number, count in lines.items():
            sheet.row_dimensions[row + number].height = min(_TALLEST, count * tall)
        return row + max(lines, default=0)

    @staticmethod
    def _put(cell: Any, text: str) -> None:
        """A number where it is plainly one, else text: never a formula, not even once somebody edits it."""
        if _NUMBER.fullmatch(text):
            cell.value = int(text)
            return
        cell.value = lettered(text) or None
        if text:
            cell.data_type = "s"
            cell.quotePrefix = text[0] in "=+-@"

    def _lead_from(self, cell: Any, given: GridCell) -> None:
        """Remember where a cell can be led to, and where a click on it leads: a cell of Excel leads to one place."""
        if name := self._names.get(given.anchor, ""):
            self._places.setdefault(name, _place(cell))
        if target := next((name for _, name in linked(given.words, self._names) if name), ""):
            self._links.append((cell, target))

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._say(plain(block.words), "heading", block.anchor)
            case Paragraph():
                self._say(block.words)
            case Bullets():
                for number, words in enumerate(block.items, 1):
                    self._say(words, sign=f"{number}." if block.numbered else "•")
            case Quotation():
                for text in block.paragraphs:
                    self._say(plain(text))
                self._say(plain(block.by), "note")
            case Callout():
                self._say((Run(block.lead, strong=True), *block.words), "strong")
            case WithheldNote():
                self._say(plain(block.words), "aside")
            case Contents() | PageBreak():
                return
            case _:
                self._several(block)

    def _several(self, block: Grid | Figure | Pair) -> None:
        match block:
            case Grid() if _has_a_sheet(block):
                self._sheet(block)
            case Grid() if block.rows or block.head:
                self._beside(block)
            case Grid():
                return
            case Figure():
                self._say(plain(block.caption), "heading")
                self._say(plain(block.alternative))
                self._several(block.data)
            case Pair():
                for side in (block.left, block.right):
                    self._say(plain(side.title), "heading")
                    for inner in side.blocks:
                        self._block(inner)

    def _beside(self, grid: Grid) -> None:
        """A small grid on the first sheet: what its rows hold beside each other."""
        self._say(plain(grid.caption), "caption")
        rows = [*([tuple(GridCell(plain(words)) for words in grid.head)] if grid.head else []), *grid.rows]
        for row in rows:
            fonts = ["strong"] + [""] * (len(row) - 1)
            wide = [_LABEL_WIDE, _TEXT_WIDE, *[20.0] * len(row)][: len(row)]
            self._row = self._lay(self._about, self._row + 1, list(row), fonts, wide)

    def _sheet(self, grid: Grid) -> None:
        """A table on a sheet of its own, with a line on the first sheet that leads there."""
        sheet = self._book.create_sheet(_sheet_name(len(self._book.worksheets), grid))
        wide = [max(8.0, _LETTERS_WIDE * share) for share in shares(grid)]
        for column, width in zip(sheet.iter_cols(max_col=len(wide), max_row=1), wide, strict=False):
            sheet.column_dimensions[column[0].column_letter].width = width
        top = self._lay(sheet, 1, [GridCell(plain(grid.caption))], ["heading"], [sum(wide)]) + 1
        last = self._head(sheet, top, grid, wide) if grid.head else top - 1
        for row in grid.rows:
            last = self._lay(sheet, last + 1, list(row), [""] * len(row), wide)
        if grid.head:
            sheet.auto_filter.ref = f"A{top}:{sheet.cell(max(last, top + 1), len(wide)).coordinate}"
        self._row = self._lay(self._about, self._row + 1, [GridCell(plain(sheet.title))], ["link"], [_TEXT_WIDE], 2)
        _lead(self._about.cell(self._row, 2), _place(sheet.cell(1, 1)))

    def _head(self, sheet: Worksheet, top: int, grid: Grid, wide: list[float]) -> int:
        """The head of a table, which stays in sight and stands on every printed page; its last row."""
        last = self._lay(sheet, top, [GridCell(plain(words)) for words in grid.head], ["strong"] * len(wide), wide)
        for column in range(1, len(wide) + 1):
            sheet.cell(last, column).fill, sheet.cell(last, column).border = self._shade, self._line
        sheet.freeze_panes = f"{'B' if grid.row_heads and len(wide) > 1 else 'A'}{last + 1}"
        sheet.print_title_rows = f"{top}:{last}"
        return last


def sheet_names(document: Document) -> list[str]:
    """What the sheets after the first are called, in their order."""
    blocks = (document.cover.facts, *(block for section in document.sections for block in section.blocks))
    grids = (block.data if isinstance(block, Figure) else block for block in blocks)
    return [_sheet_name(number, grid) for number, grid in enumerate(filter(_has_a_sheet, grids), 1)]


def _has_a_sheet(block: Block) -> TypeGuard[Grid]:
    return isinstance(block, Grid) and block.look is Look.TABLE and bool(block.rows or block.head)


def _sheet_name(number: int, grid: Grid) -> str:
    """Its number, and as much of its caption as Excel takes."""
    return f"{number} {_NOT_IN_A_NAME.sub(' ', settled(grid.caption)).strip()}"[:31].strip()


def _font(cell: GridCell, font: str) -> str:
    if cell.warns:
        return "warns"
    return "strong" if cell.strong and not font else font


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in so many letters."""
    return sum(1 + int(len(line) * 1.1 // max(width, 1)) for line in text.split("\n"))


def _place(cell: Any) -> str:
    title = cell.parent.title.replace("'", "''")
    return f"'{title}'!{cell.coordinate}"


def _lead(cell: Any, place: str) -> None:
    """Make a click on a cell lead to another of the same workbook."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
