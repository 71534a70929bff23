"""Layouts that nobody has sent yet: what is suggested, what is read, what is set aside."""

from __future__ import annotations

import io

import openpyxl
import pytest

from scrutineer.domain.answers import AnswerState
from scrutineer.domain.mapping import Layout, Profile, Role
from scrutineer.domain.scale import require_scale
from scrutineer.errors import UserError
from scrutineer.exchange import apply, profile_file, reader, suggest
from scrutineer.frameworks.loader import scales
from tests.conftest import RETURNS

SCALE = require_scale(scales(), "0-3")


def workbook(*rows: tuple, merges: tuple[str, ...] = (), title: str = "Return"):
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    for area in merges:
        made.active.merge_cells(area)
    stream = io.BytesIO()
    made.save(stream)
    return reader.read_workbook("made.xlsx", stream.getvalue())


def profile(**more) -> Profile:
    headings = more.pop("headings", {"ref": Role.NUMBER, "question": Role.STANDARD, "our score": Role.SELF})
    return Profile(name="p", layout=more.pop("layout", Layout.STANDARDS_DOWN), headings=headings, scale=SCALE, **more)


PLAIN = [
    ("Name of organisation:", "Fire service"),
    (),
    ("Ref", "Question", "Our score"),
    ("A1", "A lead is named", 3),
    ("A2", "Staff know", "2-3"),
]


def test_a_new_layout_is_suggested_not_chosen():
    found = suggest.suggest(workbook(*PLAIN))
    guess = found.first
    assert guess.headings.rows == (3,)
    assert guess.layout is Layout.STANDARDS_DOWN
    assert guess.roles == {"ref": Role.NUMBER, "question": Role.STANDARD, "our score": Role.SELF}
    assert found.agency_label == "Name of organisation:"
    assert not hasattr(found, "scale")


def test_rows_that_are_no_answers_are_left_out_with_reasons():
    read = apply.read_with(
        workbook(*PLAIN, ("Section B: Training",), (), ("B1", "Trained", 0), ("", "Total", 3), ("Average", "", 1.7)),
        profile(),
    )
    assert [a.number for a in read.answers] == ["A1", "A2", "B1"]
    reasons = {item.place.split("!")[1]: item.reason for item in read.left_out}
    assert reasons == {
        "1": "above the headings",
        "3": "headings",
        "6": "a heading or note",
        "9": "totals or averages",
        "10": "totals or averages",
    }
    assert read.answers[2].area == "Section B: Training"


def test_headings_that_come_again_start_again():
    again = workbook(*PLAIN, ("Ref", "Question", "Our score"), ("C1", "More", 1))
    read = apply.read_with(again, profile())
    assert [a.number for a in read.answers] == ["A1", "A2", "C1"]


def test_a_standard_answered_twice_waits_for_a_person():
    read = apply.read_with(workbook(*PLAIN, ("A1", "A lead is named", 1)), profile())
    assert read.answers[-1].answer.state is AnswerState.SET_ASIDE
    assert "Return!C4" in read.answers[-1].answer.reason


def test_a_score_with_no_standard_beside_it_is_set_aside():
    read = apply.read_with(
        workbook(*PLAIN, ("", "", 3, "x")), profile(headings={**profile().headings, "(no heading)": Role.LEFT_OUT})
    )
    assert (
        any(a.answer.reason == "no standard beside it" for a in read.answers)
        or read.left_out[-1].reason == "a heading or note"
    )


def test_two_heading_rows_are_read_as_one():
    book = workbook(
        ("Standard", "Score", ""), ("", "Self", "Panel"), ("1.1 A lead", 2, 1), ("1.2 Staff", "n/a", ""),
        merges=("A1:A2", "B1:C1"),
    )  # fmt: skip
    guess = suggest.suggest(book).first
    assert guess.headings.rows == (1, 2)
    headings = {"standard": Role.STANDARD, "score / self": Role.SELF, "score / panel": Role.MODERATED}
    assert guess.roles == headings
    read = apply.read_with(book, profile(headings=headings))
    assert (read.answers[0].answer.level, read.answers[0].moderated.level) == ("2", "1")
    assert read.answers[1].answer.state is AnswerState.NOT_APPLICABLE
    assert read.answers[1].moderated is None


def test_an_area_or_standard_merged_over_rows_belongs_to_each():
    book = workbook(
        ("Theme", "Q", "Expectation", "Score"), ("Leadership", "L1", "A lead", 3), ("", "L2", "Data", 1), ("Voice", "V1", "Heard", 2),
        merges=("A2:A3",),
    )  # fmt: skip
    guess = suggest.suggest(book).first
    assert guess.roles == {"theme": Role.AREA, "q": Role.NUMBER, "expectation": Role.STANDARD, "score": Role.SELF}
    read = apply.read_with(book, profile(headings=guess.roles))
    assert [(a.number, a.area) for a in read.answers] == [("L1", "Leadership"), ("L2", "Leadership"), ("V1", "Voice")]
    assert not any("Two heading rows" in finding.text for finding in read.findings)
    twice = workbook(("Expectation", "Score"), ("1.1 A lead", 3), ("", 2), merges=("A2:A3",))
    read = apply.read_with(twice, profile(headings={"expectation": Role.STANDARD, "score": Role.SELF}))
    assert [a.answer.state for a in read.answers] == [AnswerState.ANSWERED, AnswerState.SET_ASIDE]


def test_columns_may_stand_in_another_order_next_year():
    moved = workbook(("Our score", "Question", "Comments", "Ref"), (3, "A lead is named", "x", "A1"))
    assert apply.read_with(moved, profile()).answers[0].cell == "Return!A2"


def test_a_mapping_that_fits_nothing_says_what_it_looked_for():
    with pytest.raises(UserError, match="fits no sheet") as told:
        apply.read_with(workbook(("x", "y"), (1, 2)), profile())
    assert "“our score”" in told.value.advice


def test_matrices_both_ways():
    across = workbook(("Standard", "Police", "Health"), ("1.1 A lead", 3, "n/a"), ("1.2 Staff", "2/3", ""))
    read = apply.read_with(across, profile(layout=Layout.AGENCIES_ACROSS, headings={"standard": Role.STANDARD}))
    assert [(a.agency, a.number, a.answer.state.value) for a in read.answers] == [
        ("Police", "1.1", "answered"), ("Health", "1.1", "not applicable"), ("Police", "1.2", "set aside"), ("Health", "1.2", "set aside"),
    ]  # fmt: skip
    down = workbook(
        ("School", "1.1", "1.2", "1.3", "1.4"), ("Elm", 1, 2, 3, 0), ("Oak", "", "", "", ""), ("Mean", 1, 2, 3, 0)
    )
    guess = suggest.suggest(down).first
    assert guess.layout is Layout.STANDARDS_ACROSS
    read = apply.read_with(down, profile(layout=Layout.STANDARDS_ACROSS, headings=guess.roles))
    assert len(read.answers) == 8
    assert {a.answer.reason for a in read.answers if a.agency == "Oak"} == {"nothing answered in this row"}


def test_hidden_sheets_are_left_out_and_said():
    made = openpyxl.Workbook()
    made.active.append(("Ref", "Question", "Our score"))
    made.active.append(("A1", "A lead", 1))
    made.create_sheet("Secret").append(("Ref", "Question", "Our score"))
    made["Secret"].append(("A2", "Hidden", 3))
    made["Secret"].sheet_state = "veryHidden"
    stream = io.BytesIO()
    made.save(stream)
    read = apply.read_with(reader.read_workbook("x.xlsx", stream.getvalue()), profile())
    assert [a.number for a in read.answers] == ["A1"]
    assert any("Secret" in finding.text for finding in read.findings)
    assert {item.reason for item in read.left_out} == {"headings", "a hidden sheet"}


@pytest.mark.parametrize(
    ("text", "words"),
    [("name = 'x", "not a mapping file"), ("name = 'x'", "layout"), ("name='x'\nlayout='sideways'\nscale='0-3'\n[headings]\na='standard'", "sideways"),
     ("name='x'\nlayout='standards down'\nscale='stars'\n[headings]\na='standard'", "no scale called"),
     ("name='x'\nlayout='standards down'\nscale='0-3'\n[headings]\na='colour'", "colour"),
     ("name='x'\nlayout='standards down'\nscale='0-3'\nheadings=1", "cannot be read")],
)  # fmt: skip
def test_a_mapping_file_that_is_not_right_says_what(text, words):
    with pytest.raises(UserError, match=words):
        profile_file.parse(text, scales(), "m.toml")


def test_a_mapping_may_declare_its_own_tokens_and_words():
    text = (
        "name='x'\nlayout='standards down'\nscale='0-3'\nnot_applicable=['commissioned out']\nunanswered=['?']\n"
        "[headings]\n'Our score'='self-assessment'\nQuestion='standard'\n[also_typed]\n3=['yes']\n[stands_for]\n3='strong'"
    )
    one = profile_file.parse(text, scales())
    read = apply.read_with(
        workbook(
            ("Question", "Our score"), ("a one", "yes"), ("b one", "Commissioned out"), ("c one", "n/a"), ("d one", "?")
        ),
        one,
    )
    assert [a.answer.state.value for a in read.answers] == ["answered", "not applicable", "set aside", "set aside"]
    assert one.scale.level("3").assurance == "strong"


@pytest.mark.parametrize(
    ("name", "layout", "answers"),
    [("s11-police.xlsx", Layout.STANDARDS_DOWN, {"self-assessment", "moderated", "standard"}),
     ("s175-all-schools.xlsx", Layout.STANDARDS_ACROSS, {"agency"}), ("s11-moderation-matrix.xlsx", Layout.AGENCIES_ACROSS, {"standard number", "standard"}),
     ("vcs-forum-self-assessment.ods", Layout.STANDARDS_DOWN, {"self-assessment", "standard", "area"}),
     ("community-health-tool-export.xlsx", Layout.STANDARDS_DOWN, {"self-assessment", "standard number", "standard"}),
     ("school-audit-hillcrest.xlsx", Layout.STANDARDS_DOWN, {"self-assessment", "standard number", "standard"})],
)  # fmt: skip
def test_real_layouts_are_suggested_rightly(name, layout, answers):
    guess = suggest.suggest(reader.read_workbook(*reader.load(RETURNS / name))).first
    assert guess.layout is layout
    assert answers <= {role.value for role in guess.roles.values()}


def test_a_cross_under_one_column_a_level():
    rows = [
        ("Ref", "Question", "Not met", "Partly met", "Fully met", "N/A"),
        ("A1", "A lead is named", None, None, "x", None),
        ("A2", "Staff know", "✓", "✓", None, None),
        ("A3", "Children are heard", None, None, None, None),
        ("A4", "Families are told", None, "mostly, see the audit", None, None),
        ("A5", "Night shifts", None, None, None, "Yes"),
    ]
    crossed = {"not met": "0", "partly met": "1", "fully met": "3", "n/a": "n/a"}
    made = profile(headings={"ref": Role.NUMBER, "question": Role.STANDARD}, level_columns=crossed)
    found = apply.read_with(workbook(*rows), made).answers
    assert [(a.answer.state, a.answer.level, a.cell) for a in found] == [
        (AnswerState.ANSWERED, "3", "Return!E2"),
        (AnswerState.SET_ASIDE, "", "Return!C3"),
        (AnswerState.SET_ASIDE, "", "Return!C4"),
        (AnswerState.SET_ASIDE, "", "Return!D5"),
        (AnswerState.NOT_APPLICABLE, "", "Return!F6"),
    ]
    assert [a.answer.reason for a in found[1:4]] == [
        "more than one column is crossed", "no column is crossed", "words where a cross was meant"]  # fmt: skip


def test_crossed_columns_are_suggested_and_take_their_levels_from_the_declared_scale():
    from scrutineer.operations import workbooks

    rows = [("Ref", "What good looks like", "Red", "Amber", "Green", "Don't know", "How do you know?"),
            ("A1", "A lead is named", None, None, "x", None, "Minutes"), ("A2", "Staff know", None, None, None, "x", "")]  # fmt: skip
    found = suggest.suggest(workbook(*rows))
    guess = found.first
    assert guess.layout is Layout.STANDARDS_DOWN
    assert [guess.roles[text] for text in ("red", "amber", "green", "don't know")] == [Role.CROSSED] * 4
    rag = require_scale(scales(), "rag")
    made = workbooks.profile_of(guess, found, name="RAG", scale=rag, every_sheet=False)
    assert set(made.level_columns) == {"red", "amber", "green"}
    assert profile_file.parse(profile_file.write(made), scales()) == made
    answers = apply.read_with(workbook(*rows), made).answers
    assert [(a.answer.state, a.answer.level, a.evidence) for a in answers] == [
        (AnswerState.ANSWERED, made.level_columns["green"], "Minutes"), (AnswerState.SET_ASIDE, "", "")]  # fmt: skip


def test_self_and_moderated_under_each_agency():
    rows = [
        (None, None, "Police", None, "Health", None, "Housing"),
        ("Ref", "Question", "Self", "Moderated", "Self", "Moderated", "Self"),
        ("A1", "A lead is named", 3, 2, 1, None, 0),
    ]
    made = profile(layout=Layout.AGENCIES_ACROSS, headings={"ref": Role.NUMBER, "question": Role.STANDARD})
    book = workbook(*rows, merges=("C1:D1", "E1:F1"))
    found = apply.read_with(book, made).answers
    told = [(a.agency, a.answer.level, a.moderated.level if a.moderated else None, a.cell) for a in found]
    assert told == [
        ("Police", "3", "2", "Return!C3"), ("Health", "1", None, "Return!E3"), ("Housing", "0", None, "Return!G3")]  # fmt: skip


def test_one_sheet_an_agency():
    made = openpyxl.Workbook()
    for number, name in enumerate(("Police", "Fire service")):
        sheet = made.create_sheet(name)
        sheet.append(("Ref", "Question", "Our score"))
        sheet.append(("A1", "A lead is named", number))
    stream = io.BytesIO()
    made.save(stream)
    found = apply.read_with(reader.read_workbook("made.xlsx", stream.getvalue()), profile(agency_by_sheet=True)).answers
    assert [(a.agency, a.answer.level) for a in found] == [("Police", "0"), ("Fire service", "1")]


def test_a_merged_answer_and_one_in_a_comment_wait_for_a_person():
    from openpyxl.comments import Comment

    made = openpyxl.Workbook()
    for row in (
        ("Ref", "Question", "Our score"),
        ("A1", "A lead", 3),
        ("A2", "Staff know", None),
        ("A3", "Heard", None),
    ):
        made.active.append(row)
    made.active.merge_cells("C2:C3")
    made.active["C4"].comment = Comment("we think 2", "")
    stream = io.BytesIO()
    made.save(stream)
    found = apply.read_with(reader.read_workbook("made.xlsx", stream.getvalue()), profile()).answers
    assert [a.answer.reason for a in found] == [
        "",
        "merged with C2, which holds “3”",
        "blank, with a comment: “we think 2”",
    ]


def test_a_scale_written_out_in_the_mapping_is_declared_lowest_first():
    text = """
name = "Own scale"
layout = "standards down"
not_applicable = ["9"]
[scale]
name = "1 best, 5 worst"
levels = ["5", "4", "3", "2", {key = "1", word = "Embedded"}]
[headings]
Ref = "standard number"
"Our score" = "self-assessment"
"""
    made = profile_file.parse(text, scales())
    assert made.scale.direction() == "5 lowest, 1 highest"
    assert profile_file.parse(profile_file.write(made), scales()) == made
    rows = [("Ref", "Our score"), ("A1", 1), ("A2", 5), ("A3", 0), ("A4", 9)]
    found = apply.read_with(workbook(*rows), made).answers
    assert [(a.answer.state.value, a.answer.level) for a in found] == [
        ("answered", "1"), ("answered", "5"), ("set aside", ""), ("not applicable", "")]  # fmt: skip
    for wrong in ('levels = ["1"]', 'levels = ["1", "1"]'):
        with pytest.raises(UserError, match="cannot be read"):
            profile_file.parse(
                text.replace('levels = ["5", "4", "3", "2", {key = "1", word = "Embedded"}]', wrong), scales()
            )


@pytest.mark.parametrize(("typed", "habit", "expected"), [
    ("03/04/2026", "", None), ("03/04/2026", "day first", "2026-04-03"), ("03/04/2026", "month first", "2026-03-04"),
    ("14/05/2026", "", "2026-05-14"), ("04.04.2026", "", "2026-04-04"),
])  # fmt: skip
def test_a_date_that_could_be_either_waits_for_the_habit(typed, habit, expected):
    rows = [("Date of return:", typed), (), ("Ref", "Question", "Our score"), ("A1", "A lead", 3)]
    made = profile(returned_label="Date of return:", date_habit=habit)
    day = apply.read_with(workbook(*rows), made).returned_on
    assert (day.isoformat() if day else None) == expected


@pytest.mark.parametrize(
    ("layout", "rows", "headings"),
    [
        (Layout.AGENCIES_ACROSS, [("Standard", "Police", "Health"), ("1.1 A lead", 3, 2)], {"standard": Role.STANDARD}),
        (Layout.STANDARDS_ACROSS, [("School", "1.1", "1.2"), ("Elm", 3, 2)], {"school": Role.AGENCY}),
    ],
)
def test_a_comment_on_an_answer_of_a_matrix_is_kept_with_that_answer_alone(layout, rows, headings):
    from openpyxl.comments import Comment

    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.active["B2"].comment = Comment("Only at night", "x")
    stream = io.BytesIO()
    made.save(stream)
    read = apply.read_with(
        reader.read_workbook("made.xlsx", stream.getvalue()), profile(layout=layout, headings=headings)
    )
    assert [answer.evidence for answer in read.answers] == ["Comment on B2: Only at night", ""]
