"""What was noticed in a workbook, in plain words, and what was done about it."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.answers import AnswerState
from scrutineer.domain.grid import Workbook
from scrutineer.domain.mapping import Role
from scrutineer.domain.returns import Finding, Reading
from scrutineer.domain.words import counted, some
from scrutineer.exchange import doctor, overlooked
from scrutineer.exchange.headings import spans_two


def of_reading(workbook: Workbook, reading: Reading) -> tuple[Finding, ...]:
    """What a workbook shows once it was read with a profile."""
    cells = {cell for given in reading.answers for cell in (given.cell, given.moderated_cell)}
    return (
        *_of_rows(workbook, reading),
        *_of_answers(reading),
        *doctor.hazards(workbook, read=cells),
    )


def _of_rows(workbook: Workbook, reading: Reading) -> Iterator[Finding]:
    headings = {item.place for item in reading.left_out if item.reason == "headings"}
    if any(f"{s.name}!{row}" in headings and f"{s.name}!{row + 1}" in headings and spans_two(s, row)
           for s in workbook.sheets for row in s.rows()):  # fmt: skip
        yield Finding("ok", "Two heading rows share merged cells. Read as one.")
    totals = [item.place for item in reading.left_out if item.reason == "totals or averages"]
    if totals:
        yield Finding("ok", f"Rows of totals or averages: {some(totals)}. Left out.")
    yield from overlooked.in_words((*reading.left_out, *reading.overlooked))
    above = [item for item in reading.left_out if item.reason == "above the headings"]
    if above:
        yield Finding(
            "private",
            f"{counted(len(above), 'row')} above the headings may hold names and numbers. Not stored as answers.",
        )


def _of_answers(reading: Reading) -> Iterator[Finding]:
    for note in sorted({given.answer.note for given in reading.answers if given.answer.note}):
        yield Finding("warn", f"{note}.")
    waiting = sum(given.answer.state is AnswerState.SET_ASIDE for given in reading.answers)
    if waiting:
        yield Finding("ask", f"{counted(waiting, 'answer')} set aside: each needs your decision.")
    moderated = Role.MODERATED in reading.profile.headings.values()
    if moderated and not any(given.moderated for given in reading.answers):
        yield Finding("ask", "The moderated column is empty. Nothing was moderated.")
