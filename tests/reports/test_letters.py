"""Letters: the same words in Word and in an e-mail, in their order, and nobody's name in the file."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.reports.letters import Letter, letter_text
from scrutineer.reports.word import render_letter
from tests.conftest import CLOCK

LETTER = Letter(
    sender="Independent scrutineer", partnership="Testshire Safeguarding Children Partnership", to="Police",
    dated=date(2026, 11, 2), subject="Your return", paragraphs=("It has not come.", "It was due."),
    listed=("Section 11", "The pack"), close=("Please send both.", "Thank you."),
)  # fmt: skip


def paragraphs(letter: Letter) -> list[tuple[str, str]]:
    """What Word shows, each with its style."""
    document = Document(io.BytesIO(render_letter(letter, CLOCK.now())))
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
        ("Testshire Safeguarding Children Partnership", "Note"), ("2 November 2026", "Note"), ("Police", "Body Text"),
        ("Your return", "Heading 1"), ("It has not come.", "Body Text"), ("It was due.", "Body Text"),
        ("Section 11", "List Bullet"), ("The pack", "List Bullet"), ("Please send both.", "Body Text"),
        ("Thank you.", "Body Text"), ("Independent scrutineer", "Body Text"),
        ("Testshire Safeguarding Children Partnership", "Body Text"),
    ]  # fmt: skip


def test_word_is_told_what_the_letter_is_about_and_by_nobody():
    properties = Document(io.BytesIO(render_letter(LETTER, CLOCK.now()))).core_properties
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
    assert (text, "Body Text") in paragraphs(replace(LETTER, paragraphs=(text,)))


def test_what_an_answer_quotes_and_where_it_goes_stand_above_the_address():
    letter = replace(LETTER, reference="TSCP, returns, 2026-11-02", contact="The partnership office")
    assert [text for text, _ in paragraphs(letter)][1:4] == [
        "2 November 2026", "Our reference: TSCP, returns, 2026-11-02", "Replies to: The partnership office",
    ]  # fmt: skip
    assert "Our reference: TSCP, returns, 2026-11-02\nReplies to: The partnership office" in letter_text(letter)


def test_the_paper_is_a4_and_the_same_letter_gives_the_same_bytes():
    made = render_letter(LETTER, CLOCK.now())
    assert made == render_letter(LETTER, CLOCK.now())
    section = Document(io.BytesIO(made)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
