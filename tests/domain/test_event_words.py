"""What events are called wherever they are listed, and in which order they and what was struck out stand."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.challenge import Challenge, Event, EventCorrection, EventKind, Impact, life_of
from scrutineer.domain.event_words import EVENT_WORDS, due_words, every_event, title_of, why_struck
from scrutineer.domain.ids import ChallengeId, CycleId

CHALLENGE = Challenge(id=ChallengeId(1), cycle_id=CycleId(1), put_to="Chair", question="Why?")
days = st.dates(date(2026, 1, 1), date(2026, 1, 9))


def event(number: int, day: date, kind: EventKind = EventKind.NOTE, **more) -> Event:
    return Event(id=number, challenge_id=CHALLENGE.id, kind=kind, on_date=day, **more)


def test_every_kind_has_its_words():
    assert set(EVENT_WORDS) == set(EventKind)
    asked = event(1, date(2026, 1, 1), EventKind.IMPACT, impact=Impact.EARLY)
    assert title_of(asked) == "Impact asked again: early signs"
    assert (due_words(EventKind.ACTION), due_words(None)) == ("To be done by", "Reply due")


@given(st.lists(days, min_size=1, max_size=8), st.data())
def test_each_event_stands_once_by_its_day_whatever_was_struck_out(dates, data):
    events = [event(number, day) for number, day in enumerate(dates, 1)]
    wrong = data.draw(st.sets(st.sampled_from([known.id for known in events])))
    corrections = [
        EventCorrection(event_id=number, on_date=date(2026, 2, 1), reason="Wrong") for number in sorted(wrong)
    ]
    whole = every_event(life_of(CHALLENGE, events, corrections))
    assert sorted(known.id for known, _ in whole) == [known.id for known in events]
    assert [known.on_date for known, _ in whole] == sorted(dates)
    assert {known.id for known, struck in whole if struck} == wrong


def test_what_counts_instead_stands_after_what_it_counts_for():
    day = date(2026, 1, 1)
    events = [event(1, day), event(2, day), event(3, day)]
    said = EventCorrection(event_id=1, instead_id=3, on_date=day, reason="Misheard.", by="Scrutineer")
    whole = every_event(life_of(CHALLENGE, events, [said]))
    assert [known.id for known, _ in whole] == [1, 3, 2]
    words = "Corrected on 1 January 2026, Scrutineer: something else counts in its place. Misheard."
    assert why_struck(whole[0][1]) == words
