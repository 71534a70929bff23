"""One item of evidence: what is changed there is recorded, what hangs on it, and where it leads."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Attachment, Evidence, EvidenceKind, Excerpt, Link, Marking, Permission
from scrutineer.operations import evidence
from scrutineer.operations.queries.challenges import lives, rests_on
from scrutineer.ui.destinations import ToEvidence, ToHome, ToItem
from tests.conftest import CLOCK
from tests.operations.acts import capture
from tests.ui.conftest import go
from tests.ui.hands import choose_files


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
    at.sees("E1. Marked private.")
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


def test_an_excerpt_is_kept_with_its_place_and_permission(at):
    at.write("Passage", "Nobody asked the child.")
    at.write("Place", "Page 4")
    wanted = at.choices("Permission")[-1]
    at.choose("Permission", wanted)
    at.press("Keep excerpt")
    (one,) = tables.rows(at.top.window().casefile, Excerpt)
    assert (one.quote, one.place, one.permission) == ("Nobody asked the child.", "Page 4", list(Permission)[-1])
    at.sees("“Nobody asked the child.”")
    at.sees(f"Page 4. {wanted}.")


def test_a_link_is_taken_away_and_undo_brings_it_back(at_empty, at):
    at.sees(", supports")
    at.press("Take away")
    assert tables.rows(at_empty.top.casefile, Link) == ()
    at.sees("Nothing yet. Open a step or a challenge and press Ctrl+L.")
    at_empty.press("Undo, Ctrl+Z")
    assert len(tables.rows(at_empty.top.casefile, Link)) == 1


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
    form = at_empty
    assert form.text("Why") == "[E1]"
    assert form.chosen("Agency") == "Police"
    assert form.chosen("Step or line").startswith("4c ")
    form.write("The question", "What has changed since?")
    form.write("Put to", "Chief nurse")
    form.choose("How what you came from bears on it", "Context")
    form.press("Raise challenge")
    (life,) = lives(at_empty.top.casefile)
    assert [rest.item.id for rest in rests_on(at_empty.top.casefile)[life.challenge.id]] == [item]


def test_the_pages_of_a_pdf_are_shown(at_example):
    at = at_example.within(go(at_example, ToEvidence()).details)
    at.press("Show pages")
    at.sees("Page 1 of ")
    at.press("Show: Details")
    assert at.text("Title")


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
