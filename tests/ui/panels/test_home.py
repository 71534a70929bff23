"""Home: the six steps, what needs attention, what was gathered, what moved since the last cycle."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

from scrutineer.operations import challenges, evidence
from scrutineer.ui.destinations import SettingsPart, ToHome, ToLine, ToNewChallenge, ToSettings
from scrutineer.ui.kit.lists import SECOND_LINE
from scrutineer.ui.kit.pictures import PictureView, SixStepsPicture
from scrutineer.ui.ops import do
from scrutineer.ui.pages import CHALLENGES, EVIDENCE
from tests.conftest import CLOCK
from tests.ui.conftest import opened, person_at
from tests.ui.hands import spoken
from tests.ui.layout import flaws

ATTENTION = "Needs attention"


def steps(at) -> list[str]:
    """What each step's card says to a screen reader."""
    return [at.button(f"Step {number}, ").accessibleName() for number in range(1, 7)]


def test_home_shows_the_six_steps_and_leads_to_them(at_example):
    at = at_example
    said = steps(at)
    assert said[1].startswith("Step 2, Wider partners, Limited assurance, evidence strong, improving")
    assert "Not yet scrutinised" in said[5]
    at.button("Step 4, ").setFocus()
    at.keys("Return")
    assert at.top.workspace.destination() == ToLine("six-steps:4")


def test_what_needs_attention_is_counted_grouped_and_leads_to_the_thing(at_example):
    at = at_example
    rows = [row[0] for row in at.rows(ATTENTION)]
    headings = [row for row in rows if "  " not in row]
    at.sees(f"Needs attention   {len(rows) - len(headings)}")
    assert len(headings) > 2
    at.pick_place(ATTENTION, 1)
    assert at.top.workspace.page is CHALLENGES
    at.wait(lambda: at.has("NSCP-26-002"))


def test_enter_opens_what_needs_attention_and_a_heading_opens_nothing(at_example):
    at = at_example
    at.pick_place(ATTENTION, 0)
    assert at.top.workspace.destination() == ToHome()
    view = at.list(ATTENTION)
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 0))
    at.keys("Return")
    assert at.top.workspace.page is CHALLENGES


def test_a_change_elsewhere_shows_when_home_is_opened_again(at_empty):
    at = at_empty
    at.sees("What to do next")
    assert "Step 4, Quality assurance, Not yet scrutinised, evidence not weighed" in steps(at)[3]
    at.button("Step 4, ").setFocus()
    at.top.workspace.session.run(do(evidence.capture_evidence, title="Seen", dated=CLOCK.today()))
    at.sees("1 item of evidence")
    assert "1 not yet linked" in at.words()
    assert at.button("Step 4, ").hasFocus()


def test_a_wide_window_draws_the_six_steps_where_else_it_tells_them(qtbot, make_window, example_folder, tmp_path):
    at = person_at(qtbot, opened(make_window(size=(1920, 1000)), example_folder / "Northmoor.scrutiny", tmp_path))
    at.settle()
    (picture,) = [part for part in at.top.findChildren(SixStepsPicture) if part.isVisible()]
    assert "2 Wider partners: No assurance, then Limited assurance; up 1 level" in picture.accessibleDescription()
    assert "Since last cycle" not in at.words()
    at.press("As a table")
    assert at.rows("The six steps, as a table")[1][:4] == [
        "2 Wider partners", "No assurance", "Limited assurance", "up 1 level"
    ]  # fmt: skip
    at.top.workspace.session.run(
        do(challenges.raise_challenge, question="Why?", put_to="Chief nurse", targets=("six-steps:2",))
    )
    at.wait(lambda: at.rows("The six steps, as a table")[1][-2] == "4")  # it stays a table, and follows
    at.top.resize(1366, 736)
    at.sees("Since last cycle")
    assert at.has("Year on year")


def test_the_first_cycle_says_that_there_is_nothing_to_compare_with(at_empty):
    at_empty.sees("This is the first cycle: there is nothing to compare with yet.")
    assert not at_empty.has("Year on year")


def test_home_makes_the_backup_that_it_says_is_missing(at_empty):
    at = at_empty
    at.sees("There is no backup yet.")
    at.press("Back up now")
    at.sees("Last backup 10:00, verified")
    at.wait(lambda: not at.has("Back up now"))


def test_no_heading_of_a_step_is_cut_where_the_page_has_a_bar(qtbot, make_window, example_folder, tmp_path):
    at = person_at(qtbot, opened(make_window(size=(1366, 640)), example_folder / "Northmoor.scrutiny", tmp_path))

    def headings() -> list[QLabel]:
        shown = at.top.workspace.panel().findChildren(QLabel)
        return [part for part in shown if part.property("role") == "step" and part.isVisible()]

    at.wait(lambda: "Voice of children and families" in {part.text() for part in headings()})
    for heading in headings():
        assert heading.fontMetrics().horizontalAdvance(heading.text()) <= heading.contentsRect().width(), heading.text()


def test_an_empty_casefile_leads_to_the_first_things_to_do(at_empty):
    at = at_empty
    home = at.within(at.top.workspace.panel())
    rows = [row[0] for row in at.rows(ATTENTION)]
    assert rows[0] == "To begin"
    assert [row.split("  ")[0] for row in rows[1:]] == [
        "Partnership and cycle", "Your declaration of independence", "Agencies", "Seats", "The first workbook",
        "The first item of evidence",
    ]  # fmt: skip
    at.sees("What to do next")
    at.pick_place(ATTENTION, 4)
    assert at.top.workspace.destination() == ToSettings(SettingsPart.SEATS, setting_up=True)
    at.keys("Ctrl+1")
    at.pick_place(ATTENTION, 6)
    assert at.top.workspace.page is EVIDENCE
    at.keys("Ctrl+1")
    home.press("New challenge")
    assert at.top.workspace.destination() == ToNewChallenge()


def test_what_is_done_of_the_first_things_is_ticked(at_empty):
    view = at_empty.list(ATTENTION)

    def said() -> list[str]:
        rows = range(1, 7)
        return [view.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole).split(", ")[1] for row in rows]

    assert said().count("to do") == 5
    at_empty.top.workspace.session.run(do(evidence.capture_evidence, title="Seen", dated=CLOCK.today()))
    at_empty.wait(lambda: said()[5] == "done")


def test_the_day_and_the_month_of_the_cycle_are_said(at_empty):
    at_empty.sees("Friday 20 November 2026, month 9 of Cycle 1")


def test_what_moved_since_the_last_cycle_is_said_in_words(at_example):
    at_example.sees("Since last cycle")
    words = at_example.words()
    assert "Up one level" in words
    assert "Down one level" in words


def test_a_narrow_window_puts_the_cards_below_each_other(at_example):
    at = at_example
    first, second = at.button("Step 1, "), at.button("Step 2, ")
    assert first.y() == second.y()
    at.top.resize(700, 736)
    at.wait(lambda: at.button("Step 1, ").x() == at.button("Step 2, ").x())
    assert at.button("Step 1, ").y() < at.button("Step 2, ").y()


def test_a_card_is_a_button_to_a_screen_reader(at_example):
    card = at_example.button("Step 1, ")
    assert QAccessible.queryAccessibleInterface(card).role() == QAccessible.Role.Button
    assert spoken(card).startswith("Step 1, Leadership, Reasonable assurance")


def test_home_fits_a_low_window_also_after_a_high_one(at_example):
    """In the high one the cards show the first sentences of the judgement."""
    at = at_example
    at.top.resize(1366, 1300)
    at.wait(lambda: at.button("Step 1, ").height() > 240)
    at.top.resize(1366, 736)
    at.wait(lambda: 100 < at.button("Step 1, ").height() < 200)
    assert flaws(at.top) == []


def test_a_wide_window_draws_the_year_and_says_what_was_gathered(qtbot, make_window, example_folder, tmp_path):
    at = person_at(qtbot, opened(make_window(size=(1920, 1000)), example_folder / "Northmoor.scrutiny", tmp_path))
    at.settle()
    (year,) = [part for part in at.top.findChildren(PictureView) if part.accessibleName() == "The year"]
    assert year.isVisible()
    assert "Replies due: 1 reply due, 3 replies overdue" in year.accessibleDescription()
    at.sees("Gathered: 16 items of evidence, all linked; 10 returns taken in; 7 challenges open.")
    words = at.words()
    assert "Audits are thorough and reach the executive." in words  # the judgement's first words
    at.top.workspace.session.run(do(challenges.raise_challenge, question="Why?", put_to="Chief nurse"))
    at.wait(lambda: "8 challenges raised" in year.accessibleDescription())
    at.top.resize(1366, 736)
    at.wait(lambda: not year.isVisible())


def test_rows_without_room_are_left_out_whole_and_shown_when_asked_for(at_example):
    at = at_example
    view = at.list(ATTENTION)
    rows = range(view.model().rowCount())
    hidden = [row for row in rows if view.isRowHidden(row)]
    left = sum(bool(view.model().index(row, 0).data(SECOND_LINE)) for row in hidden)
    assert left > 0
    last = view.model().index(hidden[0] - 1, 0)
    assert view.viewport().rect().contains(view.visualRect(last))
    assert last.data(SECOND_LINE)  # no heading without its rows
    at.press(f"Show {left} more")
    assert not any(view.isRowHidden(row) for row in rows)
    assert view.hasFocus()
    assert view.currentIndex().row() in hidden[:2]  # the first that is no heading
    assert view.currentIndex().data(SECOND_LINE)
    assert not at.has("Show ")
    assert flaws(at.top) == []


def test_a_long_name_takes_two_lines_before_its_days_are_cut(at_example):
    at = at_example
    session, today = at.top.workspace.session, at.top.workspace.session.today()
    session.run(do(
        challenges.raise_challenge, question="Who attends?", put_to="Head of the youth justice service here",
        raised_on=today - timedelta(days=40), reply_due=today - timedelta(days=12),
    ))  # fmt: skip
    at.settle()
    view = at.list(ATTENTION)
    rows = [view.model().index(row, 0) for row in range(view.model().rowCount())]
    (long,) = [index for index in rows if "youth justice service here" in str(index.data())]
    (short,) = [index for index in rows if str(index.data()).startswith("Probation,")]
    assert view.sizeHintForIndex(long).height() > view.sizeHintForIndex(short).height()
    at.top.resize(1920, 1000)  # the list is wider there
    at.wait(lambda: view.sizeHintForIndex(long).height() == view.sizeHintForIndex(short).height())
