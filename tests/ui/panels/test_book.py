"""A page of several pages: every tab opens, full and empty, in both palettes and at 200% text; keys go through them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from scrutineer.domain.changes import EVERYTHING
from scrutineer.operations import casefiles, frameworks
from scrutineer.settings import Settings
from scrutineer.ui.destinations import ToHome, ToLine, ToPlacing, ToSteps
from scrutineer.ui.pages import PAGES
from tests.ui.conftest import go, person_at, shown_panel, wait_open

TABS = [tab for page in PAGES for tab in page.tabs]


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.words)
def test_every_tab_opens_empty_and_says_what_to_do(at_empty, tab):
    panel = go(at_empty, tab.start)
    page = at_empty.within(panel)
    assert page.titles()
    assert page.buttons() or "Not yet: F1" in page.words() or "stands here" in page.words()


@pytest.mark.parametrize(
    ("size", "palette", "zoom"), [((1366, 736), "dark", 100), ((1920, 1040), "light", 100), ((1000, 700), "light", 200)]
)
def test_every_tab_fits(qtbot, make_window, example, size, palette, zoom):
    example.close()
    window = wait_open(qtbot, make_window(Settings(palette=palette, zoom=zoom), size), example.path)
    for tab in TABS:
        panel = go(person_at(qtbot, window), tab.start)
        assert panel.isVisible()
    assert window.width() <= size[0]


@pytest.mark.parametrize("again", [False, True], ids=["first visit", "after a change"])
def test_a_way_to_a_tab_makes_and_reads_no_other_tab(at_example, monkeypatch, again):
    read: list[str] = []
    for kind in {type(go(at_example, tab.start)) for tab in TABS}:

        def noted(panel, plain=kind.refresh) -> None:
            read.append(type(panel).__name__)
            plain(panel)

        monkeypatch.setattr(kind, "refresh", noted)
    at, window = at_example, at_example.top
    go(at, ToHome())
    if not again:
        window.change_settings(Settings(zoom=125))  # every page is made anew
    for page in filter(lambda page: page.tabs, PAGES):
        if again:
            go(at, page.tabs[0].start)
            go(at, ToHome())
            window.workspace.on_changed(EVERYTHING, "")
        read.clear()
        shown = go(at, page.tabs[-1].start)
        assert read == [type(shown).__name__]


def test_tabs_go_by_keyboard(at_example):
    at = at_example
    go(at, ToSteps())
    at.top.workspace.panel().tabs.setFocus()
    at.keys("Right")
    assert isinstance(at.top.workspace.destination(), ToPlacing)
    at.top.workspace.panel().tabs.setFocus()
    at.keys("Left")
    assert isinstance(at.top.workspace.destination(), ToLine)


def test_a_click_on_a_tab_opens_it_and_the_page_stays_at_it(at_empty):
    at = at_empty
    go(at, ToSteps())
    at.tab("Frameworks")
    assert "Frameworks" in at.titles()
    go(at, ToHome())
    at.keys("Ctrl+2")
    assert "Frameworks" in at.titles()


def test_a_judgement_being_typed_is_kept_when_another_tab_is_opened(at_empty):
    at = at_empty
    go(at, ToLine("six-steps:1a"))
    at.type("Narrative", "Half written")
    at.tab("Voices")
    at.tab("Line by line")
    assert at.text("Narrative") == "Half written"
    at.sees("Draft")


def test_a_cycle_judged_against_another_framework_shows_its_lines(qtbot, make_window, example, tmp_path: Path):
    path = tmp_path / "own.xlsx"
    frameworks.export_template(example, out=path, framework_id="wood-issues")
    frameworks.take_framework(example, path=path)
    casefiles.start_cycle(example, name="Cycle 3", starts=date(2027, 4, 1), ends=date(2028, 3, 31),
                          guidance="Working Together 2026", framework_id="our-wood-issues")  # fmt: skip
    example.close()
    window = wait_open(qtbot, make_window(), example.path)
    for place in [*TABS, *PAGES]:
        window.workspace.go(place.start)
        QApplication.processEvents()
    go(person_at(qtbot, window), ToLine("our-wood-issues:5"))
    assert any(
        "sharing information" in title.lower()
        for title in person_at(qtbot, window).within(shown_panel(window)).titles()
    )
