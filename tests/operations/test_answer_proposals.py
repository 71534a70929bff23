"""What a preview of a return sees beside what stands: whose it is, what is the same answer, and what it asks."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from scrutineer.domain.mapping import Profile
from scrutineer.domain.proposal import Proposal
from scrutineer.domain.returns import Change, Said
from scrutineer.operations import answer_returns, imports, mappings, partnership, workbooks
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.context import read_context
from tests.conftest import RETURNS
from tests.operations.test_answer_returns import changed_workbook, profile


def preview(casefile: Casefile, path: Path, mapping: Profile | None = None, **said: object) -> Proposal:
    workbook, _ = answer_returns.read_file(path)
    return imports.propose(
        casefile, workbook=workbook, profile=mapping or profile(), said=Said(**said) if said else None
    )


def commit(casefile: Casefile, path: Path, mapping: Profile | None = None, **said: object) -> int:
    _, content = answer_returns.read_file(path)
    shown = preview(casefile, path, mapping, **said)
    return imports.commit(casefile, proposal=shown, content=content).value


def book(folder: Path, *answers: tuple[object, ...], name: str = "police.xlsx") -> Path:
    """A return with a number, a standard and a score in each row."""
    workbook = openpyxl.Workbook()
    for row in (("Ref", "Standard", "Score"), *answers):
        workbook.active.append(row)
    folder.mkdir(exist_ok=True)
    workbook.save(folder / name)
    return folder / name


@pytest.fixture
def mapping(tmp_path: Path) -> Profile:
    workbook, _ = answer_returns.read_file(book(tmp_path / "asked", ("1.1", "A lead", 2), ("1.2", "A plan", 1)))
    suggested = workbooks.suggest(workbook)
    scale = next(scale for scale in mappings.scales() if scale.id == "0-3")
    return workbooks.profile_of(suggested.first, suggested, name="made", scale=scale, every_sheet=False)


def changes(shown: Proposal) -> list[Change]:
    return [proposed.change for proposed in shown.items]


@pytest.mark.parametrize(("name", "agency"), [("From Police.ods", "Police"), ("From Police and ICB.ods", "")])
def test_a_files_name_says_whose_it_is_only_where_it_names_one_agency(casefile, tmp_path, name, agency):
    shutil.copyfile(RETURNS / "vcs-forum-self-assessment.ods", tmp_path / name)
    assert preview(casefile, tmp_path / name, profile("worded")).agency == agency


def test_where_a_number_stands_twice_only_the_wording_tells_which_answer_it_is(casefile, tmp_path, mapping):
    commit(casefile, book(tmp_path / "first", ("1.1", "A lead", 2), ("1.1", "A deputy", 1)), mapping)
    assert changes(preview(casefile, book(tmp_path / "b", ("1.1", "A deputy", 1)), mapping)) == [Change.UNCHANGED]
    assert changes(preview(casefile, book(tmp_path / "c", ("1.1", "A third", 1)), mapping)) == [Change.NEW]


def test_a_standard_worded_anew_keeps_its_number_and_is_the_same_answer(casefile, tmp_path, mapping):
    commit(casefile, book(tmp_path / "first", ("1.1", "A lead", 2)), mapping)
    shown = preview(casefile, book(tmp_path / "second", ("1.1", "A named lead", 3)), mapping)
    assert changes(shown) == [Change.CHANGED]
    assert shown.gone == ()


def test_two_standards_without_a_number_are_the_same_by_their_wording_alone(casefile, tmp_path, mapping):
    commit(casefile, book(tmp_path / "first", ("1.1", "A lead", 2), (None, "A plan", 1)), mapping)
    shown = preview(casefile, book(tmp_path / "second", ("1.1", "A lead", 2), (None, "A budget", 1)), mapping)
    assert changes(shown) == [Change.UNCHANGED, Change.NEW]
    assert [answer.standard for answer in shown.gone] == ["A plan"]


def test_an_answer_whose_cell_only_moved_is_unchanged(casefile, tmp_path, mapping):
    commit(casefile, book(tmp_path / "first", ("1.1", "A lead", 2), ("1.2", "A plan", 1)), mapping)
    moved = preview(casefile, book(tmp_path / "second", ("1.2", "A plan", 1), ("1.1", "A lead", 2)), mapping)
    assert changes(moved) == [Change.UNCHANGED, Change.UNCHANGED]


def test_only_this_agencys_answers_can_be_gone(casefile, tmp_path, mapping):
    commit(casefile, book(tmp_path / "first", ("1.1", "A lead", 2), ("1.2", "A plan", 1)), mapping)
    commit(casefile, book(tmp_path / "icb", ("1.3", "A budget", 2), name="icb.xlsx"), mapping)
    shown = preview(casefile, book(tmp_path / "second", ("1.1", "A lead", 2)), mapping)
    assert [answer.number for answer in shown.gone] == ["1.2"]


def test_the_same_file_is_new_again_once_another_version_has_changed_what_stands(casefile, tmp_path, mapping):
    first = book(tmp_path / "first", ("1.1", "A lead", 2))
    commit(casefile, first, mapping)
    assert preview(casefile, first, mapping).already_imported
    second = commit(casefile, book(tmp_path / "second", ("1.1", "A lead", 3)), mapping)
    shown = preview(casefile, first, mapping)
    assert not shown.already_imported
    assert changes(shown) == [Change.CHANGED]
    assert shown.earlier is None  # it is that very file, so there is none before it to ask about
    third = preview(casefile, book(tmp_path / "third", ("1.1", "A lead", 0)), mapping)
    assert third.earlier is not None
    assert third.earlier.id == second


def test_the_workbook_before_is_the_newest_that_an_answer_came_from(casefile, tmp_path, mapping):
    commit(casefile, book(tmp_path / "first", ("1.1", "A lead", 2), ("1.2", "A plan", 1)), mapping)
    second = commit(casefile, book(tmp_path / "second", ("1.1", "A lead", 3), ("1.2", "A plan", 1)), mapping)
    shown = preview(casefile, book(tmp_path / "third", ("1.1", "A lead", 0), ("1.2", "A plan", 0)), mapping)
    assert shown.earlier is not None
    assert shown.earlier.id == second


def test_a_sheet_of_many_agencies_has_no_one_workbook_before_it(casefile, tmp_path):
    schools = profile("all-schools")
    commit(casefile, RETURNS / "s175-all-schools.xlsx", schools)
    openpyxl.load_workbook(RETURNS / "s175-all-schools.xlsx").save(tmp_path / "saved again.xlsx")
    shown = preview(casefile, tmp_path / "saved again.xlsx", schools)
    assert set(changes(shown)) == {Change.UNCHANGED}
    assert shown.earlier is None


def test_one_name_in_other_letters_is_no_second_return(casefile, tmp_path):
    agency = read_context(casefile).agencies[0]
    partnership.change_agency(casefile, agency=replace(agency, aliases=("Transport Police",)))
    commit(casefile, changed_workbook(tmp_path, B2="Transport Police"))
    assert preview(casefile, changed_workbook(tmp_path, B2="TRANSPORT  police", F13=0)).questions == ()
    assert [asked.kind for asked in preview(casefile, changed_workbook(tmp_path, B2="Police", F13=0)).questions] == [
        "second return"]  # fmt: skip


def test_what_a_person_said_is_not_asked_again(casefile, tmp_path):
    agency = read_context(casefile).agencies[0]
    partnership.change_agency(casefile, agency=replace(agency, aliases=("Transport Police",)))
    commit(casefile, changed_workbook(tmp_path, B2="Transport Police"))
    newer = changed_workbook(tmp_path, B2="Whoever", F13=0)
    assert preview(casefile, newer, agency="Police").questions == ()
