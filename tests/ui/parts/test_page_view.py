"""The pages of a PDF as one reads them: marked where something was quoted, and quoted with the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication

from scrutineer.ui.ops import OpRunner
from scrutineer.ui.parts.page_view import PageView
from tests.exchange.made import pdf


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
