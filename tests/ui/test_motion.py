"""Nothing moves by itself where a person does not want it."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressBar

from scrutineer.settings import Settings, load
from scrutineer.ui import motion
from scrutineer.ui.destinations import SettingsPart, ToSettings
from scrutineer.ui.workspace import BusyLine
from tests.ui.conftest import go

EFFECTS = (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_FadeTooltip)


@pytest.fixture(autouse=True)
def as_it_was(qapp):
    yield
    motion.follow(reduced=False)


def test_the_cursor_rests_and_menus_come_at_once_until_it_is_taken_back(qapp):
    usual = qapp.cursorFlashTime()
    assert usual > 0
    motion.follow(reduced=True)
    motion.follow(reduced=True)
    assert qapp.cursorFlashTime() == 0
    assert not any(QApplication.isEffectEnabled(effect) for effect in EFFECTS)
    motion.follow(reduced=False)
    assert qapp.cursorFlashTime() == usual


def test_a_window_follows_the_setting_and_a_tick_in_settings_keeps_it(at_empty):
    go(at_empty, ToSettings(SettingsPart.LOOK))
    assert not motion.is_reduced()
    at_empty.tick("Nothing moves by itself")
    assert motion.is_reduced()
    assert load()[0].reduced_motion
    at_empty.tick("Nothing moves by itself", on=False)
    assert not motion.is_reduced()


def test_a_window_begins_so(make_window):
    make_window(Settings(reduced_motion=True))
    assert motion.is_reduced()


@pytest.mark.parametrize("reduced", [True, False])
def test_a_bar_whose_end_is_not_known_rests(at_empty, qtbot, reduced):
    motion.follow(reduced)
    ops = at_empty.top.ops
    (line,) = at_empty.top.findChildren(BusyLine)
    (bar,) = line.findChildren(QProgressBar)

    def work(progress) -> None:
        progress.step(0, 0, "Reading")
        looked.wait(5)

    looked = Event()
    ops.run(work)
    qtbot.waitUntil(line.isVisible, timeout=5_000)
    moves = (bar.minimum(), bar.maximum()) == (0, 0)
    looked.set()
    at_empty.settle()
    assert moves is not reduced
