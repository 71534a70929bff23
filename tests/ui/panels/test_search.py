"""“Search this casefile”: what is typed is sought as one types, what is found is one key from its place."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from scrutineer.casefile import tables
from scrutineer.casefile.records import RECORDS
from scrutineer.domain.hits import HIT_STARTS
from scrutineer.domain.shelf import ShelfItem
from scrutineer.operations import casefiles
from scrutineer.operations.queries.search import Found, Search
from scrutineer.settings import Settings
from scrutineer.ui.destinations import ToChallenge, ToHome, ToItem, ToLine, ToSearch
from scrutineer.ui.pages import HOME, SEARCH
from scrutineer.ui.parts.results_list import HeadingRow, MoreRow
from scrutineer.ui.parts.search_field import SearchField
from scrutineer.ui.ways import destination_of
from tests.casefile.test_records import add
from tests.conftest import CLOCK, PASSPHRASE
from tests.ui.conftest import opened, shown_panel, type_text


def wait_for(qtbot, window, words: str):
    """The page, once it shows what was found of these words."""
    qtbot.waitUntil(lambda: window.workspace.page is SEARCH, timeout=10_000)
    panel = window.workspace.panel()
    qtbot.waitUntil(lambda: panel.search is not None and panel.search.words == words, timeout=10_000)
    return panel


def rows(panel):
    return panel.results.rows_model.rows


def test_it_seeks_while_one_types_and_the_focus_stays_in_the_field(qtbot, example_window):
    window = example_window
    field = window.workspace.search
    type_text(qtbot, field, "strategy")
    assert window.workspace.page is HOME  # no letter waits for it
    panel = wait_for(qtbot, window, "strategy")
    assert field.hasFocus()
    counts = panel.search.counts
    assert panel.said.text() == (
        f"{panel.search.total} things hold “strategy”, of {len(counts)} kinds. The best of each first."
    )
    headings = [row.words for row in rows(panel) if isinstance(row, HeadingRow)]
    assert headings == [f"{kind.capitalize()}, {number}" for kind, number in counts.items()]
    assert all(HIT_STARTS in row.title + row.passage for row in rows(panel) if isinstance(row, Found))
    qtbot.keyClicks(field, " discussions health")
    wait_for(qtbot, window, "strategy discussions health")


def test_arrows_pass_headings_by_enter_opens_and_alt_left_comes_back(qtbot, example_window):
    window = example_window
    type_text(qtbot, window.workspace.search, "NSCP-26-002")
    panel = wait_for(qtbot, window, "NSCP-26-002")
    qtbot.keyClick(window.workspace.search, Qt.Key.Key_Down)
    assert panel.results.hasFocus()
    qtbot.keyClick(panel.results, Qt.Key.Key_Return)
    assert isinstance(window.workspace.destination(), ToChallenge)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.workspace.destination() == ToSearch("NSCP-26-002")
    window.workspace.go(ToSearch("strategy"))
    panel = wait_for(qtbot, window, "strategy")
    assert not panel.results.currentIndex().isValid()  # another search, nothing chosen yet
    panel.to_results()
    passed = []
    for _ in range(6):
        passed.append(rows(panel)[panel.results.currentIndex().row()])
        qtbot.keyClick(panel.results, Qt.Key.Key_Down)
    assert all(isinstance(row, Found) for row in passed)
    assert len(set(map(id, passed))) == 6


def test_enter_seeks_at_once_and_leads_to_the_first_hit(qtbot, example_window):
    window = example_window
    type_text(qtbot, window.workspace.search, "4c")
    qtbot.keyClick(window.workspace.search, Qt.Key.Key_Return)
    panel = wait_for(qtbot, window, "4c")
    qtbot.waitUntil(panel.results.hasFocus)
    qtbot.keyClick(panel.results, Qt.Key.Key_Return)
    assert window.workspace.destination() == ToLine("six-steps:4c")


def test_more_of_a_kind_is_shown_where_it_is_asked_for(qtbot, empty_window):
    window = empty_window
    with window.casefile.transact("Shelve"):
        for place in range(60):
            tables.insert(window.casefile, ShelfItem(title=f"Harbour {place}", text="x", came_from="",
                                                     added_on=date(2026, 6, 1), mark=f"{place}"))  # fmt: skip
    window.workspace.go(ToSearch("harbour"))
    panel = wait_for(qtbot, window, "harbour")
    assert panel.said.text() == "60 things hold “harbour”."
    for shown, words in ((5, "Show 20 more of 55"), (25, "Show 20 more of 35"), (45, "Show 15 more")):
        qtbot.waitUntil(lambda shown=shown: sum(isinstance(row, Found) for row in rows(panel)) == shown)
        more = rows(panel)[-1]
        assert isinstance(more, MoreRow)
        assert more.words == words
        panel.results.setCurrentIndex(panel.results.rows_model.index(len(rows(panel)) - 1, 0))
        panel.results.setFocus()
        qtbot.keyClick(panel.results, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sum(isinstance(row, Found) for row in rows(panel)) == 60)
    assert not any(isinstance(row, MoreRow) for row in rows(panel))
    assert panel.results.currentIndex().row() == 46  # where the focus was, is the first that came


def test_nothing_found_says_so_and_what_was_looked_through(qtbot, example_window):
    window = example_window
    window.workspace.go(ToSearch("xyzzy plover"))
    panel = wait_for(qtbot, window, "xyzzy plover")
    assert not panel.results.isVisible()
    said = " ".join(label.text() for label in panel.nothing.findChildren(QLabel))
    assert "Nothing in this casefile holds “xyzzy plover”" in said
    assert "attachments, excerpts and recommendations; challenges with their events and replies" in said
    assert "Fewer words find more." in said
    window.workspace.go(ToSearch(""))
    panel = wait_for(qtbot, window, "")
    said = " ".join(label.text() for label in panel.nothing.findChildren(QLabel))
    assert "Part of a word or a reference is enough." in said


def test_what_changes_meanwhile_is_found_again(qtbot, example_window):
    window = example_window
    window.workspace.go(ToSearch("lighthouse"))
    panel = wait_for(qtbot, window, "lighthouse")
    assert rows(panel) == ()
    from scrutineer.operations import across

    window.ops.changed.emit(across.shelve(window.casefile, title="Lighthouse keepers", text="Ask.").changes, "")
    qtbot.waitUntil(lambda: len(rows(panel)) == 2)


def test_a_search_that_comes_too_late_is_handed_to_nobody(qtbot, example_window):
    window, answers = example_window, []
    for number in range(30):
        window.ops.seek(lambda number=number: number, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [29]


@pytest.mark.parametrize("zoom", [100, 200])
def test_a_window_without_room_for_the_field_shows_it_on_the_page(qtbot, make_window, example_folder, tmp_path, zoom):
    window = opened(make_window(Settings(zoom=zoom)), example_folder / "Northmoor.scrutiny", tmp_path)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    narrow = zoom == 200
    assert window.workspace.search.isVisible() is not narrow
    assert window.workspace.search_button.isVisible() is narrow
    field = window.focusWidget()
    assert isinstance(field, SearchField)
    assert field is (shown_panel(window).words if narrow else window.workspace.search)
    qtbot.keyClicks(field, "strategy")
    assert rows(wait_for(qtbot, window, "strategy"))


@pytest.fixture
def filled_window(make_window, example_folder, tmp_path):
    """The window on the worked example with a row of every record besides."""
    copy = tmp_path / "Filled.scrutiny"
    shutil.copyfile(example_folder / "Northmoor.scrutiny", copy)
    made = casefiles.open_casefile(copy, passphrase=PASSPHRASE, clock=CLOCK)
    for record in RECORDS:
        add(made, record)
    window = make_window()
    window.opened(made)
    return window


def test_a_hit_of_every_kind_opens_its_place(qtbot, filled_window):
    window = filled_window
    session = window.workspace.session
    kinds = {}
    for words in ("walk", "northmoor", "strategy", "children", "safeguarding"):
        for group in Search(session.casefile, session.context, words).groups():
            kinds.setdefault(group.kind, group.found[0])
    assert len(kinds) == len([record for record in RECORDS if record.searched]) + 1
    for kind, hit in kinds.items():
        window.workspace.go(ToHome())
        destination = destination_of(hit.about)
        window.workspace.go(destination)
        assert window.workspace.page is not HOME, kind
        if isinstance(destination, ToItem | ToChallenge):
            assert window.workspace.destination() == destination, kind
    window.workspace.go(ToHome())
