"""The log of challenges as a workbook: a row a challenge, under headings by which it is read in again."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutineer.domain.rules import legible

HEADINGS: tuple[tuple[str, int], ...] = (
    ("Reference", 14), ("Date raised", 13), ("Put to", 26), ("Challenge", 56), ("Status", 24), ("Reply due", 13),
    ("Latest update", 56), ("Bears on", 30), ("Thread", 22),
)  # fmt: skip
"""Each heading with the width of its column."""
LONGEST = 32_000  # characters that a cell can hold


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One challenge, as its row says it."""

    reference: str
    raised_on: date | None
    put_to: str
    question: str
    status: str
    reply_due: date | None
    update: str
    bears_on: str
    thread: str

    @property
    def cells(self) -> tuple[str | date | None, ...]:
        """Its cells in the order of the headings."""
        return (self.reference, self.raised_on, self.put_to, self.question, self.status, self.reply_due, self.update,
                self.bears_on, self.thread)  # fmt: skip


def write_log(rows: Iterable[LogRow], about: str) -> bytes:
    """The workbook; `about` says of which edition and day it is. Texts stay texts, whatever they start with."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Challenges"
    book.properties.title = about
    for number, (heading, width) in enumerate(HEADINGS, 1):
        cell = sheet.cell(1, number, heading)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    wrapped = Alignment(wrap_text=True, vertical="top")
    for place, row in enumerate(rows, 2):
        for number, value in enumerate(row.cells, 1):
            _put(sheet.cell(place, number), value, wrapped)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _put(cell: Any, value: str | date | None, wrapped: Any) -> None:
    if isinstance(value, date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"
    elif value:
        cell.value = legible(value)[:LONGEST]
        cell.data_type, cell.number_format = "s", "@"
    cell.alignment = wrapped
