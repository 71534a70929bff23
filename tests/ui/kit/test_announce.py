"""What is announced: every message, every remark and refusal, what a search found; urgent only where it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel

from scrutineer.ui.destinations import ToNewChallenge, ToNewEvidence, ToSearch
from scrutineer.ui.kit.announce import announcer
from tests.ui.conftest import go, shown_panel


@pytest.fixture
def said() -> Iterator[list[tuple[str, bool]]]:
    """What is announced from here on, with whether it is urgent."""
    heard: list[tuple[str, bool]] = []

    def hear(words: str, urgent: bool) -> None:
        heard.append((words, urgent))

    announcer.said.connect(hear)
    yield heard
    announcer.said.disconnect(hear)


def test_nothing_is_announced_where_there_are_no_words(qtbot, said):
    part = QLabel()
    qtbot.addWidget(part)
    announcer.say(part, "")
    announcer.say(part, "Kept.")
    assert said == [("Kept.", False)]


def test_every_message_is_announced_and_what_went_wrong_at_once(at_empty, said):
    at_empty.top.tell("ok", "Agency added.", "")
    at_empty.top.tell("danger", "The disk is full.", "Make room.")
    assert said == [("Agency added.", False), ("The disk is full. Make room.", True)]


def test_what_is_recorded_is_announced(at_empty, said):
    go(at_empty, ToNewEvidence())
    shown_panel(at_empty.top).capture.title.setFocus()
    at_empty.keys("Ctrl+A")
    at_empty.type("Title", "Dip sample")
    at_empty.keys("Return")
    assert any("E1" in words and not urgent for words, urgent in said), said


def test_what_a_form_refuses_is_announced_at_once(at_empty, said):
    go(at_empty, ToNewChallenge())
    at_empty.keys("Ctrl+Return")
    refused = shown_panel(at_empty.top).form.form.asks()
    assert refused
    assert [words for words, urgent in said if urgent][:1] == list(refused.values())[:1]
    assert {words for words, _ in said} >= set(refused.values())


def test_what_looks_like_a_persons_number_is_announced(at_empty, said):
    go(at_empty, ToNewChallenge())
    at_empty.write("The question", "Who answers 07700 900123?")
    assert any("number" in words and not urgent for words, urgent in said), said


def test_what_a_search_found_is_announced(at_example, said):
    at_example.top.workspace.go(ToSearch("health"))
    at_example.wait(lambda: any("hold “health”" in words for words, _ in said))
    at_example.top.workspace.go(ToSearch("whistleword"))
    at_example.wait(lambda: ("Nothing in this casefile holds “whistleword”", False) in said)
