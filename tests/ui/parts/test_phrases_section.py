"""Phrases and words of one's own, in Settings."""

from __future__ import annotations

import pytest

from scrutineer.operations.queries.writing import kept_words, phrases
from scrutineer.ui.destinations import SettingsPart, ToSettings
from tests.ui.conftest import go


@pytest.fixture
def at(at_empty):
    """Somebody at the phrases of a casefile that has none."""
    go(at_empty, ToSettings(SettingsPart.PHRASES))
    return at_empty


def texts(at) -> list[tuple[str, str]]:
    return [(phrase.name, phrase.text) for phrase in phrases(at.top.casefile)]


def add(at, name: str, text: str) -> None:
    at.write("Name of another phrase", name)
    at.write("What another phrase inserts", text, then="Ctrl+Return")


def test_a_phrase_is_added_changed_removed_and_brought_back(at):
    add(at, "No answer", "No answer has come.")
    assert texts(at) == [("No answer", "No answer has come.")]
    assert (at.text("Name of another phrase"), at.text("What it inserts")) == ("", "No answer has come.")
    at.write("What it inserts", "None.", then="Ctrl+Return")
    assert texts(at) == [("No answer", "None.")]
    at.press("Remove")
    assert texts(at) == []
    at.top.workspace.undo()
    at.settle()
    assert texts(at) == [("No answer", "None.")]
    assert at.rows("Phrases") == [["No answer", "None."]]


def test_a_name_twice_is_refused_beside_its_field_and_what_was_typed_stays(at):
    add(at, "No answer", "No answer has come.")
    add(at, "no answer", "Another text.")
    at.sees("There is a phrase called “No answer” already.")
    assert len(texts(at)) == 1
    assert at.text("What another phrase inserts") == "Another text."


def test_a_phrase_that_was_found_is_the_one_shown(at):
    add(at, "Limits", "A small sample.")
    add(at, "No answer", "No answer has come.")
    limits = next(phrase for phrase in phrases(at.top.casefile) if phrase.name == "Limits")
    go(at, ToSettings(SettingsPart.PHRASES, limits.id))
    assert at.text("What it inserts") == "A small sample."


def test_a_word_is_kept_respelt_and_removed(at):
    go(at, ToSettings(SettingsPart.WORDS))
    at.write("Another word that is spelt right", "whistlewrod", then="Return")
    assert [kept.word for kept in kept_words(at.top.casefile)] == ["whistlewrod"]
    at.write("Word", "whistleword", then="Return")
    assert [kept.word for kept in kept_words(at.top.casefile)] == ["whistleword"]
    at.press("Remove")
    assert kept_words(at.top.casefile) == ()
