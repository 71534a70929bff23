"""Files and folders from the command line: each with its own day, none guessed, every one left out with its reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Evidence
from scrutineer.operations import casefiles
from tests.conftest import CLOCK, PASSPHRASE, copied_testshire
from tests.exchange.made import docx


@pytest.fixture
def path(tmp_path) -> Path:
    made = copied_testshire(tmp_path)
    made.close()
    return made.path


@pytest.fixture
def folder(tmp_path) -> Path:
    top = tmp_path / "papers"
    (top / "2025").mkdir(parents=True)
    (top / "2025" / "Minutes 2025-03-12.docx").write_bytes(docx("Minutes"))
    (top / "Audit 12.03.26.txt").write_text("Twenty files")
    (top / "Interview.txt").write_text("What was said")
    (top / "~$Interview.docx").write_text("owner")
    return top


def kept(path: Path) -> set[tuple[str, date]]:
    casefile = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    try:
        return {(item.title, item.dated) for item in tables.rows(casefile, Evidence)}
    finally:
        casefile.close()


def test_what_has_a_day_goes_in_and_the_rest_is_asked_about(run, path, folder):
    shown = run("capture", path, folder, "--dry-run")
    assert shown.status == 2
    assert "may be 12 March 2026: Its name may mean it." in shown.out
    assert kept(path) == set()
    done = run("capture", path, folder)
    assert done.status == 2
    assert "Interview.txt: its day is asked." in done.err
    assert "~$Interview.docx" not in done.err
    assert "Left out: ~$Interview.docx: A temporary file" in done.out
    assert kept(path) == {("Minutes 2025-03-12", date(2025, 3, 12))}


def test_days_are_said_of_one_of_all_or_taken_as_offered(run, path, folder):
    done = run("capture", path, folder, "--take-offered", "--day", "Interview.txt=2026-05-01", "--json")
    assert (done.status, done.err) == (0, "")
    assert {(one["title"], one["day"]) for one in done.data["files"]} == {
        ("Minutes 2025-03-12", "2025-03-12"), ("Audit 12.03.26", "2026-03-12"), ("Interview", "2026-05-01"),
    }  # fmt: skip
    again = run("capture", path, folder, "--on", "2026-06-01")
    assert again.status == 0
    assert "Interview.txt: It is in the register already: E" in again.out
    assert len(kept(path)) == 3
    once_more = run("capture", path, folder / "Interview.txt", "--on", "2026-06-01", "--again")
    assert once_more.status == 0
    assert len(kept(path)) == 4


def test_a_birth_in_a_table_a_deadline_and_one_of_two_days_are_never_taken(run, path, tmp_path):
    top = tmp_path / "mixed"
    top.mkdir()
    (top / "case.docx").write_bytes(docx("Case summary", table=("Child A", "14 May 2012")))
    (top / "log.docx").write_bytes(docx("Action log", table=("Do a thing", "Police", "1 July 2026")))
    (top / "Action plan to 30 June 2026.txt").write_text("Plan")
    (top / "Year 1 April 2024 - 31 March 2025.txt").write_text("Report")
    (top / "RE challenge.eml").write_bytes(b"From: a@b.example\r\nDate: Tue, 14 Apr 2026 09:12:00 +0100\r\n\r\nYes")
    done = run("capture", path, top)
    assert done.status == 2
    assert kept(path) == {("RE challenge", date(2026, 4, 14))}
    run("capture", path, top, "--take-offered")
    assert kept(path) == {("RE challenge", date(2026, 4, 14)), ("Action plan to 30 June 2026", date(2026, 6, 30))}


def test_a_day_of_no_file_and_no_day_are_refused_before_anything_is_kept(run, path, folder):
    for wrong in (("--day", "Other.txt=2026-05-01"), ("--day", "Interview.txt"), ("--on", "03/04/2026")):
        assert run("capture", path, folder, *wrong).status == 2
    assert kept(path) == set()
