"""Writes a pack: one xlsx without macros, locked but for the answer cells, that Excel and LibreOffice both fill in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

from scrutineer.domain.dates import long_date
from scrutineer.domain.grid import cell_text
from scrutineer.domain.hazards import FORMULA_STARTS
from scrutineer.domain.ledgers import Presence
from scrutineer.domain.packs import CONFIRMED, FORMAT, PACK_PROPERTY, TO_CONFIRM, PackContent
from scrutineer.exchange.pack_layout import (
    ABOUT,
    ATTENDANCE,
    CHALLENGES,
    CONTRIBUTIONS,
    EMPTY_ROWS,
    EVIDENCE,
    FIRST_ROW,
    INSTRUCTIONS,
    LEVELS,
    LISTS,
    QUESTIONS,
    Part,
)

_INK, _ACCENT, _PALE, _OPEN = "1A2328", "0B5D52", "E3EEEC", "FFFBE8"
_LAST_COLUMN_OF_TEXT = 100  # characters across which the instructions run

Row = tuple[str, Mapping[str, str]]
"""A row's id and its texts by field."""


def write(content: PackContent) -> bytes:
    """The workbook. Every text is stored as text, so that nothing in it is ever taken for a formula."""
    from openpyxl import Workbook
    from openpyxl.packaging.custom import StringProperty

    book = Workbook()
    book.custom_doc_props.append(StringProperty(name=PACK_PROPERTY, value=content.token))  # type: ignore[attr-defined]
    book.properties.creator, book.properties.title = "", f"Evidence request, {content.agency}"
    pen = _Pen(book)
    first = book.active
    if first is None:
        raise ValueError("a new workbook has a sheet")
    first.title = INSTRUCTIONS
    _write_lists(pen, book.create_sheet(LISTS), content)
    pen.part(QUESTIONS, _question_rows(content), {"level": "levels", "confirmed": "confirmed"})
    pen.part(EVIDENCE, _empty("evidence"), {})
    pen.part(CHALLENGES, _challenge_rows(content), {})
    years: list[Row] = [(f"contribution:{number}", {"year": year}) for number, year in enumerate(content.years, 1)]
    pen.part(CONTRIBUTIONS, years, {})
    pen.part(ATTENDANCE, _empty("attendance"), {"seat": "seats", "presence": "presence"} if content.seats else
             {"presence": "presence"})  # fmt: skip
    _write_levels(pen, book.create_sheet(LEVELS), content)
    _write_about(pen, book.create_sheet(ABOUT), content)
    _write_instructions(pen, first, content)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _question_rows(content: PackContent) -> list[Row]:
    return [
        (
            question.id,
            {
                "step": question.step, "number": question.number, "question": question.question,
                "expects": question.evidence,
                "level": question.level, "narrative": question.narrative, "sources": question.sources,
                "confirmed": TO_CONFIRM if question.prior else "", "earlier": question.earlier_wording,
            },
        )
        for question in content.questions
    ]  # fmt: skip


def _challenge_rows(content: PackContent) -> list[Row]:
    return [
        (
            challenge.id,
            {
                "reference": challenge.reference, "question": challenge.question,
                "raised": challenge.raised, "due": challenge.due, "test": challenge.test,
            },
        )
        for challenge in content.challenges
    ]  # fmt: skip


def _empty(name: str) -> list[Row]:
    return [(f"{name}:{number}", {}) for number in range(1, EMPTY_ROWS + 1)]


class _Pen:
    """Puts texts into cells with the pack's looks."""

    def __init__(self, book: Any) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        self.book = book
        self.lists: dict[str, str] = {}
        thin = Side(style="thin", color="C9D1D0")
        self.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        self.wrap = Alignment(wrap_text=True, vertical="top")
        self.body = Font(name="Calibri", size=11, color=_INK)
        self.strong = Font(name="Calibri", size=11, bold=True, color=_INK)
        self.title = Font(name="Calibri", size=16, bold=True, color=_ACCENT)
        self.pale = PatternFill("solid", fgColor=_PALE)
        self.open_fill = PatternFill("solid", fgColor=_OPEN)
        self.unlocked = Protection(locked=False)

    def text(self, sheet: Any, row: int, column: int, text: str, font: Any = None) -> Any:
        """A cell that holds a text, whatever it begins with."""
        cell = sheet.cell(row, column)
        if text:
            cell.value = cell_text(text)
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(FORMULA_STARTS)
        cell.font, cell.alignment = font or self.body, self.wrap
        return cell

    def part(self, part: Part, rows: list[Row], lists: Mapping[str, str]) -> None:
        """A sheet to be filled in: headings, rows with hidden ids, drop-downs, locks."""
        from openpyxl.utils import get_column_letter

        sheet = self.book.create_sheet(part.title)
        self.text(sheet, 1, 2, part.title, self.title).alignment = _flat()
        self.text(sheet, 2, 2, part.lead).alignment = _flat()
        sheet.row_dimensions[FIRST_ROW - 1].height = _height((c.heading, c.width) for c in part.columns)
        for number, column in enumerate(part.columns, 2):
            head = self.text(sheet, FIRST_ROW - 1, number, column.heading, self.strong)
            head.fill, head.border = self.pale, self.border
            sheet.column_dimensions[get_column_letter(number)].width = column.width
        for row, (row_id, texts) in enumerate(rows, FIRST_ROW):
            self.text(sheet, row, 1, row_id)
            sheet.row_dimensions[row].height = _height((texts.get(c.field, ""), c.width) for c in part.columns)
            for number, column in enumerate(part.columns, 2):
                cell = self.text(sheet, row, number, texts.get(column.field, ""))
                cell.border = self.border
                if column.open and not (column.field == "confirmed" and not texts.get("confirmed")):
                    cell.fill, cell.protection = self.open_fill, self.unlocked
                    if column.field == "date":
                        cell.number_format = "d mmmm yyyy"
        last = FIRST_ROW + max(len(rows), 1) - 1
        for field, name in lists.items():
            letter = get_column_letter(part.number(field))
            self._drop_down(sheet, f"{letter}{FIRST_ROW}:{letter}{last}", name, part, field)
        if any(column.field == "date" for column in part.columns):
            self._one_day(sheet, part, last)
        sheet.column_dimensions["A"].hidden = True
        _lock(sheet, f"B{FIRST_ROW}")

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


def _height(cells: Iterable[tuple[str, int]]) -> float:
    """The height in points that the longest of some texts needs in a column so many characters wide.

    Programs do not agree on fitting rows to wrapped text by themselves, so it is written down.
    """
    lines = (sum(max(1, -(-len(part) * 11 // (width * 10))) for part in text.split("\n")) for text, width in cells)
    return min(400.0, 15.0 * max(lines, default=1) + 4)


def _flat() -> Any:
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=False, vertical="center")


def _lock(sheet: Any, freeze: str | None) -> None:
    """Lock all but the open cells, without a password: columns and rows may still be resized."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.freeze_panes = freeze
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if freeze:
        sheet.print_title_rows = f"{FIRST_ROW - 1}:{FIRST_ROW - 1}"


def _write_lists(pen: _Pen, sheet: Any, content: PackContent) -> None:
    columns: dict[str, Iterable[str]] = {
        "levels": [word for word, _ in content.levels] + ["Not applicable"],
        "confirmed": (TO_CONFIRM, CONFIRMED),
        "seats": content.seats,
        "presence": [presence.value for presence in Presence],
    }
    for number, (name, words) in enumerate(columns.items(), 1):
        texts = list(words)
        for row, text in enumerate(texts, 1):
            pen.text(sheet, row, number, text)
        letter = "ABCD"[number - 1]
        pen.lists[name] = f"{LISTS}!${letter}$1:${letter}${max(1, len(texts))}"
    sheet.sheet_state = "veryHidden"
    _lock(sheet, None)


def _write_levels(pen: _Pen, sheet: Any, content: PackContent) -> None:
    pen.text(sheet, 1, 2, "Levels", pen.title)
    for row, (word, descriptor) in enumerate(content.levels, 3):
        sheet.row_dimensions[row].height = _height([(descriptor, _LAST_COLUMN_OF_TEXT)])
        pen.text(sheet, row, 2, word, pen.strong).border = pen.border
        pen.text(sheet, row, 3, descriptor).border = pen.border
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 3, 26
    sheet.column_dimensions["C"].width = _LAST_COLUMN_OF_TEXT
    _lock(sheet, None)


def about(content: PackContent) -> dict[str, str]:
    """What a pack says of itself on its hidden sheet."""
    return {
        "token": content.token, "format": FORMAT, "partnership": content.partnership, "agency": content.agency,
        "cycle": content.cycle, "framework": content.framework, "framework version": content.framework_version,
    }  # fmt: skip


def _write_about(pen: _Pen, sheet: Any, content: PackContent) -> None:
    for row, (name, text) in enumerate(about(content).items(), 1):
        pen.text(sheet, row, 1, name)
        pen.text(sheet, row, 2, text)
    sheet.sheet_state = "veryHidden"
    _lock(sheet, None)


def _cells(part: Part, field: str, last: int) -> str:
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(part.number(field))
    return f"'{part.title}'!{letter}{FIRST_ROW}:{letter}{last}"


def _write_instructions(pen: _Pen, sheet: Any, content: PackContent) -> None:
    due = f"Please send it back by {long_date(content.due)}." if content.due else "Please send it back when asked."
    last = FIRST_ROW + max(len(content.questions), 1) - 1
    levels, confirmed = _cells(QUESTIONS, "level", last), _cells(QUESTIONS, "confirmed", last)
    replies = _cells(CHALLENGES, "reply", FIRST_ROW + max(len(content.challenges), 1) - 1)
    pen.text(sheet, 1, 2, f"Evidence request: {content.agency}", pen.title).alignment = _flat()
    lines = (
        f"{content.partnership}, {content.cycle}. {due}",
        "The yellow cells are yours; everything else is locked. Please do not add, delete or sort rows: "
        "use another row of the register, or write beside the answer.",
        "Self-assessment: choose a level from the list, say how you know and what difference it makes for children, "
        "and name the evidence by the reference you give it in the register. Leave blank what you cannot answer.",
        "Where last cycle's answer is shown, change it, or choose “Confirmed” beside it. Until you do, it does not "
        "count as an answer. Where a question was worded differently last cycle, the earlier wording is shown.",
        "Challenges: reply in words, with the date and your role. Contributions and attendance: what is yours.",
        "Please name no child and no other private person anywhere. Send documents beside the workbook, not inside it.",
        f"The questions: {content.framework}. This is no inspection checklist: nobody adds up a score from it.",
    )
    for row, line in enumerate(lines, 3):
        pen.text(sheet, row, 2, line)
        sheet.row_dimensions[row].height = _height([(line, _LAST_COLUMN_OF_TEXT)]) + 4
    counters = (
        ("Questions answered", f"=COUNTA({levels})-COUNTIF({confirmed},\"{TO_CONFIRM}\")", len(content.questions)),
        ("Last cycle's answers still to confirm", f"=COUNTIF({confirmed},\"{TO_CONFIRM}\")", None),
        ("Challenges replied to", f"=COUNTA({replies})", len(content.challenges)),
    )  # fmt: skip
    for row, (name, formula, of) in enumerate(counters, len(lines) + 4):
        pen.text(sheet, row, 2, name if of is None else f"{name}, of {of}", pen.strong)
        counted = sheet.cell(row, 3, formula)
        counted.font, counted.border, counted.fill = pen.strong, pen.border, pen.pale
    sheet.column_dimensions["A"].width, sheet.column_dimensions["C"].width = 3, 12
    sheet.column_dimensions["B"].width = _LAST_COLUMN_OF_TEXT
    _lock(sheet, None)
