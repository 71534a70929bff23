"""Grids as they are printed: tables, facts, figures and boxes, each a table to whoever hears it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scrutineer.reports.document import Cell, Grid, Look, Words, plain, text_of
from scrutineer.reports.printed.drawings import line, outlined, sign
from scrutineer.reports.printed.looks import ROOM, PrintLooks
from scrutineer.reports.printed.pieces import PARTED_FROM, Framed, PagePiece, Paint, Pile, Ruled, SideBySide, TextPiece
from scrutineer.reports.printed.setting import TypeLook, TypeSetter, as_printed
from scrutineer.reports.printed.sheets import Leaf, PaperSheet
from scrutineer.reports.printed.structure import Element, Tree, scope, table_summary

_BETWEEN = 9.0  # points from a column to the next
_OVER, _UNDER = 4.0, 5.0
_MOST_OF_A_WORD = 0.45  # of the width, for the longest word of a column
_FIGURES_A_ROW = 4
_BOX = 11.0


def ruled_below(sheet: PaperSheet, x: float, y: float, width: float, height: float, _first: bool, last: bool) -> None:
    """A hairline below the last part of a row."""
    if last:
        sheet.artefact(line(x, y - height, x + width, y - height))


def ruled_head(sheet: PaperSheet, x: float, y: float, width: float, height: float, _first: bool, _last: bool) -> None:
    """A strong line below a head."""
    sheet.artefact(line(x, y - height, x + width, y - height, "text-2", 0.9))


def ruled_above(sheet: PaperSheet, x: float, y: float, width: float, height: float, first: bool, last: bool) -> None:
    """A strong line above the first row of facts, a hairline below."""
    if first:
        sheet.artefact(line(x, y, x + width, y, "text-2", 0.9))
    ruled_below(sheet, x, y, width, height, first, last)


def _warned(sheet: PaperSheet, x: float, y: float, _width: float, _height: float, first: bool, _last: bool) -> None:
    if first:
        sheet.artefact(sign("clock", x + 5, y - 6.8, "danger", 5))


class GridPrinter:
    """Turns grids into pieces and elements."""

    def __init__(self, tree: Tree, setter: TypeSetter, looks: PrintLooks) -> None:
        self._tree, self._setter, self._looks = tree, setter, looks

    def pieces(self, grid: Grid, parent: Element, width: float, *, two_facts: bool = True) -> Iterator[PagePiece]:
        """A grid under an element; its caption alone where it has neither rows nor a head.

        `two_facts`: short ones share a line.
        """
        if not grid.rows and not grid.head:
            if grid.caption:
                yield self._text(plain(grid.caption), self._looks.caption, self._tree.add(parent, "P"), width)
            return
        shown = grid.caption_shown and bool(grid.caption)
        table = self._tree.add(
            parent, "Table", "" if shown or not grid.caption else table_summary(as_printed(grid.caption))
        )
        if shown:
            caption = self._text(plain(grid.caption), self._looks.caption, self._tree.add(table, "Caption"), width)
            caption.keep, caption.before = True, 10
            yield caption
        look = grid.look if grid.rows and not grid.head else Look.TABLE
        if look is Look.FACTS and len(grid.rows[0]) == 2:
            yield self._facts(grid, table, width, two_facts)
        elif look is Look.FIGURES and len(grid.rows[0]) == 2:
            yield from self._figures(grid, table, width)
        elif look is Look.BOXES and len(grid.rows[0]) == 2:
            yield from self._boxes(grid, table, width)
        else:
            yield self._table(grid, table, width)

    def _text(self, words: Words, look: TypeLook, element: Element, width: float, anchor: str = "") -> TextPiece:
        return self._set(self._setter, words, look, element, width, anchor)

    @staticmethod
    def _set(
        setter: TypeSetter, words: Words, look: TypeLook, element: Element, width: float, anchor: str
    ) -> TextPiece:
        links = {run.leads_to: run.text for run in words if run.leads_to}
        return TextPiece(setter.lines(words, look, width), look.leading, Leaf(element, links), anchor)

    def _cell(self, cell: Cell, look: TypeLook, element: Element, width: float) -> PagePiece:
        if cell.warns and text_of(cell.words):
            inner = self._text(cell.words, self._looks.warning, element, width - 14, cell.anchor)
            return Framed(inner, width, left=14, paint=_warned)
        return self._text(cell.words, self._looks.cell_strong if cell.strong else look, element, width, cell.anchor)

    # A table.

    def _table(self, grid: Grid, table: Element, width: float) -> PagePiece:
        columns = max([len(grid.head), *(len(row) for row in grid.rows)])
        widths = self._widths(grid, columns, width)
        starts = [sum(widths[:place]) for place in range(columns)]
        rooms = [wide - (_BETWEEN if place + 1 < columns else 0) for place, wide in enumerate(widths)]
        head = again = None
        rows: list[PagePiece] = []
        if grid.head:
            top = self._tree.add(self._tree.add(table, "THead"), "TR")
            cells = [self._tree.add(top, "TH", scope("Column")) for _ in range(columns)]
            words = [plain(text) for text in (*grid.head, *[""] * (columns - len(grid.head)))]
            look, setter = self._looks.head, self._setter
            lines = [setter.lines(text, look, room) for text, room in zip(words, rooms, strict=True)]
            parts = [TextPiece(of, look.leading, Leaf(cell)) for of, cell in zip(lines, cells, strict=True)]
            repeated = [TextPiece(of, look.leading, None) for of in lines]
            head = Framed(
                SideBySide(list(zip(starts, parts, strict=True))), width, over=_OVER, under=_UNDER, paint=ruled_head
            )
            again = Framed(
                SideBySide(list(zip(starts, repeated, strict=True))), width, over=_OVER, under=_UNDER, paint=ruled_head
            )
            if head.height > ROOM / 3:
                rows, head, again = [head], None, None
        body = self._tree.add(table, "TBody") if grid.rows else table
        for row in grid.rows:
            rows.append(self._row(row, body, starts, rooms, width, grid.row_heads))
        made = Ruled(rows, head, again)
        made.before = 6
        return made

    def _row(self, row: Sequence[Cell], body: Element, starts: list[float], rooms: list[float], width: float,
             headed: bool) -> PagePiece:  # fmt: skip
        element = self._tree.add(body, "TR")
        parts: list[tuple[float, PagePiece]] = []
        for place, (start, room) in enumerate(zip(starts, rooms, strict=True)):
            is_head = headed and place == 0
            own = self._tree.add(element, "TH", scope("Row")) if is_head else self._tree.add(element, "TD")
            if place < len(row):
                parts.append((start, self._cell(row[place], self._looks.cell, own, room)))
        inner = SideBySide(parts)
        return Framed(inner, width, over=_OVER, under=_UNDER, paint=ruled_below, whole_below=PARTED_FROM)

    def _widths(self, grid: Grid, columns: int, width: float) -> list[float]:
        """The widths asked for, and none less than its longest word if the others can spare it."""
        needed = [0.0] * columns
        longest = [0.0] * columns
        asked = len(grid.widths) == columns and min(grid.widths) > 0
        for place, head in enumerate(grid.head):
            needed[place] = self._setter.widest_word(plain(head), self._looks.head)
        for row in grid.rows:
            for place, cell in enumerate(row):
                text = text_of(cell.words)
                if not asked:
                    longest[place] = max(longest[place], min(len(text), 120.0))
                words = cell.words if len(text) <= 48 else plain(max(text.split(), key=len, default=""))
                look = self._looks.warning if cell.strong or cell.warns or place == 0 else self._looks.cell
                wide = self._setter.widest_word(words, look) + (14 if cell.warns else 0)
                needed[place] = max(needed[place], wide)
        shares = list(grid.widths) if asked else [max(8.0, long) for long in longest]
        widths = [share / sum(shares) * width for share in shares]
        least = [min(need + _BETWEEN + 0.5, width * _MOST_OF_A_WORD) for need in needed]
        return _spared(widths, least)

    # Facts.

    def _facts(self, grid: Grid, table: Element, width: float, two: bool) -> PagePiece:
        looks = self._looks
        labels = [self._setter.width(text_of(row[0].words)[:80], looks.label) for row in grid.rows]
        label = min(max([*labels, width * (0.13 if two else 0.17)]) + _BETWEEN, width * 0.34)
        half = (width - 2 * _BETWEEN) / 2 if two else 0.0
        rows: list[PagePiece] = []
        waiting: list[tuple[float, PagePiece]] = []
        for place, row in enumerate(grid.rows):
            element = self._tree.add(table, "TR")
            head = self._tree.add(element, "TH", scope("Row")) if grid.row_heads else self._tree.add(element, "TD")
            value = self._tree.add(element, "TD")
            short = self._short(row, half - label)
            if waiting and not short:
                rows.append(self._fact_row([waiting.pop()], width, not rows))
            room = half - label if short else width - label
            start = half + 2 * _BETWEEN if waiting else 0.0
            parts = SideBySide([
                (start, self._cell(row[0], looks.label, head, label - _BETWEEN)),
                (start + label, self._cell(row[1], looks.cell, value, room)),
            ])  # fmt: skip
            waiting.append((0.0, parts))
            after = grid.rows[place + 1 : place + 2]
            if len(waiting) == 2 or not short or not after or not self._short(after[0], half - label):
                rows.append(self._fact_row(waiting, width, not rows))
                waiting = []
        made = Ruled(rows)
        made.before = 6
        return made

    def _short(self, row: Sequence[Cell], room: float) -> bool:
        """Whether a fact has room beside another."""
        words = text_of(row[1].words)
        look = self._looks.cell_strong if row[1].strong else self._looks.cell
        return 0 < len(words) < 60 and "\n" not in words and self._setter.width(words, look) < room and not row[1].warns

    @staticmethod
    def _fact_row(parts: list[tuple[float, PagePiece]], width: float, first: bool) -> PagePiece:
        paint = ruled_above if first else ruled_below
        return Framed(SideBySide(parts), width, over=5, under=6, paint=paint, whole_below=PARTED_FROM)

    # Figures.

    def _figures(self, grid: Grid, table: Element, width: float) -> Iterator[PagePiece]:
        many = len(grid.rows)
        across = many if many <= _FIGURES_A_ROW else min((4, 3), key=lambda number: -many % number)
        column = width / across
        looks = self._looks
        for begin in range(0, many, across):
            parts: list[tuple[float, PagePiece]] = []
            for place, row in enumerate(grid.rows[begin : begin + across]):
                element = self._tree.add(table, "TR")
                head = self._tree.add(element, "TH", scope("Row")) if grid.row_heads else self._tree.add(element, "TD")
                value = self._tree.add(element, "TD")
                left = 10 if place else 0
                room = column - left - 6
                fits = self._setter.width(text_of(row[0].words)[:60], looks.number) <= room
                number = self._text(
                    row[0].words, looks.number if fits else looks.headings[2], head, room, row[0].anchor
                )
                label = self._cell(row[1], looks.label, value, room)
                parts.append((column * place + left, Pile([number, label])))
            made = Framed(
                SideBySide(parts), width, over=6, under=8, paint=_columns(len(parts), column), whole_below=PARTED_FROM
            )
            made.before = 0 if begin else 8
            yield made

    # Boxes.

    def _boxes(self, grid: Grid, table: Element, width: float) -> Iterator[PagePiece]:
        wide = (width - _BOX) / 2
        for begin in range(0, len(grid.rows), 2):
            two = grid.rows[begin : begin + 2]
            own = wide if len(two) == 2 else width
            parts: list[tuple[float, PagePiece]] = []
            for place, row in enumerate(two):
                element = self._tree.add(table, "TR")
                head = self._tree.add(element, "TH", scope("Row")) if grid.row_heads else self._tree.add(element, "TD")
                value = self._tree.add(element, "TD")
                room = own - 2 * _BOX
                title = self._text(row[0].words, self._looks.headings[3], head, room, row[0].anchor)
                title.keep = True
                words = self._text(row[1].words, self._looks.cell, value, room, row[1].anchor)
                words.before = 3
                parts.append(((wide + _BOX) * place + _BOX, Pile([title, words])))
            paint = _boxed(len(two), own, wide + _BOX)
            made = Framed(SideBySide(parts), width, over=_BOX - 3, under=_BOX, paint=paint, whole_below=PARTED_FROM)
            made.before = _BOX
            yield made


def _columns(across: int, column: float) -> Paint:
    def paint(sheet: PaperSheet, x: float, y: float, width: float, height: float, first: bool, last: bool) -> None:
        ruled_above(sheet, x, y, width, height, first, last)
        for place in range(1, across):
            sheet.artefact(line(x + column * place, y, x + column * place, y - height))

    return paint


def _boxed(many: int, own: float, apart: float) -> Paint:
    def paint(sheet: PaperSheet, x: float, y: float, _width: float, height: float, _first: bool, _last: bool) -> None:
        for place in range(many):
            sheet.artefact(outlined(x + apart * place, y - height, own, height, "border-strong"))

    return paint


def _spared(widths: list[float], least: list[float]) -> list[float]:
    """Widths of the same sum, none under its least while others have more than theirs."""
    lacking = sum(max(0.0, need - wide) for wide, need in zip(widths, least, strict=True))
    spare = sum(max(0.0, wide - need) for wide, need in zip(widths, least, strict=True))
    if not lacking or not spare:
        return widths
    part = min(1.0, lacking / spare)
    given = min(1.0, spare / lacking)
    return [
        wide - (wide - need) * part if wide > need else wide + (need - wide) * given
        for wide, need in zip(widths, least, strict=True)
    ]
