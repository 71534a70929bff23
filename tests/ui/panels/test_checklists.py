"""Checklists in the window: a document is held against one, item by item, by keys alone; nothing typed is lost."""

from __future__ import annotations

from datetime import date

from scrutineer.casefile import drafts, tables
from scrutineer.domain.checklists import ChecklistAnswer, Met
from scrutineer.domain.evidence import EvidenceKind
from scrutineer.operations import evidence
from scrutineer.ui.destinations import ToChecklists, ToHome
from scrutineer.ui.kept import place_of
from tests.ui.conftest import go

ITEMS, MET, PLACE, WORDS = "Items of the checklist", "How far it is met", "Page or section", "The document's words"
REPORT = "wt-yearly-report-2026"


def answers(at) -> dict[str, tuple[Met, str, str]]:
    return {
        answer.target.partition(":")[2]: (answer.met, answer.place, answer.words)
        for answer in tables.rows(at.top.casefile, ChecklistAnswer, order=("id",))
    }


def document(at):
    return evidence.capture_evidence(
        at.top.casefile, title="Yearly report", kind=EvidenceKind.REPORT, dated=date(2026, 4, 1)
    ).value


def test_the_worked_example_shows_what_was_answered_and_what_was_not(at_example):
    at = at_example
    go(at, ToChecklists("wt-yearly-report-2023"))
    at.sees("6 of 12 items answered: 1 met, 2 partly met, 2 not met, 1 not applicable.")
    told = {row[0]: row[2] for row in at.rows(ITEMS)}
    assert "Partly met" in told["R7"]
    assert "No answer" in told["R4"]
    at.pick(ITEMS, "R7")
    assert (at.chosen(MET), at.text(PLACE)) == ("Partly met", "page 9")


def test_without_a_document_it_says_what_to_capture(at_empty):
    go(at_empty, ToChecklists())
    at_empty.sees("No document to hold against a checklist")


def test_items_are_answered_one_after_another_by_keys_alone(at_empty):
    at = at_empty
    document(at)
    panel = go(at, ToChecklists(REPORT))
    assert at.chosen("Document").endswith("Yearly report")
    panel.form.met.setFocus()
    at.keys("N", "Ctrl+Return")  # not met
    at.wait(lambda: answers(at) == {"R13": (Met.NOT, "", "")})
    at.wait(lambda: panel.destination().target == f"{REPORT}:R1")
    assert panel.form.met.hasFocus()
    assert panel.form.met.value() is None  # nothing is suggested by the answer before
    at.keys("Down", "Tab")
    at.write(PLACE, "page 2")
    at.keys("Ctrl+Return")
    at.wait(lambda: answers(at)["R1"] == (Met.MET, "page 2", ""))
    at.sees("2 of 13 items answered: 1 met, 1 not met.")


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_recorded(at_empty):
    at = at_empty
    document(at)
    go(at, ToChecklists(REPORT))
    at.press("Record the answer")
    at.sees("Choose how far it is met.")
    at.choose(MET, "Met")
    at.press("Record the answer")
    at.sees("Where does the document say so?")
    assert answers(at) == {}


def test_what_is_typed_of_an_item_is_kept_for_it_when_one_goes_elsewhere(at_empty):
    at = at_empty
    item = document(at)
    go(at, ToChecklists(REPORT))
    at.write(PLACE, "page 77")
    at.pick(ITEMS, "Twelve months")
    assert at.text(PLACE) == ""
    go(at, ToHome())
    (kept,) = drafts.every(at.top.casefile)
    assert place_of(kept.form) == ToChecklists(REPORT, item, f"{REPORT}:R13")
    go(at, place_of(kept.form))
    assert at.text(PLACE) == "page 77"


def test_an_answer_taken_away_is_no_answer(at_example):
    at = at_example
    panel = go(at, ToChecklists("wt-yearly-report-2023"))
    at.pick(ITEMS, "R7")
    at.within(panel).press("Take away")
    at.sees("5 of 12 items answered")
    assert "R7" not in answers(at)


def test_a_change_from_elsewhere_shows_at_once(at_example):
    at = at_example
    go(at, ToChecklists("wt-yearly-report-2023"))
    at.keys("Ctrl+Z")
    at.keys("Ctrl+Shift+Z")
    at.sees("6 of 12 items answered")
