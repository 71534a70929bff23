"""Who was asked, who answered, who is late; the letters to those; and what the answers show read across."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from docx import Document

from scrutineer.casefile import tables
from scrutineer.domain.returns import SelfAssessment
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, expected, guarded_names, mappings, packs, partnership
from scrutineer.operations.queries import insights
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.expected import Standing
from scrutineer.operations.queries.expected import expected as expected_rows
from scrutineer.operations.queries.returns import returns_view
from tests.operations.test_answer_returns import RETURNS, changed_workbook, profile
from tests.operations.test_imports_made import bring_in
from tests.operations.test_ledgers import bring_in as bring_ledger
from tests.operations.test_ledgers import profile as ledger_profile

TODAY = date(2026, 11, 21)
KIND = "Section 11, 2026"
from tests.conftest import CLOCK


def asked(casefile, *names: str, due: date | None = date(2026, 9, 30)):
    ids = [agency.id for agency in read_context(casefile).agencies if agency.name in names]
    return expected.expect_returns(casefile, profile=KIND, agency_ids=ids, due=due, asked_on=date(2026, 8, 1))


def standing(casefile, today: date = TODAY) -> dict[str, tuple]:
    (row,) = [row for row in expected_rows(casefile, read_context(casefile), today) if row.profile == KIND]
    names = {agency.id: agency.name for agency in read_context(casefile).agencies}
    return {names[agency]: (cell.standing, cell.days) for agency, cell in row.cells.items()}


def test_silence_is_recorded_and_not_scored(casefile):
    asked(casefile, "Police", "ICB")
    bring_in(casefile)  # the police, on 14 May
    assert standing(casefile) == {"Police": (Standing.RECEIVED, 0), "ICB": (Standing.OVERDUE, 52),
                                  "Children's services": (Standing.NOT_ASKED, 0)}  # fmt: skip
    assert standing(casefile, date(2026, 9, 30))["ICB"] == (Standing.AWAITED, 0)
    asked(casefile, "Police", "ICB", due=date(2026, 8, 1))
    asked(casefile, "Police", due=date(2026, 8, 2))
    assert standing(casefile)["ICB"] == (Standing.NOT_ASKED, 0)


def test_a_return_that_came_after_its_day_is_late(casefile):
    ids = [agency.id for agency in read_context(casefile).agencies if agency.name == "Police"]
    expected.expect_returns(casefile, profile=KIND, agency_ids=ids, due=date(2026, 5, 1), asked_on=date(2026, 4, 1))
    bring_in(casefile)
    assert standing(casefile)["Police"] == (Standing.LATE, 13)
    (row,) = expected_rows(casefile, read_context(casefile), TODAY)
    assert (row.asked, row.answered) == (1, 1)


def test_ledgers_and_packs_count_as_received(casefile, tmp_path):
    bring_ledger(casefile, RETURNS / "funding-contributions.xlsx", ledger_profile("contributions"))
    packs.make_pack(casefile, agency="ICB", out=tmp_path / "p.xlsx", due=CLOCK.today() + timedelta(days=9))
    rows = {row.profile: row for row in expected_rows(casefile, read_context(casefile), CLOCK.today())}
    police = next(agency.id for agency in read_context(casefile).agencies if agency.name == "Police")
    icb = next(agency.id for agency in read_context(casefile).agencies if agency.name == "ICB")
    assert rows["Contributions"].cells[police].standing is Standing.RECEIVED
    assert rows[packs.profile_name(read_context(casefile).cycle)].cells[icb].standing is Standing.AWAITED


@pytest.mark.parametrize(
    ("profile", "said"),
    [("Section 11, for J. Sample", "“Jo Sample”, which is to be kept out"), ("Ask 0161 496 0123", "a telephone number"),
     ("To ann@northmoor.example", "an e-mail address"), ("Case of 943 476 5919", "like an NHS number")],
)  # fmt: skip
def test_no_letter_leaves_while_one_holds_what_must_not(casefile, tmp_path, profile, said):
    guarded_names.keep_out(casefile, name="Jo Sample")
    ids = {agency.name: agency.id for agency in read_context(casefile).agencies}
    for name, agency in ((KIND, "Police"), (profile, "ICB")):
        expected.expect_returns(casefile, profile=name, agency_ids=[ids[agency]], due=date(2026, 9, 30),
                                asked_on=date(2026, 8, 1))  # fmt: skip
    with pytest.raises(UserError, match="No chaser was written") as refused:
        expected.write_chasers(casefile, into=tmp_path / "out", today=TODAY)
    assert "The chaser to ICB holds " in refused.value.message
    assert said in refused.value.message
    assert "Police" not in refused.value.message
    assert not (tmp_path / "out").exists()


def test_the_partnerships_own_contact_may_be_said_in_a_letter(casefile, tmp_path):
    details = read_context(casefile).partnership
    partnership.set_partnership(casefile, details=replace(details, contact="unit@testshire.example, 0161 496 0123"))
    asked(casefile, "ICB")
    (chaser,) = expected.write_chasers(casefile, into=tmp_path / "out", today=TODAY).value
    assert "unit@testshire.example" in chaser.files[1].read_text(encoding="utf-8")


def test_chasers_go_to_those_that_are_late_and_to_nobody_else(casefile, tmp_path):
    asked(casefile, "Police", "ICB")
    bring_in(casefile)
    written = expected.write_chasers(casefile, into=tmp_path / "out going", today=TODAY).value
    (chaser,) = written
    assert chaser.agency == "ICB"
    word, text = (path.read_bytes() for path in chaser.files)
    document = Document(io.BytesIO(word))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for both in (words, text.decode()):
        assert f"{KIND}, asked for on 1 August 2026, due 30 September 2026, 52 days ago" in both
        assert "not scored" in both
    assert document.core_properties.author == ""
    bring_ids = [agency.id for agency in read_context(casefile).agencies if agency.name == "ICB"]
    expected.expect_returns(casefile, profile=KIND, agency_ids=[], due=None)
    assert bring_ids
    with pytest.raises(UserError, match="Nothing that was asked for is late"):
        expected.write_chasers(casefile, into=tmp_path / "none", today=TODAY)


def test_a_day_before_the_asking_is_refused(casefile):
    with pytest.raises(UserError, match="before it was asked"):
        asked(casefile, "Police", due=date(2026, 7, 1))
    with pytest.raises(UserError, match="which return"):
        expected.expect_returns(casefile, profile=" ", agency_ids=[], due=None)


def noticed(casefile, name: str = KIND) -> dict[str, insights.Noticed]:
    scale = mappings.profile_named(casefile, name).scale
    view = returns_view(casefile, read_context(casefile), name, {name: scale}, TODAY)
    return {one.kind: one for one in view.noticed}


def test_gaps_and_deadlines_are_found_with_their_answers(casefile):
    bring_in(casefile)
    answers = {a.number: a for a in tables.rows(casefile, SelfAssessment)}
    lower = {number for number, a in answers.items() if a.moderated and a.level and a.moderated < a.level}
    found = noticed(casefile)
    assert {number for _, number in found["moderated lower"].keys} == lower
    assert lower
    assert "moderated higher" not in found
    undated = {n for n, a in answers.items() if a.deadline in {"ongoing", "TBC", "Sept 27", "asap"}}
    assert undated <= {number for _, number in found["undated"].keys}


def test_a_round_is_compared_with_the_one_before(casefile, tmp_path):
    bring_in(casefile)
    context = read_context(casefile)
    casefiles.start_cycle(casefile, name="Next", starts=context.cycle.ends + timedelta(days=1),
                          ends=context.cycle.ends + timedelta(days=365), guidance=context.cycle.guidance)  # fmt: skip
    bring_in(casefile, changed_workbook(tmp_path, F13=3, F15=0))
    found = noticed(casefile)
    assert {number for _, number in found["up"].keys} == {"1.1"}
    assert {number for _, number in found["down"].keys} == {"1.3"}


def test_a_return_at_the_top_throughout_is_pointed_out(casefile, tmp_path):
    from openpyxl import load_workbook

    book = load_workbook(RETURNS / "s11-police.xlsx")
    sheet = book["Section 11"]
    for answer in [
        a for a in range(13, 66) if isinstance(sheet.cell(a, 6).value, int | str) and sheet.cell(a, 1).value
    ]:
        if str(sheet.cell(answer, 6).value)[:1].isdigit() or "see" in str(sheet.cell(answer, 6).value):
            sheet.cell(answer, 6).value = 3
    book.save(tmp_path / "s11-police.xlsx")
    bring_in(casefile, tmp_path / "s11-police.xlsx")
    assert "1 return at the highest level throughout" in noticed(casefile)["all at the top"].text
    assert profile().name == KIND
