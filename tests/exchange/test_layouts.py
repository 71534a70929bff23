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
