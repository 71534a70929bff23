"""The log as a workbook: what stands in it, what may not, and that a mapping of its first sheet reads it too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Challenge, EventKind
from scrutineer.domain.ids import CycleId
from scrutineer.domain.ledgers import LogEntry
from scrutineer.domain.mapping import Layout, Role
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.pieces import Piece
from scrutineer.exchange.meanings import suggest_ledger, suggest_ledger_roles
from scrutineer.operations import answer_returns, challenges, imports, pieces
from scrutineer.operations.challenge_log import export_log
from scrutineer.operations.queries.challenges import lives
from tests.conftest import new_testshire
from tests.exchange.made import ledger

DAY = date(2026, 9, 1)


def put(casefile, question="Who answers children at night?", **more):
    return challenges.raise_challenge(
        casefile, question=question, put_to="Chair", raised_on=DAY, reply_due=date(2026, 12, 1), **more
    ).value


def rows(path) -> list[tuple]:
    return list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))


@pytest.fixture
def log(casefile, tmp_path):
    """A log of two, one private, one with a reply that begins like a formula."""
    new = put(casefile, thread="Night cover")
    challenges.record_event(casefile, challenge_id=new, kind=EventKind.RESPONSE, on_date=DAY, text="=1+1 is done.")
    put(casefile, "Private?", marking=Marking.PRIVATE)
    path = tmp_path / "log.xlsx"
    export_log(casefile, out=path)
    return path


def test_every_challenge_of_the_edition_is_a_row_with_real_days(casefile, log, tmp_path):
    head, row = rows(log)
    said = dict(zip(head, row, strict=True))
    assert said["Reference"].endswith("-26-001")
    assert said["Date raised"].date() == DAY
    assert said["Latest update"] == "1 September 2026, response: =1+1 is done."
    assert said["Thread"] == "Night cover"
    outcome = export_log(casefile, out=tmp_path / "all.xlsx", edition=Edition.PRIVATE)
    assert outcome.value == len(rows(tmp_path / "all.xlsx")) - 1 == 2


def log_profile(path):
    """The mapping that its own headings suggest."""
    roles = suggest_ledger_roles([str(heading).lower() for heading in rows(path)[0]], Layout.CHALLENGE_LOG)
    return ledger(Layout.CHALLENGE_LOG, roles)


def bring_in(casefile, path):
    workbook, content = answer_returns.read_file(path)
    mapping = replace(log_profile(path), sheets=("Challenges",))
    proposal = imports.propose(casefile, workbook=workbook, profile=mapping)
    return imports.commit(casefile, proposal=proposal, content=content)


def test_its_headings_are_understood_as_those_of_a_log(log):
    assert suggest_ledger([str(heading).lower() for heading in rows(log)[0]]) is Layout.CHALLENGE_LOG
    roles = log_profile(log).headings
    wanted = {
        "reference": Role.NUMBER, "date raised": Role.RAISED, "put to": Role.AGENCY, "challenge": Role.CHALLENGE,
        "status": Role.STATUS, "reply due": Role.DEADLINE, "latest update": Role.UPDATE,
    }  # fmt: skip
    assert {heading: roles[heading] for heading in wanted} == wanted


def test_read_back_where_it_was_written_it_raises_nothing_and_says_nothing_twice(casefile, log):
    before = lives(casefile)
    bring_in(casefile, log)
    assert lives(casefile) == before
    (row,) = tables.rows(casefile, LogEntry)
    assert (row.challenge_id, row.reason) == (before[0].challenge.id, "")


def test_an_update_that_was_written_into_it_becomes_a_note_of_that_challenge(casefile, log):
    book = openpyxl.load_workbook(log)
    update = [cell.value for cell in book.active[1]].index("Latest update") + 1
    book.active.cell(2, update).value = "They changed the rota."
    book.save(log)
    bring_in(casefile, log)
    (first, _) = lives(casefile)
    assert first.events[-1].kind is EventKind.NOTE
    assert "They changed the rota." in first.events[-1].text
    assert len(tables.rows(casefile, Challenge)) == 2


def test_elsewhere_it_raises_what_it_holds(log, tmp_path):
    folder = tmp_path / "other"
    folder.mkdir()
    other = new_testshire(folder)
    bring_in(other, log)
    (life,) = lives(other)
    assert (life.challenge.question, life.raised_on) == ("Who answers children at night?", DAY)
    other.close()


def test_a_status_alone_that_was_written_into_it_closes_nothing_and_that_is_said(casefile, log):
    book = openpyxl.load_workbook(log)
    status = [cell.value for cell in book.active[1]].index("Status") + 1
    book.active.cell(2, status).value = "Closed: impact shown"
    book.save(log)
    workbook, content = answer_returns.read_file(log)
    proposal = imports.propose(casefile, workbook=workbook, profile=None)
    (said,) = [found.text for found in proposal.findings if found.kind == "closed there, open here"]
    assert f"it stays open here: {lives(casefile)[0].challenge.reference} (“Closed: impact shown”)" in said
    imports.commit(casefile, proposal=proposal, content=content)
    assert lives(casefile)[0].is_open


def test_a_line_of_what_a_piece_is_judged_by_is_named_with_its_framework_and_read_back(casefile, tmp_path):
    judged = Piece(cycle_id=CycleId(1), title="Neglect", starts=DAY, framework_id="ncb-principles")
    put(casefile, targets=["ncb-principles:1"], piece_id=pieces.add_piece(casefile, piece=judged).value)
    export_log(casefile, out=tmp_path / "log.xlsx")
    head, row = rows(tmp_path / "log.xlsx")
    said = str(dict(zip(head, row, strict=True))["Bears on"])
    assert said.startswith("NCB principles: ")
    (tmp_path / "other").mkdir()
    elsewhere = new_testshire(tmp_path / "other")
    workbook, content = answer_returns.read_file(tmp_path / "log.xlsx")
    imports.commit(elsewhere, proposal=imports.propose(elsewhere, workbook=workbook, profile=None), content=content)
    (life,) = lives(elsewhere)
    assert life.challenge.targets == ("ncb-principles:1",)
    elsewhere.close()
