"""Phrases and words of one's own: kept, changed, let go, undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrutineer.errors import UserError
from scrutineer.operations import casefiles, writing
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.search import find
from scrutineer.operations.queries.writing import kept_words, own_words, phrases


def test_a_word_is_kept_once_and_undone(casefile):
    writing.keep_word(casefile, word="cuckooed")
    again = writing.keep_word(casefile, word="Cuckooed")
    assert not again.changes
    assert [kept.word for kept in kept_words(casefile)] == ["cuckooed"]
    assert "cuckooed" in own_words(casefile, read_context(casefile))
    casefiles.undo(casefile)
    assert kept_words(casefile) == ()


def test_a_word_is_let_go(casefile):
    writing.keep_word(casefile, word="cuckooed")
    writing.let_word_go(casefile, word=kept_words(casefile)[0])
    assert "cuckooed" not in own_words(casefile, read_context(casefile))


def test_more_than_a_word_is_refused_with_what_to_do(casefile):
    with pytest.raises(UserError, match="single word"):
        writing.keep_word(casefile, word="…")


def test_names_of_the_casefile_are_its_own_words(example):
    words = own_words(example, read_context(example))
    assert "northmoor" in words


def test_a_phrase_is_kept_changed_removed_and_found(casefile):
    writing.keep_phrase(casefile, name="  No  answer ", text="No answer has come.\nAsk again.")
    (phrase,) = phrases(casefile)
    assert (phrase.name, phrase.text) == ("No answer", "No answer has come.\nAsk again.")
    (hit,) = find(casefile, read_context(casefile), "ask again come")
    assert (hit.kind, hit.title) == ("phrase", "No answer")
    writing.change_phrase(casefile, phrase=replace(phrase, text="None."))
    assert phrases(casefile)[0].text == "None."
    writing.remove_phrase(casefile, phrase=phrases(casefile)[0])
    assert phrases(casefile) == ()
    casefiles.undo(casefile)
    assert phrases(casefile)[0].text == "None."


@pytest.mark.parametrize(
    ("name", "text", "about"), [("no ANSWER", "Again.", "name"), ("Another", " \n", "text"), (" ", "Text.", "name")]
)
def test_a_phrase_that_cannot_be_kept_is_refused_at_its_field(casefile, name, text, about):
    writing.keep_phrase(casefile, name="No answer", text="No answer has come.")
    with pytest.raises(UserError) as refused:
        writing.keep_phrase(casefile, name=name, text=text)
    assert refused.value.about == about
    assert len(phrases(casefile)) == 1
