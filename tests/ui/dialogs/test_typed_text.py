"""What was typed about something that is gone: read in full from Home, copied, discarded and brought back."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from scrutineer.casefile import drafts
from scrutineer.domain.drafts import Draft
from scrutineer.operations import casefiles, challenges
from scrutineer.operations.queries.challenges import lives
from scrutineer.ui.destinations import ToChallenge, ToHome, ToSettings
from scrutineer.ui.dialogs.typed_text import TypedTextDialog
from tests.conftest import CLOCK
from tests.ui.conftest import go, shown_panel

WORDS = "They wrote: “not yet”\n\nand more, typed for an hour"
ATTENTION = "Needs attention"


@pytest.fixture
def at(at_empty):
    yield at_empty
    for left in at_empty.top.findChildren(TypedTextDialog):
        left.close()
    at_empty.wait(lambda: not at_empty.top.findChildren(TypedTextDialog))


@pytest.fixture
def orphan(at) -> str:
    """A reply half written to a challenge whose raising was then undone; returns the draft's title."""
    casefile = at.top.casefile
    raised = challenges.raise_challenge(
        casefile, question="What was done?", why="Nothing is on file", raised_on=CLOCK.today(), put_to="Police"
    ).value
    at.top.workspace.session.refresh()
    go(at, ToChallenge(raised))
    form = next(form for form in shown_panel(at.top).details.findChildren(object) if _is_event(form))
    form.fields()["text"].setPlainText(WORDS)
    form.keep()
    at.settle()
    casefiles.undo(casefile)
    at.top.workspace.session.refresh()
    assert lives(casefile) == ()
    (draft,) = drafts.every(casefile)
    go(at, ToHome())
    return draft.title


def _is_event(form) -> bool:
    return str(getattr(form, "about", "")).startswith("event:")


def test_it_is_read_in_full_and_copied(at, orphan):
    at.pick(ATTENTION, orphan)
    dialog = at.dialog()
    dialog.sees("What it was typed about is gone or closed, so no form shows it now.")
    assert WORDS in dialog.text("What was typed")
    assert dialog.field("What was typed").isReadOnly()
    dialog.press("Copy all of it")
    assert WORDS in QGuiApplication.clipboard().text()
    dialog.press("Close")
    assert [draft.title for draft in drafts.every(at.top.casefile)] == [orphan]


def test_it_is_discarded_and_brought_back_from_home(at, orphan):
    at.pick(ATTENTION, orphan)
    dialog = at.dialog()
    dialog.press("Discard")
    dialog.sees("What was typed is discarded.")
    assert drafts.every(at.top.casefile) == ()
    assert orphan not in str(at.rows(ATTENTION))
    dialog.press("Bring it back")
    (draft,) = drafts.every(at.top.casefile)
    assert draft.fields["text"] == WORDS
    dialog.press("Discard")
    dialog.press("Close")
    assert drafts.every(at.top.casefile) == ()
    assert at.top.workspace.session.drafts == {}


@pytest.mark.parametrize("form", ["of a later version:12", "item:not a number", "item:999", "cycle:999", "agency:999"])
def test_whatever_a_draft_belonged_to_home_shows_it_and_it_can_be_read(at, form):
    go(at, ToSettings())
    at.top.workspace.session.keep_draft(Draft(form, "Something typed", {"text": WORDS}))
    at.settle()
    go(at, ToHome())
    at.pick(ATTENTION, "Something typed")
    assert WORDS in at.dialog().text("What was typed")


def test_what_still_has_its_form_is_taken_up_there(at):
    at.keys("Ctrl+E")
    at.write("Title of the evidence", "Half typed")
    go(at, ToHome())
    at.pick(ATTENTION, "Evidence being captured")
    assert at.text("Title of the evidence") == "Half typed"
    assert not at.top.findChildren(TypedTextDialog)
