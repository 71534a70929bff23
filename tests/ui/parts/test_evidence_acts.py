"""The menu of items: what it offers, what comes of it, and the buttons that do the same."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.marking import Marking
from scrutineer.ui.destinations import ToEvidence, ToNewChallenge
from tests.operations.acts import capture
from tests.ui.conftest import go
from tests.ui.hands import choose_files

REGISTER = "Register of evidence"


@pytest.fixture
def at(at_empty):
    """Somebody at a register of two items, the newest chosen."""
    for title in ("Audit of twenty", "Audit of thirty"):
        capture(at_empty.top.casefile, agency="Police", title=title)
    go(at_empty, ToEvidence())
    at_empty.list(REGISTER).setFocus()
    return at_empty


def menu(at) -> QMenu:
    return at.menu_of(REGISTER, "Menu")


def choose(at, *words: str) -> None:
    at.choose_in(menu(at), *words)


def offered(at) -> list[str]:
    shown = menu(at)
    words = [action.text() for action in shown.actions() if not action.isSeparator()]
    shown.close()
    return words


def copied() -> str:
    return QApplication.clipboard().text()


def test_one_item_is_opened_copied_linked_marked_attached_to_and_challenged_from(at, monkeypatch):
    assert offered(at)[:7] == [
        "Open", "Copy the reference", "Copy as a citation", "Link to a step or line", "Marking", "Attach files",
        "Raise a challenge",
    ]  # fmt: skip
    choose(at, "Copy the reference")
    assert copied() == "E2"
    choose(at, "Copy as a citation")
    assert copied() == "“Audit of thirty”, Police, 1 October 2026 [E2]"
    choose(at, "Marking", "Public")
    assert tables.get(at.top.casefile, Evidence, 2).marking is Marking.PUBLIC
    choose(at, "Link to a step or line")
    assert at.combo("Link to").hasFocus()
    at.list(REGISTER).setFocus()
    choose(at, "Open")
    assert at.top.workspace.panel().details.isAncestorOf(at.top.focusWidget())
    at.list(REGISTER).setFocus()
    choose_files(monkeypatch)
    choose(at, "Attach files")
    choose(at, "Raise a challenge")
    assert at.top.workspace.destination() == ToNewChallenge(evidence_ids=(2,))


def test_several_items_are_copied_a_line_each_and_marked_together(at):
    at.keys("Ctrl+A")
    assert offered(at)[:3] == ["Act on 2 items", "Copy the references", "Copy as citations"]
    assert "Attach files" not in offered(at)
    choose(at, "Copy the references")
    assert copied() == "E2\nE1"
    choose(at, "Marking", "Partner")
    assert {item.marking for item in tables.rows(at.top.casefile, Evidence)} == {Marking.PARTNER}
    choose(at, "Act on 2 items")
    assert at.top.workspace.panel().several.isAncestorOf(at.top.focusWidget())


def test_what_the_menu_copies_buttons_copy_too(at):
    at.press("Copy the reference E2")
    assert copied() == "E2"
    at.press("Cite")
    assert copied() == "“Audit of thirty”, Police, 1 October 2026 [E2]"
    at.sees("Copied as a citation.")
    at.list(REGISTER).setFocus()
    at.keys("Ctrl+A")
    at.press("Copy the references")
    assert copied() == "E2\nE1"
    at.press("Copy as citations")
    assert copied().count("\n") == 1


def test_every_act_of_the_menu_stands_on_a_button_or_a_field(at):
    buttons = at.buttons()
    for words in ("Copy the reference", "Cite", "Link", "Attach", "Raise a challenge"):
        assert any(words in said for said in buttons) or at.has(words) or at.button(words)
    assert at.shows("Marking")
