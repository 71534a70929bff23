"""What an earlier cycle left open is listed by the verb that lists its kind, and can be reported."""

from __future__ import annotations

import pytest

from tests.conftest import new_testshire
from tests.operations.left_open import leave_open


@pytest.fixture
def path(tmp_path):
    """A casefile in the cycle after one that left everything open."""
    made = new_testshire(tmp_path)
    leave_open(made)
    made.close()
    return made.path


VERBS = {
    "activity": ("activity", "activities", {"title"}), "scrutiny piece": ("piece", "pieces", {"title"}),
    "return": ("expect", "expected", {"return", "agency"}), "pair of peers": ("structure", "pairs", {"first", "second"}),
}  # fmt: skip
"""Which verb lists what is due of a kind: its rows in the JSON, and the fields of a row that the list of what is due
names it by."""


def test_everything_of_an_earlier_cycle_that_is_due_is_listed_by_its_verb_with_its_cycle(path, done):
    due = done("due", path, "--all", "--json").data["due"]
    for kind, (verb, rows, fields) in VERBS.items():
        listed = [row for row in done(verb, path, "--json").data[rows] if row["other_cycle"] == "Cycle 1"]
        wanted = [thing["what"] for thing in due if thing["kind"] == kind]
        assert len(listed) == len(wanted) > 0
        for row in listed:
            assert any(all(row[field] in what for field in fields) for what in wanted), row
        assert "of Cycle 1" in done(verb, path).out


def test_a_chaser_goes_out_for_what_an_earlier_cycle_asked_for(path, done, tmp_path):
    into = tmp_path / "letters"
    into.mkdir()
    done("expect", path, "--chasers", into)
    letters = [letter.read_text(encoding="utf-8") for letter in into.glob("*.txt")]
    assert len(letters) == 2
    assert all("Returns not yet received: Cycle 1" in letter for letter in letters)


def test_the_report_of_its_piece_and_its_annual_report_are_of_that_cycle(path, done, refused, tmp_path):
    out = tmp_path / "piece.html"
    done("report", path, "--kind", "piece", "--piece", "Neglect at night", "--out", out)
    assert "Their audit" in out.read_text(encoding="utf-8")
    for cycle, said in (("Cycle 1", "1 March 2026 to 31 March 2027"), ("", "1 April 2027 to 30 March 2028")):
        out = tmp_path / f"annual {cycle}.html"
        done(
            "report",
            path,
            "--kind",
            "annual",
            "--edition",
            "private",
            "--out",
            out,
            *(["--cycle", cycle] if cycle else []),
        )
        assert f"covers {said}" in out.read_text(encoding="utf-8")
    other = tmp_path / "other.html"
    assert "There are: Cycle 1; The next." in refused(
        "report", path, "--kind", "annual", "--cycle", "Cycle 9", "--out", other
    )
    assert "tells of today" in refused("report", path, "--kind", "due", "--cycle", "Cycle 1", "--out", other)
