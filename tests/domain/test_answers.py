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


EXCEL = {
    # the ten standard colours
    "C00000": "red", "FF0000": "red", "FFC000": "amber", "FFFF00": "amber", "92D050": "green", "00B050": "green",
    "00B0F0": "", "0070C0": "", "002060": "", "7030A0": "",
    # Office 2013 to 2022: each accent, lighter by 80, 60 and 40 per cent, darker by 25 and 50
    "ED7D31": "orange", "FBE5D6": "", "F8CBAD": "", "F4B084": "", "C65911": "", "833C0C": "",
    "FFF2CC": "", "FFE699": "", "FFD966": "amber", "BF8F00": "", "806000": "",
    "70AD47": "green", "E2EFDA": "", "C6E0B4": "green", "A9D08E": "green", "548235": "green", "375623": "green",
    "4472C4": "", "D9E1F2": "", "B4C6E7": "", "8EA9DB": "", "305496": "", "203764": "",
    "5B9BD5": "", "DDEBF7": "", "BDD7EE": "", "9BC2E6": "", "2F75B5": "", "1F4E78": "",
    "A5A5A5": "grey", "EDEDED": "", "DBDBDB": "", "7B7B7B": "grey", "525252": "grey",
    # Office 2007
    "F79646": "orange", "FDE9D9": "", "FCD5B4": "", "FABF8F": "", "E26B0A": "orange", "974706": "",
    "C0504D": "red", "F2DCDB": "", "E6B8B7": "red", "DA9694": "red", "963634": "red", "632523": "red",
    "9BBB59": "green", "EBF1DE": "", "D8E4BC": "green", "C4D79B": "green", "76933C": "green", "4F6228": "green",
    # Office 2023, Excel's own styles, the palette of 2003, and what other spreadsheets offer
    "E97132": "orange", "196B24": "green", "0F9ED5": "", "A02B93": "", "4EA72E": "green", "156082": "",
    "FFC7CE": "red", "FFEB9C": "", "C6EFCE": "green", "FF6600": "orange", "FF9900": "amber", "FFCC00": "amber",
    "FF8000": "orange", "FFA500": "amber", "FF4500": "orange", "FF9933": "orange", "C8E000": "yellow-green",
}  # fmt: skip
"""What each colour of the usual palettes is to this program; "" and the names of what lies between are set aside."""


@pytest.mark.parametrize("fill", EXCEL)
def test_a_colour_of_the_usual_palettes_is_its_level_or_waits_for_a_person(fill):
    level = {"red": "Red", "amber": "Amber", "green": "Green"}.get(EXCEL[fill])
    answer = read("rag", "", fill=fill)
    if level or EXCEL[fill] == "grey":
        assert (answer.level, answer.state is AnswerState.NOT_APPLICABLE) == (level or "", not level)
        return
    assert answer.state is AnswerState.SET_ASIDE
    between = {"orange": "the cell is orange: it could be amber or red",
               "yellow-green": "the cell is yellow-green: it could be amber or green"}  # fmt: skip
    assert answer.reason == between.get(EXCEL[fill], "the cell's colour is none of the declared ones")


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
