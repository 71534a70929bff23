"""Verbs of judging: frameworks, one's own among them; merging a co-scrutineer's casefile; the profile of an area."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

import scrutineer
from scrutineer.domain.evidence import EvidenceKind
from scrutineer.operations import across, casefiles, evidence, judgements
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.steps import newest_judgements
from tests.cli.conftest import POLICE
from tests.conftest import CLOCK, PASSPHRASE

THEIR_PASSPHRASE = "another four unrelated words"


# frameworks


def test_every_framework_is_listed_and_shown(done):
    said = done("frameworks").out
    listed = done("frameworks", "--json").data["frameworks"]
    assert {"six-steps", "ncb-principles", "wood-issues", "law-and-dates"} <= {one["id"] for one in listed}
    for one in listed:
        assert f"{one['id']}  {one['title']} ({one['version']})" in said
        shown = done("frameworks", one["id"]).out
        assert one["title"] in shown
        assert one["note"] in shown
        assert done("frameworks", one["id"], "--json").data["frameworks"] == [one]


def test_how_each_title_is_known_is_said(done):
    shown = done("frameworks", "six-steps").out
    assert "Pearce" in shown
    assert "(remembered)" in shown
    assert "(second-hand)" in shown
    assert "not part of the published paper" in shown


def test_what_applied_on_a_day(done):
    said = done("frameworks", "--on", "1 May 2026").out
    assert said.startswith("What applied on 1 May 2026, as far as this program knows.\n")
    assert "wt-functions-2026" in said
    assert "(remembered)" in said
    assert "wt-functions-2023" not in said
    data = done("frameworks", "--on", "1 May 2026", "--json").data
    assert data["on"] == "2026-05-01"
    assert [one["id"] for one in data["applied"]] == [
        line.split()[0] for line in said.split("\n\n", 1)[1].splitlines() if line and not line.startswith(" ")
    ]


def test_before_everything_nothing_applied(done):
    assert done("frameworks", "--on", "1950-01-01").out == (
        "Nothing that this program knows of applied on 1 January 1950.\n"
    )
    assert done("frameworks", "--on", "1950-01-01", "--json").data == {"on": "1950-01-01", "applied": []}


def test_a_framework_or_a_day_that_there_is_not(refused):
    assert "Choose one of: six-steps, " in refused("frameworks", "none")
    assert "Write it as 2026-09-30." in refused("frameworks", "--on", "3/4/26")


def test_a_framework_of_ones_own_is_written_checked_and_taken_in(done, testshire, tmp_path):
    book = tmp_path / "our own.xlsx"
    assert done("frameworks", "wood-issues", "--template", book).out == "Template written to our own.xlsx\n"
    words = ("frameworks", "wood-issues", "--template", book, "--replace", "--json")
    assert done(*words).data == {"template": str(book)}
    (checked,) = done("frameworks", "--check", book, "--json").data["frameworks"]
    (shipped,) = done("frameworks", "wood-issues", "--json").data["frameworks"]
    questions = [[line["question"] for step in one["steps"] for line in step["lines"]] for one in (checked, shipped)]
    assert questions[0] == questions[1] != []
    assert all(question in done("frameworks", "--check", book).out for question in questions[0])
    words = ("frameworks", "--take", book, "--into", testshire)
    assert "taken in" in done(*words).out
    assert done(*words, "--json").data == {"framework": checked["id"], "version": checked["version"]}
    assert "nothing changed" in done(*words).out


def test_a_framework_is_taken_into_a_casefile_that_is_named(tmp_path, done, refused):
    done("frameworks", "wood-issues", "--template", tmp_path / "own.xlsx")
    said = refused("frameworks", "--take", tmp_path / "own.xlsx")
    assert "Write --take FILE --into CASEFILE." in said


def test_an_empty_template_or_another_file_is_no_framework(testshire, tmp_path, done, refused):
    done("frameworks", "--template", tmp_path / "empty.xlsx")
    assert "Fill it in" in refused("frameworks", "--check", tmp_path / "empty.xlsx")
    assert "Fill it in" in refused("frameworks", "--take", tmp_path / "empty.xlsx", "--into", testshire)
    assert "Start from the template" in refused("frameworks", "--check", POLICE)
    assert "none.xlsx" in refused("frameworks", "--check", tmp_path / "none.xlsx")


def test_a_framework_with_the_id_of_one_that_ships_is_refused(tmp_path, refused):
    own = tmp_path / "own.toml"
    shipped = Path(scrutineer.__file__).parent / "frameworks" / "framework-wood-issues.toml"
    shutil.copyfile(shipped, own)
    assert "Give yours an id of its own" in refused("frameworks", "--check", own)


# merge


class Pair(NamedTuple):
    """Two copies of one casefile that were worked on apart, both closed."""

    ours: Path
    theirs: Path


@pytest.fixture
def pair(casefile, tmp_path) -> Pair:
    """Both judged the first step; they captured an item that we do not have."""
    theirs = tmp_path / "theirs" / "Theirs.scrutiny"
    theirs.parent.mkdir()
    shutil.move(casefile.back_up(theirs.parent), theirs)
    other = casefiles.open_casefile(theirs, passphrase=PASSPHRASE, clock=CLOCK)
    for side, narrative in ((casefile, "Ours says so."), (other, "Theirs says so.")):
        judgements.record_judgement(side, target="six-steps:1", level="limited", narrative=narrative)
    evidence.capture_evidence(other, title="An audit", kind=EvidenceKind.DOCUMENT, dated=date(2026, 6, 4))
    casefile.close()
    other.close()
    return Pair(casefile.path, theirs)


def test_a_dry_run_lists_what_would_come_in_and_what_waits(pair, done):
    shown = done("merge", *pair, "--dry-run", "--json").data
    assert set(shown) == {"new", "changed", "told", "conflicts"}
    (conflict,) = shown["conflicts"]
    assert conflict["why"] == "both judged it"
    assert ("Ours says so." in conflict["ours"], "Theirs says so." in conflict["theirs"]) == (True, True)
    said = done("merge", *pair, "--dry-run").out
    assert [line for line in said.splitlines() if line.startswith("Comes in: ")] == [
        f"Comes in: {one}" for one in shown["new"]
    ]
    assert f"To decide, {conflict['mark']}\n  {conflict['what']} (both judged it)\n" in said
    assert f"  ours: {conflict['ours']}\n  theirs: {conflict['theirs']}\n" in said
    assert done("merge", *pair, "--dry-run", "--json").data == shown


def test_a_conflict_waits_until_it_is_decided(pair, done, refused):
    assert "1 conflict still waits" in refused("merge", *pair)
    (conflict,) = done("merge", *pair, "--dry-run", "--json").data["conflicts"]
    merged = done("merge", *pair, "--ours", conflict["mark"], "--json").data
    assert merged["rows"] >= 1
    assert done("merge", *pair).out == "Theirs.scrutiny holds nothing new\n"
    assert done("merge", *pair, "--dry-run").out == "Nothing is there that is not here.\n"
    assert done("find", pair.ours, "Ours", "says").out.startswith("1 ")
    assert done("find", pair.ours, "audit", "--json").data["found"] != []


@pytest.mark.parametrize(("choice", "kept"), [("--ours", "Ours"), ("--theirs", "Theirs")])
def test_all_conflicts_are_decided_at_once(choice, kept, pair, done):
    assert "merged" in done("merge", *pair, choice, "all").out
    opened = casefiles.open_casefile(pair.ours, passphrase=PASSPHRASE, clock=CLOCK)
    try:
        judged = newest_judgements(opened, read_context(opened).cycle)
    finally:
        opened.close()
    assert judged["six-steps:1"].narrative == f"{kept} says so."


def test_their_passphrase_can_be_another_one(pair, done, refused, tmp_path):
    other = casefiles.open_casefile(pair.theirs, passphrase=PASSPHRASE, clock=CLOCK)
    casefiles.change_passphrase(other, current=PASSPHRASE, new=THEIR_PASSPHRASE)
    other.close()
    assert "Theirs.scrutiny" in refused("merge", *pair, "--dry-run")
    secret = tmp_path / "secret"
    secret.write_text(THEIR_PASSPHRASE)
    assert len(done("merge", *pair, "--their-passphrase-file", secret, "--dry-run", "--json").data["conflicts"]) == 1
    assert "cannot be read" in refused("merge", *pair, "--their-passphrase-file", tmp_path / "none")


def test_casefiles_of_two_partnerships_are_never_mixed(testshire, tmp_path, done, refused):
    elsewhere = tmp_path / "Elsewhere.scrutiny"
    done("new", elsewhere, "--partnership", "Elsewhere SCP")
    assert "Partnerships are never mixed" in refused("merge", testshire, elsewhere)


def test_a_casefile_is_not_merged_with_itself_or_with_what_is_none(testshire, tmp_path, refused):
    assert "Choose your co-scrutineer's file" in refused("merge", testshire, testshire)
    assert "Check the name" in refused("merge", testshire, tmp_path / "none.scrutiny")
    shutil.copyfile(POLICE, tmp_path / "return.xlsx")
    assert "choose one" in refused("merge", testshire, tmp_path / "return.xlsx")


# profile


def test_a_profile_holds_levels_and_counts_and_no_name(northmoor, tmp_path, done):
    out = tmp_path / "area.json"
    said = done("profile", northmoor, "--label", "Area A", "--out", out).out
    assert said.startswith("Profile written to area.json: ")
    printed = done("profile", northmoor, "--label", "Area A", "--out", out, "--replace", "--json").data
    assert printed == json.loads(out.read_text())
    assert (printed["label"], bool(printed["levels"]), printed["items"]) == ("Area A", True, [])
    assert "Northmoor" not in out.read_text()


def test_lessons_of_the_shelf_go_with_it_when_they_are_named(casefile, tmp_path, done, refused):
    across.shelve(casefile, title="Ask twice", text="The second answer is the better one.")
    across.shelve(casefile, title="Another", text="Kept here.")
    casefile.close()
    out = tmp_path / "area.json"
    words = ("profile", casefile.path, "--label", "Area A", "--out", out)
    items = done(*words, "--item", "Ask twice", "--json").data["items"]
    assert items == [{"title": "Ask twice", "text": "The second answer is the better one."}]
    said = refused(*words, "--replace", "--item", "Ask twice", "--item", "Unknown")
    assert "“Unknown” is not on the shelf. Nothing was written. On it: Another, Ask twice." in said


def test_without_a_shelf_it_says_that_nothing_is_on_it(testshire, tmp_path, refused):
    words = ("--label", "Area A", "--out", tmp_path / "area.json", "--item", "Unknown")
    assert "On it: nothing yet." in refused("profile", testshire, *words)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Testshire", "the label: the name “Testshire”"),
        ("Area A, 07700 900123", "the label: "),
        ("  ", "label"),
    ],
)
def test_a_label_that_names_somebody_or_nothing_stops_the_profile(label, said, testshire, tmp_path, refused):
    assert said in refused("profile", testshire, "--label", label, "--out", tmp_path / "area.json")
