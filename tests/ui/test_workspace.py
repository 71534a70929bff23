"""The workspace: one way from page to page and back, and words that pass through untouched."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFocusFrame, QLabel, QPushButton

from scrutineer.domain.evidence import Bearing, EvidenceKind
from scrutineer.domain.ids import TargetId
from scrutineer.operations import evidence, recommendations
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.evidence import register
from scrutineer.ui import destinations
from scrutineer.ui.destinations import (
    ToChallenge,
    ToContradictions,
    ToEvidence,
    ToHome,
    ToItem,
    ToLine,
    ToNewChallenge,
    ToSearch,
    ToSteps,
    ToStrength,
    ToYears,
)
from scrutineer.ui.ops import do
from scrutineer.ui.pages import EVIDENCE, HOME, PAGES, STEPS
from tests.conftest import CLOCK
from tests.ui.conftest import go, idle, shown_panel, type_text
from tests.ui.hands import press_keys

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def press_back(qtbot, window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)


def test_back_goes_through_the_pages_visited_and_stays_at_the_first(qtbot, example_window):
    window = example_window
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
    assert window.workspace.page is EVIDENCE
    places = []
    for _ in range(3):
        press_back(qtbot, window)
        places.append(window.workspace.page)
    assert places == [STEPS, HOME, HOME]


def test_back_returns_to_what_was_shown_not_only_to_the_page(qtbot, example_window):
    window = example_window
    first, second = (life.challenge.id for life in lives(window.casefile)[:2])
    line = ToLine(TargetId("six-steps:4c"))
    for destination in (line, ToChallenge(first), ToYears(), ToChallenge(second), ToStrength()):
        window.workspace.go(destination)
    shown = []
    for _ in range(6):
        press_back(qtbot, window)
        shown.append(window.workspace.destination())
    assert shown == [ToChallenge(second), ToYears(), ToChallenge(first), line, ToHome(), ToHome()]


def test_back_returns_to_what_was_chosen_by_hand(qtbot, example_window):
    window = example_window
    window.workspace.go(ToEvidence())
    shown_panel(window).items.selectRow(4)
    chosen = window.workspace.destination()
    assert isinstance(chosen, ToItem)
    window.workspace.go(ToHome())
    other = next(row.item.id for row in register(window.casefile, window.workspace.session.context)
                 if row.item.id != chosen.evidence_id)  # fmt: skip
    window.workspace.go(ToItem(other))
    press_back(qtbot, window)
    press_back(qtbot, window)
    assert window.workspace.destination() == chosen


def test_back_does_nothing_a_second_time(qtbot, example_window, monkeypatch):
    """A form that was being filled in stays as it is, and the choice of a file is not opened again."""
    from PySide6.QtWidgets import QFileDialog

    window = example_window
    asked = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: asked.append(True) or ("", ""))
    qtbot.keyClick(window, Qt.Key.Key_I, CTRL)
    window.workspace.go(ToNewChallenge(why="As begun."))
    form = shown_panel(window).form
    form.why.setPlainText("Written since.")
    window.workspace.go(ToHome())
    press_back(qtbot, window)
    assert form.isVisible()
    assert form.why.toPlainText() == "Written since."
    press_back(qtbot, window)
    assert asked == [True]


def test_another_text_size_keeps_what_is_shown(qtbot, example_window):
    window = example_window
    window.workspace.go(ToLine(TargetId("six-steps:4c")))
    window.workspace.go(ToSteps())
    qtbot.keyClick(window, Qt.Key.Key_Plus, CTRL)
    assert window.settings.zoom == 125
    assert window.workspace.destination() == ToLine(TargetId("six-steps:4c"))
    window.workspace.go(ToSearch("health"))
    qtbot.keyClick(window, Qt.Key.Key_0, CTRL)
    assert shown_panel(window).words.text() == "health"


HARD = 'Who said “a|b”: "c|d"\nand what:\tnew:6|7,8?'


def test_words_reach_the_form_as_they_are(qtbot, example_window):
    agency = example_window.workspace.session.context.agencies[1]
    (item,) = (row.item.id for row in register(example_window.casefile, example_window.workspace.session.context)[:1])
    begun = destinations.ToNewChallenge(
        target=TargetId("six-steps:4c"), agency_id=agency.id, why=HARD, question=HARD[::-1], evidence_ids=(item,)
    )
    example_window.workspace.go(begun)
    form = shown_panel(example_window).form
    assert (form.why.toPlainText(), form.question.toPlainText()) == (HARD, HARD[::-1])
    assert (form.target.value(), form.agency.value()) == ("six-steps:4c", agency.id)
    assert not form.bearing.isHidden()


def test_a_contradiction_with_a_bar_in_it_becomes_a_challenge_word_for_word(qtbot, empty_window):
    window = empty_window
    for title, day in (("Review | “A”: one", 1), ("Review | “B”: two", 2)):
        item = evidence.capture_evidence(
            window.casefile,
            title=title,
            kind=EvidenceKind.REVIEW,
            dated=window.workspace.session.today().replace(day=day),
        ).value
        recommendations.add_recommendation(
            window.casefile, evidence_id=item, text="Leaders | managers: read one record of a child each month"
        )
    window.workspace.go(ToContradictions())
    panel = shown_panel(window)
    assert panel.findChildren(QLabel)
    panel.record()
    form = shown_panel(window).form
    assert form.why.toPlainText().startswith("Review | “B”: two recommends again what Review | “A”: one did:")
    assert "Leaders | managers: read one record" in form.why.toPlainText()
    type_text(qtbot, form.put_to, "Chair")
    why = form.why.toPlainText()
    form.bearing.choose(Bearing.CONTEXT)
    form.submit()
    idle(qtbot, window)
    (life,) = lives(window.casefile)
    assert life.challenge.why == why


def test_going_to_a_page_takes_the_focus_there(at_example):
    for keys in ("Ctrl+2", "Ctrl+4", "Ctrl+1", "Ctrl+8"):
        press_keys(keys, at_example.top)
        at_example.settle()
        assert at_example.top.workspace.panel().isAncestorOf(at_example.top.focusWidget()), keys


def test_an_opened_casefile_has_the_focus_where_the_next_act_is_and_no_ring_after_the_mouse(at_example):
    at = at_example
    assert at.top.workspace.panel().isAncestorOf(at.top.focusWidget())
    QTest.mouseClick(at.top.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    at.top.zoom_by(+1)
    at.wait(lambda: at.top.workspace.panel().isAncestorOf(at.top.focusWidget() or at.top))
    assert not [frame for frame in at.top.findChildren(QFocusFrame) if frame.isVisible()]
    assert not at.top.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def test_walking_along_the_rail_opens_pages_and_stays_on_the_rail(at_example):
    rail = at_example.top.workspace.rail
    rail.take_focus()
    for words in ("Steps", "Evidence"):
        press_keys("Down", at_example.top.focusWidget())
        at_example.settle()
        assert at_example.top.focusWidget().text() == words
        assert at_example.top.workspace.page.words == words


def test_the_status_bar_says_when_something_was_saved_and_nothing_before(at_empty):
    at = at_empty
    assert "Saved" not in at.words()
    at.top.workspace.session.run(do(evidence.capture_evidence, title="Seen", dated=CLOCK.today()))
    at.sees(f"Saved {CLOCK.now().astimezone():%H:%M}")


ALL_PLACES = [place.start for page in PAGES for place in page.tabs or (page,)]


@pytest.mark.parametrize("place", ALL_PLACES, ids=str)
def test_a_page_of_an_empty_casefile_has_one_filled_button_at_most(at_empty, place):
    panel = go(at_empty, place)
    shown = [part for part in panel.findChildren(QPushButton) if part.isVisible()]
    assert len([part.text() for part in shown if part.property("kind") == "primary"]) <= 1
