"""Each challenge's state is kept beside it: always what the pure rule says, in the gate, through undo, and checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import derived, reading, states, tables, validation
from scrutineer.casefile.reading import ChallengeFilter
from scrutineer.domain.challenge import (
    Challenge,
    ChallengeState,
    Ending,
    Event,
    EventKind,
    Impact,
    Life,
    ResponseView,
    Status,
    Waiting,
)
from scrutineer.domain.ids import ChallengeId
from scrutineer.operations import casefiles
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.context import read_context

DAY = date(2026, 6, 1)

events = st.builds(
    lambda kind, day, due, view, ending, impact: {
        "kind": kind, "on_date": DAY + timedelta(days=day),
        "due": None if due is None else DAY + timedelta(days=day + due),
        "view": view or (ResponseView.PARTLY if kind is EventKind.VIEW else None),
        "ending": ending or (Ending.WITHDRAWN if kind is EventKind.CLOSED else None), "impact": impact, "text": "words",
    },
    st.sampled_from(EventKind), st.integers(0, 150), st.none() | st.integers(0, 300), st.none() | st.sampled_from(ResponseView),
    st.none() | st.sampled_from(Ending), st.none() | st.sampled_from(Impact),
)  # fmt: skip
steps = st.lists(
    st.tuples(st.just("event"), st.integers(0, 3), events)
    | st.tuples(st.just("drop"), st.integers(0, 3), st.integers(0, 5))
    | st.tuples(st.just("move"), st.integers(0, 3), st.integers(0, 3))
    | st.tuples(st.just("retarget"), st.integers(0, 3), st.lists(st.sampled_from(["six-steps:1", "six-steps:4c"]), max_size=2))
    | st.sampled_from([("undo", 0, None), ("redo", 0, None)]),
    max_size=14,
)  # fmt: skip


def raised(casefile: Casefile, number: int = 4) -> list[ChallengeId]:
    cycle = read_context(casefile).cycle.id
    with casefile.transact("Raise"):
        return [
            ChallengeId(tables.insert(casefile, Challenge(
                reference=f"T-{casefile.path.stem}-26-{tables.count(casefile, Challenge)}", cycle_id=cycle, put_to="Chief nurse",
                question="Why?", targets=("six-steps:4c",),
            )))
            for _ in range(number)
        ]  # fmt: skip


def by_rule(casefile: Casefile) -> list[ChallengeState]:
    """Every state worked out from all events, as the rule says."""
    every = [
        Life(challenge, tuple(sorted(
            tables.rows(casefile, Event, challenge_id=challenge.id), key=lambda event: (event.on_date, event.id)
        )))
        for challenge in tables.rows(casefile, Challenge)
    ]  # fmt: skip
    return [life.state for life in every]


def kept(casefile: Casefile) -> list[ChallengeState]:
    return [known.state for known in reading.challenges_now(casefile, ChallengeFilter())]


def step(casefile: Casefile, ids: list[ChallengeId], doing: str, which: int, what: object) -> None:
    challenge = ids[which]
    if doing in ("undo", "redo"):
        getattr(casefile, doing)()
        return
    with casefile.transact(doing):
        if doing == "event":
            tables.insert(casefile, Event(challenge_id=challenge, **what))
        for event in tables.rows(casefile, Event, challenge_id=challenge)[:1]:
            if doing == "drop":
                tables.delete(casefile, Event, event.id)
            elif doing == "move":
                tables.update(casefile, replace(event, challenge_id=ids[what]))
        for known in tables.rows(casefile, Challenge, id=challenge):
            if doing == "retarget":
                tables.update(casefile, replace(known, targets=tuple(dict.fromkeys(what))))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(doings=steps)
def test_what_is_kept_is_what_the_rule_says_whatever_is_done(casefile, doings):
    casefile.rules = validation.no_rules  # events come in any order
    ids = raised(casefile)
    for doing in doings:
        if doing[0] == "undo" and casefile.labels()[0] == "Raise":
            continue
        step(casefile, ids, *doing)
        assert kept(casefile) == by_rule(casefile)
    assert list(derived.problems(casefile.reader)) == []
    for known in tables.rows(casefile, Challenge):
        on_first = reading.challenges_now(casefile, ChallengeFilter(targets=frozenset({"six-steps:1"})))
        assert ("six-steps:1" in known.targets) == (known.id in {now.challenge.id for now in on_first})


def test_a_state_cannot_be_written_outside_an_entry(casefile):
    raised(casefile, 1)
    with pytest.raises(Exception, match="written outside transact"):
        casefile.writer.execute("UPDATE challenge_state SET status = 'Closed: impact shown'")
    with pytest.raises(Exception, match="written outside transact"):
        casefile.writer.execute("DELETE FROM challenge_target")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE challenge_state SET status = 'Raised'",
        "UPDATE challenge_state SET reply_due = '2026-01-01'",
        "DELETE FROM challenge_state",
        "DELETE FROM challenge_target",
        "INSERT INTO challenge_target VALUES ('six-steps:1', 1)",
        "INSERT INTO challenge_state VALUES (99, 'Raised', 'them', 1, NULL, NULL, NULL, NULL, NULL, 0, NULL)",
    ],
)
def test_a_check_finds_a_state_that_is_not_what_the_events_say(casefile, tampering):
    raised(casefile, 1)
    assert casefiles.check_casefile(casefile).value.problems == ()
    with casefile.transact("Tampered with"):
        casefile.writer.execute(tampering)
    (problem,) = casefiles.check_casefile(casefile).value.problems
    assert "challenge" in problem or "not what its events say" in problem


def test_states_are_worked_out_anew_where_the_rule_is_another_one(casefile, monkeypatch):
    raised(casefile, 2)
    right = kept(casefile)
    with casefile.transact("An older rule"):
        casefile.writer.execute("UPDATE challenge_state SET status = 'Tested'")
    monkeypatch.setattr(derived, "DERIVED", tuple(replace(thing, rule=thing.rule + "x") for thing in derived.DERIVED))
    with casefile.transact("Make ready again"):
        derived.make_ready(casefile.writer)
    assert kept(casefile) == right
    assert {state.status for state in right} == {Status.DRAFT}


def test_the_order_to_decide_in_is_most_overdue_then_longest_open_then_closed(casefile):
    late, later, long_open, draft, closed = raised(casefile, 5)
    today = DAY + timedelta(days=100)

    def tell(challenge: ChallengeId, kind: EventKind, day: int, **more: object) -> None:
        tables.insert(casefile, Event(challenge_id=challenge, kind=kind, on_date=DAY + timedelta(days=day), **more))

    with casefile.transact("Lives"):
        tell(late, EventKind.RAISED, 50, due=DAY + timedelta(days=90))
        tell(later, EventKind.RAISED, 60, due=DAY + timedelta(days=70))
        tell(long_open, EventKind.RAISED, 1, due=DAY + timedelta(days=200))
        tell(closed, EventKind.RAISED, 0)
        tell(closed, EventKind.CLOSED, 2, ending=Ending.WITHDRAWN)
    order = [now.challenge.id for now in reading.challenges_now(casefile, ChallengeFilter(), deciding_on=today)]
    assert order == [later, late, long_open, draft, closed]
    paged = [
        now.challenge.id
        for skip in range(0, 6, 2)
        for now in reading.challenges_now(casefile, ChallengeFilter(), deciding_on=today, limit=2, skip=skip)
    ]
    assert paged == order
    overdue = ChallengeFilter(overdue_on=today)
    assert {now.challenge.id for now in reading.challenges_now(casefile, overdue)} == {late, later}
    assert reading.count_challenges(casefile, overdue) == 2
    assert reading.count_challenges(casefile, ChallengeFilter(open=True)) == 4
    assert reading.count_challenges(casefile, ChallengeFilter(open=False)) == 1
    assert reading.count_challenges(casefile, ChallengeFilter(waiting_on=Waiting.YOU)) == 1
    assert reading.oldest_raised(casefile) == DAY + timedelta(days=1)
    assert states.RULE


def test_acknowledged_is_still_awaiting_a_reply():
    """A challenge whose receipt was acknowledged has not been answered: its reply date still counts."""
    challenge = Challenge(id=ChallengeId(1), cycle_id=1, put_to="x", question="y")
    raised_event = Event(challenge_id=ChallengeId(1), kind=EventKind.RAISED, on_date=DAY, due=DAY + timedelta(days=10))
    acknowledged = Event(challenge_id=ChallengeId(1), kind=EventKind.ACKNOWLEDGED, on_date=DAY + timedelta(days=1))
    state = Life(challenge, (raised_event, acknowledged)).state
    assert (state.status, state.waiting_on) == (Status.ACKNOWLEDGED, Waiting.THEM)
    assert state.days_overdue(DAY + timedelta(days=15)) == 5
