"""Reading an answer: what is clear is read, what could mean two things is set aside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.answers import AnswerState, colour_name, read_answer
from scrutineer.domain.grid import Cell
from scrutineer.domain.scale import require_scale
from scrutineer.frameworks.loader import scales


def read(scale_id: str, text: str = "", **more):
    number = more.pop("number", None)
    kind = more.pop("kind", "number" if number is not None else "text" if text else "blank")
    return read_answer(Cell(text, kind, number, **more), require_scale(scales(), scale_id))


@pytest.mark.parametrize(
    ("scale", "text", "number", "level"),
    [
        ("0-3", "0", 0.0, "0"), ("0-3", "3", None, "3"), ("0-3", " 2 ", None, "2"), ("1-4-best-1", "1", 1.0, "1"),
        ("met", "fully met ", None, "Fully met"), ("met", "not met yet", None, "Not met"), ("met", "MET", None, "Fully met"),
        ("percent", "25%", None, "25"), ("percent", "40", 40.0, "40"), ("percent", "0", 0.0, "0"),
    ],
)  # fmt: skip
def test_clear_answers_are_read(scale, text, number, level):
    answer = read(scale, text, number=number)
    assert (answer.state, answer.level) == (AnswerState.ANSWERED, level)


@pytest.mark.parametrize(
    "text", ["3 (was 2)", "2/3", "see evidence tab", "2.5", "4", "-1", "2 or 3", "✓", "two", "TBC", "2?", "~2"]
)
def test_what_could_mean_two_things_is_set_aside(text):
    assert read("0-3", text).state is AnswerState.SET_ASIDE


def test_zero_is_what_the_scale_declares():
    assert read("0-3", "0", number=0.0).level == "0"
    assert read("1-3-0-na", "0", number=0.0).state is AnswerState.NOT_APPLICABLE
    assert read("1-4-best-1", "0", number=0.0).state is AnswerState.SET_ASIDE


def test_a_number_in_between_says_so():
    assert "in between" in read("0-3", "2.5", number=2.5).reason
    assert "not on the declared scale" in read("0-3", "7", number=7.0).reason


def test_a_share_that_could_be_a_per_cent_is_set_aside():
    assert read("percent", "0.4", number=0.4).state is AnswerState.SET_ASIDE
    assert read("percent", "40%", number=0.4, percent=True).level == "40"
    assert read("percent", "1", number=1.0).state is AnswerState.SET_ASIDE
    assert read("percent", "140%").state is AnswerState.SET_ASIDE


def test_a_drop_down_left_alone_is_no_answer():
    assert "left at" in read("1-3-0-na", "Please select").reason


@pytest.mark.parametrize(("kind", "reason"), [("error", "error"), ("lost", "without a stored value"), ("date", "date")])
def test_errors_lost_formulas_and_dates_are_never_answers(kind, reason):
    answer = read("0-3", "#REF!", kind=kind)
    assert answer.state is AnswerState.SET_ASIDE
    assert reason in answer.reason


def test_one_letter_wrong_is_read_and_said():
    answer = read("met", "Partialy met")
    assert answer.level == "Partially met"
    assert "Partialy met" in answer.note


@pytest.mark.parametrize(
    ("text", "fill", "level"),
    [("", "00B050", "Green"), ("G", "92D050", "Green"), ("", "FFC000", "Amber"), ("a", "FFBF00", "Amber"), ("R", "FF0000", "Red"),
     ("Green", "", "Green"), ("", "C00000", "Red")],
)  # fmt: skip
def test_colours_are_answers(text, fill, level):
    assert read("rag", text, fill=fill).level == level


@pytest.mark.parametrize(
    ("text", "fill"), [("A/G", "00B050"), ("R", "00B050"), ("G", ""), ("", "4472C4"), ("", ""), ("?", "00B050")]
)
def test_colour_and_words_that_disagree_are_set_aside(text, fill):
    assert read("rag", text, fill=fill).state is AnswerState.SET_ASIDE


@pytest.mark.parametrize("text", ["", "G", "Grey"])
def test_grey_is_not_applicable(text):
    assert read("rag", text, fill="A6A6A6").state is AnswerState.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("fill", "name"),
    [("00B050", "green"), ("C6EFCE", "green"), ("FFEB9C", ""), ("FFFF00", "amber"), ("FFC7CE", "red"), ("A6A6A6", "grey"), ("D9D9D9", ""), ("EDEDED", ""), ("FFFBE8", ""), ("833C0B", ""),
     ("FFFFFF", ""), ("000000", ""), ("7030A0", ""), ("0070C0", ""), ("", "")],
)  # fmt: skip
def test_colour_names(fill, name):
    assert colour_name(fill) == name


@given(st.text(max_size=40), st.sampled_from([scale.id for scale in scales() if scale.kind != "narrative"]))
def test_an_answer_is_a_level_of_the_scale_or_is_set_aside(text, scale_id):
    scale = require_scale(scales(), scale_id)
    answer = read_answer(Cell(text, "text" if text else "blank"), scale)
    if answer.state is AnswerState.ANSWERED and scale.kind != "percent":
        assert scale.level(answer.level) is not None
    if answer.state is AnswerState.SET_ASIDE:
        assert answer.reason
        assert not answer.level


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.booleans())
def test_no_number_off_the_scale_becomes_a_level(number, percent):
    answer = read_answer(Cell(str(number), "number", number, percent), require_scale(scales(), "0-3"))
    assert (answer.state is AnswerState.ANSWERED) == (number in {0, 1, 2, 3})
