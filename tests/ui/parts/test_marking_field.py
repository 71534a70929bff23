"""Markings in the window: asked for where something is written, shown and changed where it stands."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import EvidenceKind, Excerpt, Permission
from scrutineer.domain.judgement import Judgement, JudgementStatus
from scrutineer.domain.ledgers import AskedReturn, Contribution
from scrutineer.domain.marking import Marking
from scrutineer.domain.outcomes import DesiredOutcome, Priority
from scrutineer.domain.partnership import Partnership
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.returns import ReturnFile
from scrutineer.domain.statements import CycleStatement, StatementKind
from scrutineer.domain.voices import View
from scrutineer.operations import evidence, expected, outcomes, voices
from scrutineer.operations.guarded_names import guarded_names
from scrutineer.ui.destinations import SettingsPart, ToItem, ToLine, ToNewView, ToOutcomes, ToReturns, ToSettings
from scrutineer.ui.ops import do
from tests.operations.acts import LINE, capture
from tests.ui.conftest import go


def test_a_judgement_is_marked_as_it_is_drafted_and_stays_so_as_it_is_made_final(at_empty):
    at = at_empty
    capture(at.top.casefile)
    go(at, ToLine(LINE))
    at.type("Narrative", "What was found.")
    at.choose("Marking of your judgement", "Private")
    at.press("Keep draft")
    at.press("Reasonable")
    at.choose("Direction of travel", "Improving")
    at.press("Finalise judgement")
    (made,) = tables.rows(at.top.casefile, Judgement)
    assert (made.status, made.marking) == (JudgementStatus.FINAL, Marking.PRIVATE)
    at.choose("Marking of your judgement", "Public")
    at.press("Keep draft")
    (made,) = tables.rows(at.top.casefile, Judgement)
    assert (made.status, made.marking) == (JudgementStatus.FINAL, Marking.PUBLIC)


def test_a_view_said_again_keeps_its_marking_unless_another_is_chosen(at_empty):
    case = at_empty.top.casefile
    voices.record_view(case, target=LINE, kind=voices.Voice.JOINT, words="Once.", marking=Marking.PRIVATE)
    at = at_empty.within(go(at_empty, ToNewView(LINE)).form)
    for words, marking, kept in (("Again.", "", Marking.PRIVATE), ("For all.", "Public", Marking.PUBLIC)):
        at.choose("Whose view", "Joint view of the partners")
        at.write("In their own words", words)
        if marking:
            at.choose("Marking", marking)
        at.press("Record the view")
        newest = tables.rows(case, View)[-1]
        assert (newest.words, newest.marking) == (words, kept)
    at.choose("Marking of the view of Partners’ joint view", "Private")
    assert tables.rows(case, View)[-1].marking is Marking.PRIVATE


def test_a_recommendation_is_marked_as_it_is_kept_and_where_it_stands(at_empty):
    at, case = at_empty, at_empty.top.casefile
    go(at, ToItem(capture(case, kind=EvidenceKind.REVIEW)))
    at.write("Recommendation", "Read one record a month")
    at.choose("Marking of the recommendation", "Public")
    at.press("Keep recommendation")
    assert at.chosen("Marking of the recommendation") == "Partner"
    at.choose("Marking of “Read one record a month”", "Private")
    (kept,) = tables.rows(case, Recommendation)
    assert kept.marking is Marking.PRIVATE
    at.top.workspace.undo()
    at.settle()
    assert at.chosen("Marking of “Read one record a month”") == "Public"


def test_a_passage_is_marked_where_it_stands_and_who_chose_stays_there(at_empty):
    at, case = at_empty, at_empty.top.casefile
    item = capture(case)
    evidence.add_excerpt(case, evidence_id=item, place="", quote="Nobody asked.", permission=Permission.QUOTED)
    go(at, ToItem(item))
    field = at.combo("Marking of “Nobody asked.”")
    at.choose("Marking of “Nobody asked.”", "Private")
    assert tables.rows(case, Excerpt)[0].marking is Marking.PRIVATE
    assert at.combo("Marking of “Nobody asked.”") is field


def test_a_priority_and_its_outcome_are_marked_and_the_list_says_so(at_empty):
    at, case = at_empty, at_empty.top.casefile
    priority = outcomes.add_priority(case, title="Neglect").value
    outcomes.add_outcome(case, priority_id=priority, text="Seen sooner")
    go(at, ToOutcomes())
    assert "Seen sooner" in at.rows("Priorities and outcomes")[0][0]
    at.choose("Marking of the outcome", "Public")
    at.press("Record")
    assert tables.rows(case, DesiredOutcome)[0].marking is Marking.PUBLIC
    at.choose("Marking of the priority", "Private")
    assert tables.rows(case, Priority)[0].marking is Marking.PRIVATE
    assert "(private)" in at.rows("Priorities and outcomes")[0][0]


@pytest.mark.parametrize(("tab", "table", "kind"), [
    ("Contributions  19", "Rows", Contribution), ("Workbooks  10", "Workbooks taken in", ReturnFile),
])  # fmt: skip
def test_a_row_of_returns_is_marked_by_its_menu_and_by_the_field_beside_it(at_example, tab, table, kind):
    at, case = at_example, at_example.top.casefile
    go(at, ToReturns())
    at.tab(tab)
    at.pick_place(table, 0)
    at.list(table).setFocus()
    at.choose_in(at.menu_of(table), "Mark as", "Private")
    (private,) = [row for row in tables.rows(case, kind) if row.marking is Marking.PRIVATE]
    assert [row for row in at.rows(table) if row[0].endswith("(private)")]
    name = "Marking of this row" if kind is Contribution else "Marking of the workbook and what came in it"
    at.choose(name, "Public")
    assert tables.get(case, kind, private.id).marking is Marking.PUBLIC


def test_what_was_asked_of_an_agency_is_marked_where_it_stands_and_nothing_where_nothing_was_asked(at_empty):
    at, case = at_empty, at_empty.top.casefile
    session = at.top.workspace.session
    police = next(agency.id for agency in session.context.agencies if agency.name == "Police")
    session.run(do(expected.expect_returns, profile="Section 11, 2027", agency_ids=[police], due=None))
    at.settle()
    go(at, ToReturns())
    at.pick_place("Returns by agency", 0)
    at.choose("Marking of this request", "Private")
    assert [asked.marking for asked in tables.rows(case, AskedReturn)] == [Marking.PRIVATE]
    at.sees("Asked for, with no day set.")
    at.pick_place("Returns by agency", 0, column=1)
    assert not at.shows("Marking of this request")


def test_each_text_of_the_cycle_has_its_marking_beside_it(at_empty):
    at, case = at_empty, at_empty.top.casefile
    go(at, ToSettings(SettingsPart.PARTNERSHIP))
    at.write("Opinion", "They answer honestly.")
    at.choose("Marking of: Opinion", "Private")
    at.settle()
    (said,) = tables.rows(case, CycleStatement)
    assert (said.kind, said.text, said.marking) == (StatementKind.OPINION, "They answer honestly.", Marking.PRIVATE)


def test_the_contact_and_the_smallest_number_are_kept(at_empty):
    at = at_empty
    go(at, ToSettings(SettingsPart.PARTNERSHIP))
    at.write("Contact for replies", "The business unit")
    at.choose("Smallest number of people", "Show none under 10")
    at.settle()
    (details,) = tables.rows(at.top.casefile, Partnership)
    assert (details.contact, details.smallest) == ("The business unit", 10)


def test_a_name_to_keep_out_is_added_respelt_and_removed(at_empty):
    at, case = at_empty, at_empty.top.casefile
    go(at, ToSettings(SettingsPart.NAMES))
    at.write("Another name to keep out", "Child  Q", then="Return")
    at.write("Another name to keep out", "child q", then="Return")
    assert [guarded.name for guarded in guarded_names(case)] == ["Child Q"]
    at.write("Name", "Child R", then="Ctrl+Return")
    assert [guarded.name for guarded in guarded_names(case)] == ["Child R"]
    at.press("Remove")
    assert guarded_names(case) == ()
