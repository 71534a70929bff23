"""The looks of an old xls: colours, comments, percentages, errors and what is hidden, laid over its values."""

from __future__ import annotations

import io
from typing import Any

from scrutineer.exchange import fast


def read(content: bytes) -> dict[str, Any]:
    """Values by the fast reader; their looks by xlrd, where it can open the file. "looks" says whether it could."""
    book = fast.read(content)
    try:
        looks = _looks(content)
    except Exception:  # noqa: BLE001 - a reader of strangers' files raises anything; the values stand without it
        return book
    for sheet in book["sheets"]:
        if sheet["name"] in looks:
            _lay_over(sheet, looks[sheet["name"]])
    book["looks"] = True
    return book


def _looks(content: bytes) -> dict[str, dict[str, Any]]:
    """By sheet: marks of cells that are more than their values, and what is hidden."""
    import xlrd

    book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    return {
        sheet.name: {
            "marks": _marks(sheet, book),
            "errors": _errors(sheet),
            "hidden_rows": [row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden],
            "hidden_columns": [column + 1 for column, info in sheet.colinfo_map.items() if info.hidden],
            "merges": [[top + 1, left + 1, bottom, right] for top, bottom, left, right in sheet.merged_cells],
        }
        for sheet in book.sheets()
    }


def _marks(sheet: Any, book: Any) -> list[fast.Mark]:
    styles: dict[int, tuple[str, bool]] = {}
    marks: list[fast.Mark] = []
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            kind, style = sheet.cell_type(row, column), sheet.cell_xf_index(row, column)
            if style not in styles:
                styles[style] = _style(book, style)
            fill, percent = styles[style]
            note = sheet.cell_note_map.get((row, column))
            error, shown = kind == _ERROR, percent and kind == _NUMBER
            if fill or note or error or shown:
                comment = note.text if note else ""
                marks.append([row + 1, column + 1, "error" if error else "", fill, comment, shown])
    return marks


def _errors(sheet: Any) -> dict[tuple[int, int], str]:
    """By place, the name of each error: “#DIV/0!”."""
    from xlrd.biffh import error_text_from_code

    return {
        (row + 1, column + 1): error_text_from_code.get(sheet.cell_value(row, column), "#ERROR")
        for row in range(sheet.nrows)
        for column in range(sheet.row_len(row))
        if sheet.cell_type(row, column) == _ERROR
    }


_NUMBER, _ERROR = 2, 5  # as xlrd numbers the kinds of cell


def _lay_over(sheet: dict[str, Any], looks: dict[str, Any]) -> None:
    marks = {(mark[0], mark[1]): mark for mark in sheet["marks"]}
    for row, column, kind, fill, note, shown in looks["marks"]:
        dated = (row, column) in marks
        marks[row, column] = [row, column, "date" if dated else kind, fill, note, shown and not dated]
        if kind == "error":
            fast.put(sheet, row, column, looks["errors"][row, column])
    sheet["marks"] = list(marks.values())
    sheet["merges"] = sheet["merges"] or looks["merges"]
    sheet["hidden_rows"], sheet["hidden_columns"] = looks["hidden_rows"], looks["hidden_columns"]


def _style(book: Any, number: int) -> tuple[str, bool]:
    """The colour of a style's cells as RRGGBB ("" for none), and whether it shows percentages."""
    style = book.xf_list[number]
    pattern = style.background
    colour = book.colour_map.get(pattern.pattern_colour_index) if pattern.fill_pattern == 1 else None
    fill = "".join(f"{part:02X}" for part in colour) if colour else ""
    shape = book.format_map.get(style.format_key)
    return ("" if fill == "FFFFFF" else fill), bool(shape and "%" in shape.format_str)
