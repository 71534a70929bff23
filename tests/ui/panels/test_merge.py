"""Several scrutineers: who judged what, and the merging of a co-scrutineer's casefile."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.framework import AddedLine
from scrutineer.domain.judgement import Judgement
from scrutineer.operations import casefiles, judgements, partnership
from scrutineer.ui.destinations import ToScrutineers
from tests.conftest import CLOCK, PASSPHRASE
from tests.ui.conftest import go
from tests.ui.hands import choose_files

SECRET, LOOK = "Passphrase of their casefile", "See what would come in"


@pytest.fixture
def theirs(at_empty, tmp_path) -> Path:
    """A copy of the casefile on which a second scrutineer worked: a line added, and one step judged by both."""
    casefile = at_empty.top.casefile
    path = tmp_path / "theirs" / "Theirs.scrutiny"
    path.parent.mkdir()
    shutil.move(casefile.back_up(path.parent), path)
    other = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    other.author = "Second scrutineer"
    partnership.add_line(other, step="six-steps:4", label="Theirs", question="Is it theirs?")
    for one, text in ((other, "Theirs."), (casefile, "Ours.")):
        judgements.record_judgement(one, target="six-steps:6", level="limited", narrative=text)
    other.close()
    return path


@pytest.fixture
def at(at_empty, theirs, monkeypatch):
    """Somebody at the page, their co-scrutineer's casefile chosen."""
    choose_files(monkeypatch, theirs)
    go(at_empty, ToScrutineers())
    at_empty.press("Choose a casefile")
    at_empty.sees("Theirs.scrutiny")
    return at_empty


def look(at) -> None:
    assert at.field(SECRET).hasFocus()
    at.write(SECRET, PASSPHRASE, then="Return")


@pytest.mark.parametrize(("decision", "narrative"), [("Keep ours", "Ours."), ("Take theirs", "Theirs.")])
def test_merging_shows_first_asks_and_then_merges(at, decision, narrative):
    casefile = at.top.casefile
    look(at)
    at.sees("Comes in: 1 line of enquiry")
    at.sees("both judged it")
    at.sees("Ours: ")
    assert tables.rows(casefile, AddedLine) == ()
    at.press("Merge")
    assert "1 conflict still waits" in at.top.notices.records.pop().message
    assert tables.rows(casefile, AddedLine) == ()
    at.press(decision)
    at.press("Merge")
    assert [line.label for line in tables.rows(casefile, AddedLine)] == ["Theirs"]
    assert tables.rows(casefile, Judgement, target="six-steps:6")[-1].narrative == narrative
    assert at.text(SECRET) == ""
    assert not at.has(decision)
    whose = {row[1] for row in at.rows("Who judged what")}
    assert any("Second scrutineer" in who for who in whose)


def test_one_undo_takes_the_whole_merge_back(at):
    look(at)
    at.press("Keep ours")
    at.press("Merge")
    at.keys("Ctrl+Z")
    assert tables.rows(at.top.casefile, AddedLine) == ()
    assert [one.narrative for one in tables.rows(at.top.casefile, Judgement)] == ["Ours."]


def test_a_wrong_passphrase_changes_nothing_and_can_be_tried_again(at):
    at.write(SECRET, "not the passphrase", then="Return")
    assert "does not open" in at.top.notices.records.pop().message
    assert not at.has("Merge")
    at.write(SECRET, PASSPHRASE)
    at.press(LOOK)
    at.sees("Comes in: 1 line of enquiry")


def test_without_a_casefile_there_is_nothing_to_see(at_empty):
    go(at_empty, ToScrutineers())
    at_empty.press(LOOK)
    at_empty.sees("Choose your co-scrutineer's casefile first.")
    at_empty.keys("Ctrl+Return")


def test_where_nobody_judged_the_page_says_so(at_empty):
    go(at_empty, ToScrutineers())
    at_empty.sees("Nobody has judged yet")


def test_a_file_that_holds_nothing_new_says_so(at_empty, tmp_path, monkeypatch):
    copy = tmp_path / "copy" / "Copy.scrutiny"
    copy.parent.mkdir()
    shutil.move(at_empty.top.casefile.back_up(copy.parent), copy)
    choose_files(monkeypatch, copy)
    go(at_empty, ToScrutineers())
    at_empty.press("Choose a casefile")
    at_empty.write(SECRET, PASSPHRASE, then="Return")
    at_empty.sees("holds nothing that is not here.")
    assert not at_empty.has("Merge")
