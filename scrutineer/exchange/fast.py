"""Values alone, by calamine: xls, xlsb and ods, and xlsx where nothing but values is in it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

TYPE_CHECKING = False
if TYPE_CHECKING:  # what the reading process need not load is not loaded: see `child`
    from typing import Any

Mark = list["Any"]
"""row, column, kind, fill, comment, percent"""


def read(content: bytes) -> dict[str, Any]:
    """Every sheet's values. Cost grows with the span of the cells that hold something."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for meta in book.sheets_metadata:
        if str(meta.typ).rsplit(".", maxsplit=1)[-1] != "WorkSheet":
            continue
        sheet = book.get_sheet_by_name(meta.name)
        rows, marks = numbered(sheet.iter_rows(), (0, (sheet.start or (0, 0))[1]))
        merges = [[a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1] for a, b in sheet.merged_cell_ranges or []]
        visible = meta.visible == SheetVisibleEnum.Visible
        sheets.append({"name": meta.name, "visible": visible, "rows": rows, "marks": marks, "merges": merges})
    return {"sheets": sheets}


def numbered(rows: Iterable[list[Any]], first: tuple[int, int]) -> tuple[list[list[Any]], list[Mark]]:
    """Rows with their numbers, each from column A to its last value; dates are told by marks."""
    filled: list[list[Any]] = []
    marks: list[Mark] = []
    ahead: list[Any] = [None] * first[1]
    for number, row in enumerate(rows, first[0] + 1):
        values = [
            value if value.__class__ is float or (value.__class__ is str and value and not value.isspace())
            else plain_value(value, marks, number, n) for n, value in enumerate(row, first[1] + 1)
        ]  # fmt: skip
        while values and values[-1] is None:
            values.pop()
        if values:
            filled.append([number, ahead + values])
    return filled, marks


def plain_value(value: Any, marks: list[Mark], row: int, column: int) -> Any:
    """A value as plain data: nothing but space is nothing, and a date leaves its mark."""
    if isinstance(value, str):
        return value if value and not value.isspace() else None
    if isinstance(value, date | time | timedelta):
        marks.append([row, column, "date", "", "", False])
        return date_text(value)
    return value


def put(sheet: dict[str, Any], row: int, column: int, text: str) -> None:
    """Give a cell its text where this reader left it blank or took an error for a number."""
    for number, values in sheet["rows"]:
        if number == row:
            values.extend([None] * (column - len(values)))
            values[column - 1] = text
            return
    sheet["rows"].append([row, [None] * (column - 1) + [text]])
    sheet["rows"].sort(key=lambda numbered: numbered[0])


def date_text(value: Any) -> str:
    """A date as ISO; midnight is left off."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value)
