"""Grids as ReportLab's tables: tables, facts, figures and boxes, each a table to whoever hears it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Table

from scrutineer.reports.document import Grid, GridCell, Look, plain, text_of
from scrutineer.reports.furniture import shares
from scrutineer.reports.paged.beside import signed
from scrutineer.reports.paged.looks import ROOM, PrintLooks
from scrutineer.reports.paged.tagging import Element, literal
from scrutineer.reports.paged.words import WordSetter, as_printed
from scrutineer.reports.style import REGULAR, SEMIBOLD, colour

_BETWEEN = 9.0  # points from a column to the next
_BOX = 11.0
_MOST_OF_A_WORD = 0.45  # of the width, for the longest word of a column
_KEPT = 0.85  # of what was asked for, which a column keeps though others would rather not break a few words
_FIGURES_A_ROW = 4
_SHORT_FACT = 60
_FEW = 24  # characters of words that are rather not broken
_COLUMN, _ROW = "/A<</O/Table/Scope/Column>>", "/A<</O/Table/Scope/Row>>"
_STRONG_LINE, _HAIRLINE = (0.9, colour("text-2")), (0.5, colour("border"))
_ALWAYS = [("FONTNAME", (0, 0), (-1, -1), REGULAR), ("VALIGN", (0, 0), (-1, -1), "TOP")]

Content = Sequence[list[list[Flowable]]]


class WholeTable(Table):
    """A table that is not broken while it is short."""

    _rowHeights: Any  # what ReportLab keeps for itself
    _cellvalues: Any
    _colWidths: Any  # noqa: N815

    @property
    def cells(self) -> list[list[Any]]:
        """What stands in its cells, row by row."""
        return list(self._cellvalues)

    @property
    def column_widths(self) -> list[float]:
        """How wide its columns are, in points."""
        return list(self._colWidths)

    height: float

    def split(self, availWidth: float, availHeight: float) -> list[Any]:  # noqa: N803
        """No parts of a short table: it moves on to the next page."""
        parts: list[Any] = [] if sum(self._rowHeights) < ROOM / 3 else super().split(availWidth, availHeight)
        return parts


def table(rows: Content, widths: Sequence[float], commands: Sequence[Any], *, heads: int = 0, before: float = 0,
          padding: tuple[float, float, float, float] = (0, _BETWEEN, 4, 5)) -> WholeTable:  # fmt: skip
    """A table of which any row may be parted; a row that has no room moves on whole if it is short."""
    left, right, over, under = padding
    named = (("LEFTPADDING", left), ("RIGHTPADDING", right), ("TOPPADDING", over), ("BOTTOMPADDING", under))
    look = [*_ALWAYS, *((name, (0, 0), (-1, -1), size) for name, size in named), *commands]
    made = WholeTable(rows, list(widths), repeatRows=heads, splitInRow=1, style=look, spaceBefore=before, hAlign="LEFT")
    made.height = made.wrap(sum(widths), ROOM)[1]
    if max(made._rowHeights) > ROOM / 3:
        made.splitByRow = 0
    return made


class GridSetter:
    """Turns grids into tables and elements."""

    def __init__(self, setter: WordSetter, looks: PrintLooks) -> None:
        self._setter, self._looks = setter, looks

    def flowables(self, grid: Grid, parent: Element, width: float) -> Iterator[Flowable]:
        """A grid under an element; nothing where it has neither rows nor a head."""
        if not grid.rows and not grid.head:
            return
        shown = grid.caption_shown and bool(grid.caption)
        said = literal(grid.caption)
        summary = f"/T{said}/A<</O/Table/Summary{said}>>" if grid.caption and not shown else ""
        element = parent.add("Table", summary)
        if shown:
            yield self._setter.said(plain(grid.caption), self._looks.caption, element.add("Caption"))
        set_as = {Look.FACTS: self._facts, Look.FIGURES: self._figures, Look.BOXES: self._boxes}
        if grid.look in set_as and not grid.head and len(grid.rows[0]) == 2:
            yield from set_as[grid.look](grid, element, width)
        else:
            yield self._table(grid, element, width)

    def _cell(self, cell: GridCell, style: ParagraphStyle, element: Element) -> list[Flowable]:
        if not text_of(cell.words).strip():
            return list(self._setter.place(cell.anchor))
        if style is self._looks.cell:
            style = self._looks.warning if cell.warns else self._looks.cell_strong if cell.strong else style
        made = self._setter.said(cell.words, style, element, cell.anchor)
        if style is self._looks.warning:
            made.beside = signed("clock", "danger")
        return [made]

    @staticmethod
    def _two(grid: Grid, element: Element) -> tuple[Element, Element]:
        """The elements of a head and what it stands before."""
        tr = element.add("TR")
        return (tr.add("TH", _ROW) if grid.row_heads else tr.add("TD")), tr.add("TD")

    def _table(self, grid: Grid, element: Element, width: float) -> Table:
        rows: list[list[list[Flowable]]] = []
        if grid.head:
            top = element.add("THead").add("TR")
            said = [self._setter.said(plain(words), self._looks.head, top.add("TH", _COLUMN)) for words in grid.head]
            rows.append([[head] for head in said])
        body = element.add("TBody") if grid.rows else element
        for row in grid.rows:
            tr = body.add("TR")
            cells = [tr.add("TD") if place or not grid.row_heads else tr.add("TH", _ROW) for place in range(len(row))]
            rows.append([self._cell(cell, self._looks.cell, own) for cell, own in zip(row, cells, strict=True)])
        lines = [("LINEBELOW", (0, 0), (-1, -1), *_HAIRLINE), ("RIGHTPADDING", (-1, 0), (-1, -1), 0)]
        if grid.head:
            lines.append(("LINEBELOW", (0, 0), (-1, 0), *_STRONG_LINE))
        widths = self._widths(grid, width)
        repeated = int(bool(grid.head) and self._height(rows[0], widths) < ROOM / 3)
        return table(rows, widths, lines, heads=repeated, before=6)

    @staticmethod
    def _height(row: Sequence[Sequence[Flowable]], widths: Sequence[float]) -> float:
        return max(
            (said.wrap(wide, ROOM)[1] for cell, wide in zip(row, widths, strict=True) for said in cell), default=0
        )

    def _widths(self, grid: Grid, width: float) -> list[float]:
        """The widths asked for, none less than its longest word if the others can spare it; then a few words are not
        broken where that takes no column much of what it was asked for."""
        asked = [share * width for share in shares(grid)]
        words, wanted = [], []
        for place in range(len(asked)):
            texts = [grid.head[place]] if grid.head else []
            texts += [text_of(row[place].words) for row in grid.rows]
            printed = [as_printed(text[:2_000]) for text in texts]
            words.append(self._need(grid, place, {part for text in printed for part in text.split(" ")}, width))
            wanted.append(self._need(grid, place, {part for text in printed for part in _unbroken(text)}, width))
        fitted = _spared(asked, words, words)
        return _spared(fitted, wanted, [max(word, wide * _KEPT) for word, wide in zip(words, asked, strict=True)])

    def _need(self, grid: Grid, place: int, parts: set[str], width: float) -> float:
        """How wide a column must be for the widest of these."""
        warns = any(row[place].warns for row in grid.rows)
        face = SEMIBOLD if grid.head or warns or any(row[place].strong for row in grid.rows) else REGULAR
        widest = max((stringWidth(part, face, self._looks.cell.fontSize) for part in parts), default=0.0)
        return min(widest + 14 * warns + _BETWEEN + 1, width * _MOST_OF_A_WORD)

    def _facts(self, grid: Grid, element: Element, width: float) -> Iterator[WholeTable]:
        """Facts under each other, two short ones beside each other; kept together while they are few."""
        tables = list(self._fact_tables(grid, element, width))
        if sum(made.height for made in tables) < ROOM / 3:
            for made in tables[:-1]:
                made.keepWithNext = 1
        yield from tables

    def _fact_tables(self, grid: Grid, element: Element, width: float) -> Iterator[WholeTable]:
        size = self._looks.cell.fontSize
        longest = max(stringWidth(text_of(row[0].words)[:80], REGULAR, size) for row in grid.rows)
        label = min(max(longest, width * 0.16) + _BETWEEN, width * 0.34)
        half = width / 2
        pending: list[list[list[Flowable]]] = []
        wide, begun = 0, False
        for row in [*_pairs(grid.rows, half - label, size), ()]:
            if pending and len(row) != wide:
                yield self._fact_table(
                    pending, [label, width - label] if wide == 1 else [label, half - label] * 2, begun
                )
                pending, begun = [], True
            wide = len(row)
            cells: list[list[Flowable]] = []
            for fact in row:
                head, value = self._two(grid, element)
                cells += [self._cell(fact[0], self._looks.label, head), self._cell(fact[1], self._looks.cell, value)]
            pending.append(cells)

    @staticmethod
    def _fact_table(rows: Content, widths: Sequence[float], begun: bool) -> WholeTable:
        lines = [("LINEBELOW", (0, 0), (-1, -1), *_HAIRLINE), ("RIGHTPADDING", (-1, 0), (-1, -1), 0)]
        if not begun:
            lines.append(("LINEABOVE", (0, 0), (-1, 0), *_STRONG_LINE))
        return table(rows, widths, lines, before=0 if begun else 6, padding=(0, _BETWEEN, 5, 6))

    def _figures(self, grid: Grid, element: Element, width: float) -> Iterator[Table]:
        """Numbers set large, each over what it counts."""
        many = len(grid.rows)
        across = many if many <= _FIGURES_A_ROW else next((n for n in (4, 3) if many % n != 1), 4)
        for begin in range(0, many, across):
            cells: list[list[Flowable]] = []
            for row in grid.rows[begin : begin + across]:
                head, label = self._two(grid, element)
                number = self._number(row[0], width / across - 16)
                cells.append([*self._cell(row[0], number, head), *self._cell(row[1], self._looks.label, label)])
            cells += [[] for _ in range(across - len(cells))]
            lines = [
                ("LINEABOVE", (0, 0), (-1, -1), *_STRONG_LINE),
                ("LINEBELOW", (0, 0), (-1, -1), *_HAIRLINE),
                ("LINEAFTER", (0, 0), (-2, -1), *_HAIRLINE),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
            ]
            yield table([cells], [width / across] * across, lines, before=0 if begin else 8, padding=(10, 6, 6, 8))

    def _number(self, cell: GridCell, room: float) -> ParagraphStyle:
        number = self._looks.number
        wide = stringWidth(text_of(cell.words)[:60], SEMIBOLD, number.fontSize)
        return number if wide <= room else self._looks.headings[1].clone("figure", spaceBefore=0, spaceAfter=0)

    def _boxes(self, grid: Grid, element: Element, width: float) -> Iterator[Table]:
        """Titles with their words, each in a box, two beside each other."""
        title = self._looks.headings[2].clone("box", spaceBefore=0, spaceAfter=3)
        for begin in range(0, len(grid.rows), 2):
            two = grid.rows[begin : begin + 2]
            cells: list[list[Flowable]] = []
            for row in two:
                head, words = self._two(grid, element)
                cells += [[*self._cell(row[0], title, head), *self._cell(row[1], self._looks.cell, words)], []]
            own = (width - _BOX) / 2
            widths = [own, _BOX, own] if len(two) == 2 else [width]
            lines = [("BOX", (at, 0), (at, 0), 0.7, colour("border-strong")) for at in range(0, len(widths), 2)]
            yield table([cells[:-1]], widths, lines, before=_BOX, padding=(_BOX, _BOX, _BOX - 3, _BOX))


def _unbroken(text: str) -> list[str]:
    """What is not broken where it has room: all of a few words, else the longest of them."""
    return [text] if len(text) <= _FEW else sorted(text.split(" "), key=len)[-4:]


def _pairs(rows: Sequence[Sequence[GridCell]], room: float, size: float) -> Iterator[Sequence[Sequence[GridCell]]]:
    """Each fact alone, or with the next where both have room beside each other."""
    place = 0
    while place < len(rows):
        two = rows[place : place + 2]
        step = 2 if len(two) == 2 and all(_is_short(row, room, size) for row in two) else 1
        yield rows[place : place + step]
        place += step


def _is_short(row: Sequence[GridCell], room: float, size: float) -> bool:
    text, cell = text_of(row[1].words), row[1]
    face = SEMIBOLD if cell.strong or cell.warns or any(run.strong for run in cell.words) else REGULAR
    spare = room - 14 * cell.warns - _BETWEEN
    return len(text) < _SHORT_FACT and "\n" not in text and stringWidth(text, face, size) < spare


def _spared(widths: list[float], wanted: list[float], kept: list[float]) -> list[float]:
    """Widths of the same sum, none under what it wants while others have more than they want and are to keep."""
    lacking = [max(0.0, need - wide) for wide, need in zip(widths, wanted, strict=True)]
    spare = [max(0.0, wide - max(need, own)) for wide, need, own in zip(widths, wanted, kept, strict=True)]
    if not sum(lacking) or not sum(spare):
        return widths
    part, given = min(1.0, sum(lacking) / sum(spare)), min(1.0, sum(spare) / sum(lacking))
    return [wide - more * part + less * given for wide, more, less in zip(widths, spare, lacking, strict=True)]
