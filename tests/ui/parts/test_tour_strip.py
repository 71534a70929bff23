"""The tour of the worked example: seven stops, each where it says; it can be left, taken up, and ends."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from scrutineer.operations.queries.context import read_context
from scrutineer.settings import Settings
from scrutineer.ui.destinations import ToChallenges, ToHome
from scrutineer.ui.pages import page_of
from scrutineer.ui.parts.tour_strip import TourStrip
from scrutineer.ui.tour import EXAMPLE, STOPS
from tests.ui.conftest import go, opened, person_at
from tests.ui.hands import press_keys


@pytest.fixture
def at_tour(qtbot, make_window, example_folder, tmp_path):
    """Somebody who opened the worked example for the first time."""
    return person_at(qtbot, opened(make_window(Settings(tour=1)), example_folder / "Northmoor.scrutiny", tmp_path))


def test_it_is_begun_from_the_box_that_goes_anywhere_and_takes_no_room_before(example_window, qtbot):
    strip = example_window.findChild(TourStrip)
    assert strip.height() == 0
    at = person_at(qtbot, example_window)
    at.keys("Ctrl+K")
    box = at.dialog()
    box.write("Go to", "tour of the worked")
    press_keys("Return", box.field("Go to"))
    at.sees("Tour, 1 of 7")


def test_the_worked_example_has_it_and_no_other_casefile(example_window, empty_window):
    assert read_context(example_window.casefile).partnership.name == EXAMPLE
    assert not empty_window.findChildren(TourStrip)


def test_it_goes_through_every_stop_and_each_is_where_it_says(at_tour):
    at = at_tour
    for number, stop in enumerate(STOPS, 1):
        at.sees(f"Tour, {number} of 7: {stop.title}")
        at.sees(stop.words)
        assert at.top.workspace.page is page_of(stop.place)
        at.press("Finish" if number == len(STOPS) else "Next")
    assert at.top.settings.tour == 0
    assert not at.has("Tour, ")


def test_the_focus_stays_on_the_way_on_so_that_one_key_leads_through(at_tour):
    at = at_tour
    strip = at.top.findChild(TourStrip)
    strip.next.setFocus()
    for number in (2, 3, 4):
        press_keys("Space", at.top.focusWidget())
        at.sees(f"Tour, {number} of 7")
        assert at.top.focusWidget() is strip.next
    at.press("Back")
    at.sees("Tour, 3 of 7")


def test_a_tour_that_was_left_waits_on_home_and_is_taken_up_where_it_was_left(at_tour):
    at = at_tour
    for _ in range(4):
        at.press("Next")
    at.press("Leave the tour")
    assert not at.has("Take it up at stop 5")
    go(at, ToHome())
    at.sees("The tour of this worked example, 7 stops.")
    at.press("Take it up at stop 5")
    assert at.top.workspace.page is page_of(ToChallenges())
    assert at.top.settings.tour == 5


@pytest.mark.parametrize("kept", [-12, 0, 12])
def test_what_the_settings_say_never_leads_past_the_last_stop(kept):
    strip = TourStrip(kept, lambda _place: None, lambda _stop: None)
    assert "of 7: " in strip.title.text() or not strip.title.text()
    strip.deleteLater()


def test_it_opens_no_window_of_its_own(example_window):
    stray = [part for part in QApplication.topLevelWidgets() if isinstance(part, TourStrip)]
    assert stray == []
    assert example_window.isActiveWindow()
