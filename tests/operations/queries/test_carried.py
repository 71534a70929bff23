"""What a new cycle carries over, and what was closed in the one before."""

from __future__ import annotations

from datetime import date

from scrutineer.domain.challenge import Ending, EventKind, Impact, ResponseView
from scrutineer.operations import casefiles, challenges
from scrutineer.operations.queries.carried import carried_over
from scrutineer.operations.queries.context import read_context

DAY = date(2026, 5, 4)


def put(casefile, question):
    return challenges.raise_challenge(casefile, question=question, put_to="Chair", raised_on=DAY).value


def close(casefile, challenge, ending=Ending.WITHOUT, impact=Impact.NONE_KNOWN):
    if ending is not Ending.WITHDRAWN:
        challenges.record_event(casefile, challenge_id=challenge, kind=EventKind.RESPONSE, on_date=DAY, text="We do.")
        challenges.record_event(
            casefile, challenge_id=challenge, kind=EventKind.VIEW, on_date=DAY, view=ResponseView.ACCEPTED
        )
    challenges.close_challenge(
        casefile, challenge_id=challenge, ending=ending, impact=impact, text="Too early.", on_date=date(2026, 9, 1)
    )


def start(casefile):
    return casefiles.start_cycle(
        casefile, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="WT 2026"
    )


def test_the_first_cycle_carries_nothing(casefile):
    put(casefile, "Open?")
    carried = carried_over(casefile, read_context(casefile))
    assert (carried.before, carried.in_words) == (None, "")


def test_what_is_open_goes_on_and_what_was_closed_is_told_with_its_impact(casefile):
    still = put(casefile, "Still open?")
    for question, ending, impact in (
        ("Shown?", Ending.IMPACT, Impact.SHOWN), ("Unknown?", Ending.WITHOUT, Impact.NONE_KNOWN),
        ("Asked twice?", Ending.WITHDRAWN, None),
    ):  # fmt: skip
        close(casefile, put(casefile, question), ending, impact)
    outcome = start(casefile)
    carried = carried_over(casefile, read_context(casefile))
    assert [now.challenge.id for now in carried.open] == [still]
    assert [(known.life.challenge.question, known.impact) for known in carried.closed] == [
        ("Shown?", "impact shown"), ("Unknown?", "none known"), ("Asked twice?", "superseded or withdrawn"),
    ]  # fmt: skip
    assert "1 open challenge goes on; 3 were closed in" in outcome.label
    assert "1 of them with the impact shown" in outcome.label


def test_impact_that_was_asked_again_is_the_newest_word(casefile):
    challenge = put(casefile, "Unknown?")
    close(casefile, challenge)
    challenges.record_event(
        casefile, challenge_id=challenge, kind=EventKind.IMPACT, text="Six children say so.", impact=Impact.SHOWN
    )
    start(casefile)
    (known,) = carried_over(casefile, read_context(casefile)).closed
    assert (known.impact, known.said.text) == ("impact shown", "Six children say so.")
