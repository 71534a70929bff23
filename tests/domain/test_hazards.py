"""Hazards of one text: the quick look finds whatever the close look finds, and sound texts are left alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scrutineer.domain.hazards import (
    LONG_TEXT,
    STARTS,
    Hazard,
    is_number_text,
    is_prompt,
    look_closely,
    names_a_person,
    of_text,
)
from scrutineer.domain.privacy import personal_data

telling = st.from_regex(
    r"[a-z ]{0,4}(0\d[\d ]{7,11}\d|[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}|dob:? 3|d\.o\.b\. 3|\w+@\w+\.uk|\d{3} \d{3} \d{4})[a-z ]{0,4}"
)
plain_texts = st.text(
    st.sampled_from("Pplease selct chokfrmty0123456789=+-@/. %\u00a0\t\nTABC"), min_size=1, max_size=30
)


@given(st.lists(st.one_of(st.text(max_size=30), telling), min_size=1, max_size=4))
def test_whatever_belongs_to_a_person_is_looked_at_closely(texts):
    if any(personal_data(text) for text in texts):
        assert look_closely("\0".join(texts))


@given(st.integers(1, 40), st.integers(0, 39))
def test_a_very_long_text_is_looked_at_closely_wherever_it_stands_in_the_row(cells, place):
    texts = ["short"] * cells
    texts.insert(min(place, cells), "x" * (LONG_TEXT + 1))
    assert look_closely("\0".join(texts))
    assert not look_closely("\0".join(["short"] * cells))


@given(plain_texts)
@example("Please select")
@example("click here to choose")
@example("20/11/2026")
@example("12")
@example("Click  here\u00a0to enter")
def test_the_quick_look_finds_what_the_close_look_finds(text):
    """What a reader relies on: where nothing asks for a close look, the quick one misses nothing."""
    if not text.strip() or look_closely(text):
        return
    assert of_text(text, closely=False) == of_text(text)
    if text[0] not in STARTS:
        assert of_text(text) == ()


@pytest.mark.parametrize(
    ("text", "hazards"),
    [("=SUM(A1)", {Hazard.FORMULA_TEXT}), ("+cmd", {Hazard.FORMULA_TEXT}), ("@here", {Hazard.FORMULA_TEXT}), ("- a bullet", {Hazard.FORMULA_TEXT}),
     ("\t=1", {Hazard.FORMULA_TEXT}), ("-", set()), ("-3", {Hazard.NUMBER_TEXT}), ("+4.5", {Hazard.NUMBER_TEXT}), ("40 %", {Hazard.NUMBER_TEXT}),
     ("20/11/2026", {Hazard.DATE_TEXT}), ("3/4/2026", {Hazard.EITHER_WAY}), ("3 April 2026", {Hazard.DATE_TEXT}),
     ("31/11/2026", set()), ("3 agencies", set()), ("Please select", {Hazard.DEFAULT}), ("-- choose --", {Hazard.DEFAULT, Hazard.FORMULA_TEXT}),
     ("a@b.example", {Hazard.PERSONAL}), ("x" * LONG_TEXT, set()), ("x" * (LONG_TEXT + 1), {Hazard.LONG}),
     ("Leaders see practice", set()), ("1" * 39, {Hazard.NUMBER_TEXT}), ("1" * 40, set())],
)  # fmt: skip
def test_each_hazard_of_a_text_is_told(text, hazards):
    assert set(of_text(text)) == hazards


@pytest.mark.parametrize(
    "text",
    ["Please select", "select", "Choose an item.", "PICK one", "--Select--", "Click to enter", "click here to add"],
)
def test_what_a_drop_down_shows_before_anybody_chose_is_a_prompt(text):
    assert is_prompt(text)
    assert is_prompt(f"  {text} ")


@pytest.mark.parametrize("text", ["Selected staff", "pleased", "We choose", "Clicks", "Picking up", "", "Not met"])
def test_ordinary_words_are_no_prompt(text):
    assert not is_prompt(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", True),
        ("-3", True),
        ("2,5", True),
        ("2.5 %", True),
        (" 3 ", True),
        ("1.2.3", False),
        ("1,000,000", False),
        ("3a", False),
        ("", False),
    ],
)
def test_a_number_typed_as_text_is_nothing_but_a_number(text, number):
    assert is_number_text(text) is number


@pytest.mark.parametrize(
    "label",
    ["Name", "Full name:", "Completed by *", "Name of person completing", "Telephone number", "Tel no.", "Email",
     "Job title", "Designated safeguarding lead", "Signed by", "Sign-off", "Direct phone", "Mobile", "Contact name"],
)  # fmt: skip
def test_labels_that_ask_for_a_person_are_known(label):
    assert names_a_person(label)


@pytest.mark.parametrize("label", ["Agency", "Names of schools", "Date", "Standard", "Telehealth", "Jobs", ""])
def test_labels_that_ask_for_no_person_are_left(label):
    assert not names_a_person(label)


def test_hazards_are_listed_once_each():
    assert len({hazard.value for hazard in Hazard}) == len(Hazard)
