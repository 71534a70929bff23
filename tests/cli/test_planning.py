"""The plan from the command line: what the pages say, and what they can record in one line."""

from __future__ import annotations

from datetime import date

from scrutineer.domain.activities import Contract
from scrutineer.operations import casefiles, contracts
from tests.conftest import CLOCK, PASSPHRASE


def test_an_activity_is_planned_and_one_recorded_and_the_gaps_are_told(testshire, done, refused):
    said = done("activity", testshire, "plan", "Front door", "--method", "visit", "--on", "2026-12-03",
                "--step", "six-steps:4c").out  # fmt: skip
    assert said.splitlines()[:2] == ["Activity planned", "2026-12-03  planned, 1 day: Front door"]
    assert "Nothing done and nothing planned on 5 steps" in said
    done("activity", testshire, "done", "--method", "interview", "--on", "2026-11-02", "--days", "1.5")
    listed = done("activity", testshire, "--json").data
    assert [(row["state"], row["days"]) for row in listed["activities"]] == [("planned", 1.0), ("done", 1.5)]
    assert listed["activities"][1]["title"].startswith("Interview")
    assert "no number of days" in refused("activity", testshire, "done", "--method", "visit", "--days", "1.25")
    assert "no method" in refused("activity", testshire, "done", "Tea")


def test_the_days_of_a_contract_are_told_by_month_in_whole_numbers(testshire, done):
    assert done("days", testshire).out == "No contract is recorded.\n"
    made = casefiles.open_casefile(testshire, passphrase=PASSPHRASE, clock=CLOCK)
    contracts.add_contract(made, contract=Contract(title="Scrutiny", starts=date(2026, 4, 1), ends=date(2027, 3, 31),
                                                   half_days=40, day_fee=45_001))  # fmt: skip
    made.close()
    done("activity", testshire, "done", "--method", "visit", "--on", "2026-11-02", "--days", "0.5")
    assert done("days", testshire).out.splitlines() == [
        "Scrutiny: half a day of 20 days done, £225.01", "  2026-11  half a day, £225.01",
    ]  # fmt: skip
    (contract,) = done("days", testshire, "--json").data["contracts"]
    assert (contract["used"], contract["left"], contract["fee_pence"]) == (1, 39, 22_501)


def test_something_is_declared_and_listed_by_its_day(testshire, done):
    assert done("declare", testshire).out == "Nothing is declared.\n"
    said = done("declare", testshire, "Chairs the quality group", "--kind", "self-review threat", "--on", "2026-05-01",
                "--safeguard", "Another judges step 4").out  # fmt: skip
    assert said.splitlines() == ["Declared", "2026-05-01  self-review threat: Chairs the quality group"]
    (row,) = done("declare", testshire, "--json").data["declarations"]
    assert row["safeguard"] == "Another judges step 4"


def test_a_piece_is_begun_and_its_report_asked_for_by_its_theme(testshire, done, refused, tmp_path):
    assert done("piece", testshire).out == "No scrutiny piece in this cycle.\n"
    said = done("piece", testshire, "begin", "Neglect", "--starts", "2026-09-01", "--due", "2026-12-18").out
    assert said.splitlines() == ["Piece begun", "Neglect: since 2026-09-01, 0 of 0 agencies answered, 0 findings"]
    assert "has no theme" in refused("piece", testshire, "begin")
    out = tmp_path / "piece.html"
    done("report", testshire, "--kind", "piece", "--piece", "neglect", "--out", out)
    assert "Neglect" in out.read_text(encoding="utf-8")
    assert "no scrutiny piece called" in refused("report", testshire, "--kind", "piece", "--piece", "Harm",
                                                 "--out", tmp_path / "other.html")  # fmt: skip
    assert "is not of one scrutiny piece" in refused("report", testshire, "--kind", "annual", "--piece", "Neglect",
                                                     "--out", tmp_path / "other.html")  # fmt: skip
