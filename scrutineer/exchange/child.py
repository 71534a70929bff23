"""Reads one workbook in a process of its own: kind as argument, bytes in, JSON out.

A reader that crashes or eats memory here takes nothing else with it.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import warnings
from datetime import date, datetime, time, timedelta
from typing import Any

from scrutineer.exchange import plain

MAX_CELLS = 2_000_000
MEMORY = 2 * 1024**3  # bytes

Row = list[Any]


def main() -> int:
    """Read what stands on standard input; 0 done, 3 needs a password, 4 damaged, 5 too large."""
    warnings.simplefilter("ignore")
    _limit_memory()
    try:
        book = _read(sys.argv[1], sys.stdin.buffer.read())
    except MemoryError:
        return 5
    except Exception as error:  # noqa: BLE001 - readers of strangers' files raise anything; this process only reports
        return 3 if "password" in f"{type(error).__name__} {error}".lower() else 4
    if sum(len(sheet["cells"]) for sheet in book["sheets"]) > MAX_CELLS:
        return 5
    json.dump(book, sys.stdout)
    return 0


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _read(kind: str, content: bytes) -> dict[str, Any]:
    if kind == "xlsx":
        return _read_fast(content) or _read_xlsx(content)
    if kind == "csv":
        return _read_csv(content)
    return _read_calamine(content)


def _read_fast(content: bytes) -> dict[str, Any] | None:
    """A plain workbook, or None: what the fast reader cannot open, the full one may."""
    try:
        return _read_calamine(content) if plain.is_plain(content) else None
    except BaseException:  # noqa: BLE001 - a panic of the fast reader is no Exception; the full reader still tries
        return None


def _told(value: Any) -> tuple[str, str, float | None]:
    """Text, kind and number of a value."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "flag", None
    if isinstance(value, int | float):
        number = float(value)
        return (
            (str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)),
            "number",
            number,
        )
    if isinstance(value, datetime):
        return (value.date().isoformat() if value.time() == time() else value.isoformat(" ")), "date", None
    if isinstance(value, date | time | timedelta):
        return str(value), "date", None
    return str(value), "text", None


def _read_xlsx(content: bytes) -> dict[str, Any]:
    from openpyxl import load_workbook
    from openpyxl.worksheet.worksheet import Worksheet

    book = load_workbook(io.BytesIO(content))
    colours = _theme_colours(book.loaded_theme)
    values = _Values(content)
    sheets = []
    for sheet in book.worksheets:
        if isinstance(sheet, Worksheet):
            cells = [row for cell in list(sheet._cells.values()) if (row := _xlsx_cell(cell, sheet, values, colours))]
            sheets.append(
                {
                    "name": sheet.title,
                    "visible": sheet.sheet_state == "visible",
                    "cells": cells,
                    "merges": [[r.min_row, r.min_col, r.max_row, r.max_col] for r in sheet.merged_cells.ranges],
                    "hidden_rows": [n for n, d in sheet.row_dimensions.items() if d.hidden],
                    "hidden_columns": [d.min for d in sheet.column_dimensions.values() if d.hidden],
                }
            )
    return {"sheets": sheets}


class _Values:
    """The stored results of formulas, read only if there is a formula."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._sheets: dict[str, Any] = {}

    def at(self, sheet: Any, row: int, column: int) -> Any:
        if sheet.max_row * sheet.max_column > 20_000_000:
            return None
        if sheet.title not in self._sheets:
            self._sheets[sheet.title] = self._load(sheet.title)
        rows = self._sheets[sheet.title]
        inside = row <= len(rows) and column <= len(rows[row - 1])
        stored = rows[row - 1][column - 1] if inside else ""
        return None if stored == "" else stored

    def _load(self, title: str) -> list[list[Any]]:
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_filelike(io.BytesIO(self._content))
        return list(book.get_sheet_by_name(title).to_python(skip_empty_area=False))


def _xlsx_cell(cell: Any, sheet: Any, values: _Values, colours: list[str]) -> Row | None:
    value, kind = cell.value, cell.data_type
    fill = _fill(cell, colours)
    comment = cell.comment.text if getattr(cell, "comment", None) else ""
    if kind == "f":
        stored = values.at(sheet, cell.row, cell.column)
        if stored is None:
            return [cell.row, cell.column, "=", "lost", None, False, fill, comment]
        value = stored
    elif kind == "e":
        return [cell.row, cell.column, str(value), "error", None, False, fill, comment]
    if value is None or value == "":
        return [cell.row, cell.column, "", "blank", None, False, fill, comment] if fill or comment else None
    text, what, number = _told(value)
    percent = what == "number" and "%" in str(cell.number_format)
    if percent and number is not None:
        text = f"{round(number * 100, 6):g}%"
    return [cell.row, cell.column, text, what, number, percent, fill, comment]


def _fill(cell: Any, colours: list[str]) -> str:
    if not cell.has_style or cell.fill.fill_type != "solid":
        return ""
    colour = cell.fill.fgColor
    found = ""
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        found = colour.rgb[-6:].upper()
    elif colour.type == "indexed":
        from openpyxl.styles.colors import COLOR_INDEX

        found = COLOR_INDEX[colour.indexed][-6:].upper() if colour.indexed < 64 else ""
    elif colour.type == "theme" and colour.theme < len(colours):
        found = _tinted(colours[colour.theme], colour.tint)
    return "" if found == "FFFFFF" else found


def _theme_colours(theme: bytes | None) -> list[str]:
    """The theme's colours in the order that cells number them: light and dark pairs are swapped."""
    if not theme:
        return []
    from defusedxml.ElementTree import fromstring

    scheme = fromstring(theme).find(".//{*}clrScheme")
    found = []
    for entry in scheme if scheme is not None else []:
        child = next(iter(entry), None)
        found.append("" if child is None else child.get("lastClr") or child.get("val") or "")
    if len(found) >= 4:
        found[0], found[1], found[2], found[3] = found[1], found[0], found[3], found[2]
    return [colour.upper() if len(colour) == 6 else "" for colour in found]


def _tinted(colour: str, tint: float) -> str:
    """A theme colour made lighter (tint above 0) or darker, as spreadsheets do it."""
    if not colour or not tint:
        return colour
    import colorsys

    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def _read_calamine(content: bytes) -> dict[str, Any]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for meta in book.sheets_metadata:
        if str(meta.typ).rsplit(".", maxsplit=1)[-1] != "WorkSheet":
            continue
        sheet = book.get_sheet_by_name(meta.name)
        first = sheet.start or (0, 0)
        merges = [[a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1] for a, b in sheet.merged_cell_ranges or []]
        sheets.append(
            {
                "name": meta.name,
                "visible": meta.visible == SheetVisibleEnum.Visible,
                "cells": _numbered(sheet.to_python(skip_empty_area=True), first),
                "merges": merges,
                "hidden_rows": [],
                "hidden_columns": [],
            }
        )
    return {"sheets": sheets}


def _numbered(rows: list[list[Any]], first: tuple[int, int]) -> list[Row]:
    cells: list[Row] = []
    for r, row in enumerate(rows, first[0] + 1):
        for c, value in enumerate(row, first[1] + 1):
            if value not in ("", None):
                cells.append([r, c, *_told(value), False, "", ""])
    return cells


def _read_csv(content: bytes) -> dict[str, Any]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text[:8192]
    delimiter = max(",;\t", key=lambda mark: (head.count(mark), mark == ","))
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    cells = [
        [r, c, v, *_csv_kind(v), False, "", ""] for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v
    ]
    sheet = {
        "name": "csv",
        "visible": True,
        "cells": cells,
        "merges": [],
        "hidden_rows": [],
        "hidden_columns": [],
    }
    return {"sheets": [sheet]}


def _csv_kind(text: str) -> tuple[str, float | None]:
    try:
        return "number", float(text) if text.strip().replace(".", "", 1).isdigit() else float("x")
    except ValueError:
        return "text", None


if __name__ == "__main__":
    sys.exit(main())
