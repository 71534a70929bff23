"""Where headings stand, what they say over one or two rows, and what they seem to mean."""

from __future__ import annotations

import pytest

from scrutineer.domain.ledger_kinds import LEDGERS
from scrutineer.domain.mapping import Layout, Renamed, Role
from scrutineer.exchange.headings import (
    NO_HEADING,
    Headings,
    crossed_under,
    find_all,
    find_renamed,
    headings_at,
    matrix_columns,
    spans_two,
    suggest_headings,
    suggest_layout,
    suggest_roles,
)
from tests.exchange.made import profile, sheet

HEADS = ("Ref", "Question", "Our score")
TWO = (("Standard", "Score", None), (None, "Self", "Panel"), ("1.1", 2, 1))
TWO_MERGES = ((1, 1, 2, 1), (1, 2, 1, 3))


def heads(*texts: str) -> Headings:
    return headings_at(sheet(texts, ("a",) * len(texts)), 1)


def columns(headings: Headings) -> list[str]:
    return list(headings.columns.values())


# The plain texts of the headings at a row.


def test_one_row():
    headings = headings_at(sheet(("x",), ("Ref", "Our\n Score "), ("A1", 1, "note")), 2)
    assert (headings.rows, headings.last_row) == ((2,), 2)
    assert headings.columns == {1: "ref", 2: "our score", 3: NO_HEADING}


def test_merged_cells_tie_two_rows_and_each_column_says_both():
    headings = headings_at(sheet(*TWO, merges=TWO_MERGES), 1)
    assert (headings.rows, headings.last_row) == ((1, 2), 2)
    assert columns(headings) == ["standard", "score / self", "score / panel"]


def test_a_person_may_say_otherwise():
    tied = sheet(*TWO, merges=TWO_MERGES)
    assert columns(headings_at(tied, 1, both=False)) == ["standard", "score", "score"]
    assert columns(headings_at(sheet(HEADS, ("a", None, "c")), 1, both=True)) == [
        "ref / a",
        "question",
        "our score / c",
    ]


def test_words_said_twice_in_a_column_are_said_once():
    assert columns(headings_at(sheet(("Score", "x"), ("SCORE", "y")), 1, both=True)) == ["score", "x / y"]


@pytest.mark.parametrize(("merge", "tied"), [
    ((1, 1, 2, 1), True), ((1, 1, 1, 3), False), ((1, 1, 3, 1), False), ((2, 1, 3, 1), False)])  # fmt: skip
def test_only_a_merge_over_this_row_and_the_next_ties_them(merge, tied):
    assert spans_two(sheet(*TWO, merges=(merge,)), 1) is tied


# Every place where a mapping's headings stand.


def test_all_of_them_must_stand_in_one_row_and_others_may():
    grid = sheet(("Ref", "Question"), ("a", "b"), (*HEADS, "Notes"), ("Our score",))
    assert [headings.rows for headings in find_all(grid, profile())] == [(3,)]


def test_numbers_and_blank_rows_are_no_headings():
    assert find_all(sheet((1, 2, 3), (), (True, None)), profile()) == ()


def test_far_down_a_long_sheet_headings_are_still_each_place_of_their_own():
    body = [(f"1.{n}", "Ref is named here", n % 4) for n in range(100)]
    places = find_all(sheet(HEADS, *body, ("REF", " question", "Our\nscore"), *body), profile())
    assert [headings.rows for headings in places] == [(1,), (102,)]


def test_they_are_known_by_their_plain_text():
    (headings,) = find_all(sheet(("REF", " question\u00a0", "Our\nscore")), profile())
    assert headings.rows == (1,)


@pytest.mark.parametrize("merges", [TWO_MERGES, ()])
def test_two_rows_are_found_whether_or_not_they_are_merged(merges):
    """A workbook saved by another program may have lost its merges."""
    mapping = profile(headings={"standard": Role.STANDARD, "score / self": Role.SELF})
    (headings,) = find_all(sheet(*TWO, merges=merges), mapping)
    assert headings.rows == (1, 2)


def test_a_mapping_of_one_row_is_found_where_merges_tie_two():
    mapping = profile(headings={"standard": Role.STANDARD, "score": Role.SELF})
    (headings,) = find_all(sheet(*TWO, merges=TWO_MERGES), mapping)
    assert headings.rows == (1,)


def test_each_later_place_begins_after_the_last_one_ends():
    mapping = profile(headings={"standard": Role.STANDARD, "score / self": Role.SELF})
    merges = (*TWO_MERGES, (4, 1, 5, 1), (4, 2, 4, 3))
    assert [headings.rows for headings in find_all(sheet(*TWO, *TWO, merges=merges), mapping)] == [(1, 2), (4, 5)]


def test_the_second_row_of_two_is_not_found_again_by_itself():
    """What it heads would be read twice."""
    tied = sheet(("Ref", "Score"), ("Ref", "Self"), ("A1", 3), merges=((1, 2, 2, 2),))
    assert [headings.rows for headings in find_all(tied, profile(headings={"ref": Role.NUMBER}))] == [(1, 2)]


def test_what_a_mapping_leaves_out_need_not_be_there():
    mapping = profile(headings={**profile().headings, "notes": Role.LEFT_OUT})
    assert len(find_all(sheet(HEADS), mapping)) == 1


def test_columns_that_are_crossed_must_be_there():
    mapping = profile(headings={"ref": Role.NUMBER}, level_columns={"met": "3", "not met": "0"})
    assert find_all(sheet(("Ref", "Met", "Not met")), mapping)
    assert not find_all(sheet(("Ref", "Met")), mapping)


def test_a_heading_is_known_by_its_later_name():
    later = profile().renamed({"ref": "item", "our score": "rating"})
    assert find_all(sheet(("Item", "Question", "Rating")), later)
    assert find_all(sheet(HEADS), later)


# What may have taken the place of a heading.


def test_nothing_where_the_mapping_fits_or_is_far_from_fitting():
    assert find_renamed(sheet(HEADS), profile()) == ()
    assert find_renamed(sheet(("Ref", "a", "b")), profile()) == ()
    assert find_renamed(sheet(), profile()) == ()


def test_the_likest_heading_that_is_not_known():
    assert find_renamed(sheet(("Ref", "Question", "Our new score", "Comments")), profile()) == (
        Renamed("our score", "our new score", Role.SELF),)  # fmt: skip


def test_one_of_the_same_meaning_where_none_is_alike():
    assert find_renamed(sheet(("Ref", "Question", "Compliance")), profile()) == (
        Renamed("our score", "compliance", Role.SELF),)  # fmt: skip


def test_of_two_of_the_same_meaning_neither_is_chosen():
    assert find_renamed(sheet(("Ref", "Question", "Compliance", "RAG")), profile()) == (
        Renamed("our score", "", Role.SELF),)  # fmt: skip


def test_no_heading_takes_two_places():
    mapping = profile(headings={**profile().headings, "panel score": Role.MODERATED})
    renamed = find_renamed(sheet(("Ref", "Question", "Score")), mapping)
    assert [(heading.was, heading.now) for heading in renamed] == [("our score", "score"), ("panel score", "")]


def test_the_row_that_fits_best():
    grid = sheet(("Ref", "Question"), ("Ref", "Question", "Rating"), ("Ref", "Question"))
    mapping = profile(headings={**profile().headings, "rating": Role.MODERATED})
    assert [heading.was for heading in find_renamed(grid, mapping)] == ["our score"]


def test_headings_far_down_are_not_looked_at():
    far = sheet(*[("note",)] * 90, ("Ref", "Question", "Rating"))
    assert find_renamed(far, profile()) == ()


# The columns of a matrix, and the agencies they make.


def test_agencies_across_are_the_columns_that_are_not_named():
    mapping = profile(layout=Layout.AGENCIES_ACROSS, headings={"standard": Role.STANDARD, "notes": Role.LEFT_OUT})
    assert matrix_columns(heads("Standard", "Police", "", "Notes", "ICB"), mapping) == [2, 5]


def test_standards_across_are_those_that_begin_with_a_number():
    mapping = profile(layout=Layout.STANDARDS_ACROSS, headings={"school": Role.AGENCY})
    assert matrix_columns(heads("School", "1.1 A lead", "Phase", "A2", "Comments"), mapping) == [2, 4]


def test_standards_across_are_those_in_the_words_of_the_mapping_too():
    mapping = profile(
        layout=Layout.STANDARDS_ACROSS, headings={"school": Role.AGENCY, "a lead is named": Role.STANDARD},
        lines={"staff know the route": "six-steps:1b"}, worded={"3": "Children are heard"},
    )  # fmt: skip
    worded = heads("School", "A lead  is named", "Staff know the route", "Children are heard", "Anything else")
    assert matrix_columns(worded, mapping) == [2, 3, 4]


def test_a_numbered_total_is_no_standard():
    mapping = profile(layout=Layout.STANDARDS_ACROSS, headings={"school": Role.AGENCY})
    assert matrix_columns(heads("School", "1.1", "1 Total", "Q2 average score", "1.5 Overall"), mapping) == [2, 5]


# What a sheet that nobody has mapped seems to be: suggestions, for a person to confirm.


def test_the_row_that_names_the_most_different_things():
    grid = sheet(("Name", "Fire"), ("Ref", "Question"), (*HEADS, "Evidence", "Deadline"), ("A1", "x", 1, "y", "z"))
    assert suggest_headings(grid).rows == (3,)


def test_a_run_of_standards():
    assert suggest_headings(sheet(("x",), ("School", "1.1", "1.2", "1.3", "1.4"))).rows == (2,)


@pytest.mark.parametrize("row", [
    ("just", "some", "words"), (1, 2, 3), ("Question",), ("Score", "Evidence", "Deadline"), ("Ref", "Question", "x" * 161),
])  # fmt: skip
def test_a_row_that_is_no_headings(row):
    """Without a standard or an agency to stand beside, nothing is an answer; and a narrative is no heading."""
    assert suggest_headings(sheet(row, (1, 2))) is None


def test_headings_are_looked_for_among_the_first_rows_alone():
    assert suggest_headings(sheet(*[("note",)] * 80, HEADS)) is None
    assert suggest_headings(sheet(*[("note",)] * 79, HEADS)).rows == (80,)


@pytest.mark.parametrize(("texts", "layout"), [
    (HEADS, Layout.STANDARDS_DOWN), (("Ref", "Question", "Police", "ICB", "Fire"), Layout.AGENCIES_ACROSS),
    (("Question", "Score", "Score ", "Rating"), Layout.AGENCIES_ACROSS),
    (("School", "1.1", "1.2", "1.3", "1.4"), Layout.STANDARDS_ACROSS),
    (("Ref", "Question", "Red", "Amber", "Green"), Layout.STANDARDS_DOWN),
    (("School", "A senior lead is named", "Staff know the route well", "Children say they are heard"),
     Layout.STANDARDS_ACROSS),
    (("Standard", "Northmoor Integrated Care Board", "County Fire and Rescue", "Youth Justice Service team"),
     Layout.AGENCIES_ACROSS),
    (("Partner", "2024-25", "2025-26"), Layout.CONTRIBUTIONS), (("Course", "Police", "ICB"), Layout.TRAINING),
    (("Seat", "14 May 2026", "3 June 2026"), Layout.ATTENDANCE), (("Challenge", "Status"), Layout.CHALLENGE_LOG),
])  # fmt: skip
def test_what_runs_down_and_what_across(texts, layout):
    assert suggest_layout(heads(*texts)) is layout


def test_a_role_for_each_heading_and_no_single_role_twice():
    roles = suggest_roles(heads(*HEADS, "Panel", "Comments", "Score", "Colour", ""), Layout.STANDARDS_DOWN)
    assert roles == {
        "ref": Role.NUMBER, "question": Role.STANDARD, "our score": Role.SELF, "panel": Role.MODERATED,
        "comments": Role.EVIDENCE, "score": Role.LEFT_OUT, "colour": Role.LEFT_OUT,
    }  # fmt: skip


def test_several_columns_may_hold_evidence():
    roles = suggest_roles(heads("Question", "Evidence", "Comments"), Layout.STANDARDS_DOWN)
    assert list(roles.values()).count(Role.EVIDENCE) == 2


def test_the_answers_of_a_matrix_carry_no_role():
    assert suggest_roles(heads("Ref", "Question", "Police", "ICB", "Theme"), Layout.AGENCIES_ACROSS) == {
        "ref": Role.NUMBER, "question": Role.STANDARD, "theme": Role.AREA}  # fmt: skip
    assert suggest_roles(heads("School", "Phase", "1.1", "1.2"), Layout.STANDARDS_ACROSS) == {
        "school": Role.AGENCY, "phase": Role.LEFT_OUT}  # fmt: skip


@pytest.mark.parametrize("layout", Layout)
def test_a_column_without_a_heading_is_never_taken_for_anything(layout):
    """Only a person can say that the standards' words stand under nothing at all."""
    for texts in (("Standard", "", "Police", "ICB", "Fire"), ("", *HEADS), ("School", "", "1.1", "1.2")):
        assert NO_HEADING not in suggest_roles(heads(*texts), layout)


def test_standards_in_words_across_have_the_role_that_keeps_their_words():
    texts = ("Name of school", "A senior lead is named", "Comments", "Staff know the route well",
             "Children say they are heard", "Average of all the standards", "")  # fmt: skip
    assert suggest_layout(heads(*texts)) is Layout.STANDARDS_ACROSS
    assert {text for text, role in suggest_roles(heads(*texts), Layout.STANDARDS_ACROSS).items()
            if role is Role.STANDARD} == {
        "a senior lead is named", "staff know the route well", "children say they are heard"}  # fmt: skip


def test_long_standards_across_are_headings_all_the_same():
    long = [f"{words}, {'and what is written down about it is looked at again every year, ' * 3}" for words in
            ("A senior lead is named", "Staff know the route", "Children say they are heard")]  # fmt: skip
    assert suggest_headings(sheet(("Survey",), ("School", *long), ("Hill", 1, 2, 3))).rows == (2,)


def test_columns_that_are_crossed():
    texts = ["ref", "question", "red", "amber", "green"]
    assert crossed_under(texts) == {"red", "amber", "green"}
    assert crossed_under(["question", "met"]) == frozenset()
    assert crossed_under([*texts, "our score"]) == frozenset()
    assert suggest_roles(heads(*texts), Layout.STANDARDS_DOWN)["amber"] is Role.CROSSED


@pytest.mark.parametrize("layout", sorted(LEDGERS, key=lambda layout: layout.value), ids=lambda layout: layout.value)
def test_a_ledger_has_the_roles_of_its_own(layout):
    roles = suggest_roles(heads("Partner", "", "Question", "Score"), layout)
    assert not {Role.SELF, Role.STANDARD, Role.CROSSED} & set(roles.values())
    assert NO_HEADING not in roles


def test_two_tables_side_by_side_have_the_roles_of_one():
    """A heading that stands twice is still what it is: which of its columns is meant is asked when it is read."""
    beside = sheet(("Ref", "Standard", "Score", None, "Ref", "Standard", "Score"),
                   ("1.1", "A lead is named", 3, None, "2.1", "Staff know", 2))  # fmt: skip
    headings = suggest_headings(beside)
    assert suggest_roles(headings, suggest_layout(headings)) == {
        "ref": Role.NUMBER, "standard": Role.STANDARD, "score": Role.SELF}  # fmt: skip
