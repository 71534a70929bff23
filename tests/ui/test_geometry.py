"""The window stands where it was left, and whole on a screen that is there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize

from scrutineer import settings
from scrutineer.settings import Settings
from scrutineer.ui import geometry

SMALLEST = QSize(480, 360)
screens = st.lists(
    st.builds(
        QRect, st.integers(-4000, 4000), st.integers(-2000, 2000), st.integers(640, 4000), st.integers(480, 3000)
    ),
    max_size=3,
)
places = st.one_of(
    st.text(max_size=20),
    st.lists(st.integers(-10_000, 10_000), min_size=4, max_size=4).map(lambda four: " ".join(map(str, four))),
)


@given(places, screens)
def test_the_window_is_always_whole_on_a_screen(text, known):
    place = geometry.placed(text, known, SMALLEST)
    assert place.width() > 0
    assert not known or any(screen.contains(place) for screen in known)


@pytest.mark.parametrize("scaling", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_a_laptop_screen_that_the_system_enlarges_has_room_for_the_first_window(scaling):
    screen = QRect(0, 0, int(1366 / scaling), int((768 - 40) / scaling))
    assert screen.contains(geometry.placed("", [screen], SMALLEST))


def test_a_place_that_was_kept_is_the_place_again():
    screen, place = QRect(0, 0, 1920, 1080), QRect(100, 80, 900, 700)
    assert geometry.placed(geometry.kept(place), [screen], SMALLEST) == place


def test_a_screen_that_was_taken_away_gives_its_window_to_another():
    left, kept = QRect(0, 0, 1920, 1080), geometry.kept(QRect(2500, 100, 900, 700))
    assert left.contains(geometry.placed(kept, [left], SMALLEST))


def test_the_window_remembers_where_it_stood(make_window):
    window = make_window(size=(700, 500))
    window.close()
    loaded, _ = settings.load()
    assert geometry.read(loaded.window).size() == QSize(700, 500)
    again = make_window(replace(Settings(), window=loaded.window), size=(700, 500))
    assert again.size() == QSize(700, 500)
