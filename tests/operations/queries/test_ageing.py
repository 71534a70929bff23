"""The ages of the worked example's challenges: those of the log, with the days it says."""

from __future__ import annotations

from scrutineer.domain.ageing import MOST
from scrutineer.domain.challenge import Waiting
from scrutineer.operations import challenges
from scrutineer.operations.queries.ageing import ages_of
from scrutineer.operations.queries.challenges import ChallengeFilter, challenges_now
from scrutineer.operations.queries.context import read_context
from tests.conftest import CLOCK

TODAY = CLOCK.today()


def test_each_bar_says_what_the_log_says(example):
    known = challenges_now(example, ChallengeFilter(open=True), deciding_on=TODAY)
    picture = ages_of(example, read_context(example), ChallengeFilter(open=True), TODAY)
    assert [(age.days, age.overdue) for age in picture.ages] == [
        (now.state.days_open(TODAY), now.state.days_overdue(TODAY)) for now in known
    ]
    assert [age.due is not None for age in picture.ages] == [
        now.state.waiting_on is Waiting.THEM and now.state.reply_due is not None for now in known
    ]
    assert picture.more == 0


def test_of_many_those_that_most_need_a_decision_are_drawn_and_the_rest_counted(casefile):
    for number in range(MOST + 3):
        challenges.raise_challenge(casefile, question=f"Why {number}?", put_to="Chief nurse", targets=("six-steps:2",))
    picture = ages_of(casefile, read_context(casefile), ChallengeFilter(open=True), TODAY)
    assert len(picture.ages) == MOST
    assert picture.more == 3
    assert f"{MOST} challenges of {MOST + 3}" in picture.legend
