"""What of an event is refused, and what is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.domain.challenge import Challenge, Ending, Event, EventKind, Impact, Life, ResponseView
from scrutineer.domain.challenge_doubts import (
    corrected_life,
    doubts,
    impossibilities,
    raising_doubt,
    with_event,
)
from scrutineer.domain.ids import ChallengeId, CycleId
from scrutineer.domain.unlikely import due_doubt

K = EventKind
CHALLENGE = Challenge(id=ChallengeId(1), cycle_id=CycleId(1), put_to="Chair", question="Why?")
TODAY = date(2026, 11, 20)


def event(kind: EventKind, day: date, number: int = 0, **more) -> Event:
    values = {"text": "Said."} | more
    return Event(id=number, challenge_id=CHALLENGE.id, kind=kind, on_date=day, **values)


LIFE = Life(CHALLENGE, (
    event(K.RAISED, date(2026, 6, 1), 1), event(K.RESPONSE, date(2026, 7, 1), 2),
    event(K.VIEW, date(2026, 7, 5), 3, view=ResponseView.ACCEPTED),
    event(K.CLOSED, date(2026, 9, 1), 4, ending=Ending.WITHOUT, impact=Impact.NONE_KNOWN),
))  # fmt: skip


@pytest.mark.parametrize("kind", [K.ACTION, K.EVIDENCE, K.TESTED])
def test_what_happened_before_the_closing_can_be_recorded_after_it(kind):
    late = event(kind, date(2026, 8, 1))
    assert not impossibilities(LIFE, late)
    assert "1 September 2026" in doubts(LIFE, late, TODAY)["on_date"]
    assert [known.kind for known in with_event(LIFE, late).events][-2:] == [kind, K.CLOSED]


def test_what_happened_after_the_closing_needs_it_opened_again():
    assert "kind" in impossibilities(LIFE, event(K.RESPONSE, date(2026, 9, 2)))


def test_what_would_break_what_came_after_is_refused():
    chased = Life(CHALLENGE, (LIFE.events[0], event(K.CHASED, date(2026, 7, 1), 2)))
    assert "could not follow it" in impossibilities(chased, event(K.RESPONSE, date(2026, 6, 15)))["on_date"]
    assert "kind" in impossibilities(LIFE, event(K.TESTED, date(2026, 6, 15)))
    raised = Life(CHALLENGE, LIFE.events[:1])
    early = impossibilities(raised, event(K.RESPONSE, date(2026, 5, 1)))
    assert early == {"on_date": "The date is before the event that it follows, of 1 June 2026"}


def test_a_note_is_of_any_day_and_never_asked_about():
    note = event(K.NOTE, date(2026, 6, 2))
    assert not impossibilities(LIFE, note)
    assert not doubts(LIFE, note, TODAY)


@pytest.mark.parametrize(("due", "asked"), [
    (date(2026, 11, 19), True), (TODAY, False), (date(2028, 11, 1), False), (date(2030, 1, 1), True), (None, False),
])  # fmt: skip
def test_a_day_that_has_passed_or_lies_years_ahead_is_asked_about(due, asked):
    assert bool(due_doubt(due, TODAY)) is asked


def test_a_raising_of_years_ago_is_asked_about():
    assert raising_doubt(date(2023, 5, 1), TODAY)
    assert not raising_doubt(date(2025, 5, 1), TODAY)
    new = event(K.RAISED, date(2016, 11, 1))
    assert "on_date" in doubts(Life(CHALLENGE, ()), new, TODAY)


def test_what_counts_instead_stands_where_the_wrong_one_stood():
    wrong = LIFE.events[2]
    instead = event(K.VIEW, wrong.on_date, view=ResponseView.PARTLY)
    life = corrected_life(LIFE, wrong, instead)
    assert [known.kind for known in life.events] == [K.RAISED, K.RESPONSE, K.VIEW, K.CLOSED]
    assert life.events[2].view is ResponseView.PARTLY
    assert [known.event for known in life.corrected] == [wrong]


def test_a_corrected_closing_leaves_the_challenge_open():
    life = corrected_life(LIFE, LIFE.events[3], None)
    assert life.is_open
    assert corrected_life(life, life.events[2], None).corrected[0].event.kind is K.VIEW
