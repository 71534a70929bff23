"""Across partnerships: areas side by side, and only what is ticked leaves with the profile."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.ids import TargetId
from scrutineer.domain.shelf import ShelfItem
from scrutineer.operations import across
from scrutineer.ui.destinations import ToAreas
from tests.operations.acts import capture, judge
from tests.ui.conftest import go
from tests.ui.hands import choose_files

TABLE, WRITE = "Areas side by side", "Write this area's profile"


def shelve(at, title: str) -> None:
    at.write("A lesson", title)
    at.press("Put on the shelf")


def test_areas_stand_side_by_side_and_only_ticked_texts_leave(at_example, tmp_path, monkeypatch):
    at, out = at_example, tmp_path / "Area A.json"
    choose_files(monkeypatch, out)
    go(at, ToAreas())
    shelve(at, "Ask who reads it")
    assert at.text("A lesson") == ""
    at.press(WRITE)
    assert across.read_profiles([out])[0].items == ()
    at.tick("Ask who reads it")
    at.press(WRITE)
    assert [item.title for item in across.read_profiles([out])[0].items] == ["Ask who reads it"]
    at.press("Look at others beside it")
    at.sees("Area A: Ask who reads it")
    assert all(len(row) == 3 for row in at.rows(TABLE))
    at.press("Put them away")
    assert all(len(row) == 2 for row in at.rows(TABLE))
    assert "Area A:" not in at.words()


def test_a_tick_stays_when_the_shelf_is_read_again(at_example):
    at = at_example
    go(at, ToAreas())
    shelve(at, "First lesson")
    at.tick("First lesson")
    shelve(at, "Second lesson")
    assert at.is_on("First lesson")
    assert not at.is_on("Second lesson")


def test_a_lesson_of_another_area_is_put_on_the_own_shelf_and_says_where_it_came_from(at_empty, tmp_path, monkeypatch):
    at, out = at_empty, tmp_path / "theirs.json"
    choose_files(monkeypatch, out)
    go(at, ToAreas())
    at.write("The lesson in words that name nobody", "A plan goes to whom it is for.")
    shelve(at, "Ask who reads it")
    at.tick("Ask who reads it")
    at.write("A label for this area", "Area B")
    at.press(WRITE)
    at.press("Take off the shelf")
    assert tables.rows(at.top.casefile, ShelfItem) == ()
    at.sees("Nothing on the shelf yet.")
    at.press("Look at others beside it")
    at.sees("Area B: Ask who reads it")
    at.press("Put on the shelf: Ask who reads it")
    (item,) = tables.rows(at.top.casefile, ShelfItem)
    assert (item.title, item.came_from) == ("Ask who reads it", "Area B")
    at.sees("From Area B.")


@pytest.mark.parametrize(("scale", "level", "tinted"), [("assurance", "strong", True), ("met", "Mostly met", False)])
def test_only_levels_of_one_scale_share_a_tint(at_empty, tmp_path, monkeypatch, scale, level, tinted):
    """What is painted behind the words of a level: a tint where both can be compared, the plain ground where not."""
    at, out = at_empty, tmp_path / "theirs.json"
    choose_files(monkeypatch, out)
    target = TargetId("six-steps:1")
    capture(at.top.casefile, target=target)
    judge(at.top.casefile, "limited", target)
    go(at, ToAreas())
    at.press(WRITE)
    out.write_text(out.read_text().replace('"assurance"', f'"{scale}"').replace('"limited"', f'"{level}"'))
    at.press("Look at others beside it")
    at.wait(lambda: len(at.rows(TABLE)[0]) == 3)
    table = at.list(TABLE)
    index = table.model().index([row[0] for row in at.rows(TABLE)].index("1, Leadership"), 1)
    table.scrollTo(index)
    box = table.visualRect(index)
    ground = table.viewport().grab().toImage().pixelColor(box.left() + 3, box.top() + 3)
    assert (ground != at.top.theme.colour("surface")) is tinted
