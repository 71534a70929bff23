"""What was noticed in a workbook, in plain words, and what was done about it."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.answers import AnswerState
from scrutineer.domain.grid import Workbook
from scrutineer.domain.mapping import Role
from scrutineer.domain.privacy import personal_data
from scrutineer.domain.returns import Finding, Reading
from scrutineer.domain.words import counted
from scrutineer.exchange.headings import spans_two

_FORMULA_STARTS = ("=", "+", "-", "@")


def of_workbook(workbook: Workbook) -> tuple[Finding, ...]:
    """What a workbook shows before anything is said about its columns."""
    return (*_hidden(workbook), *_cells(workbook))


def of_reading(workbook: Workbook, reading: Reading) -> tuple[Finding, ...]:
    """What a workbook shows once it was read with a profile."""
    return (*_of_rows(workbook, reading), *_of_answers(reading), *of_workbook(workbook))


def _some(places: list[str]) -> str:
    shown = ", ".join(places[:4])
    return shown + (f" and {len(places) - 4} more" if len(places) > 4 else "")


def _hidden(workbook: Workbook) -> Iterator[Finding]:
    sheets = [sheet.name for sheet in workbook.sheets if not sheet.visible]
    if sheets:
        yield Finding("warn", f"Hidden sheets: {_some(sheets)}. Left out.")
    rows = [f"{s.name} row {row}" for s in workbook.sheets for row in s.hidden_rows if row in s.rows()]
    if rows:
        yield Finding("warn", f"Hidden rows: {_some(rows)}. Read like the others.")


def _cells(workbook: Workbook) -> Iterator[Finding]:
    places: dict[str, list[str]] = {"lost": [], "error": [], "formula": [], "comment": [], "personal": []}
    for sheet, (row, column), cell in workbook.cells():
        address = sheet.address(row, column)
        if cell.kind in places:
            places[cell.kind].append(address)
        if cell.kind == "text" and len(cell.text) > 1 and cell.text.lstrip().startswith(_FORMULA_STARTS):
            places["formula"].append(address)
        if cell.comment:
            places["comment"].append(address)
        if cell.kind == "text" and personal_data(cell.text):
            places["personal"].append(address)
    yield from _cell_findings(places)


_SAID = {
    "lost": ("warn", "Formulas without a stored value: {}. Not read as 0 or as blank."),
    "error": ("warn", "Error cells: {}. Not read as answers."),
    "formula": ("warn", "Text that begins like a formula: {}. Kept as text; nothing is run."),
    "comment": ("ok", "Comments on cells: {}. Kept with the evidence of their row."),
    "personal": (
        "private",
        "Telephone numbers, e-mail addresses or the like: {}. Check before anything is quoted.",
    ),
}


def _cell_findings(places: dict[str, list[str]]) -> Iterator[Finding]:
    for kind, found in places.items():
        if found:
            tone, text = _SAID[kind]
            yield Finding(tone, text.format(_some(found)))


def _of_rows(workbook: Workbook, reading: Reading) -> Iterator[Finding]:
    headings = {item.place for item in reading.left_out if item.reason == "headings"}
    if any(f"{s.name}!{row}" in headings and f"{s.name}!{row + 1}" in headings and spans_two(s, row)
           for s in workbook.sheets for row in s.rows()):  # fmt: skip
        yield Finding("ok", "Two heading rows share merged cells. Read as one.")
    totals = [item.place for item in reading.left_out if item.reason == "totals or averages"]
    if totals:
        yield Finding("ok", f"Rows of totals or averages: {_some(totals)}. Left out.")
    above = [item for item in reading.left_out if item.reason == "above the headings"]
    if above:
        yield Finding(
            "private",
            f"{counted(len(above), 'row')} above the headings may hold names and numbers. Not stored as answers.",
        )


def _of_answers(reading: Reading) -> Iterator[Finding]:
    for note in sorted({found.answer.note for found in reading.answers if found.answer.note}):
        yield Finding("warn", f"{note}.")
    waiting = sum(found.answer.state is AnswerState.SET_ASIDE for found in reading.answers)
    if waiting:
        yield Finding("ask", f"{waiting} answers set aside: each needs your decision.")
    moderated = Role.MODERATED in reading.profile.headings.values()
    if moderated and not any(found.moderated for found in reading.answers):
        yield Finding("ask", "The moderated column is empty. Nothing was moderated.")
