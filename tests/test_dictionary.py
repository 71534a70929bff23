"""The dictionary that is shipped: British English and the words of safeguarding."""

from __future__ import annotations

import time

import pytest

from scrutineer import paths
from scrutineer.dictionary import Dictionary


@pytest.fixture(scope="module")
def british() -> Dictionary:
    return Dictionary()


@pytest.mark.parametrize(
    "word", ["behaviour", "organisation", "colour", "don’t", "children's", "The", "practise", "1st"]
)
def test_british_spelling_is_right(british, word):
    assert british.knows(word)


@pytest.mark.parametrize("word", ["behavior", "color", "recieve", "childrens", "safegarding", "asess"])
def test_other_spelling_is_not(british, word):
    assert not british.knows(word)


@pytest.mark.parametrize(
    "word",
    ["safeguarding", "Safeguarding", "scrutineer’s", "Ofsted", "Ofsted's", "wellbeing", "Wellbeing", "neurodivergent"],
)
def test_words_of_safeguarding_are_never_wrong(british, word):
    assert british.knows(word)


def test_what_was_likely_meant_comes_first(british):
    assert british.suggestions("recieve")[0] == "receive"
    assert british.suggestions("behavior")[0] == "behaviour"
    assert british.suggestions("xqzptwv" * 20) == ()


def test_a_folder_without_a_dictionary_finds_no_fault(tmp_path):
    missing = Dictionary(tmp_path)
    assert missing.knows("recieve")
    assert missing.suggestions("recieve") == ()
    assert "could not be read" in missing.problem


def test_a_long_text_is_looked_up_in_a_moment(british):
    words = [f"{stem}{ending}" for stem in ("walk", "talk", "work") for ending in ("ed", "ing", "s", "er", "ly")] * 400
    british.knows("read")
    before = time.perf_counter()
    for word in words:
        british.knows(word)
    assert time.perf_counter() - before < 1.0


def test_its_licence_lies_beside_it():
    licence = (paths.resources() / "dictionary" / "en_GB-LICENSE.txt").read_text(encoding="utf-8")
    assert "Permission to use, copy, modify, distribute and sell" in licence
