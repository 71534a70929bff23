"""Messages: over the page and never in it; what went well leaves, what went wrong stays until it is dismissed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from scrutineer.ui.destinations import (
    ToChallenges,
    ToClocks,
    ToDays,
    ToDue,
    ToEvidence,
    ToHome,
    ToIndicators,
    ToInspections,
    ToLines,
    ToNewChallenge,
    ToPieces,
    ToQuestions,
    ToRecommendations,
    ToReports,
    ToReturns,
    ToSettings,
    ToSteps,
    ToStructure,
    ToYear,
)
from scrutineer.ui.kit.basic import Message
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.kit.messages import MessageShelf
from tests.conftest import RETURNS
from tests.ui.conftest import go
from tests.ui.hands import Hands, choose_files

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def page(qtbot, dressed) -> tuple[QWidget, Field, MessageShelf]:
    """A page with one field, and its shelf."""
    host = QWidget()
    field = Field(host)
    field.move(40, 40)
    host.resize(900, 500)
    qtbot.addWidget(host)
    shelf = MessageShelf(host, dressed)
    with qtbot.waitExposed(host):
        host.show()
    QCursor.setPos(host.mapToGlobal(QPoint(5, 5)))
    return host, field, shelf


def shown(host: QWidget) -> Message:
    """The one message that is seen."""
    (message,) = [message for message in host.findChildren(Message) if message.isVisible()]
    return message


def dismiss_button(message: Message) -> QPushButton:
    return next(b for b in message.findChildren(QPushButton) if b.accessibleName() == "Dismiss this message")


def test_a_message_moves_nothing_of_the_page(example_window, qtbot):
    workspace = example_window.workspace
    before = workspace.panel().geometry()
    workspace.show_message("danger", "The disk is full.", "Make room. " * 60)
    qtbot.wait(1)
    assert workspace.panel().geometry() == before
    message = shown(workspace)
    inside = message.parentWidget().rect()
    assert inside.contains(message.geometry())


def test_only_the_last_message_is_seen(page):
    host, _field, shelf = page
    shelf.tell("danger", "First.", "")
    shelf.tell("ok", "Second.", "")
    assert shown(host).text == shelf.text == "Second."


def test_a_message_never_comes_up_under_the_pointer(page):
    host, _field, shelf = page
    shelf.tell("ok", "At the foot.", "")
    foot = shown(host).geometry()
    assert foot.top() > host.height() / 2
    shelf.dismiss()
    QCursor.setPos(host.mapToGlobal(foot.center()))
    shelf.tell("ok", "At the head.", "")
    assert not shown(host).geometry().contains(foot.center())
    host.resize(700, 400)
    assert host.rect().contains(shown(host).geometry())


def test_what_went_well_leaves_by_itself_and_what_went_wrong_stays(page, qtbot, monkeypatch):
    _host, _field, shelf = page
    monkeypatch.setattr(MessageShelf, "AT_LEAST", 5)
    monkeypatch.setattr(MessageShelf, "A_LETTER", 0)
    shelf.tell("ok", "Recorded.", "")
    qtbot.waitUntil(lambda: shelf.text == "")
    shelf.tell("danger", "Not recorded.", "The disk is full.")
    qtbot.wait(40)
    assert shelf.text == "Not recorded. The disk is full."


def test_a_message_stays_while_the_focus_is_on_it_and_gives_the_focus_back(page, qtbot, monkeypatch):
    host, field, shelf = page
    monkeypatch.setattr(MessageShelf, "AT_LEAST", 5)
    monkeypatch.setattr(MessageShelf, "A_LETTER", 0)
    host.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    undo = QPushButton("Undo")
    shelf.tell("ok", "Recorded.", "", undo)
    undo.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.wait(40)
    assert shelf.text == "Recorded."
    qtbot.keyClick(dismiss_button(shown(host)), Qt.Key.Key_Space)
    assert shelf.text == ""
    assert field.hasFocus()


def test_a_click_on_a_message_leaves_the_focus_where_the_work_is(page, qtbot):
    host, field, shelf = page
    host.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    shelf.tell("danger", "Not recorded.", "")
    qtbot.mouseClick(dismiss_button(shown(host)), Qt.MouseButton.LeftButton)
    assert shelf.text == ""
    assert field.hasFocus()


def test_escape_dismisses_the_message(example_window, qtbot):
    workspace = example_window.workspace
    workspace.show_message("danger", "Not recorded.", "")
    qtbot.keyClick(example_window, Qt.Key.Key_Escape)
    assert workspace.messages.text == ""


def place_of(part: QWidget) -> QRect:
    return QRect(part.mapToGlobal(part.rect().topLeft()), part.size())


def lies_on(at: Hands) -> list[str]:
    """The buttons that can be pressed but for the message that lies on them."""
    (message,) = [one for one in at.top.findChildren(Message) if one.isVisible()]
    parts = [part for part in at.top.findChildren(QAbstractButton) if part.isVisible() and part.isEnabled()]
    return [
        part.text() or part.accessibleName() for part in parts
        if not message.isAncestorOf(part) and not part.visibleRegion().isEmpty()
        and place_of(part).intersects(place_of(message))
    ]  # fmt: skip


PLACES = (
    ToHome(), ToSteps(), ToLines(), ToEvidence(), ToReturns(), ToChallenges(), ToNewChallenge(), ToDue(), ToYear(), ToDays(),
    ToPieces(), ToClocks(), ToRecommendations(), ToQuestions(), ToStructure(), ToIndicators(), ToInspections(),
    ToReports(), ToSettings(),
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_no_message_lies_on_what_can_be_pressed(at_example, place):
    at = at_example
    go(at, place)
    at.top.workspace.show_message("ok", "Recorded.", "")
    at.settle()
    assert lies_on(at) == []


def test_a_message_makes_way_for_buttons_that_come_up_under_it(at_example, monkeypatch):
    at = at_example
    go(at, ToReturns())
    at.top.workspace.show_message("ok", "Recorded.", "")
    choose_files(monkeypatch, RETURNS / "s11-police.xlsx")
    at.keys("Ctrl+I")
    at.sees("Check s11-police.xlsx")
    at.wait(lambda: at.has("Set aside"))
    at.wait(lambda: lies_on(at) == [])


def test_where_no_place_is_clear_a_message_covers_what_it_covers_least(page):
    host, _field, shelf = page
    for top in range(0, 500, 10):
        button = QPushButton("Act", host)
        button.setGeometry(0, top, 900 if top != 400 else 60, 9)
        button.show()
    shelf.tell("ok", "Recorded.", "")
    assert shown(host).geometry().top() > host.height() / 2
    assert shown(host).geometry().bottom() < host.height()
