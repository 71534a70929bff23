"""What is counted and gathered of challenges in the database is what looking at each of them gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import reading, tables, validation
from scrutineer.casefile.reading import ChallengeFilter
from scrutineer.domain.challenge import Challenge, Ending, Event, EventKind, Impact, Status, Waiting
from scrutineer.domain.ids import ChallengeId
from scrutineer.domain.partnership import Cycle
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.challenges import board_of, challenges_now, lives

DAY = date(2026, 6, 1)
TARGETS = ["six-steps:1", "six-steps:1a", "six-steps:4c"]

challenges = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sets(st.sampled_from(TARGETS)),
        st.lists(
            st.tuples(st.sampled_from([EventKind.RAISED, EventKind.TESTED, EventKind.CLOSED, EventKind.NOTE]),
                      st.integers(0, 9)),
            max_size=3,
        ),
    ),
    max_size=6,
)  # fmt: skip


def raised(casefile: Casefile, made) -> list[Cycle]:
    """These challenges, in place of those there were; returns the two cycles they belong to."""
    casefile.rules = validation.no_rules  # events come in any order
    with casefile.transact("Raise"):
        for kind in (Event, Challenge):
            for row in tables.rows(casefile, kind):
                tables.delete(casefile, kind, row.id)
        if tables.count(casefile, Cycle) == 1:
            (first,) = tables.rows(casefile, Cycle)
            before = {"starts": DAY - timedelta(days=900), "ends": DAY - timedelta(days=800), "current": False}
            tables.insert(casefile, replace(first, name="Cycle 2", **before))
        cycles = list(tables.rows(casefile, Cycle))
        for number, (cycle, targets, events) in enumerate(made):
            challenge = ChallengeId(tables.insert(casefile, Challenge(
                reference=f"T-26-{number}", cycle_id=cycles[cycle].id, put_to="Chief nurse", question="Why?",
                targets=tuple(sorted(targets)),
            )))  # fmt: skip
            for kind, day in events:
                tables.insert(casefile, Event(
                    challenge_id=challenge, kind=kind, on_date=DAY + timedelta(days=day), ending=Ending.IMPACT,
                    impact=Impact.SHOWN, due=DAY + timedelta(days=day + 20) if day % 2 else None,
                ))  # fmt: skip
    return cycles


def by_target(every) -> dict[str, list[ChallengeId]]:
    """These challenges by what they bear on."""
    gathered = defaultdict(list)
    for challenge in every:
        for target in challenge.targets:
            gathered[target].append(challenge.id)
    return dict(gathered)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=challenges, first=st.integers(0, 9), days=st.integers(0, 5))
def test_challenges_are_counted_and_gathered_as_by_hand(casefile, made, first, days):
    cycles = raised(casefile, made)
    every = lives(casefile)
    for wanted in (ChallengeFilter(), ChallengeFilter(open=True, not_of=cycles[0].id), ChallengeFilter(open=False)):
        fitting = [known.challenge for known in reading.challenges_now(casefile, wanted)]
        assert reading.challenges_by_target(casefile, wanted) == by_target(fitting)
    named = [(known.id, known.reference, known.question) for known in tables.rows(casefile, Challenge)]
    assert reading.named_challenges(casefile) == named
    starts, ends = DAY + timedelta(days=first), DAY + timedelta(days=first + days)
    days_raised = Counter(life.raised_on for life in every if life.raised_on and starts <= life.raised_on <= ends)
    assert dict(reading.raised_by_day(casefile, starts, ends)) == days_raised
    awaited = [life.state for life in every if life.state.waiting_on is Waiting.THEM and life.state.reply_due]
    assert dict(reading.replies_by_day(casefile)) == Counter(state.reply_due for state in awaited)
    ended = [
        life.challenge for life in every
        if any(event.kind in (EventKind.TESTED, EventKind.CLOSED) and starts <= event.on_date <= ends
               for event in life.events)
    ]  # fmt: skip
    assert reading.ended_by_target(casefile, starts, ends) == by_target(ended)


def test_a_column_of_the_board_holds_what_was_asked_for_and_no_more(casefile):
    both = [Status.RAISED, Status.ESCALATED, Status.REOPENED, Status.CLOSED_IMPACT]
    raised(casefile, [(0, {"six-steps:1"}, [(EventKind.RAISED, 0)]), (0, {"six-steps:1"}, [(EventKind.TESTED, 1)]),
                      (0, {"six-steps:1"}, [(EventKind.CLOSED, 2)])])  # fmt: skip
    for asked in (None, frozenset(both), frozenset({Status.RAISED}), frozenset({Status.TESTED})):
        for column in board_of(casefile, ChallengeFilter(statuses=asked), DAY):
            shown = challenges_now(casefile, ChallengeFilter(statuses=column.statuses), deciding_on=DAY)
            assert len(column.first) == column.total == len(shown)
            assert asked is None or column.statuses <= asked
