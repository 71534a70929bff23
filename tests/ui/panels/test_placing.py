"""To place: rows are chosen and placed by keys, a suggestion is taken only when asked, and undo brings all back."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Bearing, Link, Permission
from scrutineer.domain.returns import SelfAssessment
from scrutineer.operations import placing
from scrutineer.operations.evidence import add_excerpt, capture_evidence
from scrutineer.ui.destinations import ToHome, ToItem, ToPlacing, ToReturns, Tray
from scrutineer.ui.ops import do
from tests.operations.acts import TODAY, answer, next_cycle
from tests.operations.queries.test_placing import LIKE_3B
from tests.operations.test_placing import take_in
from tests.ui.conftest import focused, go

ANSWERS, ITEMS, FILES = "Answers to place", "Evidence to place", "Files to place"
LIKE, LINE = "4.2  Feedback is gathered from children who are seldom heard", "six-steps:3b"


def targets(at) -> dict[str, str]:
    """The line of every answer, by its number."""
    return {answer.number: answer.target for answer in tables.rows(at.top.casefile, SelfAssessment)}


@pytest.fixture
def at(at_empty):
    """At answers that bear on no line, and two notes."""
    casefile = at_empty.top.casefile
    take_in(casefile)
    for title in (LIKE_3B, "Parking permits"):
        capture_evidence(casefile, title=title, dated=TODAY)
    at_empty.top.workspace.session.refresh()
    go(at_empty, ToPlacing(Tray.ANSWERS))
    return at_empty


def test_enter_takes_what_is_suggested_for_the_row_chosen_and_undo_brings_it_back(at):
    rows = at.rows(ANSWERS)
    (place,) = [number for number, row in enumerate(rows) if row[1].startswith(LIKE)]
    assert rows[place][3] == "3b Who is heard, who is missing  by its wording"
    at.pick(ANSWERS, LIKE)
    at.sees("By its wording")
    at.keys("Return")
    assert targets(at)["4.2"] == LINE
    assert [*targets(at).values()].count("") == len(rows) - 1
    assert len(at.rows(ANSWERS)) == len(rows) - 1
    assert at.list(ANSWERS).hasFocus()
    assert at.selected(ANSWERS) == rows[place + 1]
    at.keys("Ctrl+Z")
    assert at.rows(ANSWERS) == rows


def test_enter_does_nothing_where_nothing_is_suggested(at):
    at.pick(ANSWERS, "1.1  A senior lead")
    at.sees("No line is suggested.")
    at.keys("Return")
    assert set(targets(at).values()) == {""}


def test_a_section_goes_to_a_line_in_one_move(at):
    at.pick(ANSWERS, "1.1  A senior lead")
    at.press("Choose all 4 of its section")
    at.sees("4 answers chosen")
    at.keys("Ctrl+L")
    assert at.combo("Step or line of enquiry").hasFocus()
    at.choose("Step or line of enquiry", "1f")
    at.sees("1f Line of sight to practice: Do the leads know")
    at.press("Place 4 answers")
    assert {number: target for number, target in targets(at).items() if target} == dict.fromkeys(
        ("1.1", "1.2", "1.3", "1.4"), "six-steps:1f"
    )
    at.keys("Ctrl+Z")
    assert set(targets(at).values()) == {""}


def test_without_a_line_it_asks_for_one(at):
    at.pick(ANSWERS, "1.1  A senior lead")
    at.press("Place it")
    at.sees("Choose a step or line.")
    assert at.combo("Step or line of enquiry").hasFocus()
    assert set(targets(at).values()) == {""}


@pytest.mark.parametrize(
    ("key", "bearing"), [("S", Bearing.SUPPORTS), ("C", Bearing.CONTRADICTS), ("X", Bearing.CONTEXT)]
)
def test_evidence_is_placed_by_a_letter_once_its_line_is_chosen(at, key, bearing):
    at.press("Show: Evidence 2")
    at.pick(ITEMS, LIKE_3B)
    at.keys(key)
    at.sees("Choose a step or line or take the one suggested.")
    assert tables.rows(at.top.casefile, Link) == ()
    at.list(ITEMS).setFocus()
    at.keys("Return")
    assert tables.rows(at.top.casefile, Link) == ()
    at.keys(key)
    (link,) = tables.rows(at.top.casefile, Link)
    assert (link.target, link.bearing) == (LINE, bearing)
    assert [row[0] for row in at.rows(ITEMS)] == ["E2  Parking permits"]
    at.keys("Ctrl+Z")
    assert tables.rows(at.top.casefile, Link) == ()


def test_of_several_only_those_with_a_suggestion_are_placed_by_it(at):
    at.press("Show: Evidence 2")
    at.list(ITEMS).selectAll()
    at.sees("For 1 of the 2 chosen; the others stay.")
    at.press("Take it")
    at.press("Supports")
    assert [link.evidence_id for link in tables.rows(at.top.casefile, Link)] == [1]


def test_all_that_stood_on_a_line_in_the_cycle_before_are_chosen_in_one_press_and_confirmed(at_empty):
    casefile = at_empty.top.casefile
    answer(casefile, "Police", "strong", standard="Parking permits", target=LINE)
    next_cycle(casefile)
    answer(casefile, "Police", "strong", standard="Parking permits", target="", profile="Section 11, 2027")
    answer(casefile, "ICB", "strong", standard="Something new", target="", profile="Another")
    at_empty.top.workspace.session.refresh()
    go(at_empty, ToPlacing())
    at_empty.press("1 answer as in the cycle before: choose them")
    assert targets(at_empty)["4.1"] == ""
    at_empty.sees("As in the cycle before")
    at_empty.keys("Return")
    assert [row[0] for row in at_empty.rows(ANSWERS)] == ["ICB"]
    assert [a.target for a in tables.rows(casefile, SelfAssessment)] == [LINE, LINE, ""]


def test_home_counts_what_waits_and_leads_to_it(at_example):
    at = at_example
    numbers = [answer.id for answer in tables.rows(at.top.casefile, SelfAssessment)[:2]]
    at.top.workspace.session.run(do(placing.place_answers, places=dict.fromkeys(numbers, "")))
    at.settle()
    go(at, ToHome())
    view, rows = at.list("Needs attention"), [row[0] for row in at.rows("Needs attention")]
    place = next(number for number, row in enumerate(rows) if row.startswith("2 answers to place"))
    view.setFocus()
    view.setCurrentIndex(view.model().index(place, 0))
    at.keys("Return")
    assert at.top.workspace.destination() == ToPlacing(Tray.ANSWERS)
    assert len(at.rows(ANSWERS)) == 2


def test_an_item_is_opened_from_here(at):
    at.press("Show: Evidence 2")
    at.pick(ITEMS, LIKE_3B)
    at.press("Open the item")
    assert at.top.workspace.destination() == ToItem(1)


def test_where_no_answer_waits_the_evidence_is_shown_and_nothing_at_all_says_so(at):
    casefile = at.top.casefile
    placing.place_answers(casefile, places={answer.id: LINE for answer in tables.rows(casefile, SelfAssessment)})
    panel = go(at, ToPlacing())
    panel.refresh()
    at.press("Show: Evidence 2")
    at.pick(ITEMS, "Parking permits")
    at.list(ITEMS).selectAll()
    at.choose("Step or line of enquiry", "3b")
    at.press("Contradicts")
    at.sees("Nothing waits to be placed")
    assert focused() is not None


def test_an_answer_is_placed_anew_on_returns(at):
    go(at, ToReturns())
    at.pick_place("Returns by agency", 3)
    at.press("Place")
    at.choose("Line that the answer bears on", "4c")
    at.press("Place it")
    placed = {number: target for number, target in targets(at).items() if target}
    assert set(placed.values()) == {"six-steps:4c"}
    assert len(placed) == 1
    at.sees("line 4c")
    at.press("Place")
    assert at.chosen("Line that the answer bears on").startswith("4c")
    at.choose("Line that the answer bears on", "No line of enquiry")
    at.press("Place it")
    assert set(targets(at).values()) == {""}


@pytest.fixture
def with_files(at, tmp_path):
    """Two items with files, one of them quoted from."""
    casefile = at.top.casefile
    for name, text in (("heard.txt", LIKE_3B), ("permits.txt", "Parking permits"), ("quoted.txt", "Nothing of note")):
        (tmp_path / name).write_text(text)
    first, second = (
        capture_evidence(casefile, title=title, dated=TODAY, attachments=[tmp_path / name for name in names]).value
        for title, names in (("Minutes", ("heard.txt", "permits.txt")), ("Letter", ("quoted.txt",)))
    )
    add_excerpt(
        casefile, evidence_id=second, place="page 1", quote="Nothing of note", permission=Permission.QUOTED
    )  # fmt: skip
    at.top.workspace.session.refresh()
    go(at, ToPlacing(Tray.FILES)).refresh()
    return at, first


def test_files_that_were_never_quoted_nor_linked_wait_too(with_files):
    at, item = with_files
    assert [row[0].split("  ")[0] for row in at.rows(FILES)] == ["heard.txt", "permits.txt"]
    at.pick(FILES, "heard.txt")
    at.sees("Nothing is quoted from it.")
    at.sees("By its wording")
    at.keys("S")
    assert tables.rows(at.top.casefile, Link) == ()
    at.list(FILES).setFocus()
    at.keys("Return", "S")
    (link,) = tables.rows(at.top.casefile, Link)
    assert (link.evidence_id, link.target, link.bearing) == (item, LINE, Bearing.SUPPORTS)
    at.sees("No file waits to be quoted or placed")
    at.keys("Ctrl+Z")
    assert len(at.rows(FILES)) == 2


def test_several_files_of_one_item_are_placed_with_it_once(with_files):
    at, item = with_files
    at.list(FILES).setFocus()
    at.list(FILES).selectAll()
    at.sees("2 files chosen")
    at.choose("Step or line of enquiry", "4c")
    at.press("Context")
    assert [(link.evidence_id, link.target) for link in tables.rows(at.top.casefile, Link)] == [(item, "six-steps:4c")]


def test_a_file_leads_to_its_item_to_be_read_and_quoted(with_files):
    at, item = with_files
    at.pick(FILES, "permits.txt")
    at.press("Read and quote it in its item")
    assert at.top.workspace.destination() == ToItem(item)
