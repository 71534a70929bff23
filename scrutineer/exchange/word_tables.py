"""The tables of a Word document, each read as a sheet. In the reading process alone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from scrutineer.exchange import csv_text, sniff

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AROUND = frozenset({f"{_WORD}sdt", f"{_WORD}sdtContent", f"{_WORD}ins"})
_COLOUR = re.compile("[0-9A-F]{6}")
_WIDEST = 200  # columns that a cell may claim to span


def read(content: bytes) -> dict[str, Any]:
    """Each table that holds anything, in the order they stand, a table within a cell as one of its own. Text that was
    struck out by a tracked change is not read."""
    from docx import Document

    sniff.require_safe_zip("document.docx", content)
    body = Document(io.BytesIO(content)).element.body
    tables = [_sheet(table, number) for number, table in enumerate(body.iter(f"{_WORD}tbl"), 1)]
    return {"sheets": [table for table in tables if table["rows"]], "looks": True}


def _sheet(table: Any, number: int) -> dict[str, Any]:
    rows: list[list[Any]] = []
    merges: list[list[int]] = []
    marks: list[list[Any]] = []
    above: dict[int, list[int]] = {}
    for row_number, row in enumerate(_within(table, "tr"), 1):
        values: list[Any] = [None] * _number(row, "trPr", "gridBefore", 0)
        for cell in _within(row, "tc"):
            column, across = len(values) + 1, _number(cell, "tcPr", "gridSpan", 1)
            down = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
            goes_on = down is not None and down.get(f"{_WORD}val", "continue") == "continue"
            if goes_on and column in above:
                above[column][2] = row_number
            elif down is not None or across > 1:
                above[column] = [row_number, column, row_number, column + across - 1]
                merges.append(above[column])
            if painted := _shading(cell):
                marks.append([row_number, column, "", painted, "", False])
            values += [None if goes_on else csv_text.value_of(_text(cell)), *[None] * (across - 1)]
        while values and values[-1] is None:
            values.pop()
        if values:
            rows.append([row_number, values])
    spread = [merge for merge in merges if merge[0] < merge[2] or merge[1] < merge[3]]
    return {
        "name": f"Table {number}", "visible": True, "rows": rows, "marks": marks, "merges": spread, "in_words": True,
    }  # fmt: skip


def _within(part: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those inside content controls and tracked additions too."""
    for child in part:
        if child.tag == f"{_WORD}{tag}":
            yield child
        elif child.tag in _AROUND:
            yield from _within(child, tag)


def _number(part: Any, properties: str, name: str, without: int) -> int:
    said = part.find(f"{_WORD}{properties}/{_WORD}{name}")
    text = said.get(f"{_WORD}val", "") if said is not None else ""
    return min(int(text), _WIDEST) if text.isdecimal() and len(text) < 6 else without


def _shading(cell: Any) -> str:
    """The colour that a cell is painted in; "" for none, for white and for a pattern over it."""
    said = cell.find(f"{_WORD}tcPr/{_WORD}shd")
    painted = "" if said is None else said.get(f"{_WORD}fill", "").upper()
    plain = said is not None and said.get(f"{_WORD}val", "clear") in {"clear", "nil"}
    return painted if plain and _COLOUR.fullmatch(painted) and painted != "FFFFFF" else ""


def _text(cell: Any) -> str:
    """The paragraphs of a cell, without those of a table inside it."""
    return "\n".join("".join(_words(paragraph)) for paragraph in _within(cell, "p")).strip()


def _words(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter():
        if element.tag == f"{_WORD}t":
            yield element.text or ""
        elif element.tag in {f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"}:
            yield " "
