"""Quarterly findings: any two days, as things stood then, and what is new since the last issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.domain.event_words import every_event
from scrutineer.domain.marking import Edition, Marking
from scrutineer.reports.kinds.kind import Making, State
from tests.conftest import examples
from tests.reports.kinds.building import built, grid, marked, material_of, said, texts, view_of

SUMMER = {"starts": date(2026, 6, 1), "ends": date(2026, 8, 31)}


def test_it_tells_of_the_days_asked_for_and_no_others(example):
    document = built("quarterly", view_of(material_of(example), Edition.PRIVATE, **SUMMER))
    assert "Findings, 1 June 2026 to 31 August 2026" in texts(document)
    words = said(document, "findings")
    assert "Step 1. Leadership" in words
    assert "Judged on 17 June 2026." in words
    assert "Step 3." not in words
    days = {row[2] for row in grid(document, "What happened to challenges")}
    assert {"4 June 2026", "20 August 2026"} <= days
    assert not {day for day in days if "May" in day or "September" in day}
    received = grid(document, "Evidence received in this time, by kind")
    assert {reference for row in received for reference in row[2].split(", ")} == {"E8", "E9"}


def test_what_was_done_is_told_by_its_days_whether_or_not_anything_was_captured_of_it(example):
    material = material_of(example)
    done = [known for known in material.year.activities if known.done_on and known.done_on < date(2026, 7, 1)]
    spring = {"starts": date(2026, 3, 1), "ends": date(2026, 6, 30)}
    document = built("quarterly", view_of(material, Edition.PRIVATE, **spring))
    rows = grid(document, "What was done in this time")
    assert len(rows) == len(done) > 0
    assert all(any(known.title in row[1] for row in rows) for known in done)
    hidden = replace(material, year=replace(material.year, activities=tuple(
        replace(known, marking=Marking.PRIVATE) if known == done[0] else known for known in material.year.activities
    )))  # fmt: skip
    partner = said(built("quarterly", view_of(hidden, Edition.PARTNER, **spring)))
    assert done[0].title not in partner


def test_without_days_it_looks_back_over_thirteen_weeks_of_the_cycle(example):
    material = material_of(example)
    assert "Findings, 22 August 2026 to 20 November 2026" in texts(built("quarterly", view_of(material)))
    early = material_of(example, today=date(2026, 4, 1))
    assert "Findings, 1 March 2026 to 1 April 2026" in texts(built("quarterly", view_of(early)))


def test_a_challenge_stands_as_it_stood_on_the_last_day(example):
    document = built("quarterly", view_of(material_of(example), Edition.PRIVATE, **SUMMER))
    rows = {row[0]: row[3] for row in grid(document, "Challenges open on 31 August 2026")}
    assert rows["NSCP-26-007"] == "Evidence submitted, 160 days"
    assert rows["NSCP-26-001"] == "Partly accepted, 88 days"
    assert "NSCP-26-003" not in rows  # it was raised in September


def test_its_numbers_are_those_of_the_rows_below(example):
    document = built("quarterly", view_of(material_of(example), Edition.PRIVATE, **SUMMER))
    numbers = {noun: int(number) for number, noun in grid(document, "Numbers of this time")}
    what = [row[3] for row in grid(document, "What happened to challenges")]
    assert numbers["challenges raised"] == what.count("Raised") == 3
    assert numbers["replies received"] == what.count("Response")
    assert numbers["judgements made"] == 2
    assert numbers["items of evidence received"] == 2


def test_what_came_after_the_last_issue_is_marked_as_new_and_what_came_before_is_not(example):
    view = view_of(material_of(example), Edition.PRIVATE, **SUMMER)
    issued = built("quarterly", view, Making(state=State.ISSUED, version=2, issued_before="15 July 2026"))
    rows = grid(issued, "What happened to challenges")
    new = {row[2] for row in rows if row[4].startswith("New. ")}
    old = {row[2] for row in rows if not row[4].startswith("New. ")}
    assert "16 July 2026" in new
    assert "14 July 2026" in old
    assert not new & old
    assert "What came after the last issue, of 15 July 2026, is marked as new." in texts(issued)
    assert "Step 2. Wider partners (new)" in texts(issued)
    assert "Step 1. Leadership" in texts(issued)
    assert not [text for text in texts(built("quarterly", view)) if text.startswith("New. ") or "(new)" in text]


def test_only_a_day_to_come_is_due_next_and_what_has_passed_says_how_long_ago(example):
    document = built("quarterly", view_of(material_of(example)))
    coming, late = grid(document, "What is due next"), grid(document, "Past the day")
    assert "4 December 2026" in [row[0] for row in coming]
    assert not [row for row in coming if row[0].endswith("ago")]
    tested = next(row for row in coming if row[1].startswith("NSCP-26-006"))
    assert (tested[1].endswith("Test it."), tested[2]) == (True, "Independent scrutineer")
    assert sum("Chase." in row[1] and row[1].startswith("NSCP") for row in late) == 3
    assert all(row[0].endswith("ago") for row in late)


def test_what_happened_and_is_withheld_is_not_denied(example):
    hidden = marked(
        material_of(example), lambda thing: Marking.PRIVATE if hasattr(thing, "challenge_id") else thing.marking
    )
    words = said(built("quarterly", view_of(hidden, **SUMMER)))
    assert "Nothing that happened to a challenge in this time is in this edition." in words
    assert "Nothing happened to a challenge" not in words


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.dates(date(2025, 1, 1), date(2028, 1, 1)), days=st.integers(0, 500))
def test_of_any_two_days_nothing_outside_them_is_told_as_of_them(example, first, days):
    last = date.fromordinal(first.toordinal() + days)
    document = built("quarterly", view_of(material_of(example), Edition.PRIVATE, starts=first, ends=last))
    told = (event for life in material_of(example).lives for event, _struck in every_event(life))
    happened = [event for event in told if first <= event.on_date <= last]
    if happened:
        assert len(grid(document, "What happened to challenges")) == len(happened)
    else:
        assert "Nothing happened to a challenge in this time." in texts(document)
