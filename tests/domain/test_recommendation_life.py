"""A recommendation by its dated events: where it stands, what may follow, what it waits for until it has ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.challenge import Impact, Waiting
from scrutineer.domain.checklists import Met
from scrutineer.domain.dates import months_after
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.due_acts import DueAct
from scrutineer.domain.ids import EvidenceId, RecommendationId
from scrutineer.domain.impact_again import IMPACT_MONTHS
from scrutineer.domain.recommendation_life import (
    ENDED,
    RecommendationLife,
    RecommendationStatus,
    event_problems,
    recommendation_life,
)
from scrutineer.domain.recommendations import (
    Recommendation,
    RecommendationEvent,
    RecommendationKind,
    RecommendationMove,
)

M, S = RecommendationMove, RecommendationStatus
FIRST = date(2026, 3, 2)
SEPTEMBER, DECEMBER = date(2026, 9, 1), date(2026, 12, 12)


def rec(kind: RecommendationKind = RecommendationKind.REVIEW, due: date | None = None) -> Recommendation:
    return Recommendation(
        id=RecommendationId(1), kind=kind, evidence_id=EvidenceId(1), text="Health is present at night", due=due
    )


def event(kind: M, day: date = FIRST, **said: object) -> RecommendationEvent:
    words: dict[str, object] = {"text": "Words"}
    if kind in (M.DONE, M.IMPACT):
        words["impact"] = Impact.EARLY
    if kind is M.BENCHMARK:
        words["met"] = Met.PARTLY
    if kind is M.RETEST:
        words["due"] = day + timedelta(days=90)
    return RecommendationEvent(recommendation_id=RecommendationId(1), kind=kind, on_date=day, **{**words, **said})


def life(*events: RecommendationEvent, **of: object) -> RecommendationLife:
    numbered = [replace(known, id=number) for number, known in enumerate(events)]
    return recommendation_life(rec(**of), numbered, date(2026, 2, 1))


def act(known: RecommendationLife) -> DueAct:
    waits = known.next_act()
    assert waits is not None
    return waits


def test_it_is_followed_from_its_making_to_its_end_and_beyond():
    known = life(event(M.ACCEPTED, due=SEPTEMBER), event(M.UNDER_WAY), event(M.EVIDENCE), event(M.TESTED))
    assert known.status is S.TESTED
    assert act(known).act is NextAct.CLOSE
    done = life(*known.events, event(M.DONE, date(2026, 10, 1), impact=Impact.SHOWN))
    assert (done.status, done.is_open, done.ended_on) == (S.DONE, False, date(2026, 10, 1))
    assert done.impact is not None
    assert done.impact.impact is Impact.SHOWN


@pytest.mark.parametrize(
    ("events", "waiting", "next_act"),
    [
        ((), Waiting.THEM, NextAct.CHASE),
        ((M.ACCEPTED,), Waiting.THEM, NextAct.ASK_ACTION),
        ((M.NOT_ACCEPTED,), Waiting.YOU, NextAct.DECIDE),
        ((M.UNDER_WAY,), Waiting.THEM, NextAct.ASK_EVIDENCE),
        ((M.EVIDENCE,), Waiting.YOU, NextAct.TEST),
        ((M.TESTED,), Waiting.YOU, NextAct.CLOSE),
        ((M.TESTED, M.DONE), Waiting.YOU, NextAct.ASK_IMPACT),
        ((M.LAPSED, M.REOPENED), Waiting.THEM, NextAct.ASK_ACTION),
    ],
)
def test_whoever_has_the_next_move_is_named(events, waiting, next_act):
    waits = act(life(*(event(kind) for kind in events)))
    assert (waits.waiting, waits.act) == (waiting, next_act)
    assert waits.why.endswith(".")


def test_the_day_in_force_is_the_newest_one_that_was_set():
    assert life(due=SEPTEMBER).due == SEPTEMBER
    moved = life(event(M.ACCEPTED, due=DECEMBER), event(M.UNDER_WAY), due=SEPTEMBER)
    assert (moved.due, act(moved).on) == (DECEMBER, DECEMBER)
    assert moved.days_late(DECEMBER + timedelta(days=3)) == 3
    assert life(event(M.LAPSED), event(M.REOPENED), due=SEPTEMBER).due is None


def test_a_re_test_waits_for_the_scrutineer_on_its_day_and_never_hides_what_is_waited_for_before_it():
    late = life(event(M.UNDER_WAY, due=SEPTEMBER), event(M.RETEST, due=DECEMBER))
    assert act(late)[2:5] == (SEPTEMBER, Waiting.THEM, NextAct.ASK_EVIDENCE)
    beside = late.test_beside()
    assert beside is not None
    assert beside[2:5] == (DECEMBER, Waiting.YOU, NextAct.TEST)
    tested = life(event(M.UNDER_WAY), event(M.RETEST, due=DECEMBER), event(M.TESTED, DECEMBER))
    assert tested.test_due is None
    again = life(event(M.TESTED), event(M.RETEST, due=DECEMBER))
    assert act(again)[2:5] == (DECEMBER, Waiting.YOU, NextAct.TEST)
    assert again.test_beside() is None


@pytest.mark.parametrize(
    ("before", "next_act"),
    [
        ((), NextAct.CHASE), ((M.NOT_ACCEPTED,), NextAct.DECIDE), ((M.ACCEPTED,), NextAct.ASK_ACTION),
        ((M.UNDER_WAY,), NextAct.ASK_EVIDENCE), ((M.LAPSED, M.REOPENED), NextAct.ASK_ACTION),
    ],
)  # fmt: skip
def test_a_re_test_set_for_next_year_hides_neither_the_acceptance_nor_the_decision_it_waits_for(before, next_act):
    told = tuple(event(kind) for kind in before)
    known = life(*told, event(M.RETEST, due=date(2027, 9, 1)))
    without = life(*told)
    assert act(known) == act(without)
    assert (act(known).act, known.test_beside().on) == (next_act, date(2027, 9, 1))


def test_what_has_no_day_is_asked_about_again_after_four_weeks():
    assert act(life(event(M.ACCEPTED, date(2026, 5, 1)))).on == date(2026, 5, 29)
    assert recommendation_life(rec(), ()).next_act() == DueAct(
        DueKind.RECOMMENDATION,
        None,
        None,
        Waiting.THEM,
        NextAct.CHASE,
        "Nobody has said whether it is accepted; no day was set.",
    )


def test_impact_is_asked_about_again_three_six_and_twelve_months_after_it_was_done():
    done = (event(M.TESTED), event(M.DONE, date(2026, 8, 31)))
    days = [act(life(*done)).on]
    days.append(act(life(*done, event(M.IMPACT, date(2026, 11, 30)))).on)
    days.append(act(life(*done, event(M.IMPACT, date(2027, 5, 1)))).on)
    assert days == [date(2026, 11, 30), date(2027, 2, 28), date(2027, 8, 31)]
    assert life(*done, event(M.IMPACT, date(2027, 8, 31))).next_act() is None


def test_an_answer_given_before_its_day_settles_nothing_ahead():
    done = (event(M.TESTED), event(M.DONE, date(2026, 8, 31)), event(M.IMPACT, date(2026, 9, 1)))
    assert act(life(*done)).on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("met", "next_act", "waiting"),
    [
        (None, NextAct.LOOK, Waiting.YOU),
        (Met.MET, NextAct.CLOSE, Waiting.YOU),
        (Met.PARTLY, NextAct.ASK_ACTION, Waiting.THEM),
        (Met.NOT, NextAct.ASK_ACTION, Waiting.THEM),
        (Met.NOT_APPLICABLE, NextAct.CLOSE, Waiting.YOU),
    ],
)
def test_a_national_reviews_waits_to_be_benchmarked_here_and_then_by_how_far_it_is_met(met, next_act, waiting):
    told = () if met is None else (event(M.BENCHMARK, met=met),)
    known = life(*told, kind=RecommendationKind.NATIONAL)
    assert (act(known).act, act(known).waiting) == (next_act, waiting)
    assert (M.DONE in known.allowed()) is (met is Met.MET)


@pytest.mark.parametrize(
    ("kind", "without", "about"),
    [
        (M.NOT_ACCEPTED, {"text": " "}, "text"), (M.TESTED, {"text": ""}, "text"), (M.LAPSED, {"text": ""}, "text"),
        (M.RETEST, {"due": None}, "due"), (M.BENCHMARK, {"met": None}, "met"), (M.BENCHMARK, {"text": ""}, "text"),
        (M.NOTE, {"text": ""}, "text"), (M.DONE, {}, "kind"), (M.IMPACT, {}, "kind"), (M.REOPENED, {}, "kind"),
        (M.ACCEPTED, {}, None), (M.UNDER_WAY, {"text": ""}, None),
    ],
)  # fmt: skip
def test_what_an_event_needs_is_said_beside_its_field(kind, without, about):
    problems = event_problems(life(), event(kind, **without))
    assert (about in problems) if about else problems == {}


@pytest.mark.parametrize("ended", [(M.TESTED, M.DONE), (M.LAPSED,)])
def test_what_has_ended_takes_no_day_and_none_comes_back_as_it_is_opened_again(ended):
    over = life(event(M.UNDER_WAY, due=SEPTEMBER), event(M.RETEST, due=DECEMBER), *(event(kind) for kind in ended))
    assert over.test_due is None
    for kind in (M.NOTE, M.BENCHMARK, M.IMPACT):
        said = event_problems(over, event(kind, due=DECEMBER))["due"]
        assert said == "A recommendation that has ended waits for nothing by a day"
    assert "due" not in event_problems(over, event(M.REOPENED, due=DECEMBER))
    assert "due" in event_problems(life(event(M.TESTED)), event(M.DONE, due=DECEMBER))
    opened = life(*over.events, event(M.REOPENED))
    assert (opened.test_due, opened.due, opened.test_beside()) == (None, None, None)


def test_done_asks_what_changed_for_children():
    tested = life(event(M.TESTED))
    assert set(event_problems(tested, event(M.DONE, impact=None, text=""))) == {"impact", "text"}
    assert event_problems(tested, event(M.DONE)) == {}


def test_an_event_comes_after_the_moves_before_it_and_a_note_may_be_of_any_day():
    known = life(event(M.ACCEPTED, date(2026, 5, 1)), event(M.NOTE, date(2026, 7, 1)))
    assert "on_date" in event_problems(known, event(M.UNDER_WAY, date(2026, 4, 30)))
    assert event_problems(known, event(M.UNDER_WAY, date(2026, 6, 1))) == {}
    assert event_problems(known, event(M.NOTE, FIRST)) == {}


def test_it_stands_since_the_day_of_the_move_or_of_what_it_rests_on():
    assert life().since == date(2026, 2, 1)
    assert life(event(M.MADE), event(M.NOTE, SEPTEMBER)).since == FIRST
    assert life(event(M.ACCEPTED, SEPTEMBER), event(M.BENCHMARK, DECEMBER)).since == SEPTEMBER


@given(st.data())
def test_whatever_happens_to_it_it_waits_for_somebody_until_it_has_ended(data):
    """No sequence of possible events leaves one that is open without a next act, and only an event takes it off."""
    kind = data.draw(st.sampled_from(RecommendationKind))
    due = data.draw(st.none() | st.dates(FIRST, DECEMBER))
    known, day = recommendation_life(rec(kind, due), ()), FIRST
    for number in range(data.draw(st.integers(0, 12))):
        move = data.draw(st.sampled_from(known.allowed()))
        day += timedelta(days=data.draw(st.integers(0, 200)))
        told = {"met": data.draw(st.sampled_from(Met))} if move is M.BENCHMARK else {}
        next_one = event(move, day, **told)
        assert event_problems(known, next_one) == {}
        numbered = replace(next_one, id=number)
        known = recommendation_life(known.recommendation, (*known.events, numbered))
        assert known.events[-1] == numbered  # nothing is lost, nothing is put before what happened earlier
        waits, beside = known.next_act(), known.test_beside()
        tests = [act.on for act in (waits, beside) if act is not None and act.why == "Its re-test date was set."]
        assert tests == ([known.test_due] if known.is_open and known.test_due is not None else [])
        if known.status not in ENDED:
            assert waits is not None
            if known.status not in (S.EVIDENCE, S.TESTED):  # only a test or its end may wait for the day of a test
                assert waits.why != "Its re-test date was set."
            assert waits.waiting is not Waiting.NOBODY
        elif known.status is S.LAPSED:
            assert waits is None
        else:
            assert known.ended_on is not None
            asked = max((e.on_date for e in known.events if e.kind is M.IMPACT), default=known.ended_on)
            assert (waits is None) is (asked >= months_after(known.ended_on, IMPACT_MONTHS[-1]))
            assert waits is None or (waits.on is not None and waits.on > asked)
