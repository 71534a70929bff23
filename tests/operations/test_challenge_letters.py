"""Letters of challenges: what they say, what they may not say, and where they are written."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.domain.challenge import Ending, EventKind, Impact, ResponseView
from scrutineer.domain.challenge_due import promises
from scrutineer.domain.dates import long_date
from scrutineer.domain.evidence import Bearing, Evidence
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.working_days import working_days_after
from scrutineer.errors import UserError
from scrutineer.operations import challenges, guarded_names
from scrutineer.operations.challenge_letters import LetterKind, letters_of, write_letters
from scrutineer.operations.challenge_log import export_log
from scrutineer.operations.marking import set_marking
from scrutineer.operations.meetings import write_action_list
from scrutineer.operations.queries.challenges import life_of
from scrutineer.reports.letters import letter_text
from tests.operations.acts import TODAY, capture

RAISED, DUE = date(2026, 9, 1), date(2026, 10, 1)


def put(casefile, **more):
    values = {"question": "Who answers children at night?", "put_to": "Chair", "raised_on": RAISED, "reply_due": DUE}
    return challenges.raise_challenge(casefile, **{**values, **more}).value


def text(casefile, challenge, kind=LetterKind.CHALLENGE, **more) -> str:
    ((_, letter),) = letters_of(casefile, challenge_ids=[challenge], kind=kind, **more)
    return letter_text(letter)


def test_the_letter_puts_the_question_with_why_the_test_and_the_day(casefile):
    item = capture(casefile, title="Rota of May")
    set_marking(casefile, kind=Evidence, ids=[item], marking=Marking.PARTNER)
    new = put(casefile, why="Seen in [E1].\n\nTwice.", test="Ten rotas.", evidence=[(item, Bearing.SUPPORTS)])
    words = text(casefile, new)
    for part in ("Who answers children at night?", "Why I ask. Seen in [E1].", "Twice.", "What would answer it. Ten",
                 "- E1 Rota of May", "reply by 1 October 2026", "To: Chair", "safeguarding procedures first"):  # fmt: skip
        assert part in words


def test_a_chaser_says_how_late_it_is_how_often_it_was_asked_and_what_follows(casefile):
    new = put(casefile)
    challenges.record_event(
        casefile, challenge_id=new, kind=EventKind.CHASED, on_date=date(2026, 10, 15), due=DUE.replace(day=30)
    )
    challenges.record_event(
        casefile, challenge_id=new, kind=EventKind.ESCALATED, on_date=date(2026, 11, 1), stage="Chief officers"
    )
    words = text(casefile, new, LetterKind.CHASER)
    assert "was due on 30 October 2026, 21 days ago" in words
    assert "I asked again on 15 October 2026." in words
    assert "to: Chief officers." in words
    assert f"reply by {long_date(working_days_after(TODAY, 15))}" in words
    assert "reply by 5 January 2027" in text(casefile, new, LetterKind.CHASER, reply_by=date(2027, 1, 5))


def test_nothing_that_partners_may_not_see_stands_in_a_letter(casefile):
    secret = capture(casefile, title="Whispered")
    set_marking(casefile, kind=Evidence, ids=[secret], marking=Marking.PRIVATE)
    new = put(casefile, why="Told so [E1].", evidence=[(secret, Bearing.SUPPORTS)])
    words = text(casefile, new)
    assert "Whispered" not in words
    assert "E1" not in words
    with pytest.raises(UserError, match="not for partners"):
        text(casefile, put(casefile, marking=Marking.PRIVATE))


K = EventKind


def told(casefile, challenge, *events):
    for kind, day, more in events:
        challenges.record_event(
            casefile, challenge_id=challenge, kind=kind, on_date=day, **{"text": "Said.", **more}
        )  # fmt: skip


CAME = (K.RESPONSE, date(2026, 9, 20), {})
REFUSED = (K.VIEW, date(2026, 9, 21), {"view": ResponseView.NOT_ACCEPTED})
PARTLY = (K.VIEW, date(2026, 9, 21), {"view": ResponseView.PARTLY})
ACCEPTED = (K.VIEW, date(2026, 9, 21), {"view": ResponseView.ACCEPTED})
UNDER_WAY = (K.ACTION, date(2026, 9, 22), {"text": "Write a rota.", "due": date(2026, 11, 1)})


def test_a_reply_that_came_is_said_to_have_come_and_its_day_is_no_day_of_what_follows(casefile):
    new = put(casefile)
    told(casefile, new, CAME, REFUSED, (K.ESCALATED, date(2026, 10, 30), {"stage": "Chief officers"}))
    words = text(casefile, new, LetterKind.CHASER)
    assert "You replied on 20 September 2026; I did not accept the reply." in words
    assert "I have not received a further reply." in words
    assert "It was escalated on 30 October 2026, to: Chief officers." in words
    assert "1 October" not in words
    assert "not received a reply" not in words


def test_a_further_reply_that_was_asked_for_by_a_day_has_that_day(casefile):
    new = put(casefile)
    told(casefile, new, CAME, PARTLY, (K.CHASED, date(2026, 10, 1), {"due": date(2026, 11, 10)}))
    words = text(casefile, new, LetterKind.CHASER)
    assert "; I accepted the reply in part." in words
    assert "The further reply was due on 10 November 2026, 10 days ago. I have not received a further reply." in words
    assert "I asked again on 1 October 2026." in words


def test_a_challenge_that_was_opened_again_is_chased_for_what_is_waited_for_since(casefile):
    new = put(casefile)
    told(casefile, new, CAME, ACCEPTED)
    challenges.close_challenge(
        casefile, challenge_id=new, ending=Ending.WITHOUT, impact=Impact.NONE_KNOWN, text="So.", on_date=date(2026, 10, 5)
    )  # fmt: skip
    told(casefile, new, (K.REOPENED, date(2026, 11, 2), {}))
    words = text(casefile, new, LetterKind.CHASER)
    assert "You replied on 20 September 2026; I accepted the reply." in words
    assert "The challenge was closed, and opened again on 2 November 2026." in words
    assert "I have not received a further reply." in words
    assert "due on" not in words


def test_a_late_action_gets_a_letter_that_asks_for_the_evidence(casefile):
    new = put(casefile)
    told(casefile, new, CAME, ACCEPTED, UNDER_WAY)
    for more in ((), ((K.RESPONSE, date(2026, 10, 10), {}), (K.VIEW, date(2026, 10, 11), PARTLY[2]))):
        told(casefile, new, *more)
        words = text(casefile, new, LetterKind.CHASER)
        assert "An action is recorded as under way since 22 September 2026: Write a rota." in words
        assert "It was due on 1 November 2026, 19 days ago. I have not received evidence that it was done." in words
        assert "Please tell me what was done, with the evidence of it, by" in words
        assert "received a reply" not in words
    told(casefile, new, (K.EVIDENCE, date(2026, 11, 12), {}))
    with pytest.raises(UserError, match="no reply to it is awaited, and nothing is to be done"):
        text(casefile, new, LetterKind.CHASER)


SINCE = date(2026, 9, 20)
STEPS = st.lists(
    st.tuples(st.sampled_from([kind for kind in K if kind is not K.RAISED]), st.sampled_from([None, 9]), st.sampled_from(ResponseView)),
    max_size=9,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_over_any_life_no_letter_says_that_a_reply_is_missing_which_came(casefile, steps):
    new = put(casefile)
    for number, (kind, due, view) in enumerate(steps):
        day = SINCE + timedelta(days=number)
        more = {"view": view} if kind is K.VIEW else {"impact": Impact.EARLY} if kind is K.IMPACT else {}
        with contextlib.suppress(UserError):
            if kind is K.CLOSED:
                challenges.close_challenge(
                    casefile, challenge_id=new, ending=Ending.WITHDRAWN, impact=None, text="So.", on_date=day
                )
            else:
                challenges.record_event(
                    casefile, challenge_id=new, kind=kind, on_date=day, text="Said.",
                    due=day + timedelta(days=due) if due else None, **more,
                )  # fmt: skip
    life = life_of(casefile, new)
    came = [step.on_date for step in life.events if step.kind is K.RESPONSE]
    try:
        words = text(casefile, new, LetterKind.CHASER)
    except UserError:
        assert not [promise for promise in promises(life) if promise.theirs]
        return
    assert not came or "I have not received a reply." not in words
    for day in came[-1:]:
        assert f"You replied on {long_date(day)}" in words
    if "reply was due on" in words:
        assert life.reply_due is not None
        assert life.reply_due in {step.due for step in life.events if not came or step.on_date > came[-1]}


def test_no_chaser_where_no_reply_is_awaited(casefile):
    new = put(casefile)
    challenges.record_event(casefile, challenge_id=new, kind=EventKind.RESPONSE, on_date=DUE, text="We do.")
    with pytest.raises(UserError, match="no reply to it is awaited"):
        text(casefile, new, LetterKind.CHASER)


def test_letters_are_word_and_text_and_none_is_written_over(casefile, tmp_path):
    new = put(casefile)
    first, second = (
        write_letters(casefile, challenge_ids=[new, new], kind=LetterKind.CHALLENGE, into=tmp_path / "out").value
        for _ in range(2)
    )
    (written,), (again,) = first, second
    assert {path.suffix for path in written.files} == {".docx", ".txt"}
    assert not {*written.files} & {*again.files}
    said = "\n".join(part.text for part in docx.Document(str(written.files[0])).paragraphs)
    assert "Who answers children at night?" in said
    assert written.reference in said


HELD = [("Does Jo Sample answer at night?", "“Jo Sample”, which is to be kept out"),
        ("What of 943 476 5919?", "like an NHS number")]  # fmt: skip
WAYS_OUT = {
    "letter": lambda casefile, new, out: write_letters(
        casefile, challenge_ids=[new], kind=LetterKind.CHALLENGE, into=out
    ),
    "chaser": lambda casefile, new, out: write_letters(casefile, challenge_ids=[new], kind=LetterKind.CHASER, into=out),
    "action list": lambda casefile, new, out: write_action_list(casefile, out=out, challenge_ids=[new]),
    "log": lambda casefile, _new, out: export_log(casefile, out=out),
}


@pytest.mark.parametrize("way", WAYS_OUT)
@pytest.mark.parametrize(("question", "said"), HELD)
def test_nothing_written_of_challenges_leaves_with_what_must_not(casefile, tmp_path, way, question, said):
    guarded_names.keep_out(casefile, name="Jo Sample")
    new = put(casefile, question=question)
    out = tmp_path / ("out.xlsx" if way == "log" else "out.docx")
    with pytest.raises(UserError, match="written") as refused:
        WAYS_OUT[way](casefile, new, out)
    assert said in refused.value.message
    assert not out.exists()


def test_ones_own_private_log_holds_what_one_wrote(casefile, tmp_path):
    put(casefile, question=HELD[1][0])
    assert export_log(casefile, out=tmp_path / "log.xlsx", edition=Edition.PRIVATE).value == 1
