"""What tests of the command line share: a verb run in process, a verb refused, real casefiles that are closed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from scrutineer import cli, environment
from scrutineer.casefile import tables
from scrutineer.domain.returns import SelfAssessment
from scrutineer.exchange import pack_layout
from scrutineer.operations import answer_returns, casefiles, imports, mappings, partnership
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.context import read_context
from tests.conftest import CLOCK, PASSPHRASE, RETURNS, new_testshire

DATA = Path(__file__).parent.parent / "data"
MAPPINGS = RETURNS / "profiles"
POLICE = RETURNS / "s11-police.xlsx"
SECTION_11 = "Section 11, 2026"
WITH_MAPPING = ("--mapping", MAPPINGS / "section-11.toml")
FIRST = pack_layout.FIRST_ROW
LEVEL = pack_layout.QUESTIONS.number("level")

EXAMPLES = {
    "s11-police.xlsx": "section-11",
    "s11-hospital-trust.xls": "section-11",
    "s11-probation.xlsx": "section-11",
    "vcs-forum-self-assessment.ods": "worded",
    "community-health-tool-export.xlsx": "tool-export",
    "s11-moderation-matrix.xlsx": "moderation-matrix",
    "school-audit-hillcrest.xlsx": "schools-audit",
    "s175-all-schools.xlsx": "all-schools",
    "funding-contributions.xlsx": "contributions",
    "executive-attendance.xlsx": "attendance",
    "challenge-log.xlsx": "challenge-log",
    "action-log.xlsx": "action-log",
    "indicators.xlsx": "indicators",
}
"""Every workbook of the worked example with the mapping that reads it."""


class Ran(NamedTuple):
    """A verb that was run: its exit status, what it printed, and what it said on standard error."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """What it printed, as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one verb with the passphrase in the environment; it opens no window."""
    monkeypatch.setenv("SCRUTINEER_PASSPHRASE", PASSPHRASE)

    def call(*words: object) -> Ran:
        given = os.environ.get(environment.PASSPHRASE)
        status, window = cli.run([str(word) for word in words], CLOCK)
        if given is not None:  # a verb takes it out of the environment; each that is run here finds it again
            os.environ[environment.PASSPHRASE] = given
        assert window is None
        return Ran(status, *capsys.readouterr())

    return call


@pytest.fixture
def done(run: Run) -> Run:
    """Run one verb that succeeds and says nothing on standard error."""

    def call(*words: object) -> Ran:
        ran = run(*words)
        assert (ran.status, ran.err) == (0, "")
        return ran

    return call


def contents(folder: Path) -> Mapping[str, str]:
    """Every file in a folder with the hash of what it holds; what the program keeps beside a casefile apart."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix not in {".lock", ".check", ".tip"}
        and not any(part.endswith(" backups") for part in path.parts)
    }


@pytest.fixture
def refused(run: Run, tmp_path: Path) -> Callable[..., str]:
    """Run one verb that cannot be done: 2, one line that says what to do, nothing printed and nothing written."""

    def call(*words: object) -> str:
        before = contents(tmp_path)
        ran = run(*words)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.count("\n") == 1
        assert "Traceback" not in ran.err
        assert contents(tmp_path) == before
        return ran.err

    return call


@pytest.fixture(scope="session")
def testshire_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casefile with three agencies, and one that the police's return was taken into as well; made once."""
    folder = tmp_path_factory.mktemp("testshire")
    made = new_testshire(folder)
    made.close()
    (folder / "returned").mkdir()
    _copy(folder, folder / "returned")
    workbook, content = answer_returns.read_file(POLICE)
    profile = mappings.profile_from_file(MAPPINGS / "section-11.toml")

    def take_in(opened: Casefile) -> None:
        shown = imports.propose(opened, workbook=workbook, profile=profile)
        imports.commit(opened, proposal=shown, content=content)

    edit(folder / "returned" / made.path.name, take_in)
    return folder


def _copy(folder: Path, into: Path) -> Path:
    """Copy a closed casefile."""
    return shutil.copyfile(folder / "Test.scrutiny", into / "Test.scrutiny")


@pytest.fixture
def testshire(testshire_folder: Path, tmp_path: Path) -> Path:
    """A casefile with three agencies and nothing else, a closed copy, in a folder whose name has a space."""
    (tmp_path / "case files").mkdir()
    return _copy(testshire_folder, tmp_path / "case files")


@pytest.fixture
def returned(testshire_folder: Path, tmp_path: Path) -> Path:
    """The same with the police's return taken in."""
    (tmp_path / "case files").mkdir()
    return _copy(testshire_folder / "returned", tmp_path / "case files")


@pytest.fixture
def northmoor(example_folder: Path, tmp_path: Path) -> Path:
    """The worked example's casefile, a closed copy, in a folder whose name has a space."""
    copy = tmp_path / "with a space" / "Northmoor.scrutiny"
    copy.parent.mkdir()
    shutil.copyfile(example_folder / "Northmoor.scrutiny", copy)
    return copy


def changed(path: Path, **cells: object) -> Path:
    """The police's return with some of its cells changed, written to a path."""
    book = openpyxl.load_workbook(POLICE)
    for place, value in cells.items():
        book["Section 11"][place] = value
    book.save(path)
    return path


def adds_up(result: Mapping[str, Any]) -> bool:
    """Everything that was read is stored, set aside or left out."""
    return bool(result["read"] == result["stored"] + result["set_aside"] + result["ignored"])


def taken_in(done, *words: object) -> dict:
    (result,) = done("import", *words, "--json").data["workbooks"]
    return result


@pytest.fixture
def would_refuse(run: Run) -> Callable[..., dict]:
    """A dry run of one workbook that an import refuses: what it shows, with the sentence of the refusal."""

    def call(*words: object) -> dict:
        ran = run("import", *words, "--dry-run", "--json")
        (result,) = ran.data["workbooks"]
        assert (ran.status, ran.err) == (2, f"{result['error']}\n")
        return result

    return call


def edit(path: Path, change) -> None:
    """Do something in a closed casefile that the command line does not."""
    opened = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    try:
        change(opened)
    finally:
        opened.close()


@pytest.fixture
def two_names(returned) -> Path:
    """The police goes by a second name, and its return stands."""

    def call_it(opened) -> None:
        police = next(agency for agency in read_context(opened).agencies if agency.name == "Police")
        partnership.change_agency(opened, agency=replace(police, aliases=("Transport Police",)))

    edit(returned, call_it)
    return returned


@pytest.fixture
def pack(testshire, tmp_path, done) -> Path:
    """A pack for the police, as it went out."""
    out = tmp_path / "pack.xlsx"
    done("pack", testshire, "--agency", "Police", "--out", out)
    return out


def filled(pack: Path, *levels: str, name: str = "filled.xlsx") -> Path:
    """The pack with its first questions answered."""
    book = openpyxl.load_workbook(pack)
    for row, level in enumerate(levels, FIRST):
        book["Self-assessment"].cell(row, LEVEL).value = level
    book.save(pack.with_name(name))
    return pack.with_name(name)


@pytest.fixture
def in_conflict(testshire, pack, done) -> tuple[Path, Path]:
    """A casefile in which a returned answer was decided since, and a newer version of the pack that differs."""
    done("import", testshire, filled(pack, "Limited assurance"))

    def decide(opened) -> None:
        (answer,) = tables.rows(opened, SelfAssessment)
        answer_returns.decide_answer(opened, answer_id=answer.id, level="none", reason="Telephone call")

    edit(testshire, decide)
    return testshire, filled(pack, "Strong assurance", "Reasonable assurance", name="again.xlsx")
