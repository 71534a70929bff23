"""What last cycle's words still say, and where they are silent."""

from __future__ import annotations

from datetime import date

from scrutineer.domain.evidence import Bearing, LinkTarget
from scrutineer.domain.ids import TargetId
from scrutineer.domain.voices import Voice
from scrutineer.operations import casefiles, evidence, judgements, partnership, voices
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.priors import Prior, prior_judgement, prior_views, reworded

LINE = TargetId("six-steps:4c")
STEP = TargetId("six-steps:4")


def judge(casefile: Casefile, target: TargetId, level: str, *, final: bool = True) -> None:
    if final:
        evidence.capture_evidence(
            casefile, title="Audit", dated=date(2026, 4, 1), links=[(LinkTarget.LINE, target, Bearing.SUPPORTS)]
        )
    judgements.record_judgement(casefile, target=target, level=level, narrative="What was found.", final=final)


def next_cycle(casefile: Casefile) -> None:
    casefiles.start_cycle(
        casefile, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )


def prior(casefile: Casefile, target: TargetId) -> Prior | None:
    return prior_judgement(casefile, read_context(casefile), target)


def test_in_a_first_cycle_nothing_was_said_before(casefile):
    judge(casefile, LINE, "limited")
    assert prior(casefile, LINE) is None
    assert prior_views(casefile, read_context(casefile), LINE, ()) == ()


def test_only_the_newest_final_judgement_is_carried(casefile):
    judge(casefile, LINE, "limited")
    judge(casefile, LINE, "reasonable")
    judge(casefile, LINE, "strong", final=False)
    judge(casefile, STEP, "strong", final=False)
    next_cycle(casefile)
    carried = prior(casefile, LINE)
    assert carried is not None
    assert (carried.judgement.level, carried.cycle.name, carried.carries) == ("reasonable", "Cycle 1", True)
    assert prior(casefile, STEP) is None


def test_a_step_worded_anew_shows_how_it_was_called_and_is_not_carried(casefile):
    title = read_context(casefile).framework.step(STEP).title
    judge(casefile, STEP, "limited")
    judge(casefile, LINE, "limited")
    next_cycle(casefile)
    assert prior(casefile, STEP).carries
    partnership.set_wording(casefile, target=LINE, question="Is everything audited every year?")
    assert prior(casefile, STEP).carries  # its lines are questions of their own
    earlier = prior(casefile, LINE)
    assert not earlier.carries
    assert earlier.reworded not in {"", "not asked then", title}


def test_a_line_added_since_was_not_asked_then(casefile):
    next_cycle(casefile)
    added = partnership.add_line(casefile, step=STEP, label="Own", question="Is it so?").value
    context = read_context(casefile)
    assert reworded(casefile, context, context.previous_cycle, added) == "not asked then"
    assert reworded(casefile, context, context.previous_cycle, LINE) == ""


def test_of_two_who_spoke_only_the_one_who_is_silent_now_is_prior(casefile):
    for target in (LINE, STEP):
        for who in ("First", "Second"):
            voices.record_view(casefile, target=target, kind=Voice.SCRUTINEER, who=who, level="limited", words=who)
    next_cycle(casefile)
    voices.record_view(casefile, target=LINE, kind=Voice.SCRUTINEER, who="First", level="strong", words="Again.")
    context = read_context(casefile)
    assert [view.who for view in prior_views(casefile, context, LINE, ())] == ["First", "Second"]
    given = voices_given(casefile, LINE)
    assert [view.who for view in prior_views(casefile, context, LINE, given)] == ["Second"]
    assert [view.who for view in prior_views(casefile, context, STEP, voices_given(casefile, STEP))] == [
        "First", "Second"]  # fmt: skip


def voices_given(casefile: Casefile, target: TargetId):
    from scrutineer.operations.queries.steps import target_view

    return target_view(casefile, read_context(casefile), target, date(2027, 5, 1)).views
