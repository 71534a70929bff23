"""Markup in what was typed is shown as it was typed: no picture is loaded, nothing is made bold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtGui import Qt as Rich
from PySide6.QtWidgets import QAbstractItemView, QLabel, QToolButton, QWidget

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Challenge, Event
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.outcomes import DesiredOutcome, Priority
from scrutineer.domain.partnership import Agency, Cycle, Partnership, Seat
from scrutineer.operations import partnership
from scrutineer.operations.queries.context import read_context
from scrutineer.ui.kit.basic import plain_tip
from scrutineer.ui.pages import PAGES
from scrutineer.ui.panels.book import BookPanel
from tests.ui.conftest import idle, wait_open

PICTURE = '<img src="file:///planted.png"><b>planted</b> '
TITLES = {
    Partnership: ("name",), Agency: ("name",), Seat: ("title",), Evidence: ("title",), Challenge: ("question", "put_to"),
    Event: ("text",), Cycle: ("name", "guidance"), Priority: ("title",), DesiredOutcome: ("text",),
}  # fmt: skip


@pytest.fixture
def planted(qtbot, make_window, example):
    """The window on the worked example with markup at the head of every title."""
    with example.transact("Plant"):
        for kind, names in TITLES.items():
            for row in tables.rows(example, kind):
                tables.update(example, replace(row, **{name: PICTURE + getattr(row, name) for name in names}))
    for target in read_context(example).framework.targets()[:6]:
        partnership.set_wording(example, target=target, label=PICTURE + "a label")
    example.close()
    return wait_open(qtbot, make_window(), Path(example.path))


def tips(model: QAbstractItemModel, parent: QModelIndex = QModelIndex()) -> list[str]:  # noqa: B008
    seen = []
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(min(model.rowCount(parent), 60)):
        for column in range(columns):
            index = model.index(row, column, parent)
            seen.append(str(model.data(index, Qt.ItemDataRole.ToolTipRole) or ""))
            if column == 0 and isinstance(model, QStandardItemModel):
                seen += tips(model, index)
    for number in range(columns):
        seen.append(str(model.headerData(number, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) or ""))
    return seen


def shown_as_markup(widget: QWidget) -> list[str]:
    """What Qt would read as markup, of a widget and all in it."""
    wrong = []
    for part in [widget, *widget.findChildren(QWidget)]:
        if Rich.mightBeRichText(part.toolTip()):
            wrong.append(f"tip of {type(part).__name__}: {part.toolTip()}")
        if isinstance(part, QLabel) and part.textFormat() is not Qt.TextFormat.PlainText and part.text():
            wrong.append(f"label: {part.text()}")
        if isinstance(part, QAbstractItemView) and part.model() is not None:
            wrong += [f"tip in {type(part).__name__}: {tip}" for tip in tips(part.model()) if Rich.mightBeRichText(tip)]
    return wrong


def test_markup_in_every_title_is_shown_as_it_was_typed_on_every_page(qtbot, planted):
    seen = 0
    rail = {button.text(): button for button in planted.workspace.rail.findChildren(QToolButton)}
    for page in PAGES:
        rail[page.words].click()
        idle(qtbot, planted)
        panel = planted.workspace.panel()
        places = panel.tabs.count() if isinstance(panel, BookPanel) and hasattr(panel.tabs, "count") else 1
        for place in range(places):
            if places > 1:
                panel.tabs.setCurrentIndex(place)
                idle(qtbot, planted)
            assert not shown_as_markup(planted)
            seen += sum("planted" in label.text() for label in planted.findChildren(QLabel))
    assert seen


def test_the_label_of_a_qt_part_alone_would_be_seen_here(qtbot):
    label = QLabel(PICTURE)
    label.setToolTip(PICTURE)
    qtbot.addWidget(label)
    assert len(shown_as_markup(label)) == 2


@pytest.mark.parametrize(
    "text",
    [PICTURE, "<b>x</b>", "a <i>b</i>", "&lt;b>", " <?xml version='1.0'?>", "<qt>", "a\n<b>c</b>", "<!doctype html>"],
)
def test_a_tip_is_never_markup_and_reads_the_same(text):
    assert not Rich.mightBeRichText(plain_tip(text))
    assert plain_tip(text).replace("\u2060", "") == text


@given(
    st.lists(st.sampled_from(["<", ">", "b", "img ", "/", "&", "lt;", "!", "?xml", "\n", " ", "a", "\u2060"])).map(
        "".join
    )
)
def test_whatever_is_typed_a_tip_is_never_markup(text):
    assert not Rich.mightBeRichText(plain_tip(text))


@pytest.mark.parametrize("text", ["plain", "1 < 2 and 3 > 2", "R&D", "a\nb"])
def test_a_tip_without_markup_is_left_alone(text):
    assert plain_tip(text) == text
