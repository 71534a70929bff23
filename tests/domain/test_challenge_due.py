"""No challenge sleeps: what each waits for, by when and why; and what is asked again after it closed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.challenge import CLOSED, Ending, EventKind, Impact, ResponseView, Status, Waiting
from scrutineer.domain.challenge_due import promises
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.due_acts import ASK_AGAIN
from tests.domain.test_challenge import LIVES, RAISED, RESPONSE, after, event, life, some_event

K, S = EventKind, Status


def only(status: Status):
    (promise,) = promises(LIVES[status])
    return promise


@pytest.mark.parametrize("status", [status for status in Status if status is not S.CLOSED_WITHDRAWN])
def test_wherever_it_stands_it_waits_for_something_with_its_reason(status):
    every = promises(LIVES[status])
    assert every
    assert all(promise.why for promise in every)
    assert all(promise.on is not None for promise in every) or status is S.DRAFT


def test_a_challenge_that_was_withdrawn_waits_for_nothing():
    assert promises(LIVES[S.CLOSED_WITHDRAWN]) == ()


@pytest.mark.parametrize(
    ("status", "kind", "act", "theirs", "on"),
    [
        (S.RAISED, DueKind.REPLY, NextAct.CHASE, True, 28),
        (S.RESPONSE, DueKind.MOVE, NextAct.VIEW, False, 5),
        (S.ACCEPTED, DueKind.ACTION, NextAct.ASK_ACTION, True, 6 + ASK_AGAIN),
        (S.PARTLY, DueKind.MOVE, NextAct.DECIDE, False, 6),
        (S.NOT_ACCEPTED, DueKind.MOVE, NextAct.DECIDE, False, 6),
        (S.ACTION, DueKind.ACTION, NextAct.ASK_EVIDENCE, True, 7 + ASK_AGAIN),
        (S.EVIDENCE, DueKind.TEST, NextAct.TEST, False, 8),
        (S.ESCALATED, DueKind.REPLY, NextAct.CHASE, True, 60),
        (S.TESTED, DueKind.MOVE, NextAct.CLOSE, False, 30),
        (S.REOPENED, DueKind.REPLY, NextAct.CHASE, True, 90),
    ],
)
def test_whose_move_it_is_and_by_when(status, kind, act, theirs, on):
    promise = only(status)
    assert (promise.kind, promise.act, promise.theirs, promise.on) == (kind, act, theirs, after(on))


def test_what_has_no_day_is_asked_about_after_four_weeks_and_says_that_none_was_set():
    (reply,) = promises(life(event(K.RAISED)))
    assert (reply.on, reply.why) == (after(28), "Raised 4 June 2026, no reply since; no reply date was set")
    assert only(S.ACTION).why == "Action under way since 11 June 2026; no day was set"


def test_the_day_of_an_action_is_the_day_that_it_has():
    (action,) = promises(life(*LIVES[S.ACCEPTED].events, event(K.ACTION, 7, due=after(90))))
    assert action.on == after(90)
    (chased,) = promises(
        life(*LIVES[S.ACCEPTED].events, event(K.ACTION, 7, due=after(90)), event(K.CHASED, 91, due=after(99)))
    )
    assert chased.on == after(99)


def test_an_update_on_an_action_leaves_it_under_way_with_its_day():
    under_way = (*LIVES[S.ACCEPTED].events, event(K.ACTION, 7, due=after(90)))
    came = (*under_way, event(K.RESPONSE, 20))
    for view, kinds in (
        (ResponseView.ACCEPTED, [DueKind.ACTION]), (ResponseView.PARTLY, [DueKind.MOVE, DueKind.ACTION]),
    ):  # fmt: skip
        waiting = promises(life(*came, event(K.VIEW, 21, view=view)))
        assert [promise.kind for promise in waiting] == kinds
        assert (waiting[-1].on, waiting[-1].why) == (after(90), "Action under way since 11 June 2026")
    assert [promise.kind for promise in promises(life(*came, event(K.EVIDENCE, 22)))] == [DueKind.TEST]


def test_a_chase_of_a_reply_that_was_partly_accepted_waits_for_them_by_its_day():
    (reply,) = promises(life(*LIVES[S.PARTLY].events, event(K.CHASED, 10, due=after(20))))
    assert (reply.kind, reply.on, reply.theirs, reply.act) == (DueKind.REPLY, after(20), True, NextAct.CHASE)
    assert reply.why == "Chased 14 June 2026, no reply since"


def test_a_reply_that_came_is_not_said_to_be_missing_after_an_escalation():
    (reply,) = promises(life(*LIVES[S.NOT_ACCEPTED].events, event(K.ESCALATED, 40)))
    assert reply.on == after(40 + ASK_AGAIN)
    assert reply.why == "Escalated 14 July 2026, no reply since; no reply date was set"


def test_the_day_of_a_reply_is_no_day_of_what_was_accepted():
    assert only(S.ACCEPTED).on != RAISED.due


def test_a_retest_has_its_day_and_the_move_before_it_stays():
    waiting = promises(life(*LIVES[S.ACTION].events, event(K.RETEST, 8, due=after(180))))
    assert [(promise.kind, promise.on) for promise in waiting] == [
        (DueKind.RETEST, after(180)), (DueKind.ACTION, after(7 + ASK_AGAIN)),
    ]  # fmt: skip
    (only_retest,) = promises(life(*LIVES[S.TESTED].events, event(K.RETEST, 31, due=after(180))))
    assert only_retest.kind is DueKind.RETEST
    assert [promise.kind for promise in promises(life(*LIVES[S.TESTED].events))] == [DueKind.MOVE]


@pytest.mark.parametrize("closing", list(Ending))
def test_no_day_that_was_set_before_it_closed_comes_back_as_it_is_opened_again(closing):
    set_before = (event(K.RETEST, 8, due=after(20)), event(K.CLOSED, 50, ending=closing, impact=Impact.SHOWN))
    closed = life(*LIVES[S.ACTION].events, *set_before)
    assert (closed.test_due, closed.state.retest_on) == (None, None)
    opened = life(*closed.events, event(K.REOPENED, 60))
    (reply,) = promises(opened)
    assert (reply.kind, reply.on, opened.test_due) == (DueKind.REPLY, after(60 + ASK_AGAIN), None)
    under_way = life(*opened.events, event(K.ACTION, 61))
    assert [(promise.kind, promise.on) for promise in promises(under_way)] == [
        (DueKind.ACTION, after(61 + ASK_AGAIN))
    ]  # fmt: skip
    again = life(*under_way.events, event(K.RETEST, 62, due=after(100)))
    assert (again.test_due, again.state.retest_on) == (after(100), after(100))


def test_impact_is_asked_again_after_three_six_and_twelve_months():
    closed = (RAISED, RESPONSE, event(K.CLOSED, 50, ending=Ending.WITHOUT, impact=Impact.EARLY))
    days = []
    for answers in ((), (145,), (145, 240), (145, 240, 420)):
        asked = [event(K.IMPACT, day, impact=Impact.EARLY) for day in answers]
        days += [promise.on for promise in promises(life(*closed, *asked))]
    assert days == [date(2026, 10, 24), date(2027, 1, 24), date(2027, 7, 24)]


def test_an_answer_settles_the_days_behind_it_and_none_ahead():
    closed = (RAISED, RESPONSE, event(K.CLOSED, 50, ending=Ending.WITHOUT, impact=Impact.EARLY))
    (early,) = promises(life(*closed, event(K.IMPACT, 60, impact=Impact.EARLY)))
    (late,) = promises(life(*closed, event(K.IMPACT, 250, impact=Impact.EARLY)))
    assert (early.on, late.on) == (date(2026, 10, 24), date(2027, 7, 24))


def test_opened_and_closed_again_it_is_asked_anew():
    again = life(
        *LIVES[S.CLOSED_WITHOUT].events, event(K.IMPACT, 60, impact=Impact.EARLY), event(K.REOPENED, 61),
        event(K.CLOSED, 70, ending=Ending.IMPACT, impact=Impact.SHOWN),
    )  # fmt: skip
    assert [promise.on for promise in promises(again)] == [date(2026, 11, 13)]


@given(st.lists(st.sampled_from(EventKind), max_size=9), st.data())
def test_for_every_open_challenge_there_is_a_day_on_which_it_is_due(kinds, data):
    """Whatever happened to it; and no day but only an event takes it off the list: `promises` is handed no day."""
    known = life(*(some_event(data, kind, day) for day, kind in enumerate(kinds)))
    waiting = promises(known)
    if known.status not in CLOSED:
        assert waiting
    assert len({promise.kind for promise in waiting}) == len(waiting)
    assert all(promise.why for promise in waiting)
    whose = {Waiting.THEM if promise.theirs else Waiting.YOU for promise in waiting} or {Waiting.NOBODY}
    assert known.state.waiting_on in whose  # the log and the list say one thing


@given(st.lists(st.sampled_from(EventKind), max_size=9), st.data())
def test_no_reply_since_a_day_is_said_only_where_none_came_since(kinds, data):
    known = life(*(some_event(data, kind, day) for day, kind in enumerate(kinds)))
    for promise in promises(known):
        if "no reply since" in promise.why:
            assert promise.since is not None
            assert not [step for step in known.events if step.kind is K.RESPONSE and step.on_date > promise.since]
