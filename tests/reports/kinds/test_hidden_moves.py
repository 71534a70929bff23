"""No sentence of a short report is untrue, whatever is withheld, withdrawn, closed or only drafted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scrutineer.domain.challenge import Ending, EventKind, Impact, Life
from scrutineer.domain.editions import EditionView, allowed
from scrutineer.domain.judgement import Judgement, JudgementStatus
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.recommendations import Recommendation
from tests.domain.test_editions import RAISED, STEP, event, item, life, material
from tests.reports.kinds.building import built, grid, said, texts

TO_COME, PASSED = date(2026, 12, 1), date(2026, 7, 1)
REPLY = event(EventKind.RESPONSE, 2)


def seen(*lives: Life, edition: Edition = Edition.PARTNER, **more) -> EditionView:
    scope = {name: more.pop(name) for name in ("starts", "ends") if name in more}
    known = allowed(material(lives=lives, **more), edition)
    return replace(known, scope=replace(known.scope, **scope))


def closed(marking: Marking = Marking.PARTNER, ending: Ending = Ending.IMPACT):
    return event(EventKind.CLOSED, 5, marking, ending=ending, impact=Impact.SHOWN)


def test_a_test_that_was_made_is_not_waited_for():
    retest, tested = event(EventKind.RETEST, 3, due=PASSED), event(EventKind.TESTED, 4)
    waits = life(RAISED, REPLY, retest, targets=(STEP,))
    made = life(RAISED, REPLY, retest, tested, targets=(STEP,))
    for kind in ("challenges", "log"):
        assert "o be tested again" in said(built(kind, seen(waits))).replace("Was to be", "to be")
        assert "be tested again" not in said(built(kind, seen(made)))
        assert "Test 01" not in said(built(kind, seen(made)))
    again = event(EventKind.RETEST, 5, due=TO_COME)
    assert "To be tested again on 1 December 2026." in said(
        built("challenges", seen(life(RAISED, REPLY, retest, tested, again)))
    )
    assert "Test it." in said(built("quarterly", seen(life(RAISED, REPLY, again))))
    assert "Test it." not in said(built("quarterly", seen(life(RAISED, REPLY, again, replace(tested, id=6)))))


def test_a_draft_is_never_counted_as_open():
    view = seen(life(number=1), life(RAISED, number=2), edition=Edition.PRIVATE)
    assert grid(built("challenges", view), "Challenges in figures")[0] == ["1", "open"]
    assert ["1", "draft"] in grid(built("challenges", view), "Challenges in figures")
    assert len(grid(built("challenges", view), "Challenges that most need a decision")) == 1


def test_a_cover_paper_does_not_deny_a_challenge_that_was_closed():
    words = said(built("cover", seen(life(RAISED, REPLY, closed()))))
    assert "no challenge has been raised" not in words
    assert "no challenge is open" in words


def test_decisions_that_are_left_out_are_said_to_be_where_they_are():
    advice = tuple(
        Recommendation(id=number, evidence_id=1, number=str(number), text="Do it.") for number in range(1, 10)
    )
    words = said(built("decisions", seen(evidence=(item(1),), recommendations=advice)))
    assert "1 more is not on this page." in words
    assert "challenge log" not in words


def test_a_plan_says_of_no_day_that_none_is_set_where_one_may_be():
    def day(*lives: Life) -> str:
        return grid(built("plan", seen(*lives)), "Steps, and what is open on each")[0][3]

    hidden = event(EventKind.ESCALATED, 2, Marking.PRIVATE, due=TO_COME)
    assert day(life(RAISED, targets=(STEP,))) == "None to come"  # its day has passed, and was set
    assert day(life(RAISED, hidden, targets=(STEP,))) == "None shown"
    assert day(life(RAISED, targets=(STEP,), marking=Marking.PRIVATE)) == "None shown"


def test_you_said_we_did_counts_what_it_shows():
    hidden = life(RAISED, replace(REPLY, marking=Marking.PRIVATE), number=1)
    withdrawn = life(RAISED, closed(ending=Ending.WITHDRAWN), number=2)
    rows = grid(built("young", seen(hidden, withdrawn)), "What we asked, in numbers")
    assert rows == [["2", "questions asked"], ["0", "answered so far"], ["0", "finished"],
                    ["0", "finished, with a change to show"], ["1", "taken back"]]  # fmt: skip


def final(number: int, made: str, marking: Marking = Marking.PARTNER, level: str = "strong") -> Judgement:
    return Judgement(id=number, cycle_id=1, target=STEP, scale_id="assurance", level=level, narrative=f"So {number}.",
                     status=JudgementStatus.FINAL, made=made, marking=marking)  # fmt: skip


def test_a_quarter_tells_the_judgement_that_was_made_in_it_whatever_came_after():
    spring, autumn = final(1, "2026-05-02T10:00:00Z", level="limited"), final(2, "2026-10-02T10:00:00Z")
    view = seen(judgements=(spring, autumn), starts=date(2026, 4, 1), ends=date(2026, 6, 30))
    assert ["1", "judgement made"] in grid(built("quarterly", view), "Numbers of this time")
    assert "So 1." in texts(built("quarterly", view), "findings")
    assert "So 2." not in said(built("quarterly", view))
    now = seen(judgements=(spring, autumn))
    assert "So 2." in texts(built("quarterly", now), "findings")


def test_a_judgement_that_may_have_been_replaced_by_a_withheld_one_does_not_stand():
    view = seen(judgements=(final(1, "2026-10-02T10:00:00Z"), final(2, "2026-10-03T10:00:00Z", Marking.PRIVATE)))
    words = said(built("quarterly", view))
    assert "So 1." not in words
    assert "No judgement of this time is in this edition." in words


def test_a_quarter_tells_nothing_of_days_to_come():
    words = said(built("quarterly", seen(life(RAISED), starts=date(2026, 9, 1), ends=date(2027, 3, 1))))
    assert "2027" not in words.replace("31 March 2027", "")
    assert "Open on 20 November 2026" in words


def test_what_is_overdue_and_due_says_where_it_is_of_the_shown_part_alone():
    view = seen(life(RAISED, number=1), life(RAISED, number=2, marking=Marking.PRIVATE))
    assert "Past the day, as far as this edition shows" in said(built("quarterly", view))
    due = replace(RAISED, due=TO_COME)
    view = seen(life(due, number=1), life(due, number=2, marking=Marking.PRIVATE))
    assert "What is due next, as far as this edition shows" in said(built("quarterly", view))
