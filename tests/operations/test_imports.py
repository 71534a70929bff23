"""One import, whatever the layout: what is proposed is what is stored, and what a person refused or settled is heeded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.ledger_kinds import BY_LAYOUT, LEDGERS
from scrutineer.domain.ledgers import Contribution, TrainingNumber
from scrutineer.domain.mapping import Layout, Profile, Role
from scrutineer.domain.proposal import Decisions, Proposal
from scrutineer.domain.returns import WHOLE_ROW, Change, LeftOut, ReturnFile, SelfAssessment
from scrutineer.errors import UserError
from scrutineer.exchange import ledgers as ledger_rows
from scrutineer.operations import answer_returns, casefiles, imports, ledgers, mappings
from scrutineer.operations.casefiles import Casefile
from tests.conftest import RETURNS
from tests.operations.test_ledgers import profile, sheet
from tests.operations.test_packs import FIRST, answer_first, fill, made

LAYOUTS = {
    "s11-police.xlsx": "section-11",
    "s175-all-schools.xlsx": "all-schools",
    "challenge-log.xlsx": "challenge-log",
    "funding-contributions.xlsx": "contributions",
    "executive-attendance.xlsx": "attendance",
    "indicators.xlsx": "indicators",
}


def proposed(casefile: Casefile, path: Path, mapping: Profile | None = None) -> tuple[Proposal, bytes]:
    workbook, content = answer_returns.read_file(path)
    return imports.propose(casefile, workbook=workbook, profile=mapping), content


def pack_back(casefile: Casefile, tmp_path: Path, name: str = "filled.xlsx", **money: object) -> Path:
    """The pack of the police with an answer and a contribution in it."""
    sent = tmp_path / "the pack.xlsx"

    def change(book) -> None:
        answer_first()(book)
        book["Contributions"].cell(FIRST, 3).value = money.get("amount", "£33,500")

    return fill(sent if sent.exists() else made(casefile, tmp_path), change, name)


@pytest.mark.parametrize("name", [*LAYOUTS, "a pack"])
def test_what_is_proposed_is_what_is_kept_of_the_file_and_one_undo_takes_it_back(name, casefile, tmp_path):
    path = pack_back(casefile, tmp_path) if name == "a pack" else RETURNS / name
    mapping = profile(LAYOUTS[name]) if name in LAYOUTS else None
    shown, content = proposed(casefile, path, mapping)
    totals = shown.totals()
    assert totals["read"] == totals["stored"] + totals["set_aside"] + totals["ignored"] > 0
    outcome = imports.commit(casefile, proposal=shown, content=content)
    kept = tables.get(casefile, ReturnFile, outcome.value)
    assert (kept.read, kept.stored, kept.set_aside, kept.ignored) == tuple(totals.values())
    assert (kept.kind, kept.profile, kept.sha256) == (shown.kind, shown.filed_under, shown.sha256)
    assert len(shown.fresh) + len(shown.waiting) == len(shown.items)
    again, content = proposed(casefile, path, mapping)
    assert (again.already_imported, again.fresh) == (True, ())
    assert "not here already" in imports.commit(casefile, proposal=again, content=content).label
    casefile.undo()
    assert tables.rows(casefile, ReturnFile) == ()
    assert all(tables.rows(casefile, type(item.record)) == () for item in shown.items)
    assert casefiles.check_casefile(casefile).value.problems == ()


@pytest.mark.parametrize("name", [*LAYOUTS, "a pack"])
def test_a_row_that_is_refused_is_counted_and_not_stored(name, casefile, tmp_path):
    path = pack_back(casefile, tmp_path) if name == "a pack" else RETURNS / name
    shown, content = proposed(casefile, path, profile(LAYOUTS[name]) if name in LAYOUTS else None)
    first = shown.fresh[0]
    refused = Decisions(refused={first.place: frozenset({WHOLE_ROW})})
    new = imports.commit(casefile, proposal=shown, content=content, decisions=refused).value
    kept = tables.get(casefile, ReturnFile, new)
    assert (kept.refused, kept.stored) == (1, shown.totals()["stored"] - 1)
    assert kept.read == kept.stored + kept.set_aside + kept.refused + kept.ignored
    stored = tables.rows(casefile, type(first.record))
    assert len(stored) == len(shown.of(type(first.record))) - 1
    assert first.place not in {row.cell for row in stored}


def test_a_cell_of_a_pack_that_is_refused_keeps_what_stands(casefile, tmp_path):
    shown, content = proposed(casefile, pack_back(casefile, tmp_path))
    imports.commit(casefile, proposal=shown, content=content)
    newer = fill(tmp_path / "the pack.xlsx", answer_first("No assurance", "Told anew"), "newer.xlsx")
    shown, content = proposed(casefile, newer)
    (answer,) = shown.of(SelfAssessment)
    assert answer.change is Change.CHANGED
    refused = Decisions(refused={answer.place: frozenset({"self"})})
    imports.commit(casefile, proposal=shown, content=content, decisions=refused)
    (stands,) = tables.rows(casefile, SelfAssessment)
    assert (stands.level, stands.evidence) == ("strong", "Told anew")


def test_a_sum_of_a_pack_that_a_person_settled_is_not_written_over(casefile, tmp_path):
    shown, content = proposed(casefile, pack_back(casefile, tmp_path, amount="tbc"))
    imports.commit(casefile, proposal=shown, content=content)
    (row,) = tables.rows(casefile, Contribution)
    ledgers.settle_value(casefile, row=replace(row, amount=33500.0, reason="Letter of 3 June"))
    assert proposed(casefile, pack_back(casefile, tmp_path, "again.xlsx", amount="tbc"))[0].already_imported
    shown, content = proposed(casefile, pack_back(casefile, tmp_path, "newer.xlsx", amount="£9"))
    (item,) = shown.of(Contribution)
    assert shown.conflicts == (item.place,)
    with pytest.raises(UserError, match="changed here and came back different"):
        imports.commit(casefile, proposal=shown, content=content)
    imports.commit(casefile, proposal=shown, content=content, decisions=Decisions(taken={item.place: False}))
    assert [row.amount for row in tables.rows(casefile, Contribution)] == [33500.0]


def test_a_row_of_a_pack_that_a_newer_version_no_longer_holds_gives_way(casefile, tmp_path):
    for name, year in (("filled.xlsx", "2024"), ("newer.xlsx", "2025")):
        shown, content = proposed(casefile, fill(
            tmp_path / "the pack.xlsx" if (tmp_path / "the pack.xlsx").exists() else made(casefile, tmp_path),
            lambda book, year=year: (
                answer_first()(book),
                setattr(book["Contributions"].cell(FIRST, 2), "value", year),
                setattr(book["Contributions"].cell(FIRST, 3), "value", 500),
            ), name))  # fmt: skip
        imports.commit(casefile, proposal=shown, content=content)
    assert [row.year for row in tables.rows(casefile, Contribution)] == ["2025"]


def test_two_rows_that_meet_one_place_wait_and_are_known_again(casefile, tmp_path):
    path = sheet(tmp_path, ("Partner", "2025-26", "In kind (days)", "Note"), ("Police", "100", "", ""),
                 ("Police", "200", "", ""))  # fmt: skip
    shown, content = proposed(casefile, path, profile("contributions"))
    assert ["stands twice, and differently" in item.waits for item in shown.items] == [True, True]
    imports.commit(casefile, proposal=shown, content=content)
    assert proposed(casefile, path, profile("contributions"))[0].already_imported


# a new layout, as docs/how-to/add-a-layout.md walks through one


def test_every_layout_has_a_reader():
    assert set(imports.READERS) == set(Layout)
    assert set(ledger_rows.READERS) == LEDGERS


def supervision(line) -> Iterator[TrainingNumber | LeftOut]:
    """A reader: a row is a team, a column a month, a cell the hours of supervision its people had."""
    team = line.text(Role.COURSE)
    for column, month in line.block.heads.items() if team else ():
        cell = line.sheet.at(line.row, column)
        yield TrainingNumber(
            course="Supervision", agency=team, period=month, number=cell.number, typed=cell.text,
            cell=line.sheet.address(line.row, column), reason="" if cell.number is not None else "no hours",
        )  # fmt: skip


def waits_above_forty(row: TrainingNumber, _today: date) -> TrainingNumber:
    return replace(row, reason="more than forty hours") if row.number and row.number > 40 else row


def test_a_layout_is_its_reader_and_its_declaration_and_nothing_else(casefile, tmp_path, monkeypatch):
    kind = replace(BY_LAYOUT[Layout.TRAINING], offered="Supervision", checked=waits_above_forty)
    monkeypatch.setitem(BY_LAYOUT, Layout.TRAINING, kind)
    monkeypatch.setitem(ledger_rows.READERS, Layout.TRAINING, supervision)
    mapping = Profile(
        name="Supervision", layout=Layout.TRAINING, headings={"team": Role.COURSE}, scale=mappings.scales()[0]
    )
    path = sheet(tmp_path, ("Team", "May", "June"), ("Police", 12, 41), ("Housing", "a few", 3), ("Total", 12, 44))
    shown, content = proposed(casefile, path, mapping)
    assert {item.place: item.waits for item in shown.items} == {
        "Sheet!B2": "", "Sheet!C2": "more than forty hours", "Sheet!B3": "no hours", "Sheet!C3": ""}  # fmt: skip
    assert shown.unknown_agencies == ("Housing",)
    new = imports.commit(casefile, proposal=shown, content=content).value
    assert [(row.agency, row.period, row.number) for row in tables.rows(casefile, TrainingNumber)] == [
        ("Police", "May", 12), ("Police", "June", 41), ("Housing", "May", None), ("Housing", "June", 3)]  # fmt: skip
    assert tables.get(casefile, ReturnFile, new).stored == 2
    assert proposed(casefile, path, mapping)[0].already_imported
    casefile.undo()
    assert tables.rows(casefile, TrainingNumber) == ()
