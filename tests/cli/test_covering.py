"""Coverage and checklists from the command line."""

from __future__ import annotations

import pytest

from scrutineer.domain.evidence import Bearing, EvidenceKind, LinkTarget
from scrutineer.operations import casefiles, evidence
from tests.cli.conftest import CLOCK, PASSPHRASE

REPORT = "wt-yearly-report-2023"


@pytest.fixture
def with_report(testshire):
    """A casefile with a yearly report, linked to step 1."""
    casefile = casefiles.open_casefile(testshire, passphrase=PASSPHRASE, clock=CLOCK)
    evidence.capture_evidence(
        casefile, title="Yearly report", kind=EvidenceKind.REPORT, dated=CLOCK.today(),
        links=[(LinkTarget.LINE, "six-steps:1", Bearing.SUPPORTS)],
    )  # fmt: skip
    casefile.close()
    return testshire


def test_what_counts_and_what_only_may_bear_are_told_apart(with_report, done):
    said = done("coverage", with_report, "wt-functions-2026").out
    assert "0 of 7 functions looked at in this cycle." in said
    assert "F1  Rigorous support and challenge: not looked at in this cycle. May bear on it: 1 item." in said
    lines = done("coverage", with_report, "wt-functions-2026", "--json").data["lines"]
    first = next(line for line in lines if line["id"].endswith("F1"))
    assert (first["looked_at"], first["counts"]["items"], first["may_bear"]["items"]) == (False, 0, 1)


def test_a_checklist_is_answered_and_listed(with_report, done):
    where = (with_report, REPORT, "--document", "E1")
    before = done("checklist", *where, "--json").data
    assert {item["answer"] for item in before["items"]} == {None}
    done("checklist", *where, "--answer", "r10", "--met", "partly", "--page", "page 3", "--words", "Signed by two.")
    said = done("checklist", *where).out
    assert "1 of 12 items answered: 1 partly met." in said
    assert "partly met, page 3" in said
    assert "“Signed by two.”" in said
    after = {item["code"]: item["answer"] for item in done("checklist", *where, "--json").data["items"]}
    assert after["R10"] == {
        "met": "partly met", "place": "page 3", "words": "Signed by two.", "note": "", "marking": "private",
    }  # fmt: skip
    assert "E1 Yearly report: 1 of 12 items answered" in done("checklist", with_report).out
    (told,) = [one for one in done("checklist", with_report, "--json").data["checklists"] if one["id"] == REPORT]
    assert [one["document"] for one in told["documents"]] == ["E1"]


def test_an_answer_that_is_not_whole_is_refused(with_report, refused):
    assert "The answer is not whole" in refused("checklist", with_report, REPORT, "--answer", "R1", "--met", "met")
    where = (with_report, REPORT, "--document", "E1")
    assert "The answer is not whole" in refused("checklist", *where, "--answer", "R1")
    assert "Where does the document say so" in refused("checklist", *where, "--answer", "R1", "--met", "met")
    assert "has no item “R99”" in refused("checklist", *where, "--answer", "R99", "--met", "not")
    assert "no framework called" in refused("checklist", with_report, "no-such-list")


def test_a_framework_that_is_no_checklist_cannot_be_answered(with_report, refused):
    said = refused("checklist", with_report, "six-steps", "--document", "E1", "--answer", "4c", "--met", "not")
    assert "no item of a checklist" in said
