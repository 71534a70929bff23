"""Inspections in the window: recorded with what is looked for next, and led on to their actions."""

from __future__ import annotations

from scrutineer.casefile import tables
from scrutineer.domain.changes import EVERYTHING
from scrutineer.domain.structure import Inspection, InspectionKind
from scrutineer.operations import inspections
from scrutineer.ui.destinations import ToInspections, ToNewRecommendation
from tests.ui.conftest import go

LIST = "Inspections and peer reviews"


def test_an_inspection_that_is_looked_for_leads_to_its_actions(at_empty, monkeypatch):
    at = at_empty
    go(at, ToInspections())
    at.keys("Ctrl+N")
    at.write("Title", "Joint inspection")
    at.write("Next looked for by", "31 March 2027")
    at.press("Add the inspection")
    at.sees("Next looked for: Joint inspection, by 31 March 2027. 0 actions open.")
    (known,) = tables.rows(at.top.casefile, Inspection)
    at.pick(LIST, "Joint inspection")
    went = []
    monkeypatch.setattr(at.top.workspace.session, "go", went.append)
    at.press("Make a recommendation")
    assert went == [ToNewRecommendation(inspection_id=known.id)]


def test_what_was_published_before_it_was_held_is_said_beside_its_field(at_empty):
    at = at_empty
    go(at, ToInspections())
    at.write("Title", "Visit")
    at.write("Held on", "2 February 2026")
    at.write("Published on", "1 February 2026")
    at.press("Add the inspection")
    at.sees("It was published before it was held.")
    assert tables.rows(at.top.casefile, Inspection) == ()


def test_another_one_leaves_the_row_and_its_actions_and_the_row_comes_back_by_a_click(at_empty):
    at = at_empty
    for title in ("Joint inspection", "Visit"):
        inspections.record_inspection(at.top.casefile, inspection=Inspection(title=title, kind=InspectionKind.JTAI))
    go(at, ToInspections())
    at.pick(LIST, "Visit")
    at.sees("Its actions")
    at.press("Another one")
    assert (at.selected(LIST), at.text("Title")) == ([], "")
    assert "Its actions" not in at.words()
    at.top.workspace.on_changed(EVERYTHING, "")
    assert (at.selected(LIST), at.has("Add the inspection")) == ([], True)
    at.pick(LIST, "Visit")
    assert at.text("Title") == "Visit"
    at.sees("Its actions")
