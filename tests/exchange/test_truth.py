"""Every layout of the worked example's workbooks, cell by cell, against what a careful reader stores."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from scrutineer.domain.answers import Answer, AnswerState
from scrutineer.domain.returns import Reading
from scrutineer.exchange import apply, profile_file, reader
from scrutineer.frameworks.loader import scales
from tests.conftest import RETURNS
from tests.exchange.made import fits

TRUTH = json.loads((Path(__file__).parent.parent / "data" / "truth.json").read_text())
PROFILES = {
    "s11-police.xlsx": "section-11", "s11-hospital-trust.xls": "section-11", "s11-probation.xlsx": "section-11",
    "school-audit-hillcrest.xlsx": "schools-audit", "s175-all-schools.xlsx": "all-schools",
    "s11-moderation-matrix.xlsx": "moderation-matrix", "vcs-forum-self-assessment.ods": "worded",
    "community-health-tool-export.xlsx": "tool-export",
}  # fmt: skip


def profile(name: str):
    return profile_file.parse((RETURNS / "profiles" / f"{name}.toml").read_text(), scales(), name)


@cache
def reading(name: str) -> Reading:
    return apply.read_with(reader.read_workbook(*reader.load(RETURNS / name)), profile(PROFILES[name]))


def stored(answer: Answer | None) -> str | None:
    if answer is None or answer.state is AnswerState.SET_ASIDE:
        return None
    return "n/a" if answer.state is AnswerState.NOT_APPLICABLE else answer.level


def expected(value: object) -> str | None:
    return None if value is None else str(value)


@pytest.mark.parametrize("name", PROFILES)
def test_every_cell_says_what_the_truth_says(name):
    found = {answer.cell: answer for answer in reading(name).answers}
    rows = TRUTH[name]["rows"]
    assert set(found) == {row["cell"] for row in rows}
    for row in rows:
        answer = found[row["cell"]]
        assert (row["cell"], stored(answer.answer)) == (row["cell"], expected(row["self"]))
        assert answer.number == row["ref"]
        assert (row["cell"], stored(answer.moderated)) == (row["cell"], expected(row.get("moderated")))
        if "agency" in row:
            assert answer.agency == row["agency"]
        if row.get("typed") is not None:
            assert answer.typed == row["typed"].strip()


@pytest.mark.parametrize("name", PROFILES)
def test_the_totals_add_up(name):
    read = reading(name)
    workbook = reader.read_workbook(*reader.load(RETURNS / name))
    assert read.read == len(read.answers) + len(read.left_out)
    used = {f"{sheet.name}!{row}" for sheet in workbook.sheets for row in sheet.rows()}
    left = {item.place for item in read.left_out}
    answered = {
        f"{a.cell.rsplit('!', 1)[0]}!{a.cell.rsplit('!', 1)[1].lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
        for a in read.answers
    }
    assert left | answered == used
    assert not left & answered
    assert all(item.reason for item in read.left_out)


@pytest.mark.parametrize(
    ("name", "agency"),
    [("s11-police.xlsx", "Police"), ("s11-hospital-trust.xls", "Hospital trust"), ("s11-probation.xlsx", "Probation Service"),
     ("school-audit-hillcrest.xlsx", "Hillcrest Academy"), ("vcs-forum-self-assessment.ods", "")],
)  # fmt: skip
def test_the_agency_is_read_where_the_workbook_says_it(name, agency):
    assert reading(name).agency == agency


def test_the_day_it_was_returned_is_read():
    assert reading("s11-police.xlsx").returned_on.isoformat() == "2026-05-14"
    assert reading("s175-all-schools.xlsx").returned_on is None


def test_comments_are_kept_with_the_evidence_of_their_row():
    first = next(answer for answer in reading("s11-police.xlsx").answers if answer.number == "1.1")
    assert "Comment on C13: Discussed with the designated doctor" in first.evidence


def test_nobody_in_the_identity_block_is_stored():
    read = reading("s11-police.xlsx")
    kept = " ".join([*(item.text for item in read.left_out), *(answer.evidence for answer in read.answers)])
    assert "01632" not in kept
    assert "example.org" not in kept
    assert any("may hold names" in finding.text for finding in read.findings)


def test_the_next_workbook_of_a_layout_needs_no_questions():
    section_11 = profile("section-11")
    for name in ("s11-police.xlsx", "s11-hospital-trust.xls", "s11-probation.xlsx"):
        assert fits(reader.read_workbook(*reader.load(RETURNS / name)), section_11)
    other = reader.read_workbook(*reader.load(RETURNS / "community-health-tool-export.xlsx"))
    assert not fits(other, section_11)


@pytest.mark.parametrize("name", sorted(set(PROFILES.values())))
def test_a_profile_written_is_the_profile_read(name):
    one = profile(name)
    assert profile_file.parse(profile_file.write(one), scales()) == one


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed on this machine")
def test_answers_by_colour_are_the_same_in_an_old_workbook(tmp_path):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xls", "--outdir",
                    str(tmp_path), str(RETURNS / "s11-moderation-matrix.xlsx")], check=True, capture_output=True, timeout=180)  # fmt: skip
    old = apply.read_with(
        reader.read_workbook(*reader.load(tmp_path / "s11-moderation-matrix.xls")), profile("moderation-matrix")
    )
    told = [(a.cell, a.agency, a.answer) for a in old.answers]
    assert told == [(a.cell, a.agency, a.answer) for a in reading("s11-moderation-matrix.xlsx").answers]
