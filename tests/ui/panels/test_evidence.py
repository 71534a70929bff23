"""Evidence: capture in one line, the register with its search and filters, and what stays typed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QMenu

from scrutineer.casefile import tables
from scrutineer.domain.dates import long_date
from scrutineer.domain.evidence import Attachment, Evidence, EvidenceKind, Link
from scrutineer.domain.marking import Marking
from scrutineer.operations import evidence
from scrutineer.operations.queries.evidence import Matches
from scrutineer.ui.destinations import ToEvidence, ToEvidenceSearch, ToHome, ToItem, ToNewEvidence, ToSearch
from tests.conftest import CLOCK
from tests.ui.conftest import go
from tests.ui.hands import choose_files, press_keys

REGISTER, TITLE = "Register of evidence", "Title of the evidence"


def items(at) -> tuple[Evidence, ...]:
    return tables.rows(at.top.casefile, Evidence)


def titles(at) -> list[str]:
    return [row[0].split("  ")[1] for row in at.rows(REGISTER)]


@pytest.fixture
def capture(at_empty):
    """Somebody at the line that captures evidence, in an empty casefile."""
    return at_empty.within(go(at_empty, ToNewEvidence()).capture)


def test_capture_takes_a_key_a_title_and_enter(at_empty):
    at = at_empty
    at.keys("Ctrl+E")
    assert at.field(TITLE).hasFocus()
    at.write(TITLE, "Meeting watched", then="Return")
    (item,) = items(at)
    assert (item.title, item.dated, item.marking) == ("Meeting watched", CLOCK.today(), Marking.PRIVATE)
    assert at.text(TITLE) == ""
    assert at.field(TITLE).hasFocus()
    assert titles(at) == ["Meeting watched"]
    assert at.text("Title") == "Meeting watched"


def test_everything_chosen_on_the_line_is_stored(capture):
    capture.write(TITLE, "Audit of twenty")
    capture.choose("Kind", "Multi-agency audit")
    capture.write("Date of the evidence", "20/10/2026")
    capture.choose("Source", "Police")
    capture.choose("Step or line", "4c ")
    capture.press("Add")
    assert tables.rows(capture.top.window().casefile, Evidence) == ()
    capture.choose("How it bears on the step or line", "Supports")
    capture.choose("Marking", "Partner")
    capture.press("Add")
    casefile = capture.top.window().casefile
    (item,) = tables.rows(casefile, Evidence)
    assert (item.kind, item.dated, item.marking) == (EvidenceKind.AUDIT, date(2026, 10, 20), Marking.PARTNER)
    assert capture.top.window().workspace.session.context.agency_name(item.agency_id) == "Police"
    (link,) = tables.rows(casefile, Link)
    assert (link.evidence_id, link.target) == (item.id, "six-steps:4c")


@pytest.mark.parametrize(
    ("title", "day", "left_at"), [("", "19/11/2026", TITLE), ("Seen", "31/11/2026", "Date of the evidence")]
)
def test_what_is_missing_is_said_takes_the_focus_and_loses_nothing(at_empty, capture, title, day, left_at):
    capture.write("Date of the evidence", day)
    capture.write(TITLE, title, then="Return")
    at_empty.sees(
        "“31/11/2026” is no date: November 2026 has 30 days." if title else "Say what you saw, heard or read."
    )
    assert items(at_empty) == ()
    assert capture.field(left_at).hasFocus()
    assert (capture.text(TITLE), capture.text("Date of the evidence")) == (title, day)


def test_a_date_that_is_none_is_marked_while_it_is_typed(capture):
    capture.write("Date of the evidence", "31/11/2026")
    assert capture.field("Date of the evidence").property("wrong")
    capture.write("Date of the evidence", "19/11/2026")
    assert not capture.field("Date of the evidence").property("wrong")


def test_the_rest_of_the_line_opens_once_something_is_begun_and_is_never_hidden_with_a_choice_in_it(capture):
    assert not capture.shows("Source")
    capture.write(TITLE, "Half typed")
    capture.choose("Source", "Police")
    capture.write(TITLE, "")
    assert capture.chosen("Source") == "Police"
    capture.choose("Source", "Independent scrutineer")
    assert not capture.shows("Source")
    capture.press("More: source and step or line")
    assert capture.combo("Source").hasFocus()
    assert not capture.shows("How it bears on the step or line")
    capture.press("Less: source and step or line")
    assert not capture.shows("Source")


def test_the_line_is_one_line_where_there_is_room_and_its_title_never_lacks_it(at_empty, capture):
    def title_and_add():
        return capture.field(TITLE).mapTo(at_empty.top, capture.field(TITLE).rect().center()), capture.button("Add")

    title, add = title_and_add()
    assert abs(title.y() - add.mapTo(at_empty.top, add.rect().center()).y()) < 4
    at_empty.top.resize(900, 700)
    at_empty.settle()
    title, add = title_and_add()
    assert title.y() < add.mapTo(at_empty.top, add.rect().topLeft()).y()
    assert capture.field(TITLE).width() > 300


def test_f6_goes_from_the_register_to_the_item_and_on(at_example):
    panel = go(at_example, ToEvidence())
    at_example.list(REGISTER).setFocus()
    at_example.keys("F6")
    assert panel.details.isAncestorOf(at_example.top.focusWidget())
    at_example.keys("Shift+F6")
    assert not panel.details.isAncestorOf(at_example.top.focusWidget())


def test_undo_in_a_field_asks_before_it_reaches_the_casefile(at_empty):
    at = at_empty
    at.keys("Ctrl+E")
    at.write(TITLE, "Captured by mistake", then="Return")
    at.keys("Ctrl+Z")
    assert len(items(at)) == 1
    at.sees("Nothing more to take back in this field.")
    at.press("Undo “Capture “Captured by mistake””")
    assert items(at) == ()
    assert at.has("Redo, Ctrl+Y")
    assert at.top.casefile.labels()[1] == "Capture “Captured by mistake”"


def test_a_title_that_was_typed_is_there_again_when_the_page_was_left(at_empty, capture):
    capture.write(TITLE, "Half typed")
    go(at_empty, ToHome())
    assert items(at_empty) == ()
    go(at_empty, ToEvidence())
    assert at_empty.text(TITLE) == "Half typed"


def test_an_empty_register_says_what_to_do(at_empty):
    go(at_empty, ToEvidence())
    at_empty.sees("No evidence yet")
    at_empty.press("Capture the first item")
    assert at_empty.field(TITLE).hasFocus()


def test_the_register_searches_as_one_types(at_example):
    at = at_example
    at.keys("Ctrl+3", "Ctrl+F")
    total = len(at.rows(REGISTER))
    at.sees(f"{total} items, ")
    at.write("Search evidence", "strategy discussions health")
    assert 0 < len(at.rows(REGISTER)) < total
    at.sees("hold all the words, in titles, notes and attachments")
    assert all("health" in row[0].lower() for row in at.rows(REGISTER))
    at.write("Search evidence", "no such words anywhere")
    at.sees("0 items hold all the words")
    assert at.rows(REGISTER) == []
    at.write("Search evidence", "")
    assert len(at.rows(REGISTER)) == total


@pytest.mark.parametrize(("choice", "words", "column"), [
    ("Any marking", "Private", 5), ("Any kind", "Interview", 1), ("Any source", "ICB", 2),
])  # fmt: skip
def test_each_filter_shows_what_has_it_alone(at_example, choice, words, column):
    at = at_example
    go(at, ToEvidence())
    total = len(at.rows(REGISTER))
    at.choose(choice, words)
    assert {row[column] for row in at.rows(REGISTER)} == {words}
    at.sees(f"{len(at.rows(REGISTER))} item")
    at.choose(choice, choice)
    assert len(at.rows(REGISTER)) == total


def test_items_since_a_day_are_asked_for_as_it_is_typed_and_a_chip_takes_it_away(at_example):
    at = at_example
    go(at, ToEvidence())
    total = len(at.rows(REGISTER))
    dates = sorted(item.dated for item in items(at))
    day = dates[len(dates) // 2]
    at.type("Since", f"{day.day}/{day.month}")
    at.write("Since", long_date(day))
    assert len(at.rows(REGISTER)) == sum(dated >= day for dated in dates) < total
    at.press(f"Remove filter Since: {long_date(day)}")
    assert at.text("Since") == ""
    assert len(at.rows(REGISTER)) == total
    at.write("Since", long_date(day))
    at.press("Clear all")
    assert (at.text("Since"), len(at.rows(REGISTER))) == ("", total)


def test_a_row_with_two_lines_is_no_taller_than_the_tokens_say(at_example):
    panel = go(at_example, ToEvidence())
    heights = {panel.items.rowHeight(row) for row in range(panel.items.rows_model.rowCount())}
    assert heights <= {51, 57}


def test_columns_are_chosen_by_keys_and_stay_chosen_while_the_register_is_searched(at_example):
    at = at_example
    panel = go(at, ToEvidence())
    columns = at.button("Columns")
    columns.setFocus()
    at.keys("Return")
    (menu,) = [menu for menu in columns.findChildren(QMenu) if menu.isVisible()]
    assert [action.text() for action in menu.actions()] == ["Kind", "Source", "Date", "Steps", "Marking"]
    press_keys("Down", menu)
    press_keys("Return", menu)
    at.settle()
    assert [panel.items.isColumnHidden(column) for column in range(6)] == [False, False, True, False, False, False]
    go(at, ToEvidenceSearch("strategy"))
    assert panel.items.isColumnHidden(2)


def test_each_filter_in_force_is_a_chip_that_takes_it_away(at_example):
    at = at_example
    go(at, ToEvidence())
    total = len(at.rows(REGISTER))
    at.choose("Any marking", "Partner")
    at.choose("Any kind", "Minutes")
    at.write("Search evidence", "health")
    at.sees("Words: “health”")
    at.sees("Marking: Partner")
    at.press("Remove filter Kind: Minutes")
    assert at.chosen("Any kind") == "Any kind"
    assert {row[5] for row in at.rows(REGISTER)} == {"Partner"}
    at.press("Remove filter Words: “health”")
    assert at.text("Search evidence") == ""
    at.press("Clear all")
    assert len(at.rows(REGISTER)) == total
    assert not at.has("Clear all")


def test_a_step_and_its_lines_are_filtered_together(at_example):
    at = at_example
    go(at, ToEvidence())
    at.choose("Any step", "4 ")
    assert at.rows(REGISTER)
    assert all("4" in row[4] for row in at.rows(REGISTER))


@pytest.mark.parametrize("column", [0, 1, 2, 5])
def test_a_click_on_a_heading_sorts_and_another_turns_it_round(at_example, column):
    at = at_example
    go(at, ToEvidence())
    register = at.list(REGISTER)
    register.sortByColumn(column, register.horizontalHeader().sortIndicatorOrder().AscendingOrder)
    up = [row[column] for row in at.rows(REGISTER)]
    register.sortByColumn(column, register.horizontalHeader().sortIndicatorOrder().DescendingOrder)
    down = [row[column] for row in at.rows(REGISTER)]
    assert sorted(up) == sorted(down)
    assert up != down
    assert up[0] == down[-1]


def test_the_item_chosen_stays_chosen_when_the_order_changes(at_example):
    at = at_example
    go(at, ToEvidence())
    at.pick_place(REGISTER, 4)
    chosen = at.selected(REGISTER)
    register = at.list(REGISTER)
    register.sortByColumn(0, register.horizontalHeader().sortIndicatorOrder().DescendingOrder)
    assert at.selected(REGISTER) == chosen
    assert at.text("Title") == chosen[0].split("  ")[1]


def test_an_item_that_filters_hide_is_shown_all_the_same(at_example):
    at = at_example
    go(at, ToEvidence())
    at.choose("Any marking", "Public")
    hidden = next(item for item in items(at) if item.marking is Marking.PRIVATE)
    go(at, ToItem(hidden.id))
    assert at.selected(REGISTER)[0].startswith(hidden.reference)
    assert at.chosen("Any marking") == "Any marking"


def test_what_holds_the_words_elsewhere_is_one_step_from_the_register(at_example):
    at = at_example
    register = go(at, ToEvidenceSearch("strategy"))
    number = Matches(at.top.casefile, "strategy").elsewhere
    at.press(f"{number} more elsewhere in this casefile")
    assert at.top.workspace.destination() == ToSearch("strategy")
    assert at.text("Search this casefile") == "strategy"
    at.keys("Alt+Left")
    assert at.top.workspace.destination() == ToEvidenceSearch("strategy")
    register.filters.words.setText("no such words")
    assert not at.has("0 more elsewhere in this casefile")


def test_files_are_taken_in_as_items_of_their_own(at_empty, tmp_path, monkeypatch):
    paths = [tmp_path / name for name in ("minutes of May.txt", "minutes of June.txt")]
    for path in paths:
        path.write_text(f"What {path.stem} say of thresholds.")
    choose_files(monkeypatch, *paths)
    go(at_empty, ToEvidence())
    at_empty.press("Import files")
    dialog = at_empty.dialog()
    dialog.sees("The day of 0 of 2 files was found.")
    dialog.write("One date for all", "1/6/2026")
    dialog.press("Give it to those without one")
    dialog.press("Capture 2 files")
    assert {item.title for item in items(at_empty)} == {"minutes of May", "minutes of June"}
    assert {one.name for one in tables.rows(at_empty.top.casefile, Attachment)} == {path.name for path in paths}
    at_empty.write("Search evidence", "thresholds June")
    assert titles(at_empty) == ["minutes of June"]


def test_ctrl_enter_adds_what_is_typed_before_it_records_details(at_empty, capture):
    evidence.capture_evidence(at_empty.top.casefile, title="First", dated=CLOCK.today())
    capture.write(TITLE, "Second", then="Ctrl+Return")
    assert [item.title for item in items(at_empty)] == ["First", "Second"]


def test_ctrl_enter_records_what_the_focus_is_in_and_nothing_half_typed_elsewhere(at_example):
    at = at_example
    first, *others = items(at)
    details = at.within(go(at, ToItem(first.id)).details)
    at.write(TITLE, "Half typed")
    details.write("Limits", "Small", then="Ctrl+Return")
    assert [one.limits for one in items(at) if one.id == first.id] == ["Small"]
    assert len(items(at)) == len(others) + 1
    assert at.text(TITLE) == "Half typed"
    details.press("Quote a passage")
    details.write("Place", "Page 2", then="Ctrl+Return")
    details.sees("Copy the passage, word for word.")


def test_ctrl_enter_at_an_empty_line_of_capture_says_what_is_missing(at_empty):
    go(at_empty, ToNewEvidence())
    at_empty.keys("Ctrl+Return")
    at_empty.sees("Say what you saw, heard or read.")


@pytest.mark.parametrize("title", ["\u200b", "\u2060\ufeff", "x" * 5_001])
def test_a_title_that_is_refused_is_said_beside_it_and_stays(at_empty, capture, title):
    capture.write(TITLE, "")
    capture.field(TITLE).setText(title)
    capture.keys("Return")
    form = capture.top.form
    assert list(form.asks()) == ["title"]
    assert capture.text(TITLE) == title
    assert items(at_empty) == ()
