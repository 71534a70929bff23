"""The looks of an ods: errors, percentages, merges, colours, comments and what is hidden, laid over its values."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from scrutineer.domain.grid import column_letters
from scrutineer.exchange import fast, full
from scrutineer.exchange.xml_names import attribute, local

_ERROR = re.compile(r"^(?:#(?:DIV/0!|N/A|NAME\?|REF!|VALUE!|NUM!|NULL!)|Err:\d{3})$")
_REFERENCE = re.compile(r"[\[\].]")
"""What an ods writes around the cells of a formula and an xlsx does not."""
_MOST = 2_000  # repeats of one cell or row that are looked at: beyond it a sheet is only formatted so


def read(content: bytes) -> dict[str, Any]:
    """Values by the fast reader, their looks by what the file itself says of each cell."""
    book = fast.read(content)
    looks = {looked["name"]: looked for looked in _looks(content)}
    for sheet in book["sheets"]:
        if sheet["name"] in looks:
            _lay_over(sheet, looks[sheet["name"]])
    book["looks"] = True
    return book


def _lay_over(sheet: dict[str, Any], looked: dict[str, Any]) -> None:
    dates = {(mark[0], mark[1]): mark for mark in sheet["marks"]}
    marks = dict(dates)
    for row, column, kind, fill, comment, percent, total in looked["marks"]:
        dated = (row, column) in dates
        marks[row, column] = [row, column, "date" if dated else kind, fill, comment, percent and not dated, total]
    for row, column, text in looked["errors"]:
        fast.put(sheet, row, column, text)
    sheet["marks"] = list(marks.values())
    for part in ("merges", "hidden_rows", "hidden_columns"):
        sheet[part] = looked[part]


def _looks(content: bytes) -> Iterator[dict[str, Any]]:
    """Each sheet's marks. A table is let go once it is read, so that memory grows with the largest one."""
    from defusedxml.ElementTree import iterparse

    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as stream:
        fills: dict[str, str] = {}
        for _, element in iterparse(stream, events=("end",)):
            name = local(element.tag)
            if name == "style":
                fills[attribute(element, "name")] = _fill(element)
            elif name == "table":
                yield _sheet(element, fills)
                element.clear()


def _fill(style: Any) -> str:
    colours = [attribute(part, "background-color") for part in style if local(part.tag) == "table-cell-properties"]
    colour = colours[0].lstrip("#").upper() if colours else ""
    return colour if len(colour) == 6 and colour != "FFFFFF" else ""


def _sheet(table: Any, fills: dict[str, str]) -> dict[str, Any]:
    looked: dict[str, Any] = {
        "name": attribute(table, "name"), "marks": [], "errors": [], "merges": [], "hidden_rows": [],
    }  # fmt: skip
    looked["hidden_columns"] = list(_hidden_columns(table))
    number = 0
    for row in table.iter():
        if local(row.tag) != "table-row":
            continue
        times = int(attribute(row, "number-rows-repeated") or 1)
        if attribute(row, "visibility") in {"collapse", "filter"} and times <= _MOST:
            looked["hidden_rows"] += range(number + 1, number + times + 1)
        for repeat in range(times if times <= _MOST else 1):
            _cells(row, number + repeat + 1, fills, looked)
        number += times
    return looked


def _hidden_columns(table: Any) -> Iterator[int]:
    number = 0
    for column in table.iter():
        if local(column.tag) == "table-column":
            times = int(attribute(column, "number-columns-repeated") or 1)
            if attribute(column, "visibility") in {"collapse", "filter"} and times <= _MOST:
                yield from range(number + 1, number + times + 1)
            number += times


def _cells(row: Any, number: int, fills: dict[str, str], looked: dict[str, Any]) -> None:
    column = 0
    for cell in row:
        if local(cell.tag) not in {"table-cell", "covered-table-cell"}:
            continue
        times = int(attribute(cell, "number-columns-repeated") or 1)
        if times <= _MOST:
            for repeat in range(times):
                _cell(cell, (number, column + repeat + 1), fills, looked)
        column += times


def _cell(cell: Any, place: tuple[int, int], fills: dict[str, str], looked: dict[str, Any]) -> None:
    row, column = place
    down = int(attribute(cell, "number-rows-spanned") or 1)
    across = int(attribute(cell, "number-columns-spanned") or 1)
    if down > 1 or across > 1:
        looked["merges"].append([row, column, row + down - 1, column + across - 1])
    formula, kind = attribute(cell, "formula"), attribute(cell, "value-type")
    shown = "\n".join("".join(part.itertext()) for part in cell if local(part.tag) == "p")
    comment = next((_comment(part) for part in cell if local(part.tag) == "annotation"), "")
    error = bool(_ERROR.match(shown))
    if error:
        looked["errors"].append([row, column, shown])
    said = "error" if error else ""
    fill, percent = fills.get(attribute(cell, "style-name"), ""), kind == "percentage"
    total = bool(formula) and full.works_out(_REFERENCE.sub("", formula), column_letters(column), row)
    if said or fill or comment or percent or total:
        looked["marks"].append([row, column, said, fill, comment, percent and not error, total])


def _comment(annotation: Any) -> str:
    """What a comment says, without who wrote it and when."""
    return "\n".join("".join(part.itertext()) for part in annotation if local(part.tag) in {"p", "list"})
