"""A pack as a workbook: what it says, what may be written in it, and that nothing in it runs."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

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
    PackContent,
)
from scrutineer.exchange import pack_layout, pack_writer
from scrutineer.exchange.pack_layout import ATTENDANCE, CHALLENGES, CONTRIBUTIONS, EVIDENCE, FIRST_ROW, PARTS, QUESTIONS
from scrutineer.exchange.pack_reader import returned_pack
from tests.exchange.made import parts, values_of


def question(code: str = "1a", **more) -> AskedQuestion:
    plain = {"step": "1 Leadership", "number": code, "question": f"Question {code}?", "evidence": "Minutes"}
    return AskedQuestion(id=f"six-steps:{code}", **(plain | more))


CHALLENGE = AskedChallenge(
    id="challenge:7", reference="C7", question="Why so few?", raised="1 May 2026", due="1 June 2026", test="Figures."
)


def content(**more) -> PackContent:
    plain = {
        "token": "tok-1", "partnership": "Testshire Safeguarding Children Partnership", "agency": "Police", "cycle": "Cycle 1",
        "framework": "Six Steps", "framework_version": "2", "due": date(2026, 12, 4),
        "questions": (question(), question("1b", level="Met", narrative="Last year", sources="E1", prior=True)),
        "levels": (("Not met", "Nothing is in place."), ("Met", "It is in place.")),
        "challenges": (CHALLENGE,), "seats": ("Deputy Chief", "Lead"), "years": ("2025-26", "2026-27"),
    }  # fmt: skip
    return PackContent(**(plain | more))


def written(**more) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(pack_writer.write(content(**more))))


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


def formulas(book: openpyxl.Workbook) -> list[str]:
    return [
        entry.value for sheet in book.worksheets for row in sheet.iter_rows() for entry in row if entry.data_type == "f"
    ]


def test_the_only_formulas_are_the_counters_and_they_count_these_rows():
    assert formulas(written()) == [
        "=COUNTIFS('Self-assessment'!F5:F6,\"?*\",'Self-assessment'!I5:I6,\"<>To confirm\")",
        "=COUNTIF('Self-assessment'!I5:I6,\"To confirm\")", "=COUNTA('Challenges'!G5:G5)",
        "=COUNTA('Evidence register'!C5:C44)", "=COUNTA('Contributions'!C5:C6)", "=COUNTA('Attendance'!E5:E44)",
    ]  # fmt: skip
    assert formulas(written(questions=(question(),)))[0] == "=COUNTA('Self-assessment'!F5:F5)"


def test_counters_show_what_they_count_to_before_anything_works_them_out():
    stored = openpyxl.load_workbook(io.BytesIO(pack_writer.write(content())), data_only=True)["Instructions"]
    counts = {row[1].value: row[2].value for row in stored.iter_rows() if isinstance(row[2].value, int)}
    assert len(counts) == len(formulas(written()))
    assert counts.pop("Last cycle's answers still to confirm") == 1
    assert set(counts.values()) == {0}


def test_no_row_that_is_filled_in_has_a_fixed_height():
    archive = zipfile.ZipFile(io.BytesIO(pack_writer.write(content())))
    sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert any(b'ht="' in sheet for sheet in sheets)
    assert not [sheet for sheet in sheets if b"customHeight" in sheet]


def test_columns_that_hold_nothing_in_a_first_pack_are_left_out_and_their_room_is_used():
    first, later = written(questions=(question(),)), written()
    heads = [[cell.value for cell in book[QUESTIONS.title][FIRST_ROW - 1][1:]] for book in (first, later)]
    assert [head for head in heads[1] if head not in heads[0]] == ["Last cycle's answer"]
    narrative = [book[QUESTIONS.title].column_dimensions["G"].width for book in (first, later)]
    assert narrative[0] > narrative[1]


def test_sheets_can_be_neither_renamed_nor_copied():
    assert written().security.lockStructure


def test_it_prints_at_nine_points_or_more():
    """Eleven points on the screen, fitted to the width of A4 across between its margins."""
    for book in (written(), written(questions=(question(earlier_wording="Once?", prior=True),))):
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                widths = [d.width for d in sheet.column_dimensions.values() if not d.hidden and d.width]
                pixels = sum(7 * width + 5 for width in widths)
                inches = 297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right
                assert 11 * min(1, inches * 96 / pixels) >= 9, sheet.title


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


def test_the_instructions_say_who_is_asked_for_what_by_when():
    texts = " ".join(str(cell.value) for row in written()["Instructions"].iter_rows() for cell in row)
    for words in ("Evidence request: Police", "Testshire Safeguarding Children Partnership, Cycle 1", "by 4 December 2026",
                  "Questions answered, of 2", "Challenges replied to, of 1"):  # fmt: skip
        assert words in texts
    without = " ".join(str(cell.value) for row in written(due=None)["Instructions"].iter_rows() for cell in row)
    assert "Please send it back when asked." in without


def test_the_first_sheet_says_it_at_one_glance_and_the_last_answers():
    asked = (
        question("1b", level="Met", narrative="We had an audit", prior=True),
        question("1c", earlier_wording="Put otherwise?", earlier_level="Not met"),
    )
    rows = [[cell.value for cell in row[1:4]] for row in written(questions=asked)["Instructions"].iter_rows()]
    glance = dict(row[:2] for row in rows[:6])
    assert glance["By when"] == "Please send it back by 4 December 2026."
    assert glance["To whom"].startswith("The independent scrutineer")
    assert "2 questions, 1 challenge to reply to" in glance["What is asked"]
    last = rows[rows.index(["Your last answers", "Level then", "How you knew then"]) + 1 :]
    assert last == [
        ["1b Question 1b?", "Met", "We had an audit"],
        ["1c Question 1c?", "Not met", "The question was worded differently: Put otherwise?"],
    ]
    assert not [cell for row in written(questions=(question(),))["Instructions"].iter_rows() for cell in row
                if cell.value == "Your last answers"]  # fmt: skip


def test_every_level_is_explained():
    rows = [(row[1].value, row[2].value) for row in written()["Levels"].iter_rows(min_row=3)]
    assert rows == [("Not met", "Nothing is in place."), ("Met", "It is in place.")]


def test_a_pack_without_questions_or_challenges_is_a_workbook_still():
    book = written(questions=(), challenges=(), seats=(), years=(), levels=())
    assert book["Self-assessment"].max_row == FIRST_ROW - 1
    assert len(formulas(book)) == 3


def test_longer_texts_have_taller_rows_within_bounds():
    book = written(
        questions=(question(), question("1b", question="word " * 60), question("1c", question="word " * 6000))
    )
    heights = [book["Self-assessment"].row_dimensions[FIRST_ROW + n].height for n in range(3)]
    assert heights[0] < heights[1] < heights[2] <= 400


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
