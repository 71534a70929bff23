"""What an earlier cycle left open is listed by the verb that lists its kind, and can be reported."""

from __future__ import annotations

import json

import pytest

from scrutineer.domain.due import DueKind
from tests.conftest import copied_testshire
from tests.operations.left_open import leave_open


@pytest.fixture
def path(tmp_path):
    """A casefile in the cycle after one that left everything open."""
    made = copied_testshire(tmp_path)
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


LISTED = {
    **dict.fromkeys(("reply", "your move", "action", "test", "re-test", "impact asked again"), ("challenges", "--which", "all")),
    "recommendation": ("recommendations",), "re-test of a recommendation": ("recommendations",), "return": ("expect",),
    "asked for a piece": ("piece",), "review of evidence": ("find", "Protocol"), "statutory clock": ("clocks",),
    "activity": ("activity",), "scrutiny piece": ("piece",), "stage of a method": ("piece",), "deliverable": ("days",),
    "declaration": ("declare",), "question": ("questions",), "inspection": ("inspections",),
    "pair of peers": ("structure",), "yearly report": ("cycle",),
}  # fmt: skip
"""The verb that lists what is due of each kind."""


def test_everything_that_is_due_is_listed_by_a_verb_whatever_cycle_began_it(path, done):
    due = done("due", path, "--all", "--json").data["due"]
    assert {thing["kind"] for thing in due} == {kind.value for kind in DueKind} == set(LISTED)
    said: dict[tuple[str, ...], str] = {}
    missed = []
    for thing in due:
        verb = LISTED[thing["kind"]]
        if verb not in said:
            name, *words = verb
            said[verb] = json.dumps(done(name, path, *words, "--json").data, ensure_ascii=False)
        if not all(word in said[verb] for word in named(thing)):
            missed.append((thing["kind"], thing["what"]))
    assert missed == []


def named(thing) -> list[str]:
    """What the list of its kind calls a thing."""
    what = thing["what"]
    if thing["kind"] in ("asked for a piece", "return"):
        return [thing["waiting_on"], what.partition(", ")[0]]
    if thing["kind"] == "pair of peers":
        return what.split(" and ")
    if LISTED[thing["kind"]][0] in ("challenges", "find"):
        return what.split(" ", 1)  # a reference and a title
    if thing["kind"] == "yearly report":
        return [what.partition(", ")[2]]
    return [what.removeprefix("Declaration: ").partition(", ")[0].strip()]


def test_what_a_piece_waits_for_is_told_with_it(path, done):
    said = done("piece", path).out
    assert "Neglect at night, of Cycle 1: since" in said
    assert ": Their audit, by 2026-11-08. Asked for 11 October 2026; no day was set" in said
    assert "Rounds of a method that belong to no piece:" in said


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
