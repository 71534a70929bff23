"""Everything in an xlsx: values with colours, comments, drop-downs, merges, and what is hidden. By openpyxl."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from scrutineer.domain.grid import column_letters
from scrutineer.exchange import extras, fast, open_xml

_THREADED = re.compile(r"^\[Threaded comment\].*?Comment:\s*", re.DOTALL)
_RUN = re.compile(
    r"\$?(?P<first>[A-Z]{1,3})\$?(?P<top>\d{1,7})\s*:\s*\$?(?P<last>[A-Z]{1,3})\$?(?P<bottom>\d{1,7})", re.IGNORECASE
)
"""A run of cells in a formula."""
_WORKS_OUT = re.compile(r"\b(?:SUM|AVERAGE|COUNT|SUBTOTAL|AGGREGATE|MEDIAN|MODE|MIN|MAX)", re.IGNORECASE)
_ADDED = re.compile(r"[=+(]\s*\$?([A-Z]{1,3})\$?(\d{1,7})(?=\s*[+)/*]|\s*$)", re.IGNORECASE)
"""A cell that a formula adds to others."""
_LARGEST_SPAN = 20_000_000  # cells between the first and the last one, for reading stored results


def read(content: bytes) -> dict[str, Any]:
    """Every sheet with its looks. Cost grows with the cells that the file writes down, formatted ones too."""
    from openpyxl import load_workbook
    from openpyxl.worksheet.worksheet import Worksheet

    book = load_workbook(io.BytesIO(content))
    colours = _theme_colours(book.loaded_theme)
    values = _Values(content)
    sheets = [_sheet(sheet, values, colours) for sheet in book.worksheets if isinstance(sheet, Worksheet)]
    properties = {str(named.name): str(named.value) for named in getattr(book, "custom_doc_props").props}  # noqa: B009
    return {"sheets": sheets, "extras": list(extras.extras_of(content)), "properties": properties}


def _sheet(sheet: Any, values: _Values, colours: list[str]) -> dict[str, Any]:
    rows: dict[int, list[Any]] = {}
    marks: list[fast.Mark] = []
    for (row, column), cell in sheet._cells.items():
        value, mark = _cell(cell, sheet, values, colours)
        if mark is not None:
            marks.append([row, column, *mark])
        if value is not None:
            line = rows.setdefault(row, [])
            line.extend([None] * (column - len(line)))
            line[column - 1] = value
    return {
        "name": sheet.title,
        "visible": sheet.sheet_state == "visible",
        "rows": sorted(rows.items()),
        "marks": marks,
        "merges": [[r.min_row, r.min_col, r.max_row, r.max_col] for r in sheet.merged_cells.ranges],
        "hidden_rows": [n for n, d in sheet.row_dimensions.items() if d.hidden],
        "hidden_columns": [n for d in sheet.column_dimensions.values() if d.hidden for n in _span(d)],
        "drop_downs": list(_drop_downs(sheet)),
        "declared": [sheet.max_row, sheet.max_column],
    }


def _span(dimension: Any) -> range:
    """The columns of one entry: spreadsheets write neighbours together."""
    first = dimension.min or 1
    return range(first, min(dimension.max or first, first + 200) + 1)


def _cell(cell: Any, sheet: Any, values: _Values, colours: list[str]) -> tuple[Any, list[Any] | None]:
    """A cell's value and its mark: kind, fill, comment and whether it is shown as a percentage."""
    value, kind, total = cell.value, "", False
    fill = _fill(cell, colours)
    comment = _THREADED.sub("", cell.comment.text) if getattr(cell, "comment", None) else ""
    if cell.data_type == "f":
        total = works_out(str(cell.value), cell.column_letter, cell.row)
        value, kind = values.at(sheet, cell.row, cell.column)
    elif cell.data_type == "e":
        kind = "error"
    if isinstance(value, date | time | timedelta):
        value, kind = fast.date_text(value), "date"
    elif value is not None and not isinstance(value, str | int | float | bool):
        value = str(value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    percent = number and "%" in str(cell.number_format)
    plain = not (kind or fill or comment or percent or total)
    if isinstance(value, str):
        value = open_xml.unescaped(value) if value and not value.isspace() else None
    return value, None if plain else [kind, fill, comment, percent, *([True] if total else [])]


def works_out(formula: str, own: str, row: int) -> bool:
    """Whether a formula that stands in a row of column `own` sums, averages or counts several rows above it there."""
    if _WORKS_OUT.search(formula):
        for run in _RUN.finditer(formula):
            if run["first"].upper() == own == run["last"].upper() and int(run["top"]) < int(run["bottom"]) < row:
                return True
    above = {int(number) for column, number in _ADDED.findall(formula) if column.upper() == own and int(number) < row}
    return "+" in formula and len(above) > 1


class _Values:
    """The stored results of formulas, read only if there is a formula."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._sheets: dict[str, Any] = {}
        self._words: dict[str, dict[str, tuple[str, str]]] | None = None

    def at(self, sheet: Any, row: int, column: int) -> tuple[Any, str]:
        """A result and its kind: “lost” where none is stored, “error” for an error. A result of no text is a blank."""
        if sheet.max_row * sheet.max_column > _LARGEST_SPAN:
            return None, "lost"
        if sheet.title not in self._sheets:
            self._sheets[sheet.title] = self._load(sheet.title)
        rows = self._sheets[sheet.title]
        inside = row <= len(rows) and column <= len(rows[row - 1])
        stored = rows[row - 1][column - 1] if inside else ""
        if stored != "":
            return stored, ""
        if self._words is None:
            self._words = open_xml.words_stored(self._content, extras.sheet_parts(self._content))
        text, kind = self._words.get(sheet.title, {}).get(f"{column_letters(column)}{row}", ("", "lost"))
        return text or None, kind

    def _load(self, title: str) -> list[list[Any]]:
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_filelike(io.BytesIO(self._content))
        return list(book.get_sheet_by_name(title).to_python(skip_empty_area=False))


def _drop_downs(sheet: Any) -> Iterator[list[Any]]:
    """Each list of choices with its cells. Lists that stand on another sheet are read there."""
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list" and rule.formula1:
            yield [str(rule.sqref), _choices(sheet, str(rule.formula1))]


def _choices(sheet: Any, formula: str) -> list[str]:
    if formula.startswith('"'):
        return [part.strip() for part in formula.strip('"').split(",")]
    book = sheet.parent
    if formula in book.defined_names:
        formula = str(book.defined_names[formula].attr_text)
    name, _, cells = formula.rpartition("!")
    title = name.strip("'").lstrip("=").strip("'")
    source = book[title] if title in book.sheetnames else sheet
    if not re.fullmatch(r"\$?[A-Z]{1,3}\$?\d{1,7}(:\$?[A-Z]{1,3}\$?\d{1,7})?", cells):
        return []
    listed = source[cells.replace("$", "")]
    rows = listed if isinstance(listed, tuple) else ((listed,),)
    flat = [cell for row in rows[:200] for cell in (row if isinstance(row, tuple) else (row,))]
    return [str(cell.value) for cell in flat if cell.value is not None]


def _fill(cell: Any, colours: list[str]) -> str:
    if not cell.has_style or cell.fill.fill_type != "solid":
        return ""
    colour = cell.fill.fgColor
    painted = ""
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        painted = colour.rgb[-6:].upper()
    elif colour.type == "indexed":
        from openpyxl.styles.colors import COLOR_INDEX

        painted = COLOR_INDEX[colour.indexed][-6:].upper() if colour.indexed < 64 else ""
    elif colour.type == "theme" and colour.theme < len(colours):
        painted = _tinted(colours[colour.theme], colour.tint)
    return "" if painted == "FFFFFF" else painted


def _theme_colours(theme: bytes | None) -> list[str]:
    """The theme's colours in the order that cells number them: light and dark pairs are swapped."""
    if not theme:
        return []
    from defusedxml.ElementTree import fromstring

    scheme = fromstring(theme).find(".//{*}clrScheme")
    colours = []
    for entry in scheme if scheme is not None else []:
        child = next(iter(entry), None)
        colours.append("" if child is None else child.get("lastClr") or child.get("val") or "")
    if len(colours) >= 4:
        colours[0], colours[1], colours[2], colours[3] = colours[1], colours[0], colours[3], colours[2]
    return [colour.upper() if len(colour) == 6 else "" for colour in colours]


def _tinted(colour: str, tint: float) -> str:
    """A theme colour made lighter (tint above 0) or darker, as spreadsheets do it."""
    if not colour or not tint:
        return colour
    import colorsys

    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
