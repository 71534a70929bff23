"""Phrases and words of one's own, in Settings."""

from __future__ import annotations

import pytest

from scrutineer.operations.queries.writing import kept_words, phrases
from scrutineer.ui.destinations import ToSettings


@pytest.fixture
def at(at_empty):
    at_empty.top.workspace.go(ToSettings())
    return at_empty


def texts(at) -> list[tuple[str, str]]:
    return [(phrase.name, phrase.text) for phrase in phrases(at.top.casefile)]


def card_of(at, name: str):
    """Somebody at one of the two cards."""
    return at.within(at.list(name).parentWidget())


def test_a_phrase_is_added_changed_removed_and_brought_back(at):
    card = card_of(at, "Phrases")
    card.write("Name of the phrase", "No answer")
    card.write("What it inserts", "No answer has come.")
    card.press("Add as new")
    assert texts(at) == [("No answer", "No answer has come.")]
    assert card.text("Name of the phrase") == ""
    card.pick("Phrases", "No answer")
    assert card.text("What it inserts") == "No answer has come."
    card.write("What it inserts", "None.")
    card.press("Change the one chosen")
    assert texts(at) == [("No answer", "None.")]
    card.press("Remove the one chosen")
    assert texts(at) == []
    at.top.workspace.undo()
    at.settle()
    assert texts(at) == [("No answer", "None.")]
    assert card.rows("Phrases") == [["No answer", "None."]]


def test_a_name_twice_is_refused_beside_its_field(at):
    card = card_of(at, "Phrases")
    for _ in range(2):
        card.write("Name of the phrase", "No answer")
        card.write("What it inserts", "No answer has come.")
        card.press("Add as new")
    card.sees("already")
    assert len(texts(at)) == 1


def test_with_none_chosen_it_says_so(at):
    card_of(at, "Phrases").press("Remove the one chosen")
    assert "No phrase is chosen." in at.top.workspace.messages.text


def test_a_word_is_kept_and_let_go(at):
    card = card_of(at, "Words of your own")
    card.write("A word that is spelt right", "whistleword")
    card.press("Keep")
    assert [kept.word for kept in kept_words(at.top.casefile)] == ["whistleword"]
    card.pick("Words of your own", "whistleword")
    card.press("Let the one chosen go")
    assert kept_words(at.top.casefile) == ()
