"""The worked example's old list of actions, made as such lists are: a status by colour, days in several spellings.

python3 guide/example_actions.py writes it into resources/example; a test holds that what ships is what this makes.
Roles alone stand in it, never a person.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

INTO = Path(__file__).resolve().parent.parent / "resources" / "example" / "action-log.xlsx"

HEADINGS = ("No.", "Date agreed", "Action", "Lead", "Due", "RAG", "Status", "Progress")
RED, AMBER, GREEN, ORANGE = "FF0000", "FFC000", "00B050", "ED7D31"
ACTIONS: tuple[tuple[tuple[object, ...], str], ...] = (
    ((1, "14/05/2026", "Share the domestic abuse rota with schools", "Police", date(2026, 6, 30), None, "In hand",
      "Drafted; waits for the schools forum"), AMBER),
    ((2, None, "Read the dip sample of strategy discussions and say what it changed", "Children's services",
      "30 September 2026", None, "In hand", None), GREEN),
    ((3, None, "Name a deputy for the chief nurse at the executive", "ICB", "ongoing", None, None,
      "Raised twice"), RED),
    ((4, "9 July 2026", "Tell partners how children placed out of area are made known", "Housing", "31/10/2026", None,
      None, "A protocol is in draft"), ORANGE),
    ((5, "9 July 2026", "Send the training numbers of the year", "Probation", "31/07/2026", None, "Complete",
      "Sent in July"), GREEN),
    ((6, None, "Ask young people what they made of the website", "Schools forum", "autumn", None, "Not begun",
      None), RED),
)  # fmt: skip
"""Each action with the colour of its RAG, which bears no words. The first three share a merged day."""
KEY = ((GREEN, "On track or done"), (AMBER, "Behind"), (RED, "Not begun, or stuck"))


def made() -> Workbook:
    """The workbook: its list under a title, and the key to its colours on a sheet of its own."""
    book = Workbook()
    sheet = book.worksheets[0]
    _list(sheet)
    key = book.create_sheet("Key")
    for row, (colour, words) in enumerate(KEY, 1):
        key.cell(row, 1).fill = PatternFill("solid", fgColor=colour)
        key.cell(row, 2, words)
    book.properties.creator = "Northmoor Safeguarding Children Partnership"
    book.properties.created = book.properties.modified = datetime(2026, 7, 20, 9)
    return book


def _list(sheet: Worksheet) -> None:
    sheet.title = "Actions 2026-27"
    sheet.append(("Northmoor executive: action log",))
    sheet.merge_cells("A1:H1")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append(())
    sheet.append(HEADINGS)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    for values, colour in ACTIONS:
        sheet.append(values)
        sheet.cell(sheet.max_row, HEADINGS.index("RAG") + 1).fill = PatternFill("solid", fgColor=colour)
    sheet.merge_cells("B4:B6")
    for letters, width in zip("ABCDEFGH", (6, 14, 46, 20, 18, 8, 12, 36), strict=True):
        sheet.column_dimensions[letters].width = width
    for row in sheet.iter_rows(min_row=4):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


if __name__ == "__main__":
    made().save(INTO)
