"""Coverage: any framework beside the six steps, and what is recorded behind a cell."""

from __future__ import annotations

from scrutineer.domain.evidence import Bearing, LinkTarget
from scrutineer.operations import evidence, judgements
from scrutineer.ui.destinations import ToChecklists, ToCoverage, ToItem, ToLine
from scrutineer.ui.dialogs.link_evidence import LinkEvidenceDialog
from scrutineer.ui.ops import do
from tests.operations.acts import TODAY
from tests.ui.conftest import go

TABLE = "Lines by step"


def test_coverage_of_any_framework(at_example):
    at = at_example
    panel = go(at, ToCoverage())
    at.sees("spans two editions")
    for words in at.choices("Framework"):
        at.choose("Framework", words)
        assert "looked at in this cycle" in at.words()
    go(at, ToCoverage("davis-questions"))
    at.pick_place(TABLE, len(at.rows(TABLE)) - 1)
    at.sees("Context only: never counted as a gap of the partnership.")
    assert panel.destination() == ToCoverage("davis-questions")


def test_a_change_on_a_step_only_suggests_and_shows_at_once(at_empty):
    at = at_empty
    go(at, ToCoverage())
    at.sees("0 of 7 functions")
    at.top.workspace.session.run(do(judgements.record_judgement, target="six-steps:3", level="limited", narrative="x"))
    at.sees("0 of 7 functions")
    at.sees("may bear on 3 of them")


def test_what_counts_for_a_line_is_one_step_away(at_example):
    at = at_example
    panel = go(at, ToCoverage())
    place = next(n for n, row in enumerate(at.rows(TABLE)) if row[-1] == "1 item")
    at.pick_place(TABLE, place)
    at.sees("Counts for it: 1 item")
    item = next(one for one in at.within(panel).buttons() if one.startswith("E") and one[1:].isdecimal())
    at.within(panel).press(item)
    assert isinstance(at.top.workspace.destination(), ToItem)


def test_a_judgement_that_may_bear_leads_to_its_step(at_empty):
    at = at_empty
    judgements.record_judgement(at.top.casefile, target="six-steps:3", level="limited", narrative="x")
    panel = go(at, ToCoverage())
    borne_on = next(n for n, row in enumerate(at.rows(TABLE)) if "May bear" in row)
    at.pick_place(TABLE, borne_on, column=len(at.rows(TABLE)[0]) - 2)
    at.within(panel).press("3 Limited assurance")
    assert at.top.workspace.destination() == ToLine("six-steps:3")


def test_what_may_bear_counts_once_it_is_linked_to_the_line(at_empty):
    at = at_empty
    evidence.capture_evidence(
        at.top.casefile, title="Minutes", dated=TODAY, links=[(LinkTarget.LINE, "six-steps:3", Bearing.SUPPORTS)]
    )
    evidence.capture_evidence(at.top.casefile, title="Of another step", dated=TODAY)
    panel = go(at, ToCoverage())
    at.sees("0 of 7 functions")
    voice = next(n for n, row in enumerate(at.rows(TABLE)) if row[0].startswith("F4"))
    at.pick_place(TABLE, voice)
    at.within(panel).press("Link what counts")
    dialog = next(made for made in at.top.findChildren(LinkEvidenceDialog) if made.isVisible())
    offered = dialog.items.rows_model
    assert offered.rowCount() == 1
    at.within(dialog).press("Supports")
    at.within(dialog).press("Link")
    at.within(dialog).press("Close")
    at.sees("1 of 7 functions")
    at.sees("Counts for it: 1 item")


def test_an_answer_counts_and_leads_to_its_checklist(at_example):
    at = at_example
    panel = go(at, ToCoverage("wt-yearly-report-2023"))
    place = next(n for n, row in enumerate(at.rows(TABLE)) if row[0].startswith("R7"))
    assert at.rows(TABLE)[place][-1] == "1 answer"
    at.pick_place(TABLE, place)
    at.within(panel).press("Partly met")
    destination = at.top.workspace.destination()
    assert isinstance(destination, ToChecklists)
    assert destination.target == "wt-yearly-report-2023:R7"


def test_a_line_of_a_checklist_can_be_held_against_a_document_and_another_cannot(at_example):
    at = at_example
    panel = go(at, ToCoverage("ncb-principles"))
    assert not at.within(panel).has("Hold a document against it")
    go(at, ToCoverage("wt-functions-2023"))
    at.within(panel).press("Hold a document against it")
    assert at.top.workspace.destination().target == "wt-functions-2023:F1"
