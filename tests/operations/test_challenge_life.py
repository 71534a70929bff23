"""The whole life of challenges, by whatever sequence of clicks: no event is lost, no kept state is wrong, none leaves
the log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from scrutineer.casefile import derived, tables
from scrutineer.domain.challenge import (
    CLOSED,
    Challenge,
    Ending,
    Event,
    EventCorrection,
    EventKind,
    Impact,
    Life,
    ResponseView,
)
from scrutineer.domain.challenge_events import broken_at
from scrutineer.domain.event_words import EVENT_WORDS, every_event
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, challenges
from scrutineer.operations.asking import asking
from scrutineer.operations.queries.challenges import (
    ChallengeFilter,
    challenge_ids,
    challenges_by_id,
    count_challenges,
    lives,
)
from tests.conftest import copied_testshire
from tests.operations.acts import TODAY

FIRST = date(2026, 1, 5)
days = st.integers(0, (TODAY - FIRST).days).map(lambda number: FIRST + timedelta(days=number))
texts = st.sampled_from(["", "Said.", "Two\nlines of it."])
kinds = st.sampled_from([kind for kind in EventKind if kind is not EventKind.CLOSED])


@dataclass(frozen=True)
class Kept:
    """Everything that was recorded, as a person would remember it."""

    challenges: frozenset[int]
    events: frozenset[Event]
    corrections: frozenset[EventCorrection]


class ClicksOnChallenges(RuleBasedStateMachine):
    """Raise, record, close, open again, ask about impact, correct, undo and redo, in any order."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.casefile = copied_testshire(folder)
        self.before = [self.kept()]
        self.undone: list[Kept] = []

    def kept(self) -> Kept:
        kinds_kept = (tables.rows(self.casefile, kind) for kind in (Event, EventCorrection))
        events, corrections = (frozenset(rows) for rows in kinds_kept)
        return Kept(frozenset(row.id for row in tables.rows(self.casefile, Challenge)), events, corrections)

    def done(self, before: Kept) -> None:
        """Something was recorded: all that was there before is there still."""
        now = self.kept()
        assert before.events <= now.events
        assert before.corrections <= now.corrections
        assert before.challenges <= now.challenges
        self.before.append(now)
        self.undone.clear()

    def attempt(self, operation: Any, *, sure: bool = True, **arguments: Any) -> None:
        before = self.before[-1]
        try:
            with asking(self.casefile, sure=sure):
                operation(self.casefile, **arguments)
        except UserError:
            assert self.kept() == before
        else:
            self.done(before)

    def lives(self) -> tuple[Life, ...]:
        return lives(self.casefile)

    def any_life(self, data: Any) -> Life:
        return data.draw(st.sampled_from(self.lives()))

    @rule(draft=st.booleans(), day=days)
    def raise_one(self, draft: bool, day: date) -> None:
        self.attempt(challenges.raise_challenge, question="Who answers?", put_to="Chair", draft=draft, raised_on=day)

    @precondition(lambda self: self.before[-1].challenges)
    @rule(data=st.data(), text=texts, day=days, late=st.booleans(), sure=st.booleans())
    def record(self, data: Any, text: str, day: date, late: bool, sure: bool) -> None:
        life = self.any_life(data)
        allowed = [kind for kind in life.allowed() if kind is not EventKind.CLOSED]
        kind = data.draw(st.one_of(st.sampled_from(allowed), kinds))
        last = max((event.on_date for event in life.events), default=day)
        on_date = max(last, day) if late else day
        self.attempt(
            challenges.record_event, challenge_id=life.challenge.id, kind=kind, on_date=on_date, text=text,
            due=data.draw(st.sampled_from([None, on_date + timedelta(days=9)])), sure=sure,
            view=data.draw(st.sampled_from(ResponseView)) if kind is EventKind.VIEW else None,
            impact=data.draw(st.sampled_from(Impact)) if kind is EventKind.IMPACT else None,
        )  # fmt: skip

    @precondition(lambda self: self.before[-1].challenges)
    @rule(data=st.data(), ending=st.sampled_from(Ending), impact=st.sampled_from(Impact), day=days)
    def close(self, data: Any, ending: Ending, impact: Impact, day: date) -> None:
        life = self.any_life(data)
        self.attempt(
            challenges.close_challenge, challenge_id=life.challenge.id, ending=ending, impact=impact, text="So.",
            on_date=day,
        )  # fmt: skip

    @precondition(lambda self: self.before[-1].events)
    @rule(data=st.data(), text=texts, day=days, never=st.booleans())
    def correct(self, data: Any, text: str, day: date, never: bool) -> None:
        wrong = data.draw(st.sampled_from(sorted(self.before[-1].events, key=lambda event: event.id)))
        kind = (
            wrong.kind if wrong.kind is EventKind.CLOSED else data.draw(st.sampled_from([wrong.kind, EventKind.NOTE]))
        )
        instead = replace(
            wrong, kind=kind, text=text, on_date=data.draw(st.sampled_from([wrong.on_date, day])), due=None
        )
        self.attempt(challenges.correct_event, event_id=wrong.id, reason="Wrong", instead=None if never else instead)

    @precondition(lambda self: len(self.before) > 1)
    @rule()
    def undo(self) -> None:
        casefiles.undo(self.casefile)
        self.undone.append(self.before.pop())
        assert self.kept() == self.before[-1]

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        casefiles.redo(self.casefile)
        self.before.append(self.undone.pop())
        assert self.kept() == self.before[-1]

    def teardown(self) -> None:
        assert list(derived.problems(self.casefile.reader)) == []
        self.casefile.close()

    @invariant()
    def no_event_is_lost_and_each_stands_once(self) -> None:
        shown = [event for life in self.lives() for event, _ in every_event(life)]
        assert sorted(event.id for event in shown) == sorted(event.id for event in self.before[-1].events)
        assert all(event.kind in EVENT_WORDS for event in shown)

    @invariant()
    def what_counts_can_follow_each_other(self) -> None:
        assert [broken_at(life) for life in self.lives() if broken_at(life)] == []

    @invariant()
    def the_kept_state_is_what_the_events_say(self) -> None:
        known = challenges_by_id(self.casefile, [life.challenge.id for life in self.lives()])
        assert {number: now.state for number, now in known.items()} == {
            life.challenge.id: life.state for life in self.lives()
        }

    @invariant()
    def none_leaves_the_log_and_each_can_go_on(self) -> None:
        listed = challenge_ids(self.casefile, ChallengeFilter(), today=TODAY)
        assert sorted(listed) == sorted(self.before[-1].challenges)
        open_now, closed = (count_challenges(self.casefile, ChallengeFilter(open=is_open)) for is_open in (True, False))
        assert open_now + closed == len(listed)
        for life in self.lives():
            assert EventKind.NOTE in life.allowed()
            assert (EventKind.REOPENED in life.allowed()) == (life.status in CLOSED)


def test_no_sequence_of_clicks_loses_an_event_or_leaves_the_log(tmp_path):
    made = count()

    def machine() -> ClicksOnChallenges:
        folder = tmp_path / str(next(made))
        folder.mkdir()
        return ClicksOnChallenges(folder)

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12, stateful_step_count=24, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
