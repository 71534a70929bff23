"""Tables in files that only call themselves workbooks: web pages and Excel's XML of 2003, both saved as .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from scrutineer.exchange import csv_text
from scrutineer.exchange.xml_names import attribute, local


def read_html(content: bytes) -> dict[str, Any]:
    """Each table of a page that holds anything is a sheet; a cell that spans others is one merged range."""
    page, text = _Page(), csv_text.decoded(content)
    page.feed(text)
    page.close()
    tables = [table for table in page.tables if table.rows]
    sheets = [table.sheet(f"Table {number}") for number, table in enumerate(tables, 1)]
    return {"sheets": sheets, "looks": _LOOKS.search(text) is None}


_LOOKS = re.compile(r"bgcolor|background(?:-color)?\s*:|display\s*:\s*none|visibility\s*:", re.IGNORECASE)
"""What paints or hides something in a page: none of it is read here."""


class _Table:
    """The cells of one table by their places; what a span covers is left blank."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[int, str]] = {}
        self.merges: list[list[int]] = []
        self._row = 0
        self._covered: set[tuple[int, int]] = set()
        self._column = 0

    def begin_row(self) -> None:
        self._row, self._column = self._row + 1, 0

    def add(self, text: str, down: int, across: int) -> None:
        """Put a cell beside the last one, past what a span from above covers."""
        self._row = self._row or 1
        self._column += 1
        while (self._row, self._column) in self._covered:
            self._column += 1
        row, column = self._row, self._column
        if down > 1 or across > 1:
            self.merges.append([row, column, row + down - 1, column + across - 1])
            self._covered |= {(row + d, column + a) for d in range(down) for a in range(across)}
        self._column += across - 1
        if text:
            self.rows.setdefault(row, {})[column] = text

    def sheet(self, name: str) -> dict[str, Any]:
        """The table as a sheet is told; numbers are read as a csv's are."""
        rows = [
            [number, [csv_text.value_of(cells.get(column, "")) for column in range(1, max(cells) + 1)]]
            for number, cells in sorted(self.rows.items())
        ]
        return {"name": name, "visible": True, "rows": rows, "marks": [], "merges": self.merges}


class _Page(HTMLParser):
    """Takes the tables out of a page. A table within a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._text: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, a row or a cell begins; what came before it ends."""
        if tag == "table":
            self._end_cell()
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].begin_row()
        elif tag in {"td", "th"} and self._open:
            self._end_cell()
            attributes = dict(attrs)
            self._span = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
            self._text = []
        elif tag in {"br", "p"} and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A cell, a row or a table ends."""
        if tag in {"td", "th", "tr", "table"}:
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Text counts inside a cell alone."""
        if self._text is not None:
            self._text.append(data)

    def close(self) -> None:
        """The page ends, and with it whatever was left open."""
        super().close()
        self._end_cell()

    def _end_cell(self) -> None:
        if self._text is not None and self._open:
            self._open[-1].add("".join(self._text).strip(), *self._span)
        self._text = None


def _span(text: str | None) -> int:
    return min(max(int(text), 1), 200) if text and text.isdecimal() and len(text) < 6 else 1


def read_spreadsheet_xml(content: bytes) -> dict[str, Any]:
    """Excel's XML of 2003: its sheets with values, formulas' results, errors and merges."""
    from defusedxml.ElementTree import fromstring

    book = fromstring(content)
    return {"sheets": [_xml_sheet(sheet) for sheet in book if local(sheet.tag) == "Worksheet"], "looks": False}


def _xml_sheet(sheet: Any) -> dict[str, Any]:
    rows: list[list[Any]] = []
    marks: list[list[Any]] = []
    merges: list[list[int]] = []
    number = 0
    for row in (part for table in sheet if local(table.tag) == "Table" for part in table if local(part.tag) == "Row"):
        number = int(attribute(row, "Index") or number + 1)
        values: list[Any] = []
        for column, cell in _numbered(row):
            down, across = int(attribute(cell, "MergeDown") or 0), int(attribute(cell, "MergeAcross") or 0)
            if down or across:
                merges.append([number, column, number + down, column + across])
            value, kind, comment = _xml_cell(cell)
            values.extend([None] * (column - len(values)))
            values[column - 1] = value
            if kind or comment:
                marks.append([number, column, kind, "", comment, False])
        if any(value is not None for value in values):
            rows.append([number, values])
    visible = all(local(part.tag) != "Visible" or part.text == "SheetVisible" for part in sheet.iter())
    return {"name": attribute(sheet, "Name"), "visible": visible, "rows": rows, "marks": marks, "merges": merges}


def _numbered(row: Any) -> Iterator[tuple[int, Any]]:
    """Each cell of a row with its column; a merged one takes several."""
    column = 0
    for cell in row:
        if local(cell.tag) == "Cell":
            column = int(attribute(cell, "Index") or column + 1)
            yield column, cell
            column += int(attribute(cell, "MergeAcross") or 0)


def _xml_cell(cell: Any) -> tuple[Any, str, str]:
    """A cell's value, the kind of its mark, and its comment."""
    data = next((part for part in cell if local(part.tag) == "Data"), None)
    note = next((part for part in cell if local(part.tag) == "Comment"), None)
    comment = "".join(note.itertext()).strip() if note is not None else ""
    if data is None:
        return None, "lost" if attribute(cell, "Formula") else "", comment
    text, kind = "".join(data.itertext()), attribute(data, "Type")
    if kind == "Number":
        return float(text), "", comment
    if kind == "Boolean":
        return text.strip() == "1", "", comment
    if kind == "DateTime":
        return text.removesuffix("T00:00:00.000").replace("T", " "), "date", comment
    return text or None, "error" if kind == "Error" else "", comment
