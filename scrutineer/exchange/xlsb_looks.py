"""What the fast reader does not say of a binary workbook: errors, percentages, merges and what is hidden.

Colours and comments are not read here, so that such a workbook is still told as read for its values alone.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from scrutineer.exchange import extras, fast

_BOOK = "xl/workbook.bin"
_ROW, _ERROR, _ERROR_OF_FORMULA = 0, 3, 11
_NUMBERS = frozenset({2, 5, 9})  # a short number, a long one, the result of a formula
_FORMAT, _STYLE, _COLUMNS, _SHEET, _MERGE, _STYLES_BEGIN, _STYLES_END = 44, 47, 60, 156, 176, 617, 618
"""Kinds of record, as the format numbers them."""
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 0x01
_NAMES = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_PERCENT_BUILT_IN = (9, 10)
_SPOILED = (LookupError, ValueError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
_MOST_COLUMNS = 200  # of one run of hidden ones: beyond it the rest of the sheet is hidden


def read(content: bytes) -> dict[str, Any]:
    """Values by the fast reader, with what the file's own records say of them laid over."""
    book = fast.read(content)
    try:
        looks = _looks(content)
    except _SPOILED:  # a stranger's records may be anything; the values stand without them
        return book
    for sheet in book["sheets"]:
        if sheet["name"] in looks:
            _lay_over(sheet, looks[sheet["name"]])
    return book


def _lay_over(sheet: dict[str, Any], looked: dict[str, Any]) -> None:
    dated = {(mark[0], mark[1]) for mark in sheet["marks"]}
    for row, column, text in looked["errors"]:
        fast.put(sheet, row, column, text)
        sheet["marks"].append([row, column, "error", "", "", False])
    sheet["marks"] += [[*place, "", "", "", True] for place in looked["percent"] if place not in dated]
    for part in ("merges", "hidden_rows", "hidden_columns"):
        sheet[part] = looked[part]


def _looks(content: bytes) -> dict[str, dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = extras.relations(archive, _BOOK)
        styles = next((part for part in parts.values() if part.endswith("styles.bin")), "")
        percent = _percent_styles(archive.read(styles)) if styles in archive.namelist() else frozenset()
        named = (_name(data) for kind, data in _records(archive.read(_BOOK)) if kind == _SHEET)
        return {name: _sheet(archive.read(parts[known_as]), percent) for known_as, name in named if known_as in parts}


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and data of each record of a part: both numbers before it hold seven bits a byte."""
    place = 0
    while place < len(part):
        kind, place = _number(part, place, 2)
        length, place = _number(part, place, 4)
        yield kind, part[place : place + length]
        place += length


def _number(part: bytes, place: int, most: int) -> tuple[int, int]:
    value = 0
    for step in range(most):
        byte = part[place + step]
        value |= (byte & 0x7F) << (7 * step)
        if not byte & 0x80:
            break
    return value, place + step + 1


def _whole(data: bytes, place: int, length: int = 4) -> int:
    return int.from_bytes(data[place : place + length], "little")


def _text(data: bytes, place: int) -> tuple[str, int]:
    """A text that its length stands before, and where the next thing begins."""
    end = place + 4 + 2 * _whole(data, place)
    return data[place + 4 : end].decode("utf-16-le", "replace"), end


def _name(data: bytes) -> tuple[str, str]:
    """By which relationship the workbook knows a sheet, and its name."""
    known_as, end = _text(data, 8)
    return known_as, _text(data, end)[0]


def _percent_styles(part: bytes) -> frozenset[int]:
    """The numbers of the styles that show percentages."""
    formats, styles, inside = set(_PERCENT_BUILT_IN), list[int](), False
    for kind, data in _records(part):
        if kind == _FORMAT and "%" in _text(data, 2)[0]:
            formats.add(_whole(data, 0, 2))
        inside = kind == _STYLES_BEGIN or (inside and kind != _STYLES_END)
        if inside and kind == _STYLE:
            styles.append(_whole(data, 2, 2))
    return frozenset(number for number, shown in enumerate(styles) if shown in formats)


def _sheet(part: bytes, percent: frozenset[int]) -> dict[str, Any]:
    looked: dict[str, Any] = {"errors": [], "percent": [], "merges": [], "hidden_rows": [], "hidden_columns": []}
    row = 0
    for kind, data in _records(part):
        if kind == _ROW:
            row = _whole(data, 0) + 1
            looked["hidden_rows"] += [row] if data[11] & _HIDDEN_ROW else []
        elif kind in {_ERROR, _ERROR_OF_FORMULA}:
            looked["errors"].append([row, _whole(data, 0) + 1, _NAMES.get(data[8], "#ERROR")])
        elif kind in _NUMBERS and _whole(data, 4, 3) in percent:
            looked["percent"].append((row, _whole(data, 0) + 1))
        elif kind == _MERGE:
            top, bottom, left, right = (_whole(data, place) + 1 for place in (0, 4, 8, 12))
            looked["merges"].append([top, left, bottom, right])
        elif kind == _COLUMNS and _whole(data, 16, 2) & _HIDDEN_COLUMN:
            first, last = _whole(data, 0) + 1, _whole(data, 4) + 1
            looked["hidden_columns"] += range(first, min(last, first + _MOST_COLUMNS) + 1)
    return looked
