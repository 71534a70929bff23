"""The life of a challenge: what may follow, what is derived, what stops it closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.challenge import (
    AWAITING_REPLY,
    CLOSED,
    Challenge,
    Ending,
    Event,
    EventCorrection,
    EventKind,
    Impact,
    Life,
    ResponseView,
    Status,
    Waiting,
    life_of,
    reference_for,
    sort_events,
)
from scrutineer.domain.challenge_closing import closing_blockers
from scrutineer.domain.challenge_doubts import impossibilities
from scrutineer.domain.challenge_events import broken_at, event_problems
from scrutineer.domain.ids import ChallengeId, CycleId

START = date(2026, 6, 4)
CHALLENGE = Challenge(id=ChallengeId(1), cycle_id=CycleId(1), put_to="Chief nurse", question="Why?")
K, S = EventKind, Status


def event_problem(known: Life, step: Event) -> str:
    """The first problem in words, or ""."""
    return next(iter(event_problems(known, step).values()), "")


def after(days: int) -> date:
    return START + timedelta(days=days)


def event(kind: EventKind, days: int = 0, **more) -> Event:
    more.setdefault("text", "words")
    return Event(challenge_id=ChallengeId(1), kind=kind, on_date=after(days), **more)


RAISED = event(K.RAISED, due=after(28))
RESPONSE = event(K.RESPONSE, 5)
ACCEPTED = event(K.VIEW, 6, view=ResponseView.ACCEPTED)


def life(*events: Event) -> Life:
    return Life(CHALLENGE, events)


LIVES = {
    S.DRAFT: life(),
    S.RAISED: life(RAISED),
    S.ACKNOWLEDGED: life(RAISED, event(K.ACKNOWLEDGED, 2)),
    S.RESPONSE: life(RAISED, RESPONSE),
    S.ACCEPTED: life(RAISED, RESPONSE, ACCEPTED),
    S.PARTLY: life(RAISED, RESPONSE, event(K.VIEW, 6, view=ResponseView.PARTLY)),
    S.NOT_ACCEPTED: life(RAISED, RESPONSE, event(K.VIEW, 6, view=ResponseView.NOT_ACCEPTED)),
    S.ACTION: life(RAISED, RESPONSE, ACCEPTED, event(K.ACTION, 7)),
    S.EVIDENCE: life(RAISED, RESPONSE, ACCEPTED, event(K.EVIDENCE, 8)),
    S.ESCALATED: life(RAISED, event(K.ESCALATED, 40, due=after(60))),
    S.TESTED: life(RAISED, RESPONSE, ACCEPTED, event(K.TESTED, 30)),
    S.CLOSED_IMPACT: life(RAISED, RESPONSE, ACCEPTED, event(K.CLOSED, 50, ending=Ending.IMPACT, impact=Impact.SHOWN)),
    S.CLOSED_WITHOUT: life(RAISED, RESPONSE, ACCEPTED, event(K.CLOSED, 50, ending=Ending.WITHOUT, impact=Impact.EARLY)),
    S.CLOSED_WITHDRAWN: life(RAISED, event(K.CLOSED, 50, ending=Ending.WITHDRAWN)),
    S.REOPENED: life(RAISED, event(K.CLOSED, 50, ending=Ending.WITHDRAWN), event(K.REOPENED, 55, due=after(90))),
}
"""A life that stands at each status."""

statuses = pytest.mark.parametrize("status", Status)


@statuses
def test_there_is_a_life_for_every_status(status):
    assert LIVES[status].status is status
    assert LIVES[status].is_open == (status not in CLOSED)
    assert LIVES[status].state.is_open == LIVES[status].is_open


@statuses
def test_whose_move_it_is_and_whether_a_reply_is_awaited(status):
    expected = {
        S.RAISED: Waiting.THEM, S.ACKNOWLEDGED: Waiting.THEM, S.ESCALATED: Waiting.THEM,
        S.REOPENED: Waiting.THEM,
        S.ACCEPTED: Waiting.THEM, S.ACTION: Waiting.THEM, S.CLOSED_WITHDRAWN: Waiting.NOBODY,
    }.get(status, Waiting.YOU)  # fmt: skip
    state = LIVES[status].state
    assert state.waiting_on is expected
    assert (status in AWAITING_REPLY) == state.awaits_reply


@statuses
def test_only_where_a_reply_is_awaited_can_it_be_overdue(status):
    late = after(100)
    expected = {S.RAISED: 72, S.ACKNOWLEDGED: 72, S.ESCALATED: 40, S.REOPENED: 10}.get(status, 0)
    assert LIVES[status].days_overdue(late) == LIVES[status].state.days_overdue(late) == expected


AFTER_RESPONSE = {K.VIEW, K.ACTION, K.EVIDENCE, K.TESTED, K.ESCALATED, K.RETEST, K.NOTE, K.CLOSED, K.RESPONSE}


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        (S.DRAFT, {K.RAISED, K.NOTE, K.CLOSED}),
        (S.RAISED, {K.ACKNOWLEDGED, K.RESPONSE, K.CHASED, K.ESCALATED, K.NOTE, K.CLOSED}),
        (S.ACKNOWLEDGED, {K.RESPONSE, K.CHASED, K.ESCALATED, K.NOTE, K.CLOSED}),
        (S.RESPONSE, {K.VIEW, K.RESPONSE, K.NOTE, K.CLOSED}),
        (S.ACCEPTED, AFTER_RESPONSE | {K.CHASED}),
        (S.PARTLY, AFTER_RESPONSE | {K.CHASED}),
        (S.NOT_ACCEPTED, {K.ESCALATED, K.RESPONSE, K.CHASED, K.VIEW, K.NOTE, K.CLOSED}),
        (S.ACTION, {K.EVIDENCE, K.TESTED, K.ESCALATED, K.RESPONSE, K.CHASED, K.RETEST, K.NOTE, K.CLOSED}),
        (S.EVIDENCE, AFTER_RESPONSE | {K.CHASED}),
        (S.ESCALATED, {K.ACKNOWLEDGED, K.RESPONSE, K.CHASED, K.ESCALATED, K.TESTED, K.NOTE, K.CLOSED}),
        (S.TESTED, {K.CLOSED, K.ACTION, K.ESCALATED, K.EVIDENCE, K.RESPONSE, K.TESTED, K.RETEST, K.NOTE}),
        (
            S.REOPENED,
            {
                K.RESPONSE,
                K.CHASED,
                K.ACTION,
                K.EVIDENCE,
                K.TESTED,
                K.ESCALATED,
                K.RETEST,
                K.NOTE,
                K.CLOSED,
            },
        ),
        (S.CLOSED_IMPACT, {K.IMPACT, K.REOPENED, K.NOTE}),
        (S.CLOSED_WITHOUT, {K.IMPACT, K.REOPENED, K.NOTE}),
        (S.CLOSED_WITHDRAWN, {K.REOPENED, K.NOTE}),
    ],
)
def test_what_may_follow_where_it_stands(status, kinds):
    assert set(LIVES[status].allowed()) == kinds
    for kind in K:
        due = None if status in CLOSED and kind is not K.REOPENED else after(300)
        step = event(kind, 200, text="Seen", view=ResponseView.PARTLY, due=due, impact=Impact.EARLY)
        assert (event_problem(LIVES[status], step) == "") == (kind in kinds)


def test_what_cannot_follow_is_said_with_where_it_stands():
    assert (
        event_problem(life(RAISED), event(K.TESTED, 3))
        == "A challenge that stands at “Raised” cannot be recorded as tested"
    )
    assert "accepted" in event_problem(life(RAISED, event(K.RESPONSE, 1)), event(K.VIEW, 2))


@pytest.mark.parametrize(
    ("kind", "asks"), [(kind, kind in {K.RESPONSE, K.NOTE, K.ACTION}) for kind in AFTER_RESPONSE - {K.CLOSED, K.TESTED}]
)
def test_a_response_a_note_and_an_action_need_their_words(kind, asks):
    silent = event(kind, 7, text=" \n", view=ResponseView.PARTLY, due=after(90))
    assert (event_problem(LIVES[S.ACCEPTED], silent) == "Write what was said or done") is asks


def test_a_test_needs_its_result():
    assert event_problem(LIVES[S.ACCEPTED], event(K.TESTED, 7, text=" ")) == "Write what the test showed"
    assert event_problem(LIVES[S.ACCEPTED], event(K.TESTED, 7, text="Nine of ten records hold it")) == ""


def test_every_problem_names_the_field_it_is_about():
    problems = event_problems(life(RAISED, event(K.RESPONSE, 5)), event(K.RETEST, 6, text=""))
    assert set(problems) == {"kind", "due"}
    assert set(event_problems(life(RAISED), event(K.RETEST, 1))) == {"kind", "due"}


def test_ongoing_is_no_date():
    tested = LIVES[S.ACCEPTED]
    assert "needs its date" in event_problem(tested, event(K.RETEST, 7))
    assert event_problem(tested, event(K.RETEST, 7, due=after(90))) == ""


def test_an_event_cannot_come_before_the_one_it_follows_but_a_note_may():
    assert "before the event" in impossibilities(life(RAISED), event(K.RESPONSE, -1))["on_date"]
    assert impossibilities(life(RAISED), event(K.RESPONSE)) == {}
    assert impossibilities(life(RAISED), event(K.NOTE, -1)) == {}
    assert impossibilities(life(RAISED, event(K.NOTE, 30)), event(K.RESPONSE, 10)) == {}


@pytest.mark.parametrize("status", sorted(CLOSED, key=lambda status: status.value))
@pytest.mark.parametrize("kind", [K.NOTE, K.IMPACT])
def test_a_closed_challenge_takes_no_day_by_which_something_is_due(status, kind):
    known = LIVES[status]
    said = event_problems(known, event(kind, 200, impact=Impact.EARLY, due=after(300)))
    assert said["due"] == "A closed challenge waits for nothing by a day"
    assert "due" not in event_problems(known, event(kind, 200, impact=Impact.EARLY))
    assert "due" not in event_problems(known, event(K.REOPENED, 200, due=after(300)))
    closing = event(K.CLOSED, 50, ending=Ending.WITHOUT, impact=Impact.EARLY, due=after(300))
    assert "due" in event_problems(LIVES[S.TESTED], closing)


def test_overdue_is_counted_from_the_day_after_the_reply_date():
    assert life(RAISED).days_overdue(after(28)) == 0
    assert life(RAISED).days_overdue(after(29)) == 1
    assert life(RAISED).days_overdue(START) == 0
    assert life(event(K.RAISED)).days_overdue(after(300)) == 0


def test_the_newest_date_that_was_set_for_a_reply_is_in_force():
    chased = life(RAISED, event(K.CHASED, 30, due=after(45)))
    assert (chased.reply_due, chased.times_chased) == (after(45), 1)
    assert life(RAISED, event(K.CHASED, 30), event(K.CHASED, 31)).times_chased == 2
    assert life(RAISED, event(K.CHASED, 30)).reply_due == after(28)
    assert LIVES[S.ESCALATED].reply_due == after(60)
    assert life().reply_due is None


def test_the_day_of_a_reply_goes_as_the_reply_comes():
    answered = LIVES[S.NOT_ACCEPTED]
    for known in (LIVES[S.RESPONSE], answered, life(*answered.events, event(K.ESCALATED, 40))):
        assert (known.reply_due, known.days_overdue(after(200)), known.state.is_late(after(200))) == (None, 0, False)
    chased = life(*answered.events, event(K.CHASED, 10, due=after(20)))
    assert (chased.reply_due, chased.state.waiting_on, chased.state.awaits_reply) == (after(20), Waiting.THEM, True)
    assert life(*chased.events, event(K.ESCALATED, 30)).reply_due == after(20)
    assert life(*chased.events, event(K.RESPONSE, 30)).reply_due is None


def test_evidence_comes_in_parts_and_may_be_asked_for_again():
    parts = LIVES[S.EVIDENCE]
    for kind in (K.EVIDENCE, K.RESPONSE, K.ACTION, K.CHASED):
        assert event_problem(parts, event(kind, 20)) == ""
    chased = life(*parts.events, event(K.CHASED, 9, due=after(30)))
    assert (chased.status, chased.state.waiting_on, chased.reply_due) == (S.EVIDENCE, Waiting.THEM, after(30))
    more = life(*chased.events, event(K.EVIDENCE, 31))
    assert (more.state.waiting_on, more.reply_due) == (Waiting.YOU, None)


def test_a_retest_date_is_no_reply_date_and_the_newest_one_holds():
    twice = life(RAISED, RESPONSE, ACCEPTED, event(K.RETEST, 7, due=after(90)), event(K.RETEST, 8, due=after(120)))
    assert (twice.test_due, twice.reply_due) == (after(120), None)
    assert life(RAISED).test_due is None


def test_a_note_a_chase_and_a_retest_date_leave_it_where_it_stands():
    for kind in (K.NOTE, K.CHASED, K.RETEST):
        assert life(RAISED, RESPONSE, ACCEPTED, event(kind, 7)).status is S.ACCEPTED
    assert life(RAISED, RESPONSE, event(K.VIEW, 6)).status is S.RESPONSE
    assert life(RAISED, event(K.CLOSED, 6)).status is S.RAISED


def test_days_open_run_from_its_raising_to_its_closing_or_today():
    assert life(RAISED).days_open(after(70)) == 70
    assert life(RAISED).days_open(START) == 0
    assert life(RAISED).days_open(after(-3)) == 0
    assert LIVES[S.CLOSED_IMPACT].days_open(after(70)) == 50
    assert life(event(K.NOTE)).days_open(after(70)) == 0


def test_it_was_raised_the_day_it_was_first_put_and_closed_by_its_last_closing():
    noted = life(event(K.NOTE, -5), RAISED, event(K.NOTE, 3))
    assert noted.raised_on == START
    assert life(RAISED, event(K.RAISED, 9)).raised_on == START
    closed = LIVES[S.CLOSED_IMPACT]
    assert (closed.closed_on, closed.closing) == (after(50), closed.events[-1])
    noted_since = life(*closed.events, event(K.NOTE, 80))
    assert (noted_since.closed_on, noted_since.state.last_event_on) == (after(50), after(80))
    assert (life(RAISED).closed_on, life(RAISED).closing, life().state.last_event_on) == (None, None, None)


def test_the_newest_response_is_the_one_that_is_answered():
    second = event(K.RESPONSE, 9, text="again")
    assert life(RAISED, RESPONSE, second).response == second
    assert life(RAISED).response is None


def whole(status: Status) -> tuple[str, ...]:
    return closing_blockers(LIVES[status], Impact.SHOWN, Ending.IMPACT, "Children are answered.")


@pytest.mark.parametrize("status", sorted(set(Status) - CLOSED, key=list(Status).index))
def test_a_reply_and_a_view_of_it_come_before_closing(status):
    unanswered = {S.DRAFT, S.RAISED, S.ACKNOWLEDGED, S.RESPONSE, S.NOT_ACCEPTED, S.ESCALATED, S.REOPENED}
    asked = (f"it stands at “{status.value}”: record a reply and your view of it first",)
    assert whole(status) == (asked if status in unanswered else ())


@pytest.mark.parametrize("status", sorted(CLOSED, key=list(Status).index))
def test_what_is_closed_does_not_close_again(status):
    assert whole(status) == ("it is closed already",)


@pytest.mark.parametrize(
    ("impact", "ending", "text", "reasons"),
    [
        (Impact.SHOWN, Ending.IMPACT, "x", ()),
        (Impact.SHOWN, Ending.WITHOUT, "x", ()),
        (Impact.EARLY, Ending.WITHOUT, "x", ()),
        (Impact.NONE_KNOWN, Ending.WITHOUT, "Nothing was looked at.", ()),
        (Impact.EARLY, Ending.IMPACT, "x", ("“impact shown” needs the impact to be shown",)),
        (Impact.NONE_KNOWN, Ending.IMPACT, "x", ("“impact shown” needs the impact to be shown",)),
        (None, Ending.WITHOUT, "x", ("say what changed for children, or that nothing is known to have changed",)),
        (Impact.NONE_KNOWN, Ending.WITHOUT, " ", ("“None known” has no explanation",)),
        (Impact.EARLY, Ending.WITHOUT, " ", ("describe what changed for children",)),
        (Impact.SHOWN, None, "x", ("say how it ends",)),
        (Impact.SHOWN, None, "", ("say how it ends", "describe what changed for children")),
    ],
)
def test_closing_needs_what_changed_for_children(impact, ending, text, reasons):
    assert closing_blockers(LIVES[S.TESTED], impact, ending, text) == reasons


@pytest.mark.parametrize("status", sorted(set(Status) - CLOSED, key=list(Status).index))
def test_any_open_challenge_closes_as_withdrawn_with_its_reason(status):
    assert closing_blockers(LIVES[status], None, Ending.WITHDRAWN, "Asked twice by mistake.") == ()
    assert closing_blockers(LIVES[status], Impact.SHOWN, Ending.WITHDRAWN, " ") == (
        "a challenge withdrawn or superseded needs the reason",
    )


def test_an_event_that_was_wrong_counts_no_more_and_stays_to_be_seen():
    wrong, right = event(K.RESPONSE, 3, id=2), event(K.ACKNOWLEDGED, 3, id=5)
    raised = event(K.RAISED, id=1)
    said = EventCorrection(event_id=2, instead_id=5, on_date=after(9), reason="It was only an acknowledgement.")
    known = life_of(CHALLENGE, [raised, wrong, right], [said])
    assert (known.status, known.response) == (S.ACKNOWLEDGED, None)
    assert [(kept.event, kept.correction.reason) for kept in known.corrected] == [(wrong, said.reason)]
    taken_back = life_of(CHALLENGE, [raised, wrong], [replace(said, instead_id=None)])
    assert (taken_back.status, taken_back.events) == (S.RAISED, (raised,))


def test_what_counts_instead_stands_where_the_wrong_one_stood():
    """Recorded later and of the same day, it would else come after what followed it."""
    raised, reply, view = event(K.RAISED, id=1), event(K.RESPONSE, 3, id=2), event(
        K.VIEW, 3, id=3, view=ResponseView.ACCEPTED
    )  # fmt: skip
    again = event(K.RESPONSE, 3, id=4, text="The whole letter")
    known = life_of(
        CHALLENGE, [raised, reply, view, again], [EventCorrection(event_id=2, instead_id=4, on_date=START, reason="x")]
    )
    assert known.events == (raised, again, view)
    assert (known.status, broken_at(known)) == (S.ACCEPTED, "")


def test_a_correction_that_leaves_what_followed_in_the_air_is_told():
    known = life_of(
        CHALLENGE, [event(K.RAISED, id=1), event(K.RESPONSE, 3, id=2), event(K.VIEW, 4, id=3, view=ResponseView.PARTLY)],
        [EventCorrection(event_id=2, on_date=START, reason="x")],
    )  # fmt: skip
    assert "“Raised” cannot be recorded as view" in broken_at(known)


def test_after_closing_impact_is_asked_again_and_it_may_be_opened_again_with_a_reason():
    closed = LIVES[S.CLOSED_IMPACT]
    assert "impact" in event_problems(closed, event(K.IMPACT, 200))
    asked = life(*closed.events, event(K.IMPACT, 200, impact=Impact.NONE_KNOWN))
    assert (asked.status, asked.closed_on) == (S.CLOSED_IMPACT, after(50))
    assert event_problem(asked, event(K.REOPENED, 210, text=" ")) == "Say why it is opened again"
    opened = life(*asked.events, event(K.REOPENED, 210))
    assert (opened.status, opened.closed_on, opened.reply_due) == (S.REOPENED, None, None)


def test_events_of_one_day_keep_their_order():
    first, second = event(K.RESPONSE, 3, id=7), event(K.VIEW, 3, id=8)
    earlier = event(K.RAISED, id=9)
    assert sort_events([second, first, earlier]) == (earlier, first, second)


@pytest.mark.parametrize(
    ("year", "number", "reference"), [(2026, 9, "NSCP-26-009"), (2030, 1234, "NSCP-30-1234"), (2105, 1, "NSCP-05-001")]
)
def test_references(year, number, reference):
    assert reference_for("NSCP", year, number) == reference


def some_event(data: st.DataObject, kind: EventKind, day: int) -> Event:
    more: dict[str, object] = {"due": data.draw(st.none() | st.integers(0, 300).map(after))}
    if kind is K.VIEW:
        more["view"] = data.draw(st.sampled_from(ResponseView))
    if kind is K.CLOSED:
        more |= {"ending": data.draw(st.sampled_from(Ending)), "impact": data.draw(st.sampled_from(Impact))}
    if kind is K.IMPACT:
        more["impact"] = data.draw(st.sampled_from(Impact))
    if kind is K.RETEST:
        more["due"] = after(300)
    if kind in {K.NOTE, K.IMPACT, K.CLOSED}:
        more["due"] = None
    return event(kind, day, **more)


@given(st.data())
def test_any_life_that_follows_the_rules_makes_sense(data):
    """Walk at random through what is allowed: the status always allows something, and what is closed waits for nobody."""
    walked = life(RAISED)
    today = after(400)
    for day in range(1, 12):
        kind = data.draw(st.sampled_from(walked.allowed()))
        step = some_event(data, kind, day)
        if kind is K.CLOSED and closing_blockers(walked, step.impact, step.ending, "because"):
            continue
        assert event_problem(walked, step) == ""
        walked = life(*walked.events, step)
        assert walked.is_open == (walked.status not in CLOSED)
        assert 0 <= walked.days_overdue(today) <= walked.days_open(today) <= 400
        assert K.NOTE in walked.allowed()
        if not walked.is_open:
            assert {*walked.allowed()} <= {K.NOTE, K.IMPACT, K.REOPENED}
            assert walked.closing is not None
            assert walked.closed_on == walked.closing.on_date
            assert walked.days_overdue(today) == 0
            assert walked.test_due is None


@given(st.lists(st.tuples(st.sampled_from(EventKind), st.integers(0, 60)), max_size=10), st.data())
def test_the_state_is_what_each_part_of_the_life_says(kinds, data):
    """Whatever the events, even those that the rules would refuse: a list and a page may never differ."""
    walked = life(*sort_events([some_event(data, kind, day) for kind, day in kinds]))
    state, today = walked.state, after(data.draw(st.integers(0, 400)))
    assert (state.status, state.raised_on, state.closed_on) == (walked.status, walked.raised_on, walked.closed_on)
    assert (state.reply_due, state.retest_on, state.times_chased) == (
        walked.reply_due,
        walked.test_due,
        walked.times_chased,
    )
    assert (state.days_open(today), state.days_overdue(today)) == (walked.days_open(today), walked.days_overdue(today))
    assert state.last_event_on == max((step.on_date for step in walked.events), default=None)
    assert (walked.closing is None) == walked.is_open == (walked.closed_on is None)
    noted = life(*walked.events, event(K.NOTE, 400))
    assert (noted.status, noted.reply_due, noted.raised_on) == (walked.status, walked.reply_due, walked.raised_on)


@given(st.lists(st.sampled_from(EventKind), max_size=10), st.data())
def test_no_day_of_a_reply_stands_behind_one_that_came(kinds, data):
    """Over any life: the day by which a reply is awaited was set after the last that came from them."""
    known = life(*(some_event(data, kind, day) for day, kind in enumerate(kinds)))
    came = [number for number, step in enumerate(known.events) if step.kind in {K.RESPONSE, K.EVIDENCE, K.ACTION}]
    since = known.events[came[-1] + 1 if came else 0 :]
    awaited = known.awaited
    if awaited.reply is not None:
        assert awaited.reply in since
    if known.reply_due is not None:
        assert awaited.reply is not None
        assert known.reply_due in {step.due for step in since}


@given(st.lists(st.sampled_from([kind for kind in EventKind if kind is not K.RETEST]), max_size=8), st.data())
def test_the_day_of_an_action_stays_until_it_is_shown_done_or_another_day_is_set(kinds, data):
    start = life(*LIVES[S.ACCEPTED].events, event(K.ACTION, 7, due=after(90)))
    told = [replace(some_event(data, kind, 8 + day), due=None) for day, kind in enumerate(kinds)]
    known = life(*start.events, *told)
    done = {K.EVIDENCE, K.TESTED, K.CLOSED, K.REOPENED} & set(kinds)
    assert known.state.action_due == (None if done else after(90))
