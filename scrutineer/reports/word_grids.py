"""A grid as a table of Word, in each of its looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

from scrutineer.reports.document import Grid, GridCell, Look, Words, text_of
from scrutineer.reports.furniture import runs_to_left, shares
from scrutineer.reports.word_pieces import paragraph, plainly, quoted

_WIDTH: Final = 9638  # twentieths of a point: 170 mm between margins of 20 mm
_KEPT_WHOLE: Final = 400  # characters of a row that is not broken over pages
_SIDE_BY_SIDE: Final = 4  # figures in a row
_STYLES: Final = {
    Look.TABLE: "ReportTable",
    Look.FACTS: "ReportFacts",
    Look.FIGURES: "ReportFigures",
    Look.BOXES: "ReportBoxes",
}
_AFTER: Final = '<w:p><w:pPr><w:pStyle w:val="TableText"/><w:spacing w:before="0" w:after="0"/></w:pPr></w:p>'
"""Two tables without a paragraph between them would be one."""


class Marker(Protocol):
    """Writes words with their links, and marks places that can be led to."""

    def runs(self, words: Words, strong: bool = False, style: str = "") -> str:
        """Runs with their links."""

    def marked(self, anchor: str, content: str) -> str:
        """Content that can be led to."""


def table(grid: Grid, marker: Marker) -> str:
    """The table; its caption is read out where it does not stand above it."""
    rows, widths = _laid(grid, marker)
    first, head = grid.row_heads and grid.look in {Look.TABLE, Look.FACTS}, bool(grid.head)
    bits = f"{0x600 | 0x20 * head | 0x80 * first:04X}"  # the same as the six that follow, for what reads no others
    unseen = "" if grid.caption_shown or not grid.caption else f"<w:tblCaption w:val={quoted(grid.caption)}/>"
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{_STYLES[grid.look]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{bits}" w:firstRow="{head:d}" w:lastRow="0"'
        f' w:firstColumn="{first:d}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{unseen}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>{_AFTER}"
    )


def _laid(grid: Grid, marker: Marker) -> tuple[str, list[int]]:
    """The rows, and how wide each column is."""
    head = _row([paragraph("TableHead", plainly(words)) for words in grid.head], head=True) if grid.head else ""
    if grid.look is Look.BOXES:
        boxes = (_row(["".join(_stacked(row, "TableHead", marker))], whole=_is_short(row)) for row in grid.rows)
        return head + "".join(boxes), [_WIDTH]
    if grid.look is Look.FIGURES:
        wide = min(_SIDE_BY_SIDE, len(grid.rows)) or 1
        figures = ["".join(_stacked(row, "FigureNumber", marker)) for row in grid.rows]
        figures += [paragraph("TableText", "")] * (-len(figures) % wide)
        starts = range(0, len(figures), wide)
        return head + "".join(_row(figures[start : start + wide]) for start in starts), [_WIDTH // wide] * wide
    rows = (_row([_cell(cell, "TableText", marker) for cell in row], whole=_is_short(row)) for row in grid.rows)
    return head + "".join(rows), [round(_WIDTH * share) for share in shares(grid)]


def _is_short(row: tuple[GridCell, ...]) -> bool:
    return sum(len(text_of(cell.words)) for cell in row) < _KEPT_WHOLE


def _row(cells: list[str], *, head: bool = False, whole: bool = True) -> str:
    look = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    kept = "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells)
    return f"<w:tr>{f'<w:trPr>{look}</w:trPr>' if look else ''}{kept}</w:tr>"


def _stacked(row: tuple[GridCell, ...], first: str, marker: Marker) -> Iterator[str]:
    """The cells of a row below each other, the first in a style of its own."""
    for number, cell in enumerate(row):
        yield _cell(cell, "TableText" if number else first, marker)


def _cell(cell: GridCell, style: str, marker: Marker) -> str:
    turned = "<w:bidi/>" if runs_to_left(text_of(cell.words)) else ""
    words = marker.runs(cell.words, cell.strong, "Warning" if cell.warns else "")
    return paragraph(style, marker.marked(cell.anchor, words), turned)
