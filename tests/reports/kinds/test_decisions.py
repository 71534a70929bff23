"""Decisions for the chair: what waits for a decision, whose it is and by when, the most pressing first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.domain.challenge import EventKind, Life
from scrutineer.domain.marking import Edition, Marking
from scrutineer.reports.kinds.decisions import MOST
from tests.conftest import examples
from tests.reports.kinds.building import all_marked, built, grid, material_of, said, texts, view_of


def test_each_decision_has_its_owner_and_its_day_and_the_longest_overdue_comes_first(example):
    rows = grid(built("decisions", view_of(material_of(example))), "Decisions for the chair")
    assert [row[0] for row in rows] == [
        "NSCP-26-002", "NSCP-26-003", "NSCP-26-004", "NSCP-25-001", "E1 2",
        "Children's services inspection, short visit", "Step 5 1",
    ]  # fmt: skip
    assert rows[0][2:] == ["Lead safeguarding partners", "Was due 9 October 2026, 42 days ago"]
    assert rows[0][1].startswith("Have the overdue reply sent, or escalate it: Which decisions")
    assert rows[3][1].startswith("Have the escalation answered: ")
    assert rows[3][3] == "18 December 2026"
    assert rows[4][1].startswith("Set a day: ")


def test_what_waits_for_a_day_to_come_or_for_the_scrutineer_is_counted_and_asks_nothing(example):
    words = texts(built("decisions", view_of(material_of(example))))
    assert "3 other open challenges wait for a reply in time or for the scrutineer." in words


def test_there_are_only_as_many_as_one_meeting_takes_and_the_rest_are_counted(example):
    material = material_of(example)
    late = next(life for life in material.lives if life.challenge.reference == "NSCP-26-002")
    many = tuple(
        Life(replace(late.challenge, id=n, reference=f"NSCP-26-{n:03d}"), late.events) for n in range(100, 120)
    )
    document = built("decisions", view_of(replace(material, lives=many, recommendations=())))
    assert len(grid(document, "Decisions for the chair")) == MOST
    assert f"{20 - MOST} more are not on this page. The challenge log has the challenges among them." in texts(document)


@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(-300, 900))
def test_on_any_day_the_rows_are_sorted_by_what_they_say(example, days):
    """Days overdue fall from row to row, and no row of a challenge stands before one that is later still."""
    material = material_of(example)
    document = built("decisions", view_of(replace(material, today=material.today + timedelta(days=days))))
    try:
        rows = grid(document, "Decisions for the chair")
    except AssertionError:
        rows = []
    late = [int(row[3].split(", ")[1].split()[0]) for row in rows if row[3].endswith("ago")]
    assert late == sorted(late, reverse=True)
    first_in_time = next((n for n, row in enumerate(rows) if not row[3].endswith("ago")), len(rows))
    assert not any(row[3].endswith("ago") for row in rows[first_in_time:])


def test_a_challenge_whose_moves_are_withheld_asks_nothing_and_is_counted(example):
    material = material_of(example)
    chased = tuple(
        Life(life.challenge, tuple(
            replace(event, marking=Marking.PRIVATE) if event.kind is EventKind.CHASED else event for event in life.events
        ))
        for life in material.lives
    )  # fmt: skip
    document = built("decisions", view_of(replace(material, lives=chased)))
    assert "NSCP-26-003" not in said(document)
    assert "Not every move of 3 open challenges is in this edition, so they are left out." in texts(document)
    assert "Decisions for the chair, as far as this edition shows" in texts(document)


def test_an_escalation_of_which_a_move_is_withheld_asks_nothing_either(example):
    material = material_of(example)
    viewed = tuple(
        Life(life.challenge, tuple(
            replace(event, marking=Marking.PRIVATE) if event.kind is EventKind.VIEW else event for event in life.events
        ))
        for life in material.lives
    )  # fmt: skip
    assert "NSCP-25-001" in said(built("decisions", view_of(material)))
    assert "NSCP-25-001" not in said(built("decisions", view_of(replace(material, lives=viewed))))


def test_where_all_is_withheld_it_does_not_say_that_nothing_waits(example):
    document = built("decisions", view_of(all_marked(material_of(example), Marking.PRIVATE), Edition.PUBLIC))
    assert "Nothing in this edition waits for a decision." in texts(document)
    assert "Nothing waits for a decision." not in texts(document)
    recommended = len(material_of(example).recommendations)
    assert f"8 challenges and {recommended} recommendations are not in this edition." in texts(document)


def test_of_an_empty_casefile_nothing_waits(casefile):
    assert "Nothing waits for a decision." in texts(built("decisions", view_of(material_of(casefile))))
