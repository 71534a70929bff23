"""The box that goes anywhere, by any word of what it goes to."""

from __future__ import annotations

import pytest

from scrutineer.ui.dialogs.go_to import GoToDialog
from scrutineer.ui.pages import REPORTS
from tests.ui.hands import press_keys

ROWS = "Where to go"


@pytest.fixture
def box(at_example):
    """Somebody at the box, on the worked example."""
    at_example.keys("Ctrl+K")
    yield at_example.dialog()
    for left in at_example.top.findChildren(GoToDialog):
        left.close()
    at_example.wait(lambda: not at_example.top.findChildren(GoToDialog))


def went(box, at, typed: str) -> None:
    """Type this, and Enter."""
    box.type("Go to", typed)
    press_keys("Return", box.field("Go to"))
    at.settle()


@pytest.mark.parametrize(
    ("typed", "page", "shows"),
    [("voic", "Steps", "Separately and together"), ("audited again", "Steps", "audited again"),
     ("probation", "Returns", "Returns"), ("26-002", "Challenges", "NSCP-26-002"),
     ("NSCP-26-002", "Challenges", "NSCP-26-002"), ("e14", "Evidence", "E14"), ("zebra", "Search", "zebra")],
)  # fmt: skip
def test_any_word_leads_there(box, at_example, typed, page, shows):
    went(box, at_example, typed)
    assert at_example.top.workspace.page.words == page
    at_example.sees(shows)


def test_down_chooses_the_next_and_what_is_typed_narrows_the_list(box, at_example):
    every = len(box.rows(ROWS))
    box.type("Go to", "rep")
    assert 1 < len(box.rows(ROWS)) < every
    first = box.selected(ROWS)
    press_keys("Down", box.field("Go to"))
    assert box.selected(ROWS) != first


def test_a_page_is_found_before_the_lines_that_hold_its_name(box, at_example):
    went(box, at_example, "reports")
    assert at_example.top.workspace.page is REPORTS


def test_something_to_do_is_done(box, at_example):
    at_example.wait(lambda: box.rows(ROWS))
    box.type("Go to", "larger text")
    before = at_example.top.theme.zoom
    press_keys("Return", box.field("Go to"))
    at_example.wait(lambda: at_example.top.theme.zoom > before)
