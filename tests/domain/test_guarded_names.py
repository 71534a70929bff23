"""Names to keep out are found however they are written, and no other word is taken for one."""

from __future__ import annotations

import pytest

from scrutineer.domain.guarded_names import GuardedNames


def standing(name: str, *texts: str) -> list[tuple[str, int]]:
    return list(GuardedNames([name]).standing_in(texts))


@pytest.mark.parametrize(
    "written",
    ["Alex Example", "ALEX EXAMPLE’S", "Alex  Example", "Alex\u00a0Example", "Alex\nExample", "Alex-Example", "Alex\u2011Example",
     "Al\u00adex Exam\u200bple", "Alex_Example", "A. Example", "A Example", "Example, Alex", "Dr. Example", "\u00c1lex Example",
     "A\u0301lex Example", "(Alex Example)", "\uff21lex Example", "AlexExample"],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(written):
    assert standing("Alex Example", "Before.", f"It was {written}, they said.") == [("Alex Example", 1)]


@pytest.mark.parametrize(
    "written", ["O’Example-Sample", "O'Example Sample", "OExample Sample", "o example\u2013sample"]
)
def test_marks_in_a_name_tell_no_two_ways_of_writing_it_apart(written):
    assert standing("O'Example-Sample", written)


def test_a_name_that_two_texts_share_is_found_where_it_begins():
    assert standing("Alex Example", "Ask Alex", "Example of it") == [("Alex Example", 0)]


def test_an_ordinary_word_after_an_article_is_no_initial_and_surname():
    assert standing("Anna Price", "At a price. A price for MS price lists.") == []
    assert standing("Anna Price", "As A Price says") == [("Anna Price", 0)]


@pytest.mark.parametrize("written", ["Alexa Example", "an Example", "Alex Examples", "Malex Example", "", "Alex"])
def test_other_words_are_left_alone(written):
    assert standing("Alex Example", written) == []


def test_a_name_of_no_letters_is_nowhere():
    assert standing("-", "a - b") == []
