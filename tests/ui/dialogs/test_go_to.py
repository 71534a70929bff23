"""The box that goes anywhere, by any word of what it goes to."""

from __future__ import annotations

import pytest

from scrutineer.ui.destinations import ToAgencyReturns, ToChallenge, ToImport, ToItem, ToLine, ToSearch, ToVoices
from scrutineer.ui.dialogs.go_to import GoToDialog
from scrutineer.ui.pages import REPORTS

ROWS = "Where to go"


@pytest.fixture
def box(at_example):
    """Somebody at the box, on the worked example."""
    at_example.keys("Ctrl+K")
    yield at_example.dialog()
    for left in at_example.top.findChildren(GoToDialog):
        left.close()
    at_example.wait(lambda: not at_example.top.findChildren(GoToDialog))


def went(box, at, typed: str) -> object:
    """Where typing this and Enter lead."""
    box.type("Go to", typed)
    box.keys("Return", "Go to")
    at.settle()
    return at.top.workspace.destination()


@pytest.mark.parametrize(
    ("typed", "place"),
    [("voic", ToVoices), ("audited again", ToLine), ("probation", ToAgencyReturns), ("import wor", ToImport),
     ("NSCP-26-002", ToChallenge), ("26-002", ToChallenge), ("e14", ToItem), ("zebra", ToSearch)],
)  # fmt: skip
def test_any_word_leads_there(box, at_example, typed, place):
    landed = went(box, at_example, typed)
    if place is ToImport:
        assert at_example.top.workspace.page.words == "Returns"
    else:
        assert isinstance(landed, place)


def test_down_chooses_the_next_and_what_is_typed_narrows_the_list(box, at_example):
    every = len(box.rows(ROWS))
    box.type("Go to", "re")
    assert 1 < len(box.rows(ROWS)) < every
    first = box.selected(ROWS)
    box.keys("Down", "Go to")
    assert box.selected(ROWS) != first


def test_a_page_is_found_before_the_lines_that_hold_its_name(box, at_example):
    went(box, at_example, "reports")
    assert at_example.top.workspace.page is REPORTS


def test_something_to_do_is_done(box, at_example):
    at_example.wait(lambda: box.rows(ROWS))
    box.type("Go to", "larger text")
    before = at_example.top.theme.zoom
    box.keys("Return", "Go to")
    at_example.wait(lambda: at_example.top.theme.zoom > before)
