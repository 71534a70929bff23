"""The check of a pack that came back: what was sent, what came back, what stands, and what waits for a person."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from scrutineer.casefile import drafts, tables
from scrutineer.domain.returns import SelfAssessment
from scrutineer.operations import answer_returns, challenges, packs
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.context import read_context
from scrutineer.ui.destinations import ToHome
from tests.ui.conftest import go
from tests.ui.hands import choose_files

FIRST = 5
LIST = "What would change"


@pytest.fixture
def pack(at_empty, tmp_path) -> Path:
    """A pack that was written for the police."""
    out = tmp_path / "a pack.xlsx"
    packs.make_pack(at_empty.top.casefile, agency="Police", out=out)
    return out


@pytest.fixture
def come_back(at_empty, pack, monkeypatch):
    """Fill the first line of the pack in and begin its check; somebody at it."""

    def begin(level: str, name: str = "filled.xlsx"):
        book = openpyxl.load_workbook(pack)
        book["Self-assessment"].cell(FIRST, 6).value = level
        book.save(pack.with_name(name))
        choose_files(monkeypatch, pack.with_name(name))
        at_empty.keys("Ctrl+I")
        at_empty.sees(f"Check {name}")
        return at_empty

    return begin


def decide(at, level: str) -> None:
    """A person settles the one answer, whatever came back."""
    (answer,) = tables.rows(at.top.casefile, SelfAssessment)
    answer_returns.decide_answer(at.top.casefile, answer_id=answer.id, level=level, reason="Telephone call")


def kept(at) -> list[tuple[str, str]]:
    return [(one.number, one.level) for one in tables.rows(at.top.casefile, SelfAssessment)]


def test_what_came_back_is_shown_and_committed(come_back):
    at = come_back("Strong assurance")
    at.sees("The pack of Police, Cycle 1. Nothing is stored until you commit.")
    at.pick(LIST, "1a, level")
    at.sees("Returned: Strong assurance")
    at.sees("Stands now: blank")
    assert kept(at) == []
    at.press("Commit 1 row")
    assert kept(at) == [("1a", "strong")]


@pytest.mark.parametrize(("decision", "level"), [("Take what came back", "none"), ("Keep what stands", "limited")])
def test_what_both_changed_waits_for_a_decision(come_back, decision, level):
    at = come_back("Strong assurance")
    at.press("Commit 1 row")
    decide(at, "limited")
    at = come_back("No assurance", "again.xlsx")
    at.sees("1 to settle.")
    assert not at.can_press("Commit 1 row")
    at.pick_place(LIST, 0)
    assert at.selected(LIST)[5] == "Choose one"
    at.press(decision)
    assert at.selected(LIST)[5] == ("Returned" if level == "none" else "What stands")
    if at.can_press("Commit"):
        at.press("Commit")
    assert kept(at) == [("1a", level)]


def test_an_agencys_corrected_second_return_is_a_change_and_no_conflict(come_back):
    at = come_back("Strong assurance")
    at.press("Commit 1 row")
    at = come_back("No assurance", "again.xlsx")
    at.press("Commit 1 row")
    assert kept(at) == [("1a", "none")]


def test_a_pack_that_came_back_empty_has_nothing_to_commit(come_back):
    at = come_back("")
    assert not at.has("Commit")
    at.press("Close")
    assert not at.has("Close")
    assert kept(at) == []


def test_the_same_pack_again_holds_nothing_new(come_back):
    at = come_back("Strong assurance")
    at.press("Commit 1 row")
    at = come_back("Strong assurance", "once more.xlsx")
    at.sees("It holds nothing that is not here already.")
    assert not at.has("Commit")


def test_escape_leaves_it_and_nothing_is_stored(come_back):
    at = come_back("Strong assurance")
    at.keys("Escape")
    assert kept(at) == []
    assert not at.has("Set aside")


def test_what_is_decided_about_a_pack_comes_back_with_the_same_file(come_back):
    at = come_back("Strong assurance")
    at.press("Commit 1 row")
    decide(at, "limited")
    at = come_back("No assurance", "again.xlsx")
    at.pick_place(LIST, 0)
    at.press("Take what came back")
    at.press("Set aside")
    (draft,) = drafts.every(at.top.casefile)
    assert draft.title == "The check of again.xlsx"
    go(at, ToHome())
    at.pick("Needs attention", "The check of again.xlsx")
    at.sees("Kept from")
    at.pick_place(LIST, 0)
    assert at.selected(LIST)[5] == "Returned"
    at.press("Commit 1 row")
    assert kept(at) == [("1a", "none")]
    assert drafts.every(at.top.casefile) == ()


def test_a_reply_without_a_challenge_holds_nothing_up_and_finds_one_by_a_press(at_empty, tmp_path, monkeypatch):
    casefile = at_empty.top.casefile
    police = read_context(casefile).agencies[0].id
    challenges.raise_challenge(casefile, question="Who sees each child?", put_to="Chief constable", agency_id=police)
    (asked,) = lives(casefile)
    out = tmp_path / "replied.xlsx"
    packs.make_pack(casefile, agency="Police", out=out)
    book = openpyxl.load_workbook(out)
    for column, text in ((2, "Another"), (7, "Every child is now seen"), (8, casefile.clock.today())):
        book["Challenges"].cell(FIRST, column).value = text
    book.save(out)
    choose_files(monkeypatch, out)
    at_empty.keys("Ctrl+I")
    at_empty.sees("Say which challenge it replies to, where you know; else it stays left out.")
    at_empty.press(asked.challenge.reference)
    at_empty.sees("1 reply to a challenge")
    at_empty.press("Commit 1 row")
    (answered,) = lives(casefile)
    assert [event.text for event in answered.events][-1] == "Every child is now seen"
