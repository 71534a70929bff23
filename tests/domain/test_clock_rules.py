"""Statutory clocks: the fourteen worked ones and the three counted back, cell by cell; both days kept, met or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.challenge import Waiting
from scrutineer.domain.clock_rules import ClockStatus, Ticking, own_rule, parse_rule, patterns
from scrutineer.domain.clocks import OWN, ReviewKind, StatutoryClock
from scrutineer.domain.due import NextAct
from scrutineer.domain.framework import Knowing
from scrutineer.domain.ids import CycleId
from scrutineer.domain.rules import problems_of
from scrutineer.errors import UserError
from scrutineer.frameworks.loader import child_death_review, clock_rules

RULES = {rule.id: rule for rule in clock_rules()}
TODAY = date(2026, 11, 20)


def clock(rule: str, zero: str = "", **said: object) -> Ticking:
    made = StatutoryClock(
        cycle_id=CycleId(1),
        rule=rule,
        day_zero=date.fromisoformat(zero) if zero else None,
        **said,  # type: ignore[arg-type]
    )
    return Ticking(made, RULES.get(rule))


@pytest.mark.parametrize(
    ("trigger", "five", "fifteen"),
    [
        ("2025-04-14", "2025-04-23", "2025-05-08"), ("2026-03-27", "2026-04-07", "2026-04-21"),
        ("2026-12-24", "2027-01-05", "2027-01-19"), ("2026-12-26", "2027-01-05", "2027-01-19"),
        ("2027-03-22", "2027-03-31", "2027-04-14"), ("2027-12-24", "2028-01-05", "2028-01-19"),
        ("2028-04-10", "2028-04-19", "2028-05-04"),
    ],
)  # fmt: skip
def test_notification_and_rapid_review_are_due_on_the_worked_days(trigger, five, fifteen):
    assert clock("notification", trigger).due == date.fromisoformat(five)
    assert clock("care-leaver-death", trigger).due == date.fromisoformat(five)
    assert clock("rapid-review", trigger).due == date.fromisoformat(fifteen)


@pytest.mark.parametrize(
    ("published_on", "copy"), [("2027-01-08", "2026-12-29"), ("2028-01-05", "2027-12-22"), ("2027-04-01", "2027-03-19")]
)
def test_the_copy_is_counted_back_from_publication(published_on, copy):
    assert clock("copy-before-publication", published_on).due == date.fromisoformat(copy)


@pytest.mark.parametrize(
    ("rule", "zero", "due"),
    [
        ("local-review", "2026-08-31", "2027-02-28"), ("yearly-report", "2026-03-31", "2026-09-30"),
        ("section-11", "2025-03-01", "2027-03-01"), ("section-175", "2025-09-15", "2026-09-15"),
        ("arrangements-review", "2024-12-31", "2025-12-31"),
    ],
)  # fmt: skip
def test_months_are_counted_to_the_same_day(rule, zero, due):
    assert clock(rule, zero).due == date.fromisoformat(due)


def test_every_rule_says_its_day_0_its_edition_its_source_and_how_it_is_known():
    for rule in clock_rules():
        assert rule.number > 0
        assert all((rule.title, rule.who, rule.day_zero, rule.edition, rule.source)), rule.id
        assert rule.known in {Knowing.READ, Knowing.SECOND_HAND, Knowing.ANNOUNCED, Knowing.REMEMBERED}
    assert {rule.id for rule in RULES.values() if rule.known is Knowing.REMEMBERED} == {
        "local-review", "copy-before-publication", "yearly-report"
    }  # fmt: skip
    assert RULES["notification"].in_words() == "5 working days after day 0"
    assert RULES["copy-before-publication"].in_words() == "7 working days before day 0"
    assert RULES["local-review"].in_words() == "6 months after day 0"


def test_a_review_of_each_kind_begins_its_own_clocks():
    begun = {kind: [rule.id for rule in clock_rules() if kind in rule.starts] for kind in ReviewKind}
    assert begun == {
        ReviewKind.INCIDENT: ["notification", "rapid-review"], ReviewKind.RAPID: ["notification", "rapid-review"],
        ReviewKind.LOCAL: ["local-review", "copy-before-publication"], ReviewKind.CHILD_DEATH: [], ReviewKind.OTHER: [],
    }  # fmt: skip


def test_a_child_death_review_covers_sixty_deaths_a_year_and_its_learning_goes_to_step_5():
    known = child_death_review()
    assert (known.footprint, known.learning) == (60, "six-steps:5")
    assert "60 deaths" in known.words


def test_both_days_are_kept_where_sources_differ():
    known = clock("rapid-review", "2026-12-24", other_day_zero=date(2027, 1, 4), other_basis="The referral came")
    assert (known.due, known.other_due) == (date(2027, 1, 19), date(2027, 1, 25))


def test_a_day_set_by_hand_is_in_force_and_needs_its_reason():
    known = clock("rapid-review", "2026-11-02", due_override=date(2026, 12, 1), reason="Agreed with the Panel")
    assert (known.due, known.counted_due) == (date(2026, 12, 1), date(2026, 11, 23))
    bare = replace(known.clock, reason=" ")
    assert [problem.about for problem in problems_of(bare, "clock")] == ["reason"]


@pytest.mark.parametrize(
    ("met_on", "status", "late"),
    [(None, ClockStatus.OVERDUE, 4), ("2026-11-16", ClockStatus.MET, 0), ("2026-11-18", ClockStatus.LATE, 2)],
)
def test_it_is_met_in_time_late_or_not(met_on, status, late):
    known = clock("notification", "2026-11-09", met_on=date.fromisoformat(met_on) if met_on else None)
    assert known.due == date(2026, 11, 16)
    assert (known.status(TODAY), known.days_late(TODAY)) == (status, late)


def test_it_runs_to_the_end_of_its_last_day():
    known = clock("notification", "2026-11-09")
    assert [known.status(date(2026, 11, day)) for day in (16, 17)] == [ClockStatus.RUNNING, ClockStatus.OVERDUE]


def test_beyond_the_last_published_holidays_it_says_so():
    assert clock("rapid-review", "2028-12-01").warning == ""
    said = clock("rapid-review", "2028-12-14").warning
    assert "published to 2028" in said
    assert "24 November 2025" in said
    assert clock("notification", "2028-11-01", other_day_zero=date(2029, 1, 2)).warning
    assert clock("section-11", "2027-06-01").warning == ""  # months need no holidays


def test_what_is_not_known_waits_for_the_scrutineer_and_what_runs_for_whoever_must():
    unknown, running = clock("notification").next_act(), clock("notification", "2026-11-18").next_act()
    assert unknown is not None
    assert (unknown.waiting, unknown.act, unknown.on) == (Waiting.YOU, NextAct.RECORD, None)
    assert running is not None
    assert running[1:5] == (date(2026, 11, 18), date(2026, 11, 25), Waiting.THEM, NextAct.CHASE)
    assert clock("notification", met_on=TODAY).next_act() is None


@given(st.sampled_from([*RULES, "gone"]), st.none() | st.dates(date(2025, 1, 1), date(2030, 1, 1)), st.booleans())
def test_it_leaves_the_list_only_once_it_was_met(rule, zero, met):
    known = Ticking(
        StatutoryClock(cycle_id=CycleId(1), rule=rule, day_zero=zero, met_on=TODAY if met else None), RULES.get(rule)
    )
    assert (known.next_act() is None) is met


def test_one_of_the_partnerships_own_is_counted_in_working_days_and_needs_its_name():
    own = StatutoryClock(cycle_id=CycleId(1), rule=OWN, name="Huddle", own_days=14, day_zero=date(2026, 12, 24))
    known = Ticking(own, own_rule(own))
    assert (known.title, known.due) == ("Huddle", date(2027, 1, 18))
    for lacking in ({"own_days": 0}, {"name": " "}):
        assert [problem.about for problem in problems_of(replace(own, **lacking), "clock")] == list(lacking)


def test_the_pattern_tells_each_number_and_averages_none():
    every = [
        clock("notification", "2026-03-02", met_on=date(2026, 3, 9)),
        clock("notification", "2026-04-13", met_on=date(2026, 4, 22)),
        clock("notification", "2026-11-03"),
        clock("notification", "2026-11-18"),
        replace(clock("notification", "2025-03-03", met_on=date(2025, 3, 4)),
                clock=replace(clock("notification", "2025-03-03", met_on=date(2025, 3, 4)).clock, cycle_id=CycleId(2))),
    ]  # fmt: skip
    now, before = patterns(every, TODAY)
    assert (now.met, now.late, now.overdue, now.running, now.ended) == (1, 1, 1, 1, 3)
    assert now.in_words() == "1 of 3 in time, late by 2 to 10 days"
    assert before.in_words() == "1 of 1 in time"
    assert patterns([clock("notification", "2026-11-18")], TODAY)[0].in_words() == "None was to be met yet"


def test_met_with_day_0_unknown_is_neither_in_time_nor_late():
    known = clock("notification", met_on=TODAY)
    assert known.status(TODAY) is ClockStatus.UNCOUNTED
    assert known.days_late(TODAY) == 0
    by_hand = clock("notification", met_on=TODAY, due_override=date(2026, 11, 19), reason="Agreed")
    assert by_hand.status(TODAY) is ClockStatus.LATE  # the day itself is known


def test_the_pattern_counts_what_can_be_counted_and_says_how_many_could_not():
    unknown = clock("notification", met_on=TODAY)
    waiting, running = clock("notification"), clock("notification", "2026-11-18")
    in_time = clock("notification", "2026-03-02", met_on=date(2026, 3, 9))
    (went,) = patterns([in_time, unknown, waiting], TODAY)
    assert went.in_words() == "1 of 1 in time; 2 not counted, day 0 not known"
    assert patterns([unknown], TODAY)[0].in_words() == "1 not counted, day 0 not known"
    assert patterns([running, waiting], TODAY)[0].in_words() == (
        "None was to be met yet; 1 not counted, day 0 not known"
    )


@given(st.lists(st.tuples(st.sampled_from(["notification", "local-review", "gone"]),
                          st.none() | st.dates(date(2026, 1, 1), TODAY), st.none() | st.dates(date(2026, 1, 1), TODAY)),
                max_size=9))  # fmt: skip
def test_each_clock_counts_in_one_place_of_the_pattern_and_in_time_only_where_its_day_is_known(said):
    every = [clock(rule, zero.isoformat() if zero else "", met_on=met) for rule, zero, met in said]
    went = patterns(every, TODAY)
    assert sum(each.ended + each.running + each.uncounted for each in went) == len(every)
    assert sum(each.uncounted for each in went) == sum(known.due is None for known in every)


def test_before_its_day_0_nothing_is_met_but_what_is_counted_back():
    before, zero = date(2026, 11, 1), "2026-11-02"
    assert clock("notification", zero, met_on=before).is_met_before_it_began
    assert not clock("notification", zero, met_on=date(2026, 11, 2)).is_met_before_it_began
    assert not clock("copy-before-publication", zero, met_on=before).is_met_before_it_began
    assert not clock("notification", met_on=before).is_met_before_it_began


@pytest.mark.parametrize("wrong", [{"id": None}, {"count": "moons after"}, {"known": "guessed"}])
def test_a_rule_that_cannot_be_read_is_named(wrong):
    raw = {"id": "x", "title": "X", "who": "Y", "count": "months after", "number": 1, "day_zero": "Z", "edition": "E",
           "source": "S", "known": "read"}  # fmt: skip
    broken = {name: value for name, value in {**raw, **wrong}.items() if value is not None}
    with pytest.raises(UserError, match="rule"):
        parse_rule(broken)
    assert parse_rule(raw).due(date(2026, 1, 31)) == date(2026, 1, 31) + timedelta(days=28)
