"""The choice of evidence to link: search, bearing, Enter; beside the page, until it is closed."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Bearing, Evidence, Link, LinkTarget
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.operations import evidence
from scrutineer.ui.destinations import ToLine
from scrutineer.ui.dialogs.link_evidence import LinkEvidenceDialog
from tests.conftest import CLOCK
from tests.ui.conftest import go

LINE, ITEMS, SEARCH = TargetId("six-steps:1a"), "Evidence", "Search evidence"


@pytest.fixture
def at(at_empty):
    """Somebody at a line, with two items in the casefile that are linked to nothing."""
    for title in ("Minutes of May", "Visit to the front door"):
        evidence.capture_evidence(at_empty.top.casefile, title=title, dated=CLOCK.today())
    go(at_empty, ToLine(LINE))
    return at_empty


@pytest.fixture
def dialog(at):
    """Somebody at the dialog."""
    at.keys("Ctrl+L")
    yield at.dialog()
    for left in at.top.findChildren(LinkEvidenceDialog):
        left.close()
    at.wait(lambda: not at.top.findChildren(LinkEvidenceDialog))


def links(at) -> list[tuple[str, str, Bearing]]:
    titles = {item.id: item.title for item in tables.rows(at.top.casefile, Evidence)}
    return [(titles[link.evidence_id], link.target, link.bearing) for link in tables.rows(at.top.casefile, Link)]


def test_what_is_searched_for_is_linked_by_enter(at, dialog):
    assert dialog.field(SEARCH).hasFocus()
    dialog.press("Bearing: Supports")
    dialog.write(SEARCH, "front door", then="Return")
    assert links(at) == [("Visit to the front door", LINE, Bearing.SUPPORTS)]
    dialog.sees("E2 linked, supports")
    assert any("Visit to the front door" in row[0] for row in at.rows("Linked evidence"))


def test_the_bearing_chosen_is_recorded(at, dialog):
    dialog.press("Bearing: Contradicts")
    dialog.pick(ITEMS, "Minutes of May")
    dialog.press("Link")
    assert links(at) == [("Minutes of May", LINE, Bearing.CONTRADICTS)]


def test_several_are_linked_until_it_is_closed(at, dialog):
    for title in ("Minutes of May", "Visit to the front door"):
        dialog.pick(ITEMS, title)
        dialog.press("Bearing: Supports")
        dialog.press("Link")
    assert len(links(at)) == 2
    dialog.press("Close")
    at.wait(lambda: not at.top.findChildren(LinkEvidenceDialog))


def test_nothing_found_links_nothing(at, dialog):
    dialog.write(SEARCH, "no such words")
    assert dialog.rows(ITEMS) == []
    dialog.press("Link")
    assert links(at) == []


def test_the_same_link_twice_stands_once(at, dialog):
    for _ in range(2):
        dialog.pick(ITEMS, "Minutes of May")
        dialog.press("Bearing: Supports")
        dialog.press("Link")
    assert len(links(at)) == 1
    at.top.notices.records.clear()


def test_it_says_what_it_links_to(at, dialog):
    assert any(title.startswith("Link evidence to Step 1, Leadership, line 1a") for title in dialog.titles())
    assert not dialog.has("To your judgement of it")


def test_evidence_can_be_linked_to_the_judgement_alone(at_example):
    at, target = at_example, TargetId("six-steps:5")
    go(at, ToLine(target))
    judgement = tables.rows(at.top.casefile, Judgement, target=target)[-1]
    at.keys("Ctrl+L")
    dialog = at.dialog()
    dialog.press("Link to: To your judgement of it")
    dialog.press("Bearing: Supports")
    dialog.press("Link")
    (link,) = tables.rows(at.top.casefile, Link, target_kind=LinkTarget.JUDGEMENT, target=str(judgement.id))
    dialog.press("Close")
    at.wait(lambda: not at.top.findChildren(LinkEvidenceDialog))
    assert link.bearing is Bearing.SUPPORTS


def test_the_bearing_is_asked_for_each_time_and_never_chosen_beforehand(at, dialog):
    dialog.pick(ITEMS, "Minutes of May")
    dialog.press("Link")
    dialog.sees("Say whether it supports, contradicts or is context.")
    assert links(at) == []
    dialog.press("Bearing: Context")
    dialog.press("Link")
    assert links(at) == [("Minutes of May", LINE, Bearing.CONTEXT)]
    assert not any(dialog.is_on(f"Bearing: {words}") for words in ("Supports", "Contradicts", "Context"))
