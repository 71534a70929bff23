"""Letters of challenges from the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog

from scrutineer.operations import challenges
from scrutineer.ui.destinations import ToChallenge, ToChallenges
from tests.ui.conftest import go


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder that is chosen wherever one is asked for."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "out"))
    return tmp_path / "out"


def put(at, question="Are nights covered?", **more):
    return challenges.raise_challenge(at.top.casefile, question=question, put_to="Chair", **more).value


def test_the_letter_and_the_chaser_of_a_challenge_are_written_from_beside_it(at_empty, folder):
    go(at_empty, ToChallenge(put(at_empty)))
    at_empty.press("Challenge letter")
    at_empty.press("Chaser")
    at_empty.settle()
    assert sorted(path.suffix for path in folder.iterdir()) == [".docx", ".docx", ".txt", ".txt"]


def test_of_a_draft_no_letter_is_offered(at_empty):
    go(at_empty, ToChallenge(put(at_empty, draft=True)))
    assert not at_empty.has("Challenge letter")


def test_letters_of_several_are_written_at_once(at_empty, folder):
    for question in ("First?", "Second?"):
        put(at_empty, question)
    go(at_empty, ToChallenges())
    at_empty.list("Challenges").setFocus()
    at_empty.keys("Ctrl+A")
    at_empty.press("Write challenge letters")
    at_empty.settle()
    assert len(list(folder.glob("*.docx"))) == 2
