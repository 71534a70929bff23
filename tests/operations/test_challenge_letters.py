"""Letters of challenges: what they say, what they may not say, and where they are written."""

from __future__ import annotations

from datetime import date

import docx
import pytest

from scrutineer.domain.challenge import EventKind
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
