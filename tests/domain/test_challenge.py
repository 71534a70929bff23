"""The life of a challenge: what may follow, what is derived, what stops it closing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.challenge import (
    CLOSED,
    Challenge,
    Ending,
    Event,
    EventKind,
    Impact,
    Life,
    ResponseView,
    Status,
    closing_blockers,
    event_problem,
    reference_for,
    sort_events,
)
from scrutineer.domain.ids import ChallengeId, CycleId

START = date(2026, 6, 4)
CHALLENGE = Challenge(cycle_id=CycleId(1), put_to="Chief nurse", question="Why?")


def event(kind: EventKind, days: int = 0, **more) -> Event:
    more.setdefault("text", "words")
    return Event(challenge_id=ChallengeId(1), kind=kind, on_date=START + timedelta(days=days), **more)


RAISED = event(EventKind.RAISED, due=START + timedelta(days=28))


def life(*events: Event) -> Life:
    return Life(CHALLENGE, events)


def test_overdue_is_derived_from_the_reply_date():
    late = START + timedelta(days=70)
    assert life(RAISED).days_overdue(late) == 42
    assert life(RAISED).days_open(late) == 70
    assert life(RAISED).days_overdue(START) == 0
    answered = life(RAISED, event(EventKind.RESPONSE, 10))
    assert answered.days_overdue(late) == 0
    escalated = life(RAISED, event(EventKind.ESCALATED, 40, due=START + timedelta(days=60)))
    assert escalated.days_overdue(late) == 10


def test_the_scrutineers_view_decides_where_it_stands():
    answered = (RAISED, event(EventKind.RESPONSE, 5))
    for view, status in (
        (ResponseView.ACCEPTED, Status.ACCEPTED),
        (ResponseView.PARTLY, Status.PARTLY),
        (ResponseView.NOT_ACCEPTED, Status.NOT_ACCEPTED),
    ):
        assert life(*answered, event(EventKind.VIEW, 6, view=view)).status is status


def test_ongoing_is_no_date():
    tested = life(RAISED, event(EventKind.RESPONSE, 5), event(EventKind.VIEW, 6, view=ResponseView.ACCEPTED))
    assert "needs its date" in event_problem(tested, event(EventKind.RETEST, 7))
    assert event_problem(tested, event(EventKind.RETEST, 7, due=START + timedelta(days=90))) == ""


def test_an_event_cannot_come_before_the_one_it_follows():
    assert "before the event" in event_problem(life(RAISED), event(EventKind.RESPONSE, -1))
    assert event_problem(life(RAISED), event(EventKind.NOTE, -1)) == ""


def test_what_cannot_follow_is_said():
    assert "Raised" in event_problem(life(RAISED), event(EventKind.TESTED, 3))
    assert "accepted" in event_problem(life(RAISED, event(EventKind.RESPONSE, 1)), event(EventKind.VIEW, 2))
    assert "Write what" in event_problem(life(RAISED), event(EventKind.RESPONSE, 1, text=" "))


TESTED = (
    RAISED,
    event(EventKind.RESPONSE, 5),
    event(EventKind.VIEW, 6, view=ResponseView.ACCEPTED),
    event(EventKind.TESTED, 30),
)


def test_closing_needs_what_changed_for_children():
    one = life(*TESTED)
    assert closing_blockers(one, Impact.SHOWN, Ending.IMPACT, "Children are answered.") == ()
    assert closing_blockers(one, None, Ending.WITHOUT, "x")
    assert "explanation" in closing_blockers(one, Impact.NONE_KNOWN, Ending.WITHOUT, "")[0]
    assert closing_blockers(one, Impact.NONE_KNOWN, Ending.WITHOUT, "Nothing was looked at.") == ()
    assert "needs the impact" in closing_blockers(one, Impact.EARLY, Ending.IMPACT, "x")[0]
    assert closing_blockers(one, Impact.SHOWN, None, "x") == ("say how it ends",)


def test_an_unanswered_challenge_closes_only_as_withdrawn():
    assert closing_blockers(life(RAISED), Impact.SHOWN, Ending.IMPACT, "x")
    assert closing_blockers(life(RAISED), None, Ending.WITHDRAWN, "")
    assert closing_blockers(life(RAISED), None, Ending.WITHDRAWN, "Asked twice by mistake.") == ()


def test_events_of_one_day_keep_their_order():
    first, second = event(EventKind.RESPONSE, 3, id=7), event(EventKind.VIEW, 3, id=8)
    assert sort_events([second, first]) == (first, second)


@pytest.mark.parametrize(("year", "number", "reference"), [(2026, 9, "NSCP-26-009"), (2030, 1234, "NSCP-30-1234")])
def test_references(year, number, reference):
    assert reference_for("NSCP", year, number) == reference


@given(st.data())
def test_any_life_that_follows_the_rules_makes_sense(data):
    """Walk at random through what is allowed: the status always allows something, and closed stays closed."""
    one = life(RAISED)
    today = START + timedelta(days=400)
    for day in range(1, 12):
        kind = data.draw(st.sampled_from(one.allowed()))
        more = {"view": data.draw(st.sampled_from(ResponseView))} if kind is EventKind.VIEW else {}
        if kind is EventKind.CLOSED:
            ending, impact = data.draw(st.sampled_from(Ending)), data.draw(st.sampled_from(Impact))
            if closing_blockers(one, impact, ending, "because"):
                continue
            more = {"ending": ending, "impact": impact}
        if kind is EventKind.RETEST:
            more = {"due": START + timedelta(days=300)}
        step = event(kind, day, **more)
        assert event_problem(one, step) == ""
        one = life(*one.events, step)
        assert one.is_open == (one.status not in CLOSED)
        assert 0 <= one.days_overdue(today) <= one.days_open(today) <= 400
        if not one.is_open:
            assert one.allowed() == (EventKind.NOTE,)
            assert one.closed_on == step.on_date
            assert one.days_overdue(today) == 0
            break
