"""The looks of a pack: texts as texts, cells that are open or locked, rows that grow, pages that print legibly."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scrutineer.domain.grid import cell_text
from scrutineer.domain.hazards import FORMULA_STARTS
from scrutineer.exchange.pack_layout import FIRST_ROW, Part

_INK, _ACCENT, _PALE, _OPEN = "1A2328", "0B5D52", "E3EEEC", "FFFBE8"
_MARGIN = 0.4  # inches
_SET_HEIGHT = re.compile(rb'(<row [^<>]*?) customHeight="1"')
_NO_RESULT = re.compile(rb"<f>([^<]*)</f><v\s*/>|<f>([^<]*)</f><v></v>")

Row = tuple[str, Mapping[str, str]]
"""A row's id and its texts by field."""


class Pen:
    """Puts texts into cells with the pack's looks."""

    def __init__(self, book: Any) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        self.book = book
        self.lists: dict[str, str] = {}
        self.written: list[str] = []  # every heading, and every text of the sheets that are only read
        self.counted: dict[str, int] = {}  # by formula, what it counts as the pack is sent
        thin = Side(style="thin", color="C9D1D0")
        self.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        self.wrap = Alignment(wrap_text=True, vertical="top")
        self.middle = Alignment(horizontal="center", vertical="top")
        self.body = Font(name="Calibri", size=11, color=_INK)
        self.strong = Font(name="Calibri", size=11, bold=True, color=_INK)
        self.title = Font(name="Calibri", size=16, bold=True, color=_ACCENT)
        self.pale = PatternFill("solid", fgColor=_PALE)
        self.open_fill = PatternFill("solid", fgColor=_OPEN)
        self.unlocked = Protection(locked=False)

    def count(self, sheet: Any, row: int, column: int, formula: str, at_sending: int) -> None:
        """A cell that counts by formula, and shows what it counts before anything has worked it out."""
        cell = sheet.cell(row, column, formula)
        cell.font, cell.border, cell.fill, cell.alignment = self.strong, self.border, self.pale, self.middle
        self.counted[formula.removeprefix("=")] = at_sending

    def text(self, sheet: Any, row: int, column: int, text: str, font: Any = None) -> Any:
        """A cell that holds a text, whatever it begins with."""
        cell = sheet.cell(row, column)
        if text:
            cell.value = cell_text(text)
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(FORMULA_STARTS)
        cell.font, cell.alignment = font or self.body, self.wrap
        return cell

    def part(self, part: Part, rows: Sequence[Row], lists: Mapping[str, str], lead: str = "") -> Part:
        """A sheet to be filled in: headings, rows with hidden ids, drop-downs, locks. Returns the columns it was given:
        one that may be lacking and has nothing in it is left out."""
        from openpyxl.utils import get_column_letter

        empty = {c.field for c in part.columns if c.may_lack and not any(texts.get(c.field) for _, texts in rows)}
        part = part.without(empty)
        sheet = self.book.create_sheet(part.title)
        self.text(sheet, 1, 2, part.title, self.title).alignment = flat()
        self.text(sheet, 2, 2, lead or part.lead).alignment = flat()
        sheet.row_dimensions[FIRST_ROW - 1].height = height((c.heading, c.width) for c in part.columns)
        for number, column in enumerate(part.columns, 2):
            self.head(sheet, FIRST_ROW - 1, number, column.heading)
            sheet.column_dimensions[get_column_letter(number)].width = column.width
        for row, (row_id, texts) in enumerate(rows, FIRST_ROW):
            self.text(sheet, row, 1, row_id)
            sheet.row_dimensions[row].height = height((texts.get(c.field, ""), c.width) for c in part.columns)
            for number, column in enumerate(part.columns, 2):
                cell = self.text(sheet, row, number, texts.get(column.field, ""))
                cell.border = self.border
                if column.open and not (column.field == "confirmed" and not texts.get("confirmed")):
                    cell.fill, cell.protection = self.open_fill, self.unlocked
                    if column.field == "date":
                        cell.number_format = "d mmm yyyy"
        last = FIRST_ROW + max(len(rows), 1) - 1
        for field in lists.keys() - empty:
            letter = get_column_letter(part.number(field))
            self._drop_down(sheet, f"{letter}{FIRST_ROW}:{letter}{last}", lists[field], part, field)
        if any(column.field == "date" for column in part.columns):
            self._one_day(sheet, part, last)
        sheet.column_dimensions["A"].hidden = True
        lock(sheet, f"B{FIRST_ROW}")
        return part

    def head(self, sheet: Any, row: int, column: int, text: str) -> None:
        """A heading of a table."""
        cell = self.text(sheet, row, column, text, self.strong)
        cell.fill, cell.border = self.pale, self.border
        self.written.append(text)

    def _one_day(self, sheet: Any, part: Part, last: int) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        letter = get_column_letter(part.number("date"))
        rule = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)  # 1 January 2000
        rule.error, rule.errorTitle = "Please write one day, such as 4 March 2026.", "Not a day"
        rule.showErrorMessage = True
        sheet.add_data_validation(rule)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")

    def _drop_down(self, sheet: Any, cells: str, name: str, part: Part, field: str) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        rule = DataValidation(type="list", formula1=self.lists[name], allow_blank=True)
        rule.error, rule.errorTitle = "Please choose one of the list, or leave the cell empty.", "Not on the list"
        heading = next(column.heading for column in part.columns if column.field == field)
        rule.promptTitle = heading[:32]
        more = " The sheet Levels says what each means." if field == "level" else ""
        rule.prompt = f"Choose one of the list.{more}"
        rule.showErrorMessage = rule.showInputMessage = True
        sheet.add_data_validation(rule)
        rule.add(cells)


def height(cells: Iterable[tuple[str, int]]) -> float:
    """The height in points that the longest of some texts needs in a column so many characters wide.

    It is where a row begins: none is fixed, so that it grows with what is typed (`finished`).
    """
    lines = (sum(max(1, -(-len(part) * 21 // (width * 20))) for part in text.split("\n")) for text, width in cells)
    return min(400.0, 15.0 * max(lines, default=1) + 4)


def flat() -> Any:
    """A text on one line, that runs on over empty cells."""
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=False, vertical="center")


def lock(sheet: Any, freeze: str | None) -> None:
    """Lock all but the open cells, without a password: columns and rows may still be resized."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.freeze_panes = freeze
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    margins = sheet.page_margins
    margins.left = margins.right = _MARGIN
    margins.top = margins.bottom = _MARGIN + 0.2
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "Page &P of &N"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if freeze:
        sheet.print_title_rows = f"{FIRST_ROW - 1}:{FIRST_ROW - 1}"


def finished(book: Any, counted: Mapping[str, int]) -> bytes:
    """The bytes of the workbook, with two things that the library cannot write.

    Counters carry the number they count to as well as their formula, because nothing works a formula out in Protected
    View; and the height of a row is a beginning, not fixed, so that the row grows with what is typed.
    """
    plain, out = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/"):
                part = _NO_RESULT.sub(lambda match: _with_result(match, counted), _SET_HEIGHT.sub(rb"\1", part))
            target.writestr(name, part)
    return out.getvalue()


def _with_result(match: re.Match[bytes], counted: Mapping[str, int]) -> bytes:
    formula = match[1] or match[2]
    return b"<f>%b</f><v>%d</v>" % (formula, counted.get(html.unescape(formula.decode()), 0))
