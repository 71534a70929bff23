"""Idle time: any key and the mouse, in the window or a dialog of it, put the lock off; nothing else does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from scrutineer.ui.destinations import ToLine, ToNewEvidence
from scrutineer.ui.dialogs.link_evidence import LinkEvidenceDialog
from tests.ui.conftest import idle, shown_panel

LONG = 10 * 60_000


def put_off_by(qtbot, window, act: Callable[[], object]) -> bool:
    """Whether an act, after a moment without any, starts the idle minutes again."""
    qtbot.waitUntil(lambda: 0 < window.idle.left() < LONG - 300)
    before = window.idle.left()
    act()
    return window.idle.left() > before


def handle_of(widget) -> QWindow:
    handle = widget.window().windowHandle()
    assert handle is not None
    return handle


def turn_wheel(handle: QWindow) -> None:
    middle = QPointF(300, 300)
    no = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(middle, middle, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, no,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(handle, event)


def test_a_key_and_the_mouse_put_the_lock_off(qtbot, empty_window):
    window, handle = empty_window, handle_of(empty_window)
    acts = [
        lambda: QTest.keyClick(handle, Qt.Key.Key_Shift),
        lambda: QTest.mouseMove(handle, QPoint(400, 400)),
        lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(700, 20)),
        lambda: turn_wheel(handle),
    ]
    assert [put_off_by(qtbot, window, act) for act in acts] == [True] * 4


def test_what_the_program_does_by_itself_does_not_put_the_lock_off(qtbot, empty_window):
    def work() -> None:
        empty_window.workspace.go(ToLine("six-steps:1a"))
        empty_window.tell("info", "Something was read again.", "")
        QApplication.processEvents()

    assert not put_off_by(qtbot, empty_window, work)


def test_typing_in_a_field_puts_the_lock_off(qtbot, empty_window):
    window = empty_window
    window.workspace.go(ToNewEvidence())
    title = shown_panel(window).capture.title
    qtbot.waitUntil(title.hasFocus)
    assert put_off_by(qtbot, window, lambda: QTest.keyClick(handle_of(title), Qt.Key.Key_A))
    assert title.text() == "a"
    title.clear()


def test_typing_in_a_dialog_puts_the_lock_off(qtbot, empty_window):
    window = empty_window
    window.workspace.go(ToLine("six-steps:1a"))
    shown_panel(window).link()
    dialog = window.findChild(LinkEvidenceDialog)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.words)
    assert put_off_by(qtbot, window, lambda: QTest.keyClick(handle_of(dialog), Qt.Key.Key_A))
    assert dialog.words.text() == "a"
    dialog.close()


@pytest.mark.parametrize("modal", [False, True], ids=["beside the page", "modal"])
def test_the_lock_comes_while_a_dialog_is_open(qtbot, empty_window, modal):
    window = empty_window
    window.workspace.go(ToLine("six-steps:1a"))
    if modal:
        dialog = QDialog(window.workspace)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
    else:
        shown_panel(window).link()
    gone = [False]
    window.findChild(QDialog).destroyed.connect(lambda: gone.__setitem__(0, True))
    window.idle.start(1)
    qtbot.waitUntil(lambda: window.workspace is None, timeout=10_000)
    qtbot.waitUntil(lambda: gone[0])
    qtbot.waitUntil(window.welcome.unlock.button.isEnabled, timeout=10_000)
    assert window.casefile is None
    assert window.idle.left() == -1
    idle(qtbot, window)
