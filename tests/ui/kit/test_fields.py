"""Fields: undo and redo are a field's own while it has something to take back, else the page's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from scrutineer.domain.evidence import Bearing
from scrutineer.domain.typed_dates import When
from scrutineer.operations.mappings import scales
from scrutineer.ui.kit.combo import Combo, Narrowing
from scrutineer.ui.kit.fields import DateField, EnterFilter, Field, LevelChooser, Notes, Segments
from scrutineer.ui.kit.typed import typed_of
from tests.conftest import CLOCK
from tests.ui.hands import Hands

CTRL = Qt.KeyboardModifier.ControlModifier


class Page(QWidget):
    """A page with fields that counts the undos and redos that reach it."""

    def __init__(self) -> None:
        super().__init__()
        self.reached: list[str] = []
        self.fields = {
            "line": Field(),
            "date": DateField(name="Day", today=CLOCK.today, required=False),
            "lines": Notes(name="Notes"),
        }
        box = QVBoxLayout(self)
        for field in self.fields.values():
            box.addWidget(field)
        for keys in ("Ctrl+Z", "Ctrl+Y"):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda keys=keys: self.reached.append(keys))

    def text(self, name: str) -> str:
        field = self.fields[name]
        return field.toPlainText() if isinstance(field, Notes) else field.text()


@pytest.fixture
def page(qtbot, dressed) -> Iterator[Page]:
    made = Page()
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("name", ["line", "date", "lines"])
def test_undo_and_redo_are_the_fields_own_first_and_then_the_pages(qtbot, page, name):
    field = page.fields[name]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    def press(key: Qt.Key) -> None:
        QTest.keyClick(page.windowHandle(), key, CTRL)

    press(Qt.Key.Key_Z)
    press(Qt.Key.Key_Y)
    assert page.reached == ["Ctrl+Z", "Ctrl+Y"]
    QTest.keyClicks(field, "12")
    press(Qt.Key.Key_Z)
    assert (page.text(name), page.reached) == ("", ["Ctrl+Z", "Ctrl+Y"])
    press(Qt.Key.Key_Z)
    assert page.reached == ["Ctrl+Z", "Ctrl+Y", "Ctrl+Z"]
    press(Qt.Key.Key_Y)
    assert (page.text(name), len(page.reached)) == ("12", 3)
    press(Qt.Key.Key_Y)
    assert page.reached[3:] == ["Ctrl+Y"]


def test_every_other_key_stays_with_the_field(qtbot, page):
    field = page.fields["line"]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QShortcut(QKeySequence("Ctrl+A"), page).activated.connect(lambda: page.reached.append("Ctrl+A"))
    QTest.keyClicks(field, "abc")
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_A, CTRL)
    assert (field.selectedText(), page.reached) == ("abc", [])


@pytest.fixture
def at(qtbot, dressed):
    """Show fields in a window of their own; somebody at it."""

    def show(*fields: QWidget) -> Hands:
        window = QWidget()
        box = QVBoxLayout(window)
        for field in fields:
            box.addWidget(field)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
        return Hands(qtbot, window)

    return show


@pytest.mark.parametrize(("typed", "value", "wrong"), [
    ("20/11/2026", date(2026, 11, 20), False), ("1 May 2026", date(2026, 5, 1), False), ("", None, False),
    ("31/11/2026", None, True), ("soon", None, True),
])  # fmt: skip
def test_a_date_is_read_the_british_way_and_never_guessed(at, typed, value, wrong):
    field = DateField(name="Day", today=CLOCK.today, required=False)
    hands = at(field)
    hands.write("Day", typed)
    assert (field.value(), field.is_wrong(), bool(field.property("wrong"))) == (value, wrong, wrong)


@pytest.mark.parametrize(("when", "hint"), [
    (When.HAPPENED, "09/05/2031"), (When.EITHER, "09/05/2031"), (When.AHEAD, "23/05/2031"),
])  # fmt: skip
def test_what_is_hinted_at_is_a_day_near_today_wherever_that_is(dressed, qtbot, when, hint):
    field = DateField(name="Day", today=lambda: date(2031, 5, 9), when=when)
    qtbot.addWidget(field)
    assert field.placeholderText() == hint
    assert "9 May 2031" in field.question()


def test_a_date_that_is_needed_is_wrong_while_it_is_empty_and_not_shown_so(dressed, qtbot):
    field = DateField(date(2026, 11, 20), name="Day", today=CLOCK.today)
    qtbot.addWidget(field)
    assert field.text() == "20 November 2026"
    field.set_value(None)
    assert field.is_wrong()
    assert not field.property("wrong")


def test_segments_are_chosen_by_a_click_and_by_arrows(at):
    segments, heard = Segments([("One", 1), ("Two", 2), ("Three", 3)], name="Which"), []
    segments.chosen.connect(heard.append)
    hands = at(segments)
    assert segments.value() == 1
    hands.press("Which: Two")
    hands.keys("Right")
    assert (segments.value(), heard[0]) == (3, 2)
    segments.choose(1)
    assert (segments.value(), heard) == (1, heard[:2])


def test_segments_may_begin_with_none_and_their_words_may_change(at):
    segments = Segments([("Open", "a"), ("Closed", "b")], name="Which", none=True)
    hands = at(segments)
    assert segments.value() is None
    segments.set_words(1, "Closed 4")
    hands.press("Which: Closed 4")
    assert segments.value() == "b"


def test_a_choice_keeps_its_value_when_the_choices_change(at, dressed):
    combo, heard = Combo(dressed, [("Any", None), ("Police", 1), ("ICB", 2)], name="Agency"), []
    combo.currentIndexChanged.connect(heard.append)
    hands = at(combo)
    hands.choose("Agency", "ICB")
    heard.clear()
    combo.set_choices([("Any", None), ("ICB", 2)])
    assert (combo.value(), heard) == (2, [])


def test_a_value_that_is_no_longer_offered_stays_named_as_what_it_is_and_is_given_back(at, dressed):
    offered = [("Nobody", None), ("Police", 1)]
    combo = Combo(dressed, [*offered, ("ICB", 2)], name="Agency", called=lambda row: {3: "Probation"}.get(row, ""))
    hands = at(combo)
    hands.choose("Agency", "ICB")
    combo.set_choices(offered)
    assert (hands.chosen("Agency"), combo.value(), combo.is_offered()) == ("ICB (no longer offered)", 2, False)
    combo.set_choices(offered)
    assert hands.choices("Agency") == ["Nobody", "Police", "ICB (no longer offered)"]
    combo.choose(3)
    assert hands.choices("Agency") == ["Nobody", "Police", "Probation (no longer offered)"]
    assert (combo.value(), combo.is_offered()) == (3, False)
    combo.set_choices([*offered, ("Probation", 3)])
    assert (hands.chosen("Agency"), combo.is_offered(), combo.count()) == ("Probation", True, 3)
    combo.choose(Bearing.SUPPORTS)
    assert (hands.chosen("Agency"), combo.value()) == ("Supports (no longer offered)", Bearing.SUPPORTS)


def test_nothing_is_shown_for_an_empty_value_that_no_choice_says(dressed):
    combo = Combo(dressed, [("Police", 1), ("ICB", 2)], name="Agency")
    combo.choose(None)
    combo.set_choices([("ICB", 2), ("Police", 1)])
    assert (combo.currentIndex(), combo.value()) == (-1, None)


def test_what_nobody_chose_follows_the_first_of_the_choices(dressed):
    combo = Combo(dressed, [("Police", 1), ("ICB", 2)], name="Agency")
    combo.set_choices([("ICB", 2)])
    assert combo.value() == 2


def test_what_only_narrows_a_page_falls_back_to_all_of_it_and_belongs_to_no_form(dressed):
    combo = Narrowing(dressed, [("Any", None), ("Police", 1), ("ICB", 2)], name="Agency")
    combo.choose(2)
    combo.set_choices([("Any", None), ("Police", 1)])
    assert (combo.value(), combo.count()) == (None, 2)
    with pytest.raises(TypeError, match="Narrowing is no field of a form"):
        typed_of(combo)


def test_a_wheel_over_a_closed_choice_is_left_to_the_page(at, dressed):
    combo = Combo(dressed, [("One", 1), ("Two", 2)], name="Which")
    hands = at(combo)
    no, middle = Qt.KeyboardModifier.NoModifier, QPointF(5, 5)
    wheel = QWheelEvent(middle, middle, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, no,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(combo, wheel)
    assert hands.chosen("Which") == "One"


def test_levels_stand_from_the_highest_with_the_two_that_are_none_last(at, dressed):
    scale = next(one for one in scales() if one.id == "assurance")
    chooser, heard = LevelChooser(dressed, scale), []
    chooser.chosen.connect(heard.append)
    hands = at(chooser)
    names = [button.accessibleName() for button in chooser.findChildren(QPushButton)]
    assert names[: len(scale.levels)] == [level.word for level in reversed(scale.levels)]
    assert len(names) == len(scale.levels) + 2
    assert chooser.value() == "not-yet"
    hands.press("Limited assurance")
    assert (chooser.value(), heard) == ("limited", ["limited"])
    chooser.choose("of another scale")
    assert (chooser.value(), hands.has("of another scale (no longer offered)")) == ("of another scale", True)
    chooser.choose("another yet")
    assert (chooser.value(), hands.has("of another scale")) == ("another yet", False)
    hands.press("Limited assurance")
    chooser.choose(chooser.value())
    assert (chooser.value(), hands.has("another yet")) == ("limited", False)


def test_tab_leaves_a_field_of_several_lines(at):
    first, second = Notes(name="First"), Field()
    hands = at(first, second)
    hands.type("First", "a")
    hands.keys("Tab")
    assert second.hasFocus()
    assert first.toPlainText() == "a"


@pytest.mark.parametrize(("key", "taken"), [("Return", True), ("Enter", True), ("Shift+Return", False), ("A", False)])
def test_enter_alone_is_taken(at, key, taken):
    field, heard = Field(), []
    field.setAccessibleName("Line")
    EnterFilter(field, lambda: heard.append(key))
    hands = at(field)
    hands.field("Line").setFocus()
    hands.keys(key)
    assert bool(heard) is taken


def test_parts_of_a_choice_are_left_out_while_there_is_nothing_behind_them(qtbot, dressed):
    segments = Segments([("All", 0), ("Open", 1), ("Closed", 2)], name="Show")
    qtbot.addWidget(segments)
    segments.show()
    segments.show_parts([True, True, False])
    shown = [part for part in segments.findChildren(QPushButton) if part.isVisible()]
    assert [part.text() for part in shown] == ["All", "Open"]
    assert [part.property("last") for part in shown] == ["false", "true"]
    segments.show_parts([True, True, True])
    assert all(part.isVisible() for part in segments.findChildren(QPushButton))
