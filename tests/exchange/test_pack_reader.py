"""A workbook that came back as a pack, whatever was done to its sheets, rows and columns."""

from __future__ import annotations

import pytest

from scrutineer.domain.grid import CellMark, Sheet, Workbook
from scrutineer.domain.packs import PACK_PROPERTY
from scrutineer.exchange.pack_layout import ATTENDANCE, CHALLENGES, CONTRIBUTIONS, EVIDENCE, PARTS, QUESTIONS, Part
from scrutineer.exchange.pack_reader import looks_like_pack, returned_pack
from tests.exchange.made import of_rows, sheet, workbook

ABOUT = sheet(("token", "tok-1"), ("format", "1"), ("agency", "Police"), title="About", visible=False)


def row(part: Part, row_id: str | None, **fields: object) -> tuple:
    return (row_id, *(fields.get(column.field) for column in part.columns))


def filled(part: Part, *rows: tuple, title: str = "", top: int = 3, **more) -> Sheet:
    """A sheet of a pack: its title and lead, its headings, and these rows."""
    heads = (None, *(column.heading for column in part.columns))
    return sheet((None, part.title), *([()] * (top - 1)), heads, *rows, title=title or part.title, **more)


def pack(*sheets: Sheet) -> Workbook:
    return workbook(ABOUT, *sheets)


FIRST = row(QUESTIONS, "six-steps:1a", question="Q1?", level="Met", narrative="Audit")


def test_either_of_the_two_hidden_marks_is_enough():
    by_property = workbook(filled(QUESTIONS, FIRST), properties={PACK_PROPERTY: "tok-2"})
    assert returned_pack(by_property).token == "tok-2"
    assert returned_pack(pack(filled(QUESTIONS, FIRST))).token == "tok-1"
    both = workbook(ABOUT, properties={PACK_PROPERTY: "tok-2"})
    assert returned_pack(both).token == "tok-2"
    assert returned_pack(workbook(filled(QUESTIONS, FIRST))) is None
    assert returned_pack(of_rows(("a",))) is None


def test_what_a_pack_says_of_itself():
    returned = returned_pack(pack(filled(QUESTIONS, FIRST)))
    assert (returned.name, returned.sha256, returned.format) == ("made.xlsx", "sha", "1")
    assert returned.about["agency"] == "Police"
    assert returned_pack(workbook(properties={PACK_PROPERTY: "t"})).format == ""


def test_a_row_has_its_id_its_label_and_its_answer_cells_with_their_places():
    (answer_row,) = returned_pack(pack(filled(QUESTIONS, FIRST))).questions
    assert (answer_row.id, answer_row.label, answer_row.place, answer_row.filled) == (
        "six-steps:1a",
        "Q1?",
        "Self-assessment!5",
        True,
    )
    assert answer_row.fields == {"level": "Met", "narrative": "Audit", "sources": "", "confirmed": ""}
    assert answer_row.cells["narrative"] == "Self-assessment!G5"


def test_every_part_is_read_and_the_rows_are_counted():
    book = pack(
        filled(QUESTIONS, FIRST),
        filled(CHALLENGES, row(CHALLENGES, "challenge:7", reference="C7", reply="Done", date="2026-05-14", by="Lead")),
        filled(EVIDENCE, row(EVIDENCE, "evidence:1", title="Audit"), row(EVIDENCE, "evidence:2")),
        filled(CONTRIBUTIONS, row(CONTRIBUTIONS, "contribution:1", year="2025-26", amount=1200.5)),
        filled(ATTENDANCE, row(ATTENDANCE, "attendance:1", seat="Lead", presence="deputy")),
    )
    returned = returned_pack(book)
    assert [answer_row.label for answer_row in (*returned.challenges, *returned.evidence)] == ["C7", "Audit", ""]
    assert returned.challenges[0].fields == {"reply": "Done", "date": "2026-05-14", "by": "Lead"}
    assert returned.contributions[0].fields["amount"] == "1200.5"
    assert returned.attendance[0].fields["presence"] == "deputy"
    assert returned.read == 6


def test_a_part_that_was_deleted_has_no_rows():
    returned = returned_pack(pack(filled(QUESTIONS, FIRST)))
    assert (returned.challenges, returned.evidence, returned.read) == ((), (), 1)


def test_a_sheet_that_was_renamed_is_found_by_its_headings():
    (answer_row,) = returned_pack(pack(filled(QUESTIONS, FIRST, title="Police answers"))).questions
    assert answer_row.place == "Police answers!5"


def test_a_sheet_whose_headings_were_destroyed_is_not_guessed_at():
    spoiled = sheet(("x",), row(QUESTIONS, "six-steps:1a", level="Met"), title=QUESTIONS.title)
    assert returned_pack(pack(spoiled)).questions == ()


def test_rows_above_the_headings_or_a_few_more_of_them_do_no_harm():
    for top in (1, 9, 20):
        (answer_row,) = returned_pack(pack(filled(QUESTIONS, FIRST, top=top))).questions
        assert (answer_row.id, answer_row.row) == ("six-steps:1a", top + 2)


def test_columns_may_have_been_moved_or_headings_typed_in_another_case():
    heads = [c.heading.upper() for c in reversed(QUESTIONS.columns)]
    moved = sheet(
        (None, *heads), ("six-steps:1a", *reversed(FIRST[1:])), title=QUESTIONS.title,
    )  # fmt: skip
    (answer_row,) = returned_pack(pack(moved)).questions
    assert (answer_row.fields["level"], answer_row.fields["narrative"], answer_row.id) == (
        "Met",
        "Audit",
        "six-steps:1a",
    )
    assert answer_row.cells["level"] == "Self-assessment!F2"


def without(*fields: str) -> Sheet:
    places = {QUESTIONS.number(field) - 1 for field in fields}
    heads = (None, *(column.heading for column in QUESTIONS.columns))
    rows = ([value for place, value in enumerate(cells) if place not in places] for cells in (heads, FIRST))
    return sheet(*map(tuple, rows), title=QUESTIONS.title)


def test_a_column_may_be_missing_and_is_named_where_it_is_the_agencys():
    (answer_row,) = returned_pack(pack(without("expects"))).questions
    assert (answer_row.fields["level"], answer_row.fields["narrative"]) == ("Met", "Audit")
    (unlabelled,) = returned_pack(pack(without("question"))).questions
    assert (unlabelled.label, unlabelled.fields["level"]) == ("", "Met")
    returned = returned_pack(pack(without("level")))
    assert (returned.questions[0].fields.get("level"), returned.questions[0].fields["narrative"]) == (None, "Audit")
    assert [sentence.split("”")[0] for sentence in returned.lacks] == ["The column “Level"]
    assert returned_pack(pack(without("expects", "step"))).questions[0].fields["level"] == "Met"


@pytest.mark.parametrize("typed", ["", None, "x", "1.1", "deleted by mistake", 7])
def test_an_id_that_is_none_leaves_a_row_without_one_and_never_drops_its_answers(typed):
    (answer_row,) = returned_pack(pack(filled(QUESTIONS, (typed, *FIRST[1:])))).questions
    assert (answer_row.id, answer_row.fields["level"]) == ("", "Met")


def test_the_hidden_column_deleted_leaves_rows_without_ids():
    heads = tuple(c.heading for c in QUESTIONS.columns)
    (answer_row,) = returned_pack(pack(sheet(heads, FIRST[1:], title=QUESTIONS.title))).questions
    assert (answer_row.id, answer_row.fields["level"], answer_row.label) == ("", "Met", "Q1?")


def test_a_row_with_nothing_of_the_agencys_is_no_row_and_an_added_one_is():
    blank = row(QUESTIONS, None, step="Step 1")
    added = row(QUESTIONS, None, narrative="Something more")
    rows = returned_pack(pack(filled(QUESTIONS, blank, FIRST, added))).questions
    assert [(answer_row.id, answer_row.fields["narrative"]) for answer_row in rows] == [
        ("six-steps:1a", "Audit"),
        ("", "Something more"),
    ]


def test_line_breaks_are_kept_as_typed_and_other_space_is_made_single():
    typed = row(
        QUESTIONS, "six-steps:1a", level="  Met\u00a0", narrative=" First:\n  - one\n  - two  ", sources="E1,  E2"
    )
    (answer_row,) = returned_pack(pack(filled(QUESTIONS, typed))).questions
    assert answer_row.fields["narrative"] == "First:\n  - one\n  - two"
    assert (answer_row.fields["level"], answer_row.fields["sources"]) == ("Met", "E1, E2")


def test_numbers_and_flags_are_as_they_are_shown():
    typed = row(CONTRIBUTIONS, "contribution:1", year=2026.0, amount=0.25, in_kind=True)
    book = pack(filled(CONTRIBUTIONS, typed, marks={(5, 3): CellMark(percent=True)}))
    (answer_row,) = returned_pack(book).contributions
    assert answer_row.fields == {"year": "2026", "amount": "25%", "in_kind": "TRUE", "note": ""}


def test_a_formula_without_a_result_is_something_and_not_blank():
    typed = row(CONTRIBUTIONS, "contribution:1", year="2026")
    (answer_row,) = returned_pack(pack(filled(CONTRIBUTIONS, typed, marks={(5, 3): CellMark("lost")}))).contributions
    assert answer_row.fields["amount"] == "="


def test_a_copy_into_a_new_workbook_looks_like_a_pack():
    assert looks_like_pack(workbook(filled(QUESTIONS, FIRST, title="Sheet1")))
    assert not looks_like_pack(workbook(filled(EVIDENCE)))
    assert not looks_like_pack(of_rows(("Ref", "Question", "Level")))


def test_headings_far_down_are_not_looked_for():
    notes = [("a note",)] * 30
    far = sheet(*notes, (None, *(c.heading for c in QUESTIONS.columns)), FIRST, title=QUESTIONS.title)
    assert returned_pack(pack(far)).questions == ()


def test_the_parts_are_told_apart_by_their_headings_alone():
    """Every sheet renamed: no part may take another one's rows."""
    sheets = [filled(part, row(part, f"{part.title}:1"), title=f"Sheet{n}") for n, part in enumerate(PARTS)]
    returned = returned_pack(pack(*reversed(sheets)))
    got = {"Self-assessment": returned.questions, "Challenges": returned.challenges, "Evidence register": returned.evidence,
           "Contributions": returned.contributions, "Attendance": returned.attendance}  # fmt: skip
    assert {title: rows[0].id for title, rows in got.items()} == {part.title: f"{part.title}:1" for part in PARTS}
