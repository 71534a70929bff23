"""Year on year: two cycles side by side, and what lies between."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from scrutineer.operations import challenges
from scrutineer.ui.destinations import SettingsPart, ToHome, ToLine, ToYears
from scrutineer.ui.ops import do
from tests.conftest import CLOCK
from tests.ui.conftest import go, opened, person_at

TABLE = "Two cycles by step and line"


def test_two_cycles_side_by_side(at_example):
    at = at_example
    go(at, ToYears())
    at.sees("Cycle 1 to Cycle 2: 2 up, 1 down")
    steps = at.rows(TABLE)
    at.press("Show: Steps and lines")
    every = at.rows(TABLE)
    assert len(every) > len(steps) == 6
    assert {row[0] for row in steps} < {row[0] for row in every}
    at.choose("Later cycle", "Cycle 1")
    at.sees("Choose two different cycles.")
    assert at.rows(TABLE) == []


def test_the_earlier_of_two_cycles_is_the_earlier_however_they_are_chosen(at_example):
    at = at_example
    go(at, ToYears())
    at.choose("Earlier cycle", "Cycle 2")
    at.choose("Later cycle", "Cycle 1")
    at.sees("Cycle 1 to Cycle 2: 2 up, 1 down")


def test_a_step_says_what_lies_between_and_leads_to_its_line(at_example):
    at = at_example
    go(at, ToYears())
    at.pick(TABLE, "4, Quality assurance")
    at.sees("Challenges on it that were tested or closed between the two:")
    at.sees("Whether they moved it is yours to say.")
    at.press("Open the line")
    assert at.top.workspace.destination() == ToLine("six-steps:4")


def test_the_picture_says_what_the_table_says(at_example):
    at = at_example
    panel = go(at, ToYears())
    spoken = panel.picture.picture.accessibleDescription()
    for name, _before, _after, moved, *_rest in at.rows(TABLE):
        if moved.startswith(("Up", "Down")):
            number, label = name.split(", ")
            assert f"{number} {label}: " in spoken
            assert f"{moved.split()[0].lower()} 1 level" in spoken.split(f"{number} {label}: ")[1].split(". ")[0]
    assert "open challenges, 1 overdue" in spoken  # the later cycle is the current one
    at.choose("Later cycle", "Cycle 1")
    assert not panel.picture.isVisible()  # two different cycles are needed


def test_what_is_open_now_is_read_again_when_it_changes(at_example):
    at = at_example
    panel = go(at, ToYears())
    before = panel.picture.picture.accessibleDescription()
    at.top.workspace.session.run(
        do(challenges.raise_challenge, question="Why?", put_to="Chief nurse", targets=("six-steps:6",),
           raised_on=CLOCK.today())
    )  # fmt: skip
    at.settle()
    said = panel.picture.picture.accessibleDescription()
    assert before.endswith("0 open challenges")
    assert said.endswith("1 open challenge")


def test_the_step_stands_beside_its_table_where_there_is_room(qtbot, make_window, example_folder, tmp_path):
    places = {}
    for width in (1366, 1920):
        folder = tmp_path / str(width)
        folder.mkdir()
        window = opened(make_window(size=(width, 1000)), example_folder / "Northmoor.scrutiny", folder)
        at = person_at(qtbot, window)
        panel = go(at, ToYears())
        table, step = panel.table, panel.findChildren(QLabel)
        title = next(part for part in step if part.text() == "Step 1, Leadership")
        places[width] = title.mapTo(window, QPoint()).x() > table.mapTo(window, table.rect().topRight()).x()
    assert places == {1366: False, 1920: True}


def test_one_cycle_leads_to_settings(at_empty):
    at = at_empty
    panel = go(at, ToYears())
    at.sees("There is one cycle so far")
    at.within(panel).press("Open Settings")
    assert at.top.workspace.destination().part is SettingsPart.CYCLES


def test_home_leads_to_year_on_year(at_example):
    at = at_example
    go(at, ToHome())
    at.press("Year on year")
    assert at.top.workspace.destination() == ToYears()


def test_the_year_of_the_later_cycle_stands_below(at_example):
    at = at_example
    panel = go(at, ToYears())
    assert panel.year.picture.accessibleDescription().startswith("1 March 2026 to 31 March 2027. Today is ")
    at.choose("Later cycle", "Cycle 1")
    assert not panel.year.isVisible()
