"""Questions that others put: how long each took, what each waits for, and what a reply needs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.challenge import Waiting
from scrutineer.domain.due import NextAct
from scrutineer.domain.ids import AgencyId, CycleId
from scrutineer.domain.questions import Question, QuestionFrom, how_answered
from scrutineer.domain.rules import problems_of

ASKED, TODAY = date(2026, 9, 1), date(2026, 11, 20)


def asked(source: QuestionFrom = QuestionFrom.COMMITTEE, **said: object) -> Question:
    return Question(cycle_id=CycleId(1), source=source, asked_on=ASKED, question="Who sees them?", **said)  # type: ignore[arg-type]


def test_the_days_are_counted_to_the_reply_or_to_today():
    assert asked().days_taken(TODAY) == 80
    assert asked(reply="We do", replied_on=date(2026, 9, 11)).days_taken(TODAY) == 10
    assert asked(due=date(2026, 9, 8)).days_late(TODAY) == 73
    assert asked(due=date(2026, 9, 8), reply="We do", replied_on=date(2026, 9, 11)).days_late(TODAY) == 3
    assert asked().days_late(TODAY) == 0


def test_a_question_waits_for_whoever_was_asked():
    yours, theirs = asked().next_act(), asked(agency_id=AgencyId(1), due=date(2026, 9, 15)).next_act()
    assert yours is not None
    assert theirs is not None
    assert (yours.waiting, yours.act, yours.on) == (Waiting.YOU, NextAct.ANSWER, date(2026, 9, 29))
    assert (theirs.waiting, theirs.act, theirs.on) == (Waiting.THEM, NextAct.CHASE, date(2026, 9, 15))


def test_young_people_wait_for_what_was_done_too():
    reply = {"reply": "Because", "replied_on": date(2026, 9, 11), "agency_id": AgencyId(1)}
    waits = asked(QuestionFrom.YOUNG, **reply).next_act()
    assert waits is not None
    assert (waits.act, waits.on) == (NextAct.ASK_ACTION, date(2026, 10, 9))
    assert asked(QuestionFrom.YOUNG, **reply, did="It changed").next_act() is None
    assert asked(QuestionFrom.COMMITTEE, **reply).next_act() is None


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ({"reply": "We do"}, "replied_on"),
        ({"replied_on": TODAY}, "reply"),
        ({"reply": "We do", "replied_on": ASKED - timedelta(days=1)}, "replied_on"),
        ({"due": ASKED - timedelta(days=1)}, "due"),
        ({"reply": "We do", "replied_on": ASKED}, None),
    ],
)
def test_a_reply_has_words_and_a_day_after_the_question(said, about):
    assert [problem.about for problem in problems_of(asked(**said), "question")] == ([about] if about else [])


def test_how_they_were_answered_is_told_from_the_fewest_days_to_the_most():
    every = [
        asked(reply="a", replied_on=ASKED + timedelta(days=3)),
        asked(reply="b", replied_on=ASKED + timedelta(days=41), due=ASKED + timedelta(days=21)),
        asked(),
    ]
    assert how_answered(every, TODAY).in_words() == "3 asked, 2 answered in 3 to 41 days, 1 late"
    assert how_answered(every[:1], TODAY).in_words() == "1 asked, 1 answered in 3 days"
    assert how_answered([asked(reply="a", replied_on=ASKED)], TODAY).in_words() == "1 asked, 1 answered on the same day"
    assert how_answered([asked()], TODAY).in_words() == "1 asked, none answered"
    assert how_answered([], TODAY).in_words() == ""


@given(
    st.sampled_from(QuestionFrom), st.none() | st.just(AgencyId(1)), st.none() | st.integers(0, 300),
    st.sampled_from(["", "It changed"]),
)  # fmt: skip
def test_it_leaves_the_list_only_by_a_reply_and_young_peoples_by_what_was_done(source, agency, days, did):
    replied = {} if days is None else {"reply": "We do", "replied_on": ASKED + timedelta(days=days)}
    waits = asked(source, agency_id=agency, did=did, **replied).next_act()
    ended = days is not None and (source is not QuestionFrom.YOUNG or did != "")
    assert (waits is None) is ended
    assert waits is None or waits.on is not None
