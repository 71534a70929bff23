"""However a word is spelt, it is one word; what only looks alike is another."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scrutineer.domain.spelling import Asked, Folder, WordIndex, fold, runs, stem

letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12)


def plural_of(word: str) -> str:
    """The regular plural of an English word."""
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ss", "us", "x", "ch", "sh", "zz")) else "s")


@pytest.mark.parametrize(
    "spellings",
    [
        ("agency", "agencies", "Agency’s", "AGENCIES"),
        ("children", "children's", "childrens", "children’s", "childrens’"),
        ("O'Brien", "O’Brien", "OBrien", "obrien", "O‘Brien"),
        ("Thomas", "Thomas's", "Thomas’s"),
        ("file", "ﬁle", "files", "ＦＩＬＥ"),
        ("Zoë", "Zoe", "Zoe\u0308"),
        ("Łódź", "lodz"), ("Søren", "soren"), ("Straße", "strasse"), ("œuvre", "oeuvre"), ("Ægir", "aegir"),
        ("process", "processes"), ("status", "statuses"), ("crisis", "crises"), ("analysis", "analyses"),
        ("box", "boxes"), ("case", "cases"), ("GP", "GPs"), ("bias", "biases"), ("area", "areas"),
    ],
)  # fmt: skip
def test_one_word_in_its_spellings(spellings):
    assert len({stem(fold(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("has", "ha"), ("bus", "bu"), ("class", "clas"), ("child", "chill")])
def test_other_words_stay_apart(one, other):
    assert stem(fold(one)) != stem(fold(other))


@given(letters)
def test_a_word_and_its_plural_have_one_stem(word):
    assume(not word.endswith("s") or word.endswith(("ss", "us")))
    assert stem(word) == stem(plural_of(word))


@given(st.text())
def test_folding_is_done_once(word):
    assert fold(fold(word)) == fold(word)
    assert fold(unicodedata.normalize("NFD", word)) == fold(unicodedata.normalize("NFC", word))


@given(st.text())
def test_words_stand_where_they_are_said_to(text):
    ends = 0
    for run in runs(text):
        assert ends <= run.start < run.end
        assert "".join(fold(part) for part in run.parts) == run.joined == fold(text[run.start : run.end]) or run.parts
        ends = run.end
    folder = Folder()
    assert set(folder(text).split()) == {stem(form) for run in runs(text) for form in run.forms}


def test_a_compound_is_its_parts_and_one_word():
    (run,) = runs("(multi-agency)")
    assert run.forms == ("multi", "agency", "multiagency")
    assert Folder()("multi-agency e-mail") == "multi agenci multiagenci e mail email"


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        ("multiagency", "A multi agency plan", ["multi", "agency"]),
        ("multi-agency", "A multiagency plan", ["multiagency"]),
        ("agencies", "Each agency’s view", ["agency’s"]),
        ("obrien", "Cllr O’Brien wrote", ["O’Brien"]),
        ("eclair", "an Éclair", ["Éclair"]),
        ("guard", "Safeguarding", ["Safeguarding"]),
        ("ag", "an agency, a manager", ["agency"]),
        ("cats", "a dog", []),
    ],
)
def test_hits_are_marked_as_they_are_spelt_in_the_text(asked, text, marked):
    assert [text[start:end] for start, end, _ in Asked.read(asked).marks(text)] == marked


def test_every_term_must_be_held():
    index = WordIndex(["Quality assurance, line 4c", "Leadership of multi-agency work", "multiagency quality"])
    for asked, places in {
        "assur quality": [0], "4c": [0], "4": [0], "multi-agencies": [1, 2], "multi agency": [1, 2], "quality": [0, 2],
        "agencies": [1, 2], "leader quality": [], "": [], "-": [], "dership": [1], "er": [],
    }.items():  # fmt: skip
        assert index.holding(Asked.read(asked)) == places, asked


def test_reading_a_text_grows_no_faster_than_the_text():
    for text in ("-" * 200_000, "a-" * 100_000, "'" * 200_000, "a" * 200_000, "é" * 100_000, "a.b-c/d&" * 25_000):
        start = time.perf_counter()
        Folder()(text)
        Asked.read("ab cd").marks(text)
        assert time.perf_counter() - start < 5
