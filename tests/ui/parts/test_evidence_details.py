"""One item of evidence: what is changed there is recorded, what hangs on it, and where it leads."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from scrutineer.casefile import tables
from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.evidence import Attachment, Evidence, EvidenceKind, Link
from scrutineer.domain.marking import Marking
from scrutineer.operations import evidence
from scrutineer.operations.queries.challenges import lives, rests_on
from scrutineer.ui.destinations import ToEvidence, ToHome, ToItem, ToLine
from tests.conftest import CLOCK
from tests.operations.acts import capture
from tests.ui.conftest import go
from tests.ui.hands import choose_files, spoken


@pytest.fixture
def item(at_empty):
    """An audit that supports a line, in an empty casefile."""
    return capture(at_empty.top.casefile, agency="Police", title="Audit of twenty")


@pytest.fixture
def at(at_empty, item):
    """Somebody at the details of the audit."""
    return at_empty.within(go(at_empty, ToItem(item)).details)


def stored(at) -> Evidence:
    (item,) = tables.rows(at.top.window().casefile, Evidence)
    return item


def test_it_shows_what_is_recorded(at, item):
    assert (at.text("Title"), at.chosen("Kind"), at.chosen("Source")) == (
        "Audit of twenty",
        "Multi-agency audit",
        "Police",
    )
    assert at.text("Date") == "1 October 2026"
    at.sees("Private. Police, 1 October 2026")
    assert at.has("E1")
    assert not at.has("Record changes")


def test_every_field_is_recorded_by_the_button_that_comes_with_the_first_change(at):
    at.write("Title", "Audit of thirty")
    at.press("Record changes")
    assert not at.has("Record changes")
    at.choose("Kind", "Report")
    at.choose("Marking", "Public")
    at.choose("Source", "ICB")
    at.write("Date", "2/10/2026")
    at.write("Method", "Files read")
    at.write("Review on", "1/12/2026")
    at.write("What it shows", "Gaps")
    at.write("Limits", "Small", then="Ctrl+Return")
    one = stored(at)
    assert (one.title, one.kind, one.marking) == ("Audit of thirty", EvidenceKind.REPORT, Marking.PUBLIC)
    assert (one.dated, one.review_on, one.method) == (date(2026, 10, 2), date(2026, 12, 1), "Files read")
    assert (one.text, one.limits) == ("Gaps", "Small")


def test_a_review_day_years_ahead_is_asked_about_beside_its_field(at):
    at.write("Review on", "1/12/2036", then="Ctrl+Return")
    at.sees("1 December 2036 is more than two years ahead.")
    assert stored(at).review_on is None
    at.tick("Yes, it is so")
    at.press("Record changes")
    assert stored(at).review_on == date(2036, 12, 1)


def test_a_change_taken_back_is_no_change(at):
    at.type("Title", "x")
    assert at.has("Record changes")
    at.keys("Backspace")
    assert not at.has("Record changes")


def test_what_cannot_be_recorded_is_not_and_nothing_is_lost(at):
    at.write("Date", "31/11/2026", then="Ctrl+Return")
    assert stored(at).dated == date(2026, 10, 1)
    assert at.text("Date") == "31/11/2026"
    at.write("Date", "2/10/2026")
    at.write("Title", "", then="Ctrl+Return")
    assert stored(at).title == "Audit of twenty"


def test_changes_are_recorded_when_another_item_is_chosen_or_the_page_is_left(at_empty, at, item):
    other = evidence.capture_evidence(at_empty.top.casefile, title="Other", dated=CLOCK.today()).value
    at.write("Limits", "One more limit.")
    go(at_empty, ToItem(other))
    assert tables.get(at_empty.top.casefile, Evidence, item).limits == "One more limit."
    assert at.text("Title") == "Other"
    at.write("Limits", "Another.")
    go(at_empty, ToHome())
    assert tables.get(at_empty.top.casefile, Evidence, other).limits == "Another."


def test_every_field_has_a_label_that_stays(at):
    labels = {label.text(): label.buddy() for label in at.top.findChildren(QLabel) if label.buddy() is not None}
    fields = at.top.fields.form.fields()
    assert set(labels.values()) >= set(fields.values())
    assert all(spoken(part) == words for words, part in labels.items() if part in fields.values())
    assert not any(part.placeholderText() for part in fields.values() if isinstance(part, QPlainTextEdit))


def test_a_link_is_taken_away_by_its_cross_and_undo_brings_it_back(at_empty, at):
    assert at.has(", supports")
    at.press("Take away")
    assert tables.rows(at_empty.top.casefile, Link) == ()
    at.sees("Nothing yet.")
    at_empty.press("Undo, Ctrl+Z")
    assert len(tables.rows(at_empty.top.casefile, Link)) == 1


def test_a_link_leads_to_what_it_links_to(at_empty, at):
    at.press("Line 4c")
    assert at_empty.top.workspace.destination() == ToLine("six-steps:4c")


def test_a_file_is_attached_and_its_text_is_found(at_empty, at, tmp_path, monkeypatch):
    path = tmp_path / "notes.txt"
    path.write_text("The rota leaves nights empty.")
    choose_files(monkeypatch, path)
    at.press("Attach")
    (one,) = tables.rows(at_empty.top.casefile, Attachment)
    assert one.name == "notes.txt"
    at.sees("notes.txt, 1 kB")
    at_empty.write("Search evidence", "rota nights")
    assert len(at_empty.rows("Register of evidence")) == 1


def test_calling_the_choice_off_attaches_nothing(at, monkeypatch):
    choose_files(monkeypatch)
    at.press("Attach")
    assert tables.rows(at.top.window().casefile, Attachment) == ()


def test_a_challenge_is_raised_from_it_with_the_item_linked(at_empty, at, item):
    at.press("Raise a challenge")
    form = at_empty.within(at_empty.top.workspace.panel().form)
    assert form.text("Why") == "[E1]"
    assert form.chosen("Agency") == "Police"
    assert form.chosen("Step or line").startswith("4c ")
    form.write("The question", "What has changed since?")
    form.write("Put to", "Chief nurse")
    form.choose("How what you came from bears on it", "Context")
    form.press("Raise challenge")
    (life,) = lives(at_empty.top.casefile)
    assert [rest.item.id for rest in rests_on(at_empty.top.casefile)[life.challenge.id]] == [item]


def the_item(at, kind: str):
    casefile = at.top.casefile
    attached = next(one for one in tables.rows(casefile, Attachment) if one.name.endswith(kind))
    return attached.evidence_id


def test_an_item_with_a_document_is_read_first_and_what_one_looks_at_stays_so_from_item_to_item(at_example):
    at = at_example
    details = at.within(go(at, ToItem(the_item(at, ".pdf"))).details)
    details.sees("Page 1 of 1")
    assert not details.shows("Title")
    details.press("Show: Details")
    assert details.text("Title")
    go(at, ToItem(the_item(at, ".docx")))
    assert details.shows("Title")
    details.press("Read here")
    assert "rostered" in details.text("Text of the document")
    go(at, ToItem(the_item(at, ".txt")))
    assert details.text("Text of the document")


def test_an_item_without_a_document_offers_none_however_often_it_is_shown_again(at_empty, at):
    for _ in range(2):
        assert not at.has("Show: Document")
        at_empty.top.workspace.on_changed(frozenset({ChangeKind.EVIDENCE}), "")


def test_one_of_several_documents_is_chosen_by_its_name(at_empty, at, item, tmp_path):
    for name in ("first.txt", "second.txt"):
        (tmp_path / name).write_text(f"The words of the {name} file.")
    evidence.attach_files(
        at_empty.top.casefile, evidence_id=item, attachments=[tmp_path / "first.txt", tmp_path / "second.txt"]
    )
    go(at_empty, ToHome())
    at_empty.top.workspace.on_changed(frozenset({ChangeKind.EVIDENCE}), "")
    go(at_empty, ToItem(item))
    at.press("Show: Document")
    at.choose("Document", "second.txt")
    assert at.text("Text of the document") == "The words of the second.txt file."


def test_what_is_changed_and_not_clear_is_asked_about_where_its_field_is(at_example):
    at = at_example
    details = at.within(go(at, ToItem(the_item(at, ".pdf"))).details)
    details.press("Show: Details")
    details.write("Date", "31/11/2026")
    details.press("Show: Document")
    details.press("Record changes")
    details.sees("“31/11/2026” is no date")
    assert details.field("Date").isVisible()


def test_the_acts_are_in_sight_however_long_the_item_is(at_empty, at):
    at_empty.top.resize(1000, 480)
    at_empty.settle()
    at.write("Limits", "Small")
    for words in ("Record changes", "Link", "Raise a challenge"):
        part = at.button(words)
        assert at.top.rect().contains(part.mapTo(at.top, part.rect().center()))


def test_nothing_chosen_says_what_to_do(at_empty):
    at_empty.within(go(at_empty, ToEvidence()).details).sees("Choose an item to see it here.")


def test_a_review_holds_recommendations_and_an_observation_does_not(at_empty):
    casefile = at_empty.top.casefile
    review = capture(casefile, kind=EvidenceKind.REVIEW, title="Review")
    seen = capture(casefile, kind=EvidenceKind.VISIT, title="Visit")
    go(at_empty, ToItem(review))
    at_empty.field("Recommendation")
    go(at_empty, ToItem(seen))
    assert not at_empty.has("Keep recommendation")
