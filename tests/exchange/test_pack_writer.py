"""A pack as a workbook: what it says, what may be written in it, and that nothing in it runs."""

from __future__ import annotations

import re

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.domain.ledgers import Presence
from scrutineer.domain.packs import (
    CONFIRMED,
    FORMAT,
    PACK_PROPERTY,
    TO_CONFIRM,
    AskedChallenge,
    AskedQuestion,
)
from scrutineer.exchange import pack_layout, pack_writer
from scrutineer.exchange.pack_layout import ATTENDANCE, CHALLENGES, CONTRIBUTIONS, EVIDENCE, FIRST_ROW, PARTS, QUESTIONS
from scrutineer.exchange.pack_reader import returned_pack
from tests.exchange.made import parts, values_of
from tests.exchange.made_packs import content, formulas, question, written


def cell(book: openpyxl.Workbook, part: pack_layout.Part, field: str, row: int = FIRST_ROW):
    return book[part.title].cell(row, part.number(field))


def test_the_sheets_in_their_order_and_those_that_nobody_sees():
    book = written()
    states = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    assert list(states) == ["Instructions", "Lists", "Self-assessment", "Evidence register", "Challenges", "Contributions",
                            "Attendance", "Levels", "About"]  # fmt: skip
    assert {title for title, state in states.items() if state == "veryHidden"} == {"Lists", "About"}
    assert book.active.title == "Instructions"


def test_both_hidden_marks_name_the_pack():
    book = written()
    assert book.custom_doc_props[PACK_PROPERTY].value == "tok-1"
    about = {row[0].value: row[1].value for row in book["About"].iter_rows() if row[0].value}
    assert about == pack_writer.about(content())
    assert about == {"token": "tok-1", "format": FORMAT, "partnership": "Testshire Safeguarding Children Partnership",
                     "agency": "Police", "cycle": "Cycle 1", "framework": "Six Steps", "framework version": "2"}  # fmt: skip


def test_nobody_is_named_as_its_author():
    assert written().properties.creator in {"", None}


def test_rows_carry_their_ids_in_a_hidden_column():
    book = written()
    ids = {part.title: book[part.title].cell(FIRST_ROW, 1).value for part in PARTS}
    assert ids == {"Self-assessment": "six-steps:1a", "Challenges": "challenge:7", "Evidence register": "evidence:1",
                   "Contributions": "contribution:1", "Attendance": "attendance:1"}  # fmt: skip
    assert all(book[part.title].column_dimensions["A"].hidden for part in PARTS)


def test_every_sheet_is_locked_without_a_password_and_only_answer_cells_are_open():
    book = written()
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    for part in PARTS:
        sheet = book[part.title]
        open_columns = {part.number(c.field) for c in part.columns if c.open}
        for row in sheet.iter_rows():
            for entry in row:
                if not entry.protection.locked:
                    assert entry.row >= FIRST_ROW
                    assert entry.column in open_columns
        assert not cell(book, part, next(c.field for c in part.columns if c.open)).protection.locked


def test_only_an_answer_of_last_cycle_can_be_confirmed():
    book = written()
    first, second = (cell(book, QUESTIONS, "confirmed", row) for row in (FIRST_ROW, FIRST_ROW + 1))
    assert (first.value, first.protection.locked) == (None, True)
    assert (second.value, second.protection.locked) == (TO_CONFIRM, False)


def test_registers_have_room_and_years_are_given():
    book = written()
    for part in (EVIDENCE, ATTENDANCE):
        assert book[part.title].max_row == FIRST_ROW + pack_layout.EMPTY_ROWS - 1
    assert [cell(book, CONTRIBUTIONS, "year", FIRST_ROW + n).value for n in range(2)] == ["2025-26", "2026-27"]


def drop_downs(book: openpyxl.Workbook, part: pack_layout.Part) -> dict[str, list[str]]:
    """By cells, the choices of each list, read where its formula points."""
    choices = {}
    for rule in book[part.title].data_validations.dataValidation:
        if rule.type == "list":
            cells = book["Lists"][rule.formula1.split("!")[1].replace("$", "")]
            choices[str(rule.sqref)] = [row[0].value for row in (cells if isinstance(cells, tuple) else ((cells,),))]
            assert rule.showErrorMessage
    return choices


def test_what_is_chosen_is_chosen_from_a_list():
    book = written()
    assert drop_downs(book, QUESTIONS) == {
        "F5:F6": ["Not met", "Met", "Not applicable"], "I5:I6": [TO_CONFIRM, CONFIRMED]}  # fmt: skip
    assert drop_downs(book, ATTENDANCE) == {
        "B5:B44": ["Deputy Chief", "Lead"], "E5:E44": [presence.value for presence in Presence]}  # fmt: skip


def test_an_agency_without_seats_types_them():
    assert list(drop_downs(written(seats=()), ATTENDANCE)) == ["E5:E44"]


@pytest.mark.parametrize(("part", "cells"), [(CHALLENGES, "H5"), (EVIDENCE, "D5:D44"), (ATTENDANCE, "D5:D44")])
def test_a_date_takes_one_day(part, cells):
    (rule,) = (rule for rule in written()[part.title].data_validations.dataValidation if rule.type == "date")
    assert str(rule.sqref) in {cells, f"{cells}:{cells}"}
    assert (rule.formula1, rule.showErrorMessage) == ("36526", True)
    assert cell(written(), part, "date").number_format == "d mmm yyyy"


def test_sheets_can_be_neither_renamed_nor_copied():
    assert written().security.lockStructure


@pytest.mark.parametrize(
    "text", ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@SUM(1)", '=HYPERLINK("http://example.org")']
)
def test_a_text_that_begins_like_a_formula_stays_a_text(text):
    book = written(
        agency=text, partnership=text, levels=((text, text),), seats=(text,), years=(text,),
        questions=(question("1a", question=text, step=text, evidence=text, narrative=text, level=text),),
        challenges=(AskedChallenge(id="challenge:1", reference=text, question=text, raised=text, due=text, test=text),),
    )  # fmt: skip
    assert len(formulas(book)) == 5
    narrative = cell(book, QUESTIONS, "narrative")
    assert (narrative.value, narrative.data_type, narrative.quotePrefix) == (text, "s", True)


def test_a_text_keeps_its_lines_and_loses_what_no_workbook_can_hold():
    book = written(questions=(question(question="one\ntwo\x00\x0b\x1bthree"), question("2a", question="x" * 40_000)))
    assert cell(book, QUESTIONS, "question").value == "one\ntwothree"
    assert len(cell(book, QUESTIONS, "question", FIRST_ROW + 1).value) == 32_000


def test_every_level_is_explained():
    rows = [(row[1].value, row[2].value) for row in written()["Levels"].iter_rows(min_row=3)]
    assert rows == [("Not met", "Nothing is in place."), ("Met", "It is in place.")]


def test_a_pack_without_questions_or_challenges_is_a_workbook_still():
    book = written(questions=(), challenges=(), seats=(), years=(), levels=())
    assert book["Self-assessment"].max_row == FIRST_ROW - 1
    assert len(formulas(book)) == 3


def test_it_is_printed_across_one_page_with_its_headings_on_each():
    for part in PARTS:
        sheet = written()[part.title]
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
            "landscape",
            1,
            0,
        )
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.freeze_panes == "B5"


def test_there_is_no_macro_and_no_link_in_it():
    names = parts(pack_writer.write(content()))
    assert not [name for name in names if re.search(r"vba|externalLink|embeddings|drawings|comments", name)]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30).filter(
    lambda text: "_x" not in text.lower()  # the escapes of xlsx
)
QUESTION = st.builds(
    AskedQuestion, id=st.integers(1, 999).map(lambda n: f"six-steps:{n}"), step=TEXTS, number=TEXTS, question=TEXTS,
    evidence=TEXTS, level=TEXTS, narrative=TEXTS, sources=TEXTS, prior=st.booleans(), earlier_wording=TEXTS,
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(questions=st.lists(QUESTION, max_size=4, unique_by=lambda entry: entry.id), years=st.lists(TEXTS, max_size=2))
def test_what_is_written_is_what_comes_back_where_nobody_touched_it(questions, years):
    asked = content(questions=tuple(questions), years=tuple(years))
    pack = returned_pack(values_of(pack_writer.write(asked)))

    def shown(text: str) -> str:
        return " ".join(text.split())

    assert (pack.token, pack.format) == ("tok-1", FORMAT)
    sent = asked.sent()
    assert [row.id for row in pack.questions] == [entry.id for entry in questions]
    for entry, row in zip(questions, pack.questions, strict=True):
        assert row.label == shown(entry.question)
        assert row.fields == {name: shown(sent[f"{entry.id}/{name}"]) for name in row.fields}
    assert [row.fields["year"] for row in pack.contributions] == [shown(year) for year in years]
    assert [(row.id, row.label, row.filled) for row in pack.challenges] == [("challenge:7", "C7", False)]
    assert not any(row.filled for row in (*pack.evidence, *pack.attendance))
