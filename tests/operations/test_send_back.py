"""Send-back copies of what was taken in."""

from __future__ import annotations

import openpyxl
import pytest

from scrutineer.casefile import tables
from scrutineer.domain.returns import AnswerStatus, Said, SelfAssessment
from scrutineer.errors import UserError
from scrutineer.operations import answer_returns, imports, send_back
from tests.conftest import RETURNS
from tests.operations.test_answer_returns import profile
from tests.operations.test_imports_made import bring_in
from tests.operations.test_ledgers import bring_in as bring_ledger
from tests.operations.test_ledgers import profile as ledger_profile


def test_what_waits_is_ringed_and_what_was_settled_is_not(casefile, tmp_path):
    new = bring_in(casefile)
    waiting = [a for a in tables.rows(casefile, SelfAssessment) if a.status is AnswerStatus.SET_ASIDE]
    answer_returns.decide_answer(casefile, answer_id=waiting[0].id, level="3", reason="call")
    out = tmp_path / send_back.suggested_name("s11-police.xlsx")
    told = send_back.write_send_back(casefile, return_id=new, out=out).value
    places = [one.place for one in told]
    assert [answer.cell for answer in waiting[1:]] == places[:2]
    assert waiting[0].cell not in places
    assert "0 (" in told[0].please
    assert "n/a where it does not apply" in told[0].please
    book = openpyxl.load_workbook(out)
    assert book["Section 11"][waiting[1].cell.split("!")[1]].border.left.style == "thick"
    assert out.name == "s11-police to correct.xlsx"


def test_a_workbook_can_be_sent_back_before_anything_is_stored(casefile, tmp_path):
    workbook, content = answer_returns.read_file(RETURNS / "s11-police.xlsx")
    shown = imports.propose(casefile, workbook=workbook, profile=profile())
    found = send_back.corrections_of_proposal(shown)
    assert len(found) >= 3
    send_back.write_copy(workbook.name, content, found, out=tmp_path / "copy.xlsx")
    assert tables.rows(casefile, SelfAssessment) == ()


def test_a_kind_that_cannot_be_marked_says_so(casefile, tmp_path):
    workbook, content = answer_returns.read_file(RETURNS / "s11-hospital-trust.xls")
    shown = imports.propose(casefile, workbook=workbook, profile=profile(), said=Said(agency="ICB"))
    out = tmp_path / send_back.suggested_name(workbook.name)
    outcome = send_back.write_copy(workbook.name, content, send_back.corrections_of_proposal(shown), out=out)
    assert "the list alone" in outcome.label
    assert out.suffix == ".xlsx"


def test_a_log_is_sent_back_with_its_rows_that_wait(casefile, tmp_path):
    new = bring_ledger(casefile, RETURNS / "challenge-log.xlsx", ledger_profile("challenge-log")).value
    told = send_back.write_send_back(casefile, return_id=new, out=tmp_path / "log.xlsx").value
    assert [one.cell for one in told if "June meeting" in one.problem] == ["D6", "D7", "D8", "D9"]


def test_nothing_to_correct_writes_nothing(tmp_path):
    with pytest.raises(UserError, match="has to be put right"):
        send_back.write_copy("x.xlsx", b"", [], out=tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_copy_under_the_name_of_another_kind_is_refused(casefile, tmp_path):
    workbook, content = answer_returns.read_file(RETURNS / "s11-police.xlsx")
    shown = imports.propose(casefile, workbook=workbook, profile=profile())
    corrections = send_back.corrections_of_proposal(shown)
    with pytest.raises(UserError, match=r"copy.ods does not end in .xlsx, which is what is written"):
        send_back.write_copy(workbook.name, content, corrections, out=tmp_path / "copy.ods")
    assert list(tmp_path.glob("copy*")) == []
