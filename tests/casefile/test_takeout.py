"""One entry of the journal taken out long after: what was edited since stays, and what it rests on."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.casefile import journal, tables, takeout
from scrutineer.domain.evidence import Bearing, LinkTarget
from scrutineer.domain.ids import TargetId
from scrutineer.domain.partnership import Agency
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.operations import answer_returns, casefiles, evidence, imports_made, judgements
from scrutineer.operations.queries.challenges import lives
from tests.conftest import RETURNS
from tests.operations.test_answer_returns import changed_workbook
from tests.operations.test_imports_made import bring_in
from tests.operations.test_ledgers import bring_in as bring_ledger
from tests.operations.test_ledgers import profile as ledger_profile


def test_a_row_added_and_changed_in_one_entry_goes_out_whole(casefile):
    with casefile.transact("Add and rename"):
        added = tables.insert(casefile, Agency(name="Fire"))
        tables.update(casefile, replace(tables.get(casefile, Agency, added), name="Fire service"))
    newest = journal.entries(casefile.reader, 1)[0].seq
    assert takeout.plan(casefile.view, newest).back == {("agency", added): None}


def test_a_row_changed_twice_in_one_entry_goes_back_to_how_it_stood_before_it(casefile):
    police = tables.rows(casefile, Agency, name="Police")[0]
    with casefile.transact("Rename twice"):
        for name in ("Constabulary", "Police service"):
            tables.update(casefile, replace(police, name=name))
    plan = takeout.plan(casefile.view, journal.entries(casefile.reader, 1)[0].seq)
    with casefile.transact("Take out"):
        takeout.carry_out(casefile.writer, plan)
    assert tables.get(casefile, Agency, police.id) == police


def test_an_answer_is_not_put_back_onto_a_workbook_that_is_gone(casefile, tmp_path):
    first = bring_in(casefile)
    second = bring_in(casefile, changed_workbook(tmp_path, F13=3))
    imports_made.take_out_import(casefile, return_id=first)
    taken_out = imports_made.take_out_import(casefile, return_id=second).value
    assert {kept.why for kept in taken_out.kept} == {"something that stays rests on it"}
    assert [file.id for file in tables.rows(casefile, ReturnFile)] == [second]
    assert [(answer.number, answer.level) for answer in tables.rows(casefile, SelfAssessment)] == [("1.1", "3")]
    assert casefiles.check_casefile(casefile).value.problems == ()


def test_what_stays_names_the_newest_change_of_it(casefile, tmp_path):
    first = bring_in(casefile)
    bring_in(casefile, changed_workbook(tmp_path, F13=3))
    answer = next(answer for answer in tables.rows(casefile, SelfAssessment) if answer.number == "1.1")
    answer_returns.decide_answer(casefile, answer_id=answer.id, level="1", reason="Telephone call")
    kept = imports_made.preview_take_out(casefile, return_id=first).kept
    assert [row.why.startswith("changed since: Decide 1.1") for row in kept if row.what.startswith("Answer")] == [True]


def test_evidence_for_a_judgement_of_the_same_number_keeps_no_challenge(casefile):
    """Links say their ends as text: what they point to is told by its kind, not by its number alone."""
    judgement = judgements.record_judgement(casefile, target=TargetId("six-steps:4c"), level="limited").value
    evidence.capture_evidence(
        casefile, title="Audit", dated=casefile.clock.today(),
        links=[(LinkTarget.JUDGEMENT, str(judgement), Bearing.SUPPORTS)],
    )  # fmt: skip
    log = bring_ledger(casefile, RETURNS / "challenge-log.xlsx", ledger_profile("challenge-log")).value
    assert judgement in {life.challenge.id for life in lives(casefile)}
    assert imports_made.take_out_import(casefile, return_id=log).value.kept == ()
    assert lives(casefile) == ()
