"""What a log tells beyond what is here: each event is met once, and two ways on are never mixed."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.challenge import Challenge, Event, EventCorrection, EventKind
from scrutineer.domain.logged import PASSING, Known, LoggedLife, what_is_new

DAY = date(2026, 9, 1)
CHALLENGE = Challenge(id=7, cycle_id=1, reference="NSCP-26-001", put_to="Chair", question="Who answers?")


def event(number: int, kind: EventKind, text: str = "Said", later: int = 0) -> Event:
    return Event(id=number, challenge_id=7, kind=kind, on_date=DAY + timedelta(days=later), text=text)


def known(*events: Event, corrections: tuple[EventCorrection, ...] = ()) -> Known:
    return Known(CHALLENGE, events, corrections, (), frozenset(one.id for one in events))


def told(*events: Event) -> LoggedLife:
    return LoggedLife(challenge=CHALLENGE, events=events)


notes = st.lists(st.tuples(st.sampled_from(["One", "Two"]), st.integers(0, 2)), max_size=6)


@given(notes, notes)
def test_of_events_alike_each_of_ours_is_met_once(ours, theirs):
    here = [event(number, EventKind.NOTE, *said) for number, said in enumerate(ours, 1)]
    there = [event(PASSING + number, EventKind.NOTE, *said) for number, said in enumerate(theirs)]
    new, why = what_is_new(told(*there), known(*here))
    assert why == ""
    together = [*ours, *((one.text, (one.on_date - DAY).days) for one in new.events)]
    assert all(together.count(said) == max(ours.count(said), theirs.count(said)) for said in {*ours, *theirs})


def test_two_ways_on_wait_and_a_note_goes_with_either():
    raised = event(1, EventKind.RAISED)
    here = known(raised, event(2, EventKind.ACKNOWLEDGED, later=1))
    new, why = what_is_new(told(event(PASSING, EventKind.RAISED), event(PASSING + 1, EventKind.CHASED)), here)
    assert len(new.events) == 1
    assert "otherwise" in why
    assert what_is_new(told(event(PASSING, EventKind.NOTE)), here)[1] == ""
    _, why = what_is_new(told(event(PASSING, EventKind.RAISED), event(PASSING + 1, EventKind.TESTED)), known(raised))
    assert "cannot follow" in why


def test_what_was_corrected_here_stays_corrected_as_it_was():
    raised = event(1, EventKind.RAISED)
    ours = EventCorrection(event_id=1, on_date=DAY, reason="Ours")
    theirs = EventCorrection(event_id=PASSING, on_date=DAY, reason="Theirs")
    logged = LoggedLife(challenge=CHALLENGE, events=(event(PASSING, EventKind.RAISED),), corrections=(theirs,))
    assert what_is_new(logged, known(raised, corrections=(ours,)))[0].corrections == ()
    (said,) = what_is_new(logged, known(raised))[0].corrections
    assert (said.event_id, said.reason) == (1, "Theirs")
