"""The log as a workbook: real days, texts that stay texts, headings that are understood."""

from __future__ import annotations

import io
from datetime import date

import openpyxl

from scrutineer.exchange.challenge_book import HEADINGS, LONGEST, LogRow, write_log


def row(**more) -> LogRow:
    given = {
        "reference": "NSCP-26-001", "raised_on": date(2026, 9, 1), "put_to": "Police", "question": "Who answers?",
        "status": "Raised", "reply_due": None, "update": "", "bears_on": "", "thread": "",
    }  # fmt: skip
    return LogRow(**{**given, **more})


def read(*rows: LogRow):
    return openpyxl.load_workbook(io.BytesIO(write_log(rows, "Challenges"))).active


def test_each_challenge_is_a_row_under_its_headings():
    sheet = read(row(), row(reference="NSCP-26-002", reply_due=date(2026, 10, 1)))
    assert [cell.value for cell in sheet[1]] == [heading for heading, _ in HEADINGS]
    assert sheet["B2"].value.date() == date(2026, 9, 1)
    assert (sheet["F2"].value, sheet["F3"].value.date()) == (None, date(2026, 10, 1))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:I3")


def test_a_text_stays_one_whatever_it_starts_with_and_what_no_cell_holds_is_cut():
    sheet = read(row(question="=1+1", update="x" * (LONGEST + 9), put_to="\x00Police"))
    assert (sheet["D2"].value, sheet["D2"].data_type) == ("=1+1", "s")
    assert len(sheet["G2"].value) == LONGEST
    assert "Police" in sheet["C2"].value


def test_an_empty_log_is_its_headings():
    assert read().max_row == 1
