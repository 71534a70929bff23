"""Letters: the same words in Word and in an e-mail, in their order, and nobody's name in the file."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.reports.letters import Letter, letter_docx, letter_text

LETTER = Letter(
    sender="Independent scrutineer", partnership="Testshire Safeguarding Children Partnership", to="Police",
    dated=date(2026, 11, 2), subject="Your return", paragraphs=("It has not come.", "It was due."),
    listed=("Section 11", "The pack"), close=("Please send both.", "Thank you."),
)  # fmt: skip


def paragraphs(letter: Letter) -> list[tuple[str, str]]:
    """What Word shows, each with its style."""
    document = Document(io.BytesIO(letter_docx(letter)))
    return [(paragraph.text, paragraph.style.name) for paragraph in document.paragraphs if paragraph.text]


def test_the_letter_as_text_is_ready_for_an_e_mail():
    assert letter_text(LETTER).split("\n") == [
        "To: Police", "2 November 2026", "", "Your return", "", "It has not come.", "", "It was due.", "",
        "- Section 11", "- The pack", "", "Please send both.", "", "Thank you.", "", "Independent scrutineer",
        "Testshire Safeguarding Children Partnership", "",
    ]  # fmt: skip


def test_without_a_list_there_is_no_gap_where_it_would_be():
    assert "\n\n\n" not in letter_text(replace(LETTER, listed=(), close=()))


def test_the_letter_in_word_has_its_heading_and_its_list():
    assert paragraphs(LETTER) == [
        ("Testshire Safeguarding Children Partnership", "Normal"), ("2 November 2026", "Normal"), ("Police", "Normal"),
        ("Your return", "Heading 1"), ("It has not come.", "Normal"), ("It was due.", "Normal"),
        ("Section 11", "List Bullet"), ("The pack", "List Bullet"), ("Please send both.", "Normal"),
        ("Thank you.", "Normal"), ("Independent scrutineer", "Normal"),
        ("Testshire Safeguarding Children Partnership", "Normal"),
    ]  # fmt: skip


def test_word_is_told_what_the_letter_is_about_and_by_nobody():
    properties = Document(io.BytesIO(letter_docx(LETTER))).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert properties.title == "Your return"


words = st.text(alphabet="abc &<>“”é", min_size=1, max_size=20).map(str.strip).filter(bool)


@given(
    st.builds(
        Letter,
        sender=words,
        partnership=words,
        to=words,
        dated=st.dates(),
        subject=words,
        paragraphs=st.lists(words, max_size=3).map(tuple),
        listed=st.lists(words, max_size=3).map(tuple),
        close=st.lists(words, max_size=2).map(tuple),
    )
)
@settings(max_examples=15, deadline=None)
def test_both_say_the_same_whatever_is_written(letter):
    body = [*letter.paragraphs, *letter.listed, *letter.close]
    in_word = [text for text, _ in paragraphs(letter)]
    assert in_word[4:-2] == body
    as_text = [line.removeprefix("- ") for line in letter_text(letter).split("\n") if line]
    assert as_text[3:-2] == body
    assert as_text[-2:] == in_word[-2:] == [letter.sender, letter.partnership]


@pytest.mark.parametrize("text", ["5 & 6 < 7", "<w:b/>"])
def test_markup_in_a_letter_stays_as_written(text):
    assert (text, "Normal") in paragraphs(replace(LETTER, paragraphs=(text,)))
