"""The log as a workbook: real days, texts that stay texts, and that what was written is what is read."""

from __future__ import annotations

import io
from datetime import date

import openpyxl

from scrutineer.exchange import reader
from scrutineer.exchange.challenge_book import (
    CHALLENGES,
    EVENTS,
    LONGEST,
    LogEvent,
    LogRow,
    events_of,
    read_log,
    write_log,
)

DAY = date(2026, 9, 1)


def row(**more) -> LogRow:
    given = {"reference": "NSCP-26-001", "raised_on": DAY, "put_to": "Police", "question": "Who answers?"}
    return LogRow(**{**given, **more})


def event(**more) -> LogEvent:
    return LogEvent(**{"reference": "NSCP-26-001", "number": "1", "on_date": DAY, "kind": "raised", **more})


def book(*rows: LogRow, events: tuple[LogEvent, ...] = ()):
    return openpyxl.load_workbook(io.BytesIO(write_log(rows, events, "Challenges", "partner")))


def read(content: bytes):
    return read_log(reader.read_workbook("log.xlsx", content))


def test_each_challenge_and_each_event_is_a_row_under_its_headings():
    made = book(row(), row(reference="NSCP-26-002", reply_due=date(2026, 10, 1)), events=(event(),))
    sheet = made[CHALLENGES]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:4] == ["Reference", "Date raised", "Put to", "Agency"]
    assert sheet["B2"].value.date() == DAY
    due = heads.index("Reply due") + 1
    assert (sheet.cell(2, due).value, sheet.cell(3, due).value.date()) == (None, date(2026, 10, 1))
    assert (sheet.freeze_panes, sheet.max_row, made[EVENTS].max_row) == ("A2", 3, 2)


def test_a_text_stays_one_whatever_it_starts_with():
    sheet = book(row(question="=1+1", put_to="\x00Police"))[CHALLENGES]
    (cell,) = [cell for cell in sheet[2] if cell.value == "=1+1"]
    assert cell.data_type == "s"
    assert "Police" in sheet["C2"].value


def test_what_was_written_is_what_is_read_however_long_it_is_and_wherever_its_columns_stand():
    rows = [row(why="Two\nlines, _x0041_", test="y" * (2 * LONGEST + 9)), row(reference="NSCP-26-002", thread="Night")]
    events = [
        event(text="x" * (LONGEST + 1), due=date(2026, 10, 1)),
        event(number="2", kind="response", text="=1+1 \U0001f600", corrected_on=DAY, why_corrected="Misheard"),
    ]
    content = write_log(rows, events, "Challenges", "partner")
    moved = openpyxl.load_workbook(io.BytesIO(content))
    moved[CHALLENGES].insert_cols(1)
    stream = io.BytesIO()
    moved.save(stream)
    for log in (read(content), read(stream.getvalue())):
        assert [line.line for line in log.rows] == rows
        assert [line.line for line in events_of(log, rows[0])] == events
        assert events_of(log, rows[1]) == ()
        assert {line.problem for line in log.rows} == {""}
    assert read(content).edition == "partner"


def test_a_workbook_without_its_events_is_a_log_like_any_other():
    alone = book(row())
    del alone[EVENTS]
    stream = io.BytesIO()
    alone.save(stream)
    assert read(stream.getvalue()) is None


def test_an_empty_log_is_its_headings():
    assert book()[CHALLENGES].max_row == 1
