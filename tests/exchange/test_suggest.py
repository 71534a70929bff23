"""What a new layout seems to be: suggestions for a person to confirm, and never a scale."""

from __future__ import annotations

from dataclasses import fields

import pytest

from scrutineer.domain.grid import CellMark
from scrutineer.domain.ledger_kinds import LEDGERS
from scrutineer.domain.mapping import Layout, Role
from scrutineer.domain.scale import require_scale
from scrutineer.exchange import apply, profile_file, reader, suggest
from scrutineer.frameworks.loader import scales
from tests.conftest import RETURNS
from tests.exchange.made import SCALE, ledger, of_rows, profile, sheet, workbook

HEADS = ("Ref", "Question", "Our score")
PLAIN = [
    ("Name of organisation:", "Fire service"),
    ("Date of return", "14 May 2026"),
    HEADS,
    ("A1", "A lead is named", 3),
]


def test_a_new_layout_is_suggested_not_chosen():
    suggestion = suggest.suggest(of_rows(*PLAIN))
    guess = suggestion.first
    assert guess.headings.rows == (3,)
    assert guess.layout is Layout.STANDARDS_DOWN
    assert guess.roles == {"ref": Role.NUMBER, "question": Role.STANDARD, "our score": Role.SELF}
    assert (suggestion.agency_label, suggestion.returned_label) == ("Name of organisation:", "Date of return")
    assert not [field.name for field in fields(suggestion) if "scale" in field.name]


@pytest.mark.parametrize(
    ("name", "layout", "roles"),
    [("s11-police.xlsx", Layout.STANDARDS_DOWN, {"self-assessment", "moderated", "standard"}),
     ("s175-all-schools.xlsx", Layout.STANDARDS_ACROSS, {"agency"}), ("s11-moderation-matrix.xlsx", Layout.AGENCIES_ACROSS, {"standard"}),
     ("vcs-forum-self-assessment.ods", Layout.STANDARDS_DOWN, {"self-assessment", "standard", "area"}),
     ("community-health-tool-export.xlsx", Layout.STANDARDS_DOWN, {"self-assessment", "standard number", "standard"}),
     ("school-audit-hillcrest.xlsx", Layout.STANDARDS_DOWN, {"self-assessment", "standard number", "standard"})],
)  # fmt: skip
def test_real_layouts_are_suggested_rightly(name, layout, roles):
    guess = suggest.suggest(reader.read_workbook(*reader.load(RETURNS / name))).first
    assert guess.layout is layout
    assert roles <= {role.value for role in guess.roles.values()}


def test_two_heading_rows_are_suggested_as_one():
    rows = (("Standard", "Score", ""), ("", "Self", "Panel"), ("1.1 A lead", 2, 1))
    guess = suggest.suggest(of_rows(*rows, merges=((1, 1, 2, 1), (1, 2, 1, 3)))).first
    assert guess.headings.rows == (1, 2)
    assert guess.roles == {"standard": Role.STANDARD, "score / self": Role.SELF, "score / panel": Role.MODERATED}


def test_an_area_merged_over_rows_does_not_make_two_heading_rows():
    rows = (("Theme", "Q", "Expectation", "Score"), ("Leadership", "L1", "A lead", 3), ("", "L2", "Data", 1))
    guess = suggest.suggest(of_rows(*rows, merges=((2, 1, 3, 1),))).first
    assert guess.roles == {"theme": Role.AREA, "q": Role.NUMBER, "expectation": Role.STANDARD, "score": Role.SELF}


def test_crossed_columns_are_suggested_and_take_their_levels_from_the_declared_scale():
    from scrutineer.operations import workbooks

    rows = [("Ref", "What good looks like", "Red", "Amber", "Green", "Don't know", "How do you know?"),
            ("A1", "A lead is named", None, None, "x", None, "Minutes"), ("A2", "Staff know", None, None, None, "x", "")]  # fmt: skip
    suggestion = suggest.suggest(of_rows(*rows))
    guess = suggestion.first
    assert guess.layout is Layout.STANDARDS_DOWN
    assert [guess.roles[text] for text in ("red", "amber", "green", "don't know")] == [Role.CROSSED] * 4
    rag = require_scale(scales(), "rag")
    made = workbooks.profile_of(guess, suggestion, name="RAG", scale=rag, every_sheet=False)
    assert set(made.level_columns) == {"red", "amber", "green"}
    assert profile_file.parse(profile_file.write(made), scales()) == made
    answers = apply.read_with(of_rows(*rows), made).answers
    assert [(a.answer.state.value, a.answer.level, a.evidence) for a in answers] == [
        ("answered", made.level_columns["green"], "Minutes"), ("set aside", "", "")]  # fmt: skip


def test_every_sheet_is_guessed_and_the_first_to_show_is_visible_with_headings():
    sheets = (
        sheet(("just words",), title="Read me"),
        sheet(HEADS, title="Old", visible=False),
        sheet(HEADS, title="Return"),
    )
    suggestion = suggest.suggest(workbook(*sheets))
    assert [guess.sheet.name for guess in suggestion.sheets] == ["Read me", "Old", "Return"]
    assert suggestion.sheets[0].headings is None
    assert suggestion.first.sheet.name == "Return"


def test_a_workbook_without_headings_has_no_first_sheet_and_no_labels():
    suggestion = suggest.suggest(of_rows(("Organisation:", "Police")))
    assert (suggestion.first, suggestion.agency_label, suggestion.returned_label) == (None, "", "")
    assert suggestion.sheets[0] == suggest.SheetGuess(suggestion.workbook.sheets[0], None, Layout.STANDARDS_DOWN, {})


def test_labels_stand_above_the_headings():
    """“School” below them is a column or an answer, and no label."""
    suggestion = suggest.suggest(of_rows(HEADS, ("A1", "Agency", 1), ("Date of return", "x", 1)))
    assert (suggestion.agency_label, suggestion.returned_label) == ("", "")


@pytest.mark.parametrize(("text", "agency", "returned"), [
    ("Organisation", True, False), ("Name of school: Elm", True, False), ("AGENCY", True, False), ("Date completed:", False, True),
    ("Date of completion", False, True), ("Agencies", False, False), ("Our organisation", False, False), ("Date", False, False),
])  # fmt: skip
def test_which_labels_name_the_agency_and_the_day(text, agency, returned):
    suggestion = suggest.suggest(of_rows((text,), HEADS, ("A1", "x", 1)))
    assert (bool(suggestion.agency_label), bool(suggestion.returned_label)) == (agency, returned)


def test_the_hazards_of_a_workbook_come_with_the_suggestion():
    suggestion = suggest.suggest(of_rows(HEADS, ("A1", "lead@example.org", 1)))
    assert [finding.kind for finding in suggestion.findings] == ["personal data"]


def test_a_person_may_choose_the_row_and_whether_the_next_belongs_to_it():
    grid = sheet(HEADS, ("Item", "Standard", "Grade"), ("A1", "x", 1))
    assert suggest.guess_sheet(grid).headings.rows == (1,)
    chosen = suggest.guess_sheet(grid, 2)
    assert (chosen.headings.rows, chosen.roles["grade"]) == ((2,), Role.SELF)
    both = suggest.guess_sheet(grid, 1, both=True)
    assert (both.headings.rows, list(both.roles)) == (
        (1, 2),
        ["ref / item", "question / standard", "our score / grade"],
    )


def test_roles_for_another_layout_than_the_one_suggested():
    guess = suggest.guess_sheet(sheet(("Ref", "Question", "Police"), ("1", "x", 1)))
    assert guess.roles["police"] is Role.LEFT_OUT
    assert "police" not in suggest.roles_for(guess, Layout.AGENCIES_ACROSS)
    assert suggest.roles_for(suggest.guess_sheet(sheet(("x",))), Layout.AGENCIES_ACROSS) == {}


def cells(grid, mapping) -> list[tuple[int, int]]:
    return suggest.answer_cells(suggest.guess_sheet(grid), mapping)


def test_the_places_that_would_be_read_as_answers():
    grid = sheet(("title",), (*HEADS, "Panel"), ("A1", "x", 3, 2), (), ("A2", "y", None, 1))
    assert cells(grid, profile()) == [(3, 3), (5, 3)]
    matrix = sheet(("Ref", "Question", "Police", "ICB", "Fire"), ("1", "x", 1, 2, 3))
    across = profile(layout=Layout.AGENCIES_ACROSS, headings={"ref": Role.NUMBER, "question": Role.STANDARD})
    assert cells(matrix, across) == [(2, 3), (2, 4), (2, 5)]


def test_a_row_answered_by_colour_alone_counts_and_a_coloured_heading_does_not():
    grid = sheet(HEADS, ("A1", "x", 3), marks={(1, 1): CellMark(fill="E3EEEC"), (4, 3): CellMark(fill="00B050")})
    assert cells(grid, profile()) == [(2, 3), (4, 3)]


@pytest.mark.parametrize("layout", sorted(LEDGERS, key=lambda layout: layout.value), ids=lambda layout: layout.value)
def test_a_ledger_has_no_answers(layout):
    assert cells(sheet(HEADS, ("A1", "x", 3)), ledger(layout, {"ref": Role.NUMBER})) == []


def test_a_sheet_without_headings_has_no_answers():
    assert cells(sheet(("x",), ("y",)), profile()) == []


def test_how_many_answers_each_scale_could_read():
    grid = sheet(HEADS, ("A1", "x", 3), ("A2", "y", "Red"), ("A3", "z", None), ("A4", "z", "n/a"), ("A5", "z", 4))
    guess = suggest.guess_sheet(grid)
    assert suggest.readable_with(guess, profile(), SCALE) == 2
    assert suggest.readable_with(guess, profile(), require_scale(scales(), "rag")) == 2


@pytest.mark.parametrize(("heading", "role"), [
    ("Where we are now", Role.SELF), ("How we rate ourselves", Role.SELF), ("What needs to be better", Role.IMPROVEMENT),
    ("How are we doing?", Role.SELF), ("Where we want to be", Role.IMPROVEMENT), ("Agreed score", Role.MODERATED),
    ("Agreed actions", Role.IMPROVEMENT), ("Next steps", Role.IMPROVEMENT),
])  # fmt: skip
def test_plainly_worded_columns_are_known(heading, role):
    guess = suggest.suggest(of_rows(("Ref", "What good looks like", heading), ("1.1", "A lead", "x"))).first
    assert guess.layout is Layout.STANDARDS_DOWN
    assert guess.roles[heading.casefold()] is role


def test_a_label_on_an_introduction_names_the_school():
    introduction = sheet(("Yearly safeguarding audit",), ("School:", "Elm Bank"), title="Introduction")
    read = suggest.suggest(workbook(introduction, sheet(*PLAIN[2:], title="Audit")))
    assert read.agency_label == "School:"
    guide = sheet(("School leaders are asked to fill in every sheet",), title="Guide")
    assert suggest.suggest(workbook(guide, sheet(*PLAIN[2:], title="Audit"))).agency_label == ""


def test_a_moderated_column_under_a_merged_heading_is_known():
    rows = (("Ref", "Question", "Score", ""), ("", "", "Self", "Moderated"), ("1.1", "A lead", 2, 1))
    guess = suggest.suggest(of_rows(*rows, merges=((1, 3, 1, 4),))).first
    assert guess.headings.rows == (1, 2)
    assert guess.roles["score / moderated"] is Role.MODERATED


def test_a_small_second_block_is_not_taken_for_the_main_one():
    main = [("Ref", "Question", "Our score"), *((f"1.{number}", f"Standard {number}", 2) for number in range(1, 15))]
    second = [("Ref", "Standard", "Self-assessment", "Evidence", "Deadline"), ("9.1", "Another", 1, "a", "b")]
    assert suggest.suggest(of_rows(*main, *second)).first.headings.rows == (1,)
