"""Coming to a region puts the focus where the next act is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QWidget

from scrutineer.frameworks import loader
from scrutineer.ui.kit.basic import column, holder, scroll
from scrutineer.ui.kit.fields import LevelChooser
from scrutineer.ui.kit.focus_order import take_focus_in


def region(qtbot, *parts: QWidget) -> QWidget:
    made = holder(column(*parts))
    qtbot.addWidget(made)
    made.resize(300, 200)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_a_list_comes_before_the_buttons_above_it(qtbot, dressed):
    listed = QListWidget()
    around = region(qtbot, QPushButton("New"), QLineEdit(), listed)
    assert take_focus_in(around)
    assert QApplication.focusWidget() is listed


def test_without_a_list_the_first_control_that_can_be_used_has_it(qtbot, dressed):
    off, on = QPushButton("Finalise"), QLineEdit()
    off.setEnabled(False)
    around = region(qtbot, scroll(holder(column(off, on))))
    assert take_focus_in(around)
    assert QApplication.focusWidget() is on


@pytest.mark.parametrize("parts", [(), ("words",)])
def test_a_region_without_controls_says_so(qtbot, dressed, parts):
    assert not take_focus_in(region(qtbot, *map(QLabel, parts)))


def test_tab_comes_to_the_level_that_is_shown(qtbot, dressed):
    scale = next(scale for scale in loader.scales() if scale.id == "assurance")
    levels = LevelChooser(dressed, scale)
    qtbot.addWidget(levels)

    def stops() -> list[str]:
        return [
            part.text() for part in levels.findChildren(QPushButton) if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]

    levels.choose("limited")
    assert [stop.split()[0] for stop in stops()] == ["Limited"]
    levels.choose("not-yet")
    assert stops() == ["Not yet"]
