"""The plan on a page: each step with its level, what is open on it, and the next day."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.challenge import Life
from scrutineer.domain.marking import Edition, Marking
from tests.reports.kinds.building import all_marked, built, grid, material_of, texts, view_of

CAPTION = "Steps, and what is open on each"


def test_each_step_has_a_row_with_what_is_open_on_it_and_the_next_day(example):
    rows = grid(built("plan", view_of(material_of(example))), CAPTION)
    assert [row[0][0] for row in rows] == list("123456")
    assert rows[1] == [
        "2 Wider partners", "Limited assurance", "3: 26-004, 26-005, 26-006; 1 reply overdue", "Test, 4 Dec 26",
    ]  # fmt: skip
    assert rows[0][3] == "Reply, 18 Dec 26"
    assert rows[4][2:] == ["None", "None to come"]


def test_a_challenge_on_two_steps_stands_on_both_and_on_none_in_a_row_of_its_own(example):
    material = material_of(example)
    assert sum("26-003" in row[2] for row in grid(built("plan", view_of(material)), CAPTION)) == 2
    loose = tuple(Life(replace(life.challenge, targets=()), life.events) for life in material.lives)
    rows = grid(built("plan", view_of(replace(material, lives=loose))), CAPTION)
    assert rows[-1][:2] == ["On no step", "Not judged"]
    assert rows[-1][2].startswith("7: ")


def test_the_outcomes_that_are_wanted_stand_below(example):
    assert "Children who are neglected are seen sooner" in texts(built("plan", view_of(material_of(example))))


def test_where_challenges_are_withheld_no_step_is_said_to_have_none(example):
    document = built("plan", view_of(all_marked(material_of(example), Marking.PRIVATE), Edition.PARTNER))
    rows = grid(document, f"{CAPTION}, as far as this edition shows")
    assert {row[2] for row in rows} == {"None shown"}
    assert {row[1] for row in rows} == {"Not in this edition", "No final judgement yet"}
    assert "8 challenges are not in this edition." in texts(document)
