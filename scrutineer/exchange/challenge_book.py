"""The log of challenges as a workbook: a row a challenge and a row an event, read back as they were written.

What both sheets hold is said once, by the fields of `LogRow` and `LogEvent`; writer and reader follow them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from typing import Any, Final

from scrutineer.domain.dates import read_date
from scrutineer.domain.grid import Cell, Sheet, Workbook, tidy
from scrutineer.domain.rules import legible

CHALLENGES, EVENTS = "Challenges", "Events"
EDITION_PROPERTY: Final = "ScrutineerLog"
"""The custom document property that says which edition a log is of."""
LONGEST: Final = 15_000
"""Characters in a cell: what is longer goes on in the row below. Excel counts some as two, and takes 32,767."""
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def _column(heading: str, width: int, *, needed: bool = False) -> Any:
    """A field with the heading and the width of its column; a sheet without one that is `needed` is none of ours."""
    default = MISSING if needed else ""
    return field(default=default, metadata={"heading": heading, "width": width, "needed": needed})


def _day(heading: str) -> Any:
    return field(default=None, metadata={"heading": heading, "width": 13, "needed": False, "day": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One challenge, as its row says it."""

    reference: str = _column("Reference", 14, needed=True)
    raised_on: date | None = _day("Date raised")
    put_to: str = _column("Put to", 26, needed=True)
    agency: str = _column("Agency", 22)
    question: str = _column("Challenge", 56, needed=True)
    why: str = _column("Why", 40)
    test: str = _column("What would settle it", 40)
    status: str = _column("Status", 24)
    reply_due: date | None = _day("Reply due")
    action_due: date | None = _day("Action due")
    retest_on: date | None = _day("Re-test on")
    update: str = _column("Latest update", 56)
    bears_on: str = _column("Bears on", 30)
    thread: str = _column("Thread", 22)
    piece: str = _column("Scrutiny piece", 24)
    meeting: str = _column("Raised in", 24)
    cycle: str = _column("Cycle", 18)
    marking: str = _column("Marking", 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEvent:
    """One event of a challenge. `number` counts those of its challenge in the order in which they were recorded;
    `instead` is the number of the one that counts in the place of this one, which was `corrected_on` a day."""

    reference: str = _column("Reference", 14, needed=True)
    number: str = _column("Event", 8, needed=True)
    on_date: date | None = _day("Date")
    kind: str = _column("What happened", 20, needed=True)
    text: str = _column("In words", 60)
    by: str = _column("By", 22)
    due: date | None = _day("Due")
    view: str = _column("View", 18)
    impact: str = _column("Impact", 18)
    ending: str = _column("Ending", 26)
    stage: str = _column("Stage", 20)
    marking: str = _column("Marking", 12)
    corrected_on: date | None = _day("Corrected on")
    why_corrected: str = _column("Why it was wrong", 40)
    corrected_by: str = _column("Corrected by", 22)
    instead: str = _column("Event that counts instead", 12)
    correction_marking: str = _column("Marking of the correction", 12)


Line = LogRow | LogEvent


@dataclass(frozen=True, slots=True)
class LoggedLine:
    """A row of either sheet with the place it stands in, and what of it cannot be read: "" where all can."""

    line: Any
    place: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ReadLog:
    """A log that this program wrote, as it came back: its challenges, and by reference the events of each."""

    edition: str
    rows: tuple[LoggedLine, ...]
    events: Mapping[str, tuple[LoggedLine, ...]]
    read_sheets: frozenset[str]


# Writing


def write_log(rows: Iterable[LogRow], events: Iterable[LogEvent], about: str, edition: str) -> bytes:
    """The workbook; `about` says of which edition and day it is. Texts stay texts, whatever they start with."""
    from openpyxl import Workbook as Book
    from openpyxl.packaging.custom import StringProperty

    book = Book()
    book.properties.title = about
    book.custom_doc_props.append(StringProperty(name=EDITION_PROPERTY, value=edition))  # type: ignore[attr-defined]
    first: Any = book.active
    first.title = CHALLENGES
    _write_sheet(first, LogRow, rows)
    _write_sheet(book.create_sheet(EVENTS), LogEvent, events)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_sheet(sheet: Any, kind: type[Line], lines: Iterable[Line]) -> None:
    from openpyxl.styles import Alignment, Font

    for number, column in enumerate(fields(kind), 1):
        cell = sheet.cell(1, number, column.metadata["heading"])
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = column.metadata["width"]
    wrapped = Alignment(wrap_text=True, vertical="top")
    place = 2
    for line in lines:
        place += _write_line(sheet, place, [getattr(line, column.name) for column in fields(kind)], wrapped)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _write_line(sheet: Any, place: int, values: Sequence[str | date | None], wrapped: Any) -> int:
    """Write one line, in how many rows: a text too long for a cell goes on below, beside the reference alone."""
    parts = [[value] if isinstance(value, date) else _pieces(value or "") for value in values]
    tall = max(map(len, parts))
    for row in range(tall):
        for number, column in enumerate(parts, 1):
            value = column[row] if row < len(column) else parts[0][0] if number == 1 else ""
            _put(sheet.cell(place + row, number), value, wrapped)
    return tall


def _pieces(text: str) -> list[str | date]:
    whole = legible(text)
    return [whole[start : start + LONGEST] for start in range(0, len(whole), LONGEST)] or [""]


def _put(cell: Any, value: str | date | None, wrapped: Any) -> None:
    if isinstance(value, date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"
    elif value:
        cell.value = _LIKE_AN_ESCAPE.sub("_x005F_", value)
        cell.data_type, cell.number_format = "s", "@"
    cell.alignment = wrapped


# Reading


def read_log(workbook: Workbook) -> ReadLog | None:
    """The log that a workbook is, known by the headings of both its sheets, wherever their columns stand; else None."""
    challenges, events = _headed(workbook, LogRow), _headed(workbook, LogEvent)
    if challenges is None or events is None:
        return None
    by_reference: dict[str, list[LoggedLine]] = {}
    for logged in _lines(*events, LogEvent, "number"):
        by_reference.setdefault(_key(logged.line.reference), []).append(logged)
    return ReadLog(
        workbook.properties.get(EDITION_PROPERTY, ""),
        tuple(_lines(*challenges, LogRow, "question")),
        {reference: tuple(lines) for reference, lines in by_reference.items()},
        frozenset({challenges[0].name, events[0].name}),
    )


def events_of(log: ReadLog, row: LogRow) -> tuple[LoggedLine, ...]:
    """The events of one challenge, in the order in which they were recorded."""
    return log.events.get(_key(row.reference), ())


def _key(reference: str) -> str:
    return tidy(reference).upper()


def _headed(workbook: Workbook, kind: type[Line]) -> tuple[Sheet, dict[str, int]] | None:
    """The sheet with the headings of such lines, and the column of each field."""
    for sheet in workbook.sheets:
        at = {sheet.text(1, column).casefold(): column for column in sheet.filled(1)}
        columns = {f.name: at[f.metadata["heading"].casefold()] for f in fields(kind)
                   if f.metadata["heading"].casefold() in at}  # fmt: skip
        needed = {f.name for f in fields(kind) if f.metadata["needed"]}
        if needed <= columns.keys() and len(columns) > len(fields(kind)) / 2:
            return sheet, columns
    return None


def _lines(sheet: Sheet, columns: Mapping[str, int], kind: type[Line], begins: str) -> Iterator[LoggedLine]:
    """Every line of a sheet; a row without what a line `begins` with goes on with the one above it."""
    texts: dict[str, str] = {}
    place = ""
    for row in (row for row in sheet.rows() if row > 1):
        now = {name: _text(sheet.at(row, column)) for name, column in columns.items()}
        if not any(now.values()):
            continue
        goes_on = texts and not now[begins] and _key(now["reference"]) == _key(texts["reference"])
        if goes_on:
            texts = {name: texts[name] + ("" if name == "reference" else said) for name, said in now.items()}
            continue
        if texts:
            yield _line(kind, texts, place)
        texts, place = now, sheet.address(row, columns[begins])
    if texts:
        yield _line(kind, texts, place)


def _text(cell: Cell) -> str:
    return cell.text.replace("\r\n", "\n")


def _line(kind: type[Line], texts: Mapping[str, str], place: str) -> LoggedLine:
    days = {f.name for f in fields(kind) if "day" in f.metadata}
    read = {name: read_date(text) if name in days else text for name, text in texts.items()}
    unread = [texts[name] for name in days if texts.get(name, "").strip() and read[name] is None]
    problem = f"“{unread[0]}” in its row of {place} is no day" if unread else ""
    return LoggedLine(kind(**read), place, problem)  # type: ignore[arg-type]
