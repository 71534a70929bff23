"""The verb of what is measured: listed in words and as JSON, added to, refused with nothing written."""

from __future__ import annotations

import pytest

from scrutineer.domain.clocks import PracticeReview, ReviewKind
from scrutineer.domain.ids import CycleId, TargetId
from scrutineer.operations import clocks
from tests.cli.conftest import edit


@pytest.fixture
def counted(done, testshire):
    done("indicators", testshire, "--add", "--name", "Plans reviewed", "--target", "95", "--period", "Q1 2025-26",
         "--figure", "11 of 12")  # fmt: skip
    done("indicators", testshire, "--name", "Plans reviewed", "--period", "Q2 2025-26", "--missing", "not collected")
    done("indicators", testshire, "--name", "Plans reviewed", "--period", "Q1 2025-26", "--figure", "7 of 12",
         "--source", "the scrutineer's sample")  # fmt: skip
    return testshire


def test_figures_and_gaps_are_listed_with_who_says_them(done, counted):
    lines = done("indicators", counted).out.splitlines()
    assert lines == [
        "Plans reviewed  (target 95)", "    Q1 2025-26: 11 of 12, 92%",
        "    Q1 2025-26: 7 of 12, 58%, by the scrutineer's sample", "    Q2 2025-26: Missing: not collected",
    ]  # fmt: skip


def test_as_json_each_figure_has_its_numbers(done, counted):
    (indicator,) = done("indicators", counted, "--json").data["indicators"]
    first = indicator["figures"][0]
    assert (first["starts"], first["number"], first["of"], first["words"]) == ("2025-04-01", 11, 12, "11 of 12, 92%")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("--period", "Q1 2025", "--figure", "3"), "January or in April"),
        (("--period", "2025-26", "--figure", "about 3"), "no figure with one meaning"),
        (("--period", "Q1 2025-26", "--figure", "3"), "a figure of this kind already"),
    ],
)
def test_what_cannot_be_read_is_refused(run, counted, said, why):
    refused = run("indicators", counted, "--name", "Plans reviewed", *said)
    assert refused.status == 2
    assert why in refused.err


def test_an_indicator_that_is_not_there_is_said(run, counted):
    refused = run("indicators", counted, "--name", "Plans", "--period", "2025-26", "--figure", "3")
    assert "No indicator is called “Plans”" in refused.err


def test_the_example_says_what_its_redesign_changed(done, northmoor):
    lines = done("structure", northmoor, "--on", "2026-11-20", "--before", "2026-03-01").out.splitlines()
    assert lines[0] == "3 groups on 20 November 2026; since 1 March 2026 1 new, 2 ended"
    assert "    Quality group (new)" in lines
    assert "Escalated: 14 at Between managers, 3.7 days each" in lines
    groups = done("structure", northmoor, "--on", "2026-03-01", "--json").data["groups"]
    assert [group["name"] for group in groups] == ["Executive", "Audit group", "Data group", "Practice review group"]


def test_inspections_are_listed_with_their_actions(done, northmoor):
    first, second = done("inspections", northmoor, "--json").data["inspections"]
    assert (first["title"], first["next"]) == ("Joint targeted area inspection", "2027-03-31")
    assert [action["text"][:23] for action in second["actions"]] == ["Record the reason for e"]


def test_child_deaths_are_recorded_corrected_and_listed_beside_the_footprint(done, testshire):
    assert "No number of child deaths is kept yet" in done("child-deaths", testshire).out
    done("child-deaths", testshire, "record", "--year", "2024-25", "--number", 62)
    said = done("child-deaths", testshire, "record", "--year", "2025-26", "--number", 14, "--json").data
    assert (said["said"], said["guidance"]["footprint"]) == ("Child deaths of 2025-26 recorded", 60)
    read = done("child-deaths", testshire, "correct", "--year", "2025-26", "--number", 41, "--json").data
    assert [(year["year"], year["number"], year["large_enough"]) for year in read["years"]] == [
        ("2025-26", 41, False), ("2024-25", 62, True),
    ]  # fmt: skip
    lines = done("child-deaths", testshire).out.splitlines()
    assert "at least 60 deaths a year" in lines[0]
    assert lines[1].startswith("2025-26: 41 deaths, an agency’s data; below 60 a year")


def test_child_deaths_that_cannot_be_recorded_are_refused_in_words(run, testshire):
    assert "Write --year 2025-26." in run("child-deaths", testshire, "record", "--number", 3).err
    assert "why it is missing" in run("child-deaths", testshire, "record", "--year", "2025-26").err
    refused = run("child-deaths", testshire, "correct", "--year", "2025-26", "--number", 3)
    assert (refused.status, "There are: none yet." in refused.err) == (2, True)


def test_the_learning_of_reviews_of_child_deaths_is_told_with_its_line(done, testshire):
    def review(opened):
        learned = PracticeReview(code="CDR-1", kind=ReviewKind.CHILD_DEATH, cycle_id=CycleId(0), themes="Safer sleep",
                                 targets=(TargetId("six-steps:5"),))  # fmt: skip
        clocks.add_review(opened, review=learned)

    edit(testshire, review)
    read = done("child-deaths", testshire, "--json").data
    assert read["reviews"] == [{"code": "CDR-1", "themes": "Safer sleep", "lines": ["six-steps:5"]}]
    assert "CDR-1: Safer sleep. Its learning: Step 5, Learning from reviews" in done("child-deaths", testshire).out
