"""Recommendations made from what they rest on, and followed: one entry and one undo each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Challenge, Impact
from scrutineer.domain.checklists import Met
from scrutineer.domain.due import NextAct
from scrutineer.domain.evidence import Bearing, Evidence, EvidenceKind, Link, LinkTarget
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Direction, Judgement
from scrutineer.domain.partnership import Agency
from scrutineer.domain.recommendation_life import RecommendationStatus
from scrutineer.domain.recommendations import (
    Recommendation,
    RecommendationEvent,
    RecommendationKind,
    RecommendationMove,
)
from scrutineer.errors import UserError
from scrutineer.frameworks import loader
from scrutineer.operations import casefiles, challenges, evidence, judgements, partnership, recommendations
from scrutineer.operations.queries.challenges import thread_of
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.contradictions import contradictions
from scrutineer.operations.queries.recommendations import (
    RecommendationFilter,
    RecommendationPart,
    life_of_recommendation,
    owner_of,
    recommendation_lives,
    recommendation_view,
    source_words,
    threads,
)
from tests.operations.acts import LINE, capture

M = RecommendationMove
TODAY = date(2026, 11, 20)


@pytest.fixture
def judged(casefile) -> int:
    """The id of a judgement on a line."""
    judgements.record_judgement(
        casefile, target=LINE, level="limited", direction=Direction.FIRST_LOOK, narrative="Findings are not looked at."
    )
    (judgement,) = tables.rows(casefile, Judgement)
    return judgement.id


def test_one_made_from_a_judgement_is_the_scrutineers_own_with_its_line_and_its_evidence(casefile, judged):
    item = capture(casefile)
    seat = partnership.add_seat(
        casefile, agency_id=tables.rows(casefile, Agency, name="Police")[0].id, title="Superintendent"
    ).value
    new = recommendations.add_recommendation(
        casefile, judgement_id=judged, text="Look at each finding again", seat_id=seat, due=date(2027, 3, 1),
        evidence=[item, item],
    ).value  # fmt: skip
    view = recommendation_view(casefile, new)
    kept, context = view.life.recommendation, read_context(casefile)
    assert (kept.kind, kept.target, kept.cycle_id) == (RecommendationKind.OWN, LINE, context.cycle.id)
    assert owner_of(context, kept) == "Superintendent, Police"
    assert source_words(context, view.source) == f"Your judgement of {context.framework.name(LINE)}"
    assert [(link.bearing, linked.id) for link, linked in view.links] == [(Bearing.SUPPORTS, item)]
    assert [(e.kind, e.on_date) for e in view.life.events] == [(M.MADE, TODAY)]


@pytest.mark.parametrize(
    ("kind", "whose"),
    [
        (EvidenceKind.REVIEW, RecommendationKind.REVIEW), (EvidenceKind.AUDIT, RecommendationKind.AUDIT),
        (EvidenceKind.DIP_SAMPLE, RecommendationKind.AUDIT),
    ],
)  # fmt: skip
def test_whose_it_is_follows_from_what_it_rests_on(casefile, kind, whose):
    item = tables.get(casefile, Evidence, capture(casefile))
    evidence.change_evidence(casefile, item=replace(item, kind=kind))
    new = recommendations.add_recommendation(casefile, evidence_id=item.id, text="Be there at night").value
    life = life_of_recommendation(casefile, new)
    assert (life.recommendation.kind, life.events, life.since) == (whose, (), item.dated)


def test_one_that_rests_on_nothing_is_refused(casefile):
    with pytest.raises(UserError, match="rests on nothing"):
        recommendations.add_recommendation(casefile, text="Do better")
    assert tables.rows(casefile, Recommendation) == ()


def test_events_are_one_undo_each_and_what_cannot_follow_is_refused(casefile, judged):
    new = recommendations.add_recommendation(casefile, judgement_id=judged, text="Look again").value
    with pytest.raises(UserError) as refused:
        recommendations.record_move(casefile, recommendation_id=new, kind=M.DONE, text="x", impact=Impact.EARLY)
    assert refused.value.about == "kind"
    for kind, said in (
        (M.ACCEPTED, {"due": date(2027, 1, 31)}), (M.UNDER_WAY, {}), (M.EVIDENCE, {}), (M.TESTED, {}),
        (M.DONE, {"impact": Impact.EARLY}),
    ):  # fmt: skip
        life = recommendations.record_move(casefile, recommendation_id=new, kind=kind, text="Said", **said).value
    assert life.status is RecommendationStatus.DONE
    casefiles.undo(casefile)
    assert life_of_recommendation(casefile, new).status is RecommendationStatus.TESTED


def test_a_national_reviews_is_benchmarked_in_words(casefile):
    item = capture(casefile)
    new = recommendations.add_recommendation(
        casefile, evidence_id=item, kind=RecommendationKind.NATIONAL, text="Name a lead for children out of school"
    ).value
    with pytest.raises(UserError) as refused:
        recommendations.record_move(casefile, recommendation_id=new, kind=M.BENCHMARK, text="Named in two of three")
    assert refused.value.about == "met"
    life = recommendations.record_move(
        casefile, recommendation_id=new, kind=M.BENCHMARK, text="Named in two of three", met=Met.PARTLY
    ).value
    assert life.benchmark is not None
    assert (life.benchmark.met, life.benchmark.text) == (Met.PARTLY, "Named in two of three")


def test_taking_one_away_takes_its_events_and_links_and_undo_brings_all_back(casefile, judged):
    new = recommendations.add_recommendation(
        casefile, judgement_id=judged, text="Look again", evidence=[capture(casefile)]
    ).value
    before = recommendation_view(casefile, new)
    recommendations.take_recommendation_away(casefile, recommendation=before.life.recommendation)
    assert tables.count(casefile, RecommendationEvent) == tables.count(casefile, Recommendation) == 0
    assert tables.rows(casefile, Link, target_kind=LinkTarget.RECOMMENDATION) == ()
    casefiles.undo(casefile)
    assert recommendation_view(casefile, new) == before


def test_a_lesson_that_comes_back_is_found_across_kinds(casefile, judged):
    lesson = "Health is present at every strategy discussion, nights and weekends included"
    item = capture(casefile)
    recommendations.add_recommendation(casefile, evidence_id=item, text=lesson)
    own = recommendations.add_recommendation(
        casefile, judgement_id=judged, text="Ensure health is present at strategy discussions on nights and weekends"
    ).value
    (other, percent) = recommendation_view(casefile, own).again[0]
    assert (other.text, percent >= 60) == (lesson, True)
    assert [found.rule.value for found in contradictions(casefile, read_context(casefile))] == [
        "The same recommendation again"
    ]


def test_one_matter_has_one_name_whoever_writes_it_and_however(casefile, judged):
    add = {"casefile": casefile, "judgement_id": judged}
    first = recommendations.add_recommendation(**add, text="Cover the night", thread=" Night   cover ").value
    second = recommendations.add_recommendation(**add, text="Cover the day", thread="night cover").value
    challenge = challenges.raise_challenge(
        casefile, question="Who covers?", put_to="Chair", thread="NIGHT  cover", raised_on=TODAY
    ).value
    kept = tables.get(casefile, Recommendation, first)
    assert kept.thread == "Night cover"
    recommendations.change_recommendation(casefile, recommendation=replace(kept, thread="Night  cover"))
    assert tables.get(casefile, Recommendation, first) == kept
    assert [other.id for other in recommendation_view(casefile, first).thread] == [second]
    assert len(threads(casefile)) == 1
    raised = tables.get(casefile, Challenge, challenge)
    challenges.change_challenge(casefile, challenge=replace(raised, thread="Night   cover"))
    assert tables.get(casefile, Challenge, challenge).thread == "Night cover"
    assert [member.words for member in thread_of(casefile, "night cover")] == [
        "Who covers?", "Cover the night", "Cover the day",
    ]  # fmt: skip


def test_a_thread_names_the_others_of_its_matter(casefile, judged):
    first, second = (
        recommendations.add_recommendation(casefile, judgement_id=judged, text=text, thread="Night cover").value
        for text in ("Cover the nights", "Cover the weekends too")
    )
    assert [other.id for other in recommendation_view(casefile, first).thread] == [second]


def test_the_parts_of_the_register(casefile, judged):
    late = recommendations.add_recommendation(
        casefile, judgement_id=judged, text="Look again", due=date(2026, 9, 1)
    ).value
    lapsed = recommendations.add_recommendation(casefile, judgement_id=judged, text="Look once").value
    recommendations.record_move(casefile, recommendation_id=lapsed, kind=M.LAPSED, text="Overtaken")
    lives = recommendation_lives(casefile)

    def of(part: RecommendationPart) -> list[int]:
        return [
            known.recommendation.id for known in lives if RecommendationFilter(part=part).takes(known, TODAY)
        ]  # fmt: skip

    assert (of(RecommendationPart.OPEN), of(RecommendationPart.LATE)) == ([late], [late])
    assert (of(RecommendationPart.NATIONAL), of(RecommendationPart.ENDED)) == ([], [lapsed])


def test_a_seat_brings_its_agency_with_it(casefile, judged):
    new = recommendations.add_recommendation(casefile, judgement_id=judged, text="Look again").value
    icb = tables.rows(casefile, Agency, name="ICB")[0].id
    seat = partnership.add_seat(casefile, agency_id=icb, title="Chief nurse").value
    kept = tables.get(casefile, Recommendation, new)
    recommendations.change_recommendation(casefile, recommendation=replace(kept, seat_id=seat, test="Seen in a sample"))
    changed = tables.get(casefile, Recommendation, new)
    assert (changed.agency_id, changed.test) == (icb, "Seen in a sample")


def test_a_national_reviews_are_taken_in_once_and_wait_to_be_benchmarked(casefile):
    """As the framework states them, but for what is asked of government; one undo takes all of them back."""
    step = TargetId("panel-2022:R")
    taken = recommendations.take_national(casefile, step=step).value
    lives = recommendation_lives(casefile)
    assert taken == len(lives) == len(national_parts_of(step))
    assert all(life.recommendation.kind is RecommendationKind.NATIONAL for life in lives)
    assert "panel-2022:R6" not in {life.recommendation.target for life in lives}
    waits = lives[0].next_act()
    assert waits is not None
    assert waits.act is NextAct.LOOK
    view = recommendation_view(casefile, lives[0].recommendation.id)
    assert source_words(read_context(casefile), view.source) == "National Panel 2022"
    assert recommendations.take_national(casefile, step=step).value == 0
    casefiles.undo(casefile)
    assert recommendation_lives(casefile) == ()


def national_parts_of(step: TargetId) -> list[str]:
    """The lines of a part that partnerships are asked about."""
    framework = next(known for known in loader.shipped() if known.knows(step))
    return [line.code for line in framework.step(step).lines if line.says and not line.context]
