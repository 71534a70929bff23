"""The pages of a PDF as one reads them: marked where something was quoted, and quoted with the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.ops import OpRunner
from scrutineer.ui.parts.page_view import PageView
from tests.exchange.made import pdf
from tests.ui.hands import press_keys


@pytest.fixture
def view(qtbot, dressed):
    ops = OpRunner()
    made = PageView(dressed, ops)
    made.resize(420, 500)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    ops.stop()


def drawn(qtbot, view, content, *, pages=1, is_other=True):
    """Show a PDF and wait for its first pages, drawn as large as they stay."""
    view.show_pdf(content, is_other=is_other)
    qtbot.waitUntil(lambda: len(view.sheets()) == pages and not view.sheets()[0].pixmap().isNull(), timeout=15_000)
    qtbot.waitUntil(lambda: _settled(view), timeout=15_000)
    return view.sheets()


def _settled(view) -> bool:
    QApplication.processEvents()
    sheet = view.sheets()[0]
    return abs(sheet.pixmap().deviceIndependentSize().width() - sheet.width()) < 3


def test_a_page_keeps_its_own_proportions(qtbot, view):
    (sheet,) = drawn(qtbot, view, pdf("Wide", width=400, height=100))
    assert sheet.width() / sheet.height() == pytest.approx(4, rel=0.05)


def test_what_was_quoted_is_marked_on_its_page_alone(qtbot, view):
    view.mark(["one two"])
    first, second = drawn(qtbot, view, pdf("Said: one two, three.", "Nothing of it", width=300, height=120), pages=2)
    assert first.passages_marked() == ["one two,"]
    qtbot.waitUntil(lambda: bool(second.accessibleDescription()), timeout=15_000)
    assert second.passages_marked() == []
    box = first.box_of(1)
    coloured = first.grab().toImage().pixelColor(box.center() + QPoint(0, box.height() // 2))
    plain = first.grab().toImage().pixelColor(QPoint(2, 2))
    assert plain == QColor("white")
    assert coloured.blue() < 200
    view.mark([])
    assert first.passages_marked() == []


def test_words_are_dragged_over_and_handed_on_with_the_number_of_their_page(qtbot, view):
    (sheet,) = drawn(qtbot, view, pdf("Nobody asked the child", width=300, height=120))
    begins, ends = sheet.box_of(1).center(), sheet.box_of(3).center()
    button = Qt.MouseButton.LeftButton
    with qtbot.waitSignal(view.quoted) as said:
        for kind, at in ((QEvent.Type.MouseButtonPress, begins), (QEvent.Type.MouseMove, ends),
                         (QEvent.Type.MouseButtonRelease, ends)):  # fmt: skip
            QApplication.sendEvent(sheet, QMouseEvent(kind, QPointF(at), QPointF(sheet.mapToGlobal(at)), button, button,
                                                      Qt.KeyboardModifier.NoModifier))  # fmt: skip
    assert said.args == ["asked the child", 1]
    assert sheet.chosen_words() == "asked the child"


def test_another_document_begins_at_its_top_and_the_same_one_stays_where_it_is(qtbot, view):
    content = pdf(*["Page"] * 6, width=300, height=300)
    drawn(qtbot, view, content, pages=6)
    assert view.show_page(4)
    bar = view.sheets()[0].parentWidget().parentWidget().parentWidget().verticalScrollBar()
    before = bar.value()
    drawn(qtbot, view, content, pages=6, is_other=False)
    assert bar.value() == before > 0
    drawn(qtbot, view, pdf(*["Other"] * 6, width=300, height=300), pages=6)
    assert bar.value() == 0
    assert not view.show_page(7)


def test_the_words_of_a_document_fill_the_width(qtbot, view):
    (sheet,) = drawn(qtbot, view, pdf("A line of words that is half as wide as its page", width=500, height=300))
    assert sheet.width() > view.width() * 1.2


@pytest.fixture
def heard():
    """What is announced."""
    words: list[str] = []

    def hear(said: str, _urgent: bool) -> None:
        words.append(said)

    announcer.said.connect(hear)
    yield words
    announcer.said.disconnect(hear)


def test_a_passage_is_chosen_and_quoted_by_keys_alone_and_said_as_it_is(qtbot, view, heard):
    (sheet,) = drawn(qtbot, view, pdf("Nobody asked the child", width=300, height=120))
    said: list[tuple[str, int]] = []
    view.quoted.connect(lambda words, number: said.append((words, number)))
    sheet.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(sheet.hasFocus)
    assert heard[-1] == "Nobody"
    for keys, words in (("Right", "asked"), ("End", "child"), ("Home", "Nobody"), ("Right", "asked")):
        press_keys(keys, sheet)
        assert heard[-1] == words
    assert said == []
    for keys, chosen in (("Shift+Right", "asked"), ("Shift+Right", "asked the"), ("Shift+End", "asked the child"),
                         ("Shift+Left", "asked the"), ("Shift+Home", "Nobody asked")):  # fmt: skip
        press_keys(keys, sheet)
        assert (said[-1], sheet.chosen_words()) == ((chosen, 1), chosen)
        assert heard[-1] == f"{chosen}, chosen"
    press_keys("Ctrl+C", sheet)
    assert QGuiApplication.clipboard().text() == "Nobody asked"
    with qtbot.waitSignal(view.asked):
        press_keys("Return", sheet)
    press_keys("Escape", sheet)
    assert said[-1] == ("", 1)
    assert sheet.chosen_words() == ""


def test_arrows_go_from_line_to_line_and_on_to_the_next_page_and_back(qtbot, view, heard):
    first, second = drawn(qtbot, view, pdf("One two\nthree four", "five", width=300, height=300), pages=2)
    qtbot.waitUntil(lambda: bool(second.accessibleDescription()), timeout=15_000)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    press_keys("Right", first)
    press_keys("Down", first)
    assert heard[-1] in ("three", "four")
    press_keys("Down", first)
    qtbot.waitUntil(second.hasFocus)
    assert heard[-1] == "five"
    press_keys("Left", second)
    qtbot.waitUntil(first.hasFocus)
    assert heard[-1] == "four"
    press_keys("Ctrl+Home", first)
    assert heard[-1] == "One"
    press_keys("Shift+Up", first)  # nothing is above: nothing is lost by it
    assert first.hasFocus()


def test_of_many_pages_tab_comes_to_the_one_in_view(qtbot, view):
    sheets = drawn(qtbot, view, pdf(*["Page of words"] * 6, width=300, height=300), pages=6)

    def stops() -> list[int]:
        tab = Qt.FocusPolicy.TabFocus
        return [number for number, sheet in enumerate(sheets, 1) if (sheet.focusPolicy() & tab) == tab]

    assert stops() == [1]
    view.show_page(4)
    qtbot.waitUntil(lambda: stops() == [4], timeout=15_000)


def test_a_page_that_waits_to_be_drawn_anew_fills_its_place_meanwhile(qtbot, view):
    (sheet,) = drawn(qtbot, view, pdf("Nobody asked", width=300, height=120))
    sheet.be_wide(sheet.width() * 2)
    assert sheet.hasScaledContents()
