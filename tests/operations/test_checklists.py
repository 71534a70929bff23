"""A checklist answered against a document: kept, changed, taken away, marked, and never worked out."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.checklists import ChecklistAnswer, Met
from scrutineer.domain.evidence import Bearing, EvidenceKind, LinkTarget
from scrutineer.domain.marking import Edition, Marking
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, checklists, evidence
from scrutineer.operations.material import edition_view
from scrutineer.operations.queries.checklists import answered_checklists, checklist, documents
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.coverage import coverage

REPORT = "wt-yearly-report-2023"


def document(casefile, title: str = "Yearly report", marking: Marking = Marking.PUBLIC, **more):
    return evidence.capture_evidence(
        casefile, title=title, kind=EvidenceKind.REPORT, dated=date(2026, 4, 1), marking=marking, **more
    ).value


def give(casefile, item, code: str = "R10", met: Met = Met.MET, **said):
    said = {"place": "page 3", **said}
    return checklists.answer_item(casefile, evidence_id=item, target=f"{REPORT}:{code}", met=met, **said)


def held(casefile, item):
    return checklist(casefile, read_context(casefile), REPORT, item)


def given(casefile, item) -> dict[str, str]:
    return {row.line.code: row.answer.met.value for row in held(casefile, item).rows if row.answer}


def test_an_answer_stands_for_its_document_and_its_item_alone(casefile):
    report, other = document(casefile), document(casefile, "Another report")
    give(casefile, report)
    give(casefile, other, met=Met.NOT)
    assert (given(casefile, report), given(casefile, other)) == ({"R10": "met"}, {"R10": "not met"})
    assert held(casefile, report).in_words().startswith("1 of 12 items answered: 1 met. Without an answer: R1 ")


def test_a_second_answer_takes_the_place_of_the_first_which_the_journal_keeps(casefile):
    report = document(casefile)
    give(casefile, report, words="Signed by the three.")
    give(casefile, report, met=Met.PARTLY, place="page 3, two of three")
    (row,) = tables.rows(casefile, ChecklistAnswer)
    assert (row.met, row.place, row.words) == (Met.PARTLY, "page 3, two of three", "")
    casefiles.undo(casefile)
    (row,) = tables.rows(casefile, ChecklistAnswer)
    assert (row.met, row.words) == (Met.MET, "Signed by the three.")


def test_an_answer_taken_away_was_not_looked_at_and_undo_brings_it_back(casefile):
    report = document(casefile)
    give(casefile, report)
    (row,) = tables.rows(casefile, ChecklistAnswer)
    checklists.take_answer_away(casefile, answer=row)
    assert given(casefile, report) == {}
    casefiles.undo(casefile)
    assert given(casefile, report) == {"R10": "met"}


def test_evidence_linked_to_an_item_answers_nothing(casefile):
    report = document(casefile, links=[(LinkTarget.LINE, f"{REPORT}:R10", Bearing.SUPPORTS)])
    assert given(casefile, report) == {}


def test_an_answer_counts_for_its_line_and_for_no_other(casefile):
    give(casefile, document(casefile), met=Met.NOT)
    view = coverage(casefile, read_context(casefile), REPORT)
    assert [row.line.code for row in view.rows if row.looked_at] == ["R10"]
    later = coverage(casefile, read_context(casefile), "wt-yearly-report-2026")
    assert not [row for row in later.rows if row.looked_at]
    assert {len(row.may_bear.answers) for row in later.rows if row.line.code == "R10"} == {1}


def test_a_line_that_is_no_item_of_a_checklist_is_refused(casefile):
    report = document(casefile)
    for target in ("six-steps:4c", "ncb-principles:13", f"{REPORT}:R"):
        with pytest.raises(UserError, match="no item of a checklist"):
            checklists.answer_item(casefile, evidence_id=report, target=target, met=Met.NOT)
    with pytest.raises(UserError, match="no step or line"):
        give(casefile, report, code="R99")
    assert not tables.rows(casefile, ChecklistAnswer)


def test_what_must_be_said_is_asked_for_and_nothing_is_kept(casefile):
    report = document(casefile)
    with pytest.raises(UserError, match="Where does the document say so"):
        give(casefile, report, place="", note="Somewhere.")
    assert not tables.rows(casefile, ChecklistAnswer)


def test_an_answer_is_marked_as_its_document_and_never_wider_than_partner(casefile):
    for marking, expected in ((Marking.PRIVATE, Marking.PRIVATE), (Marking.PUBLIC, Marking.PARTNER)):
        item = document(casefile, f"Marked {marking.value}", marking)
        give(casefile, item)
        (row,) = tables.rows(casefile, ChecklistAnswer, evidence_id=item)
        assert row.marking is expected
    give(casefile, item, marking=Marking.PUBLIC)
    give(casefile, item, met=Met.NOT)
    (row,) = tables.rows(casefile, ChecklistAnswer, evidence_id=item)
    assert row.marking is Marking.PUBLIC  # as it was marked before


def shown(casefile, edition: Edition) -> tuple[int, int]:
    ((_, answers),) = edition_view(casefile, edition).checklists
    return len(answers.shown), answers.withheld


def test_an_answer_is_in_an_edition_only_where_it_and_its_document_may_be(casefile):
    give(casefile, document(casefile, "Open"), marking=Marking.PUBLIC)
    give(casefile, document(casefile, "Private", Marking.PRIVATE), marking=Marking.PUBLIC)
    give(casefile, document(casefile, "Among partners"), code="R1")
    assert shown(casefile, Edition.PRIVATE) == (3, 0)
    assert shown(casefile, Edition.PARTNER) == (2, 1)
    assert shown(casefile, Edition.PUBLIC) == (1, 2)


def test_the_documents_answered_come_first(casefile):
    old = document(casefile, "Old")
    document(casefile, "New")
    evidence.capture_evidence(casefile, title="A visit", kind=EvidenceKind.VISIT, dated=date(2026, 5, 1))
    give(casefile, old)
    assert [item.title for item in documents(casefile, read_context(casefile).cycle.id)] == ["Old", "New"]


def test_the_next_item_is_the_next_without_an_answer_and_none_once_all_are(casefile):
    report = document(casefile)
    codes = [row.line.code for row in held(casefile, report).rows]
    give(casefile, report, code=codes[1], met=Met.NOT)
    assert held(casefile, report).after(f"{REPORT}:{codes[0]}") == f"{REPORT}:{codes[2]}"
    assert held(casefile, report).after(f"{REPORT}:{codes[-1]}") == f"{REPORT}:{codes[0]}"
    for code in codes:
        give(casefile, report, code=code, met=Met.NOT)
    assert held(casefile, report).after(f"{REPORT}:{codes[0]}") is None


def test_an_answer_of_one_cycle_stands_in_that_cycle(casefile):
    report = document(casefile)
    give(casefile, report)
    casefiles.start_cycle(
        casefile, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )
    assert given(casefile, report) == {}
    give(casefile, report, met=Met.NOT)
    assert len(tables.rows(casefile, ChecklistAnswer)) == 2


def test_every_edition_of_every_checklist_can_be_answered(casefile):
    every = answered_checklists(casefile, read_context(casefile).cycle)
    assert {framework.family for framework, _ in every} == {
        "wt-arrangements", "wt-yearly-report", "wt-scrutiny", "lsp-functions",
    }  # fmt: skip
    assert len(every) == 11
