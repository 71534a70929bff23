"""Voices, weak judgements, contradictions, outcomes, year on year: on the real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Ending, EventKind, Impact, ResponseView
from scrutineer.domain.contradictions import Rule
from scrutineer.domain.evidence import Bearing, Evidence, EvidenceKind, LinkTarget
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.ledgers import Contribution
from scrutineer.domain.outcomes import OutcomeQuestion
from scrutineer.domain.partnership import Agency
from scrutineer.domain.places import AboutEvidence, AboutOutcome, AboutShelf, AboutTarget
from scrutineer.domain.returns import AnswerStatus, ReturnFile, SelfAssessment
from scrutineer.domain.scale import NON_SCORES
from scrutineer.domain.voices import Voice
from scrutineer.domain.weakness import Weakness
from scrutineer.errors import UserError
from scrutineer.operations import (
    casefiles,
    challenges,
    evidence,
    judgements,
    outcomes,
    partnership,
    recommendations,
    voices,
)
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.contradictions import contradictions
from scrutineer.operations.queries.outcomes import outcomes_view
from scrutineer.operations.queries.steps import target_view
from scrutineer.operations.queries.strength import judged_strength
from scrutineer.operations.queries.voices import MINE, voices_matrix
from scrutineer.operations.queries.years import Move, year_on_year

TODAY = date(2026, 11, 20)
LINE = "six-steps:4c"


def capture(casefile, kind=EvidenceKind.AUDIT, bearing=Bearing.SUPPORTS, target=LINE, agency="", title="Item") -> int:
    agency_id = next((a.id for a in tables.rows(casefile, Agency) if a.name == agency), None)
    return evidence.capture_evidence(
        casefile, title=title, kind=kind, dated=date(2026, 10, 1), agency_id=agency_id,
        links=[(LinkTarget.LINE, target, bearing)],
    ).value  # fmt: skip


def judge(casefile, level="reasonable", target=LINE, final=True) -> None:
    judgements.record_judgement(casefile, target=target, level=level, narrative="What was found.", final=final)


def answer(
    casefile, agency: str, assurance: str, standard="Audit loop", typed="3", profile="Section 11", target=LINE
) -> None:
    """An answer as an import stores it."""
    context = read_context(casefile)
    agency_id = next(a.id for a in context.agencies if a.name == agency)
    with casefile.transact("Import"):
        casefile.writer.execute("INSERT OR IGNORE INTO blob VALUES (?, x'00')", [profile])
        file = tables.insert(
            casefile,
            ReturnFile(
                sha256=profile,
                name=f"{profile}.xlsx",
                profile=profile,
                cycle_id=context.cycle.id,
                read=1,
                stored=1,
                set_aside=0,
                ignored=0,
            ),
        )
        tables.insert(
            casefile,
            SelfAssessment(
                return_id=file, agency_id=agency_id, cycle_id=context.cycle.id, profile=profile, number="4.1",
                standard=standard, target=target, status=AnswerStatus.ANSWERED, level=typed, word=f"Level {typed}",
                assurance=assurance, typed=typed, cell="Sheet!C3",
            ),
        )  # fmt: skip


def next_cycle(casefile) -> None:
    casefiles.start_cycle(
        casefile, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )


def rules(casefile) -> list[Rule]:
    return [one.rule for one in contradictions(casefile, read_context(casefile))]


# Separately and together


def test_every_voice_stands_beside_the_others_and_the_widest_spread_comes_first(casefile):
    answer(casefile, "Police", "strong")
    voices.record_view(casefile, target=LINE, kind=Voice.YOUNG, level="none", words="Nobody asked us.")
    voices.record_view(casefile, target=LINE, kind=Voice.PRACTITIONERS, favourable=26, answered=41, dont_know=6)
    voices.record_view(casefile, target="six-steps:1a", kind=Voice.JOINT, level="strong", words="We attend.")
    voices.record_view(casefile, target="six-steps:1a", kind=Voice.AGENCY, agency_id=1, level="reasonable")
    voices.record_view(casefile, target="six-steps:2a", kind=Voice.JOINT, level="insufficient")
    capture(casefile)
    judge(casefile, "limited")
    matrix = voices_matrix(casefile, read_context(casefile))
    assert matrix.names == ("Police", "Partners' joint view", "Young scrutineers", "Practitioners", MINE)
    assert [row.target for row in matrix.by_disagreement()] == [LINE, "six-steps:1a", "six-steps:2a"]
    first = matrix.by_disagreement()[0]
    assert (first.spread.levels, first.spread.placed) == (3, 3)  # the survey has counts and no level
    assert first.voices["Practitioners"].words == "26 of 41 favourable, 6 more did not know"


def test_the_same_voice_speaking_again_replaces_what_it_said(casefile):
    voices.record_view(casefile, target=LINE, kind=Voice.JOINT, level="strong")
    voices.record_view(casefile, target=LINE, kind=Voice.JOINT, level="limited", words="We looked again.")
    voices.record_view(casefile, target=LINE, kind=Voice.SCRUTINEER, who="Second scrutineer", level="none")
    found = target_view(casefile, read_context(casefile), LINE, TODAY).views
    assert [(one.kind, one.level) for one in found] == [(Voice.JOINT, "limited"), (Voice.SCRUTINEER, "none")]
    casefiles.undo(casefile)
    casefiles.undo(casefile)
    assert target_view(casefile, read_context(casefile), LINE, TODAY).views[0].level == "strong"


def test_a_view_of_last_cycle_is_prior_until_confirmed_and_only_where_the_wording_is_unchanged(casefile):
    for target in (LINE, "six-steps:4a"):
        voices.record_view(casefile, target=target, kind=Voice.YOUNG, level="limited", words="Not seen.")
    next_cycle(casefile)
    partnership.set_wording(casefile, target="six-steps:4a", question="Is everything audited every year?")
    context = read_context(casefile)
    assert target_view(casefile, context, "six-steps:4a", TODAY).prior_views == ()
    (prior,) = target_view(casefile, context, LINE, TODAY).prior_views
    assert voices_matrix(casefile, context).rows == ()
    voices.confirm_view(casefile, prior=prior)
    after = target_view(casefile, context, LINE, TODAY)
    assert after.prior_views == ()
    assert [one.level for one in after.views] == ["limited"]


def test_a_level_of_another_scale_is_never_carried_over_or_placed(casefile):
    voices.record_view(casefile, target=LINE, kind=Voice.YOUNG, level="limited", words="Not seen.")
    next_cycle(casefile)
    (prior,) = target_view(casefile, read_context(casefile), LINE, TODAY).prior_views
    partnership.set_partnership(casefile, details=replace(read_context(casefile).partnership, scale_id="met"))
    voices.confirm_view(casefile, prior=prior)
    (row,) = voices_matrix(casefile, read_context(casefile)).rows
    assert row.voices["Young scrutineers"].low == ""
    assert row.spread.levels is None


# Judgements carried forward


def test_a_judgement_is_prior_where_the_wording_is_unchanged_and_reworded_where_not(casefile):
    capture(casefile)
    judge(casefile)
    capture(casefile, target="six-steps:4a")
    judge(casefile, target="six-steps:4a")
    next_cycle(casefile)
    partnership.set_wording(casefile, target="six-steps:4a", question="Is everything audited every year?")
    context = read_context(casefile)
    kept, changed = (target_view(casefile, context, target, TODAY) for target in (LINE, "six-steps:4a"))
    assert kept.judgement is None
    assert kept.prior.carries
    assert kept.prior.judgement.level == "reasonable"
    assert not changed.prior.carries
    assert "quality assurance framework" in changed.prior.reworded
    judgements.record_judgement(casefile, target=LINE, level="limited", narrative="Looked at again.")
    assert target_view(casefile, context, LINE, TODAY).prior is None


actions = st.lists(
    st.tuples(
        st.sampled_from(["judge", "draft", "reword", "view", "confirm", "undo", "redo"]),
        st.sampled_from([LINE, "six-steps:4a", "six-steps:1a", "six-steps:4"]),
        st.sampled_from(["none", "limited", "reasonable", "strong", "insufficient"]),
    ),
    max_size=10,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions)
def test_nothing_done_in_a_new_cycle_alters_a_finished_one(example, doings):
    before = read_context(example).previous_cycle
    rows = tables.rows(example, Judgement, cycle_id=before.id)
    done = 0
    for what, target, level in doings:
        done += what not in {"undo", "redo"}
        context = read_context(example)
        if what in {"judge", "draft"}:
            judgements.record_judgement(example, target=target, level=level, narrative="x", final=False)
        elif what == "reword":
            partnership.set_wording(example, target=target, **{"question" if target[-1].isalpha() else "label": level})
        elif what == "view":
            voices.record_view(example, target=target, kind=Voice.JOINT, level=level)
        elif what == "confirm":
            for prior in target_view(example, context, target, TODAY).prior_views:
                voices.confirm_view(example, prior=prior)
        elif what == "undo" and done > 0:
            casefiles.undo(example)
            done -= 1
        elif what == "redo":
            casefiles.redo(example)
    assert tables.rows(example, Judgement, cycle_id=before.id) == rows


# Strength


def test_a_weak_judgement_says_why_and_what_is_cheapest_next(casefile):
    capture(casefile, EvidenceKind.REPORT, agency="Police")
    judge(casefile)
    (one,) = judged_strength(casefile, read_context(casefile), TODAY)
    assert [w.weakness for w in one.weak] == [Weakness.OWN_WORDS, Weakness.NO_VOICE, Weakness.ONE_SOURCE]
    assert one.next.method.id == "young-scrutineers"
    assert one.overridden == ""
    capture(casefile, EvidenceKind.CHILDREN, agency="ICB")
    (one,) = judged_strength(casefile, read_context(casefile), TODAY)
    assert one.weak == ()
    assert one.next is None


def test_an_override_keeps_its_reason(casefile):
    from scrutineer.domain.evidence import Strength

    capture(casefile, EvidenceKind.REPORT, agency="Police")
    judgements.record_judgement(
        casefile, target=LINE, level="limited", narrative="x", strength=Strength.STRONG, final=True,
        strength_reason="The report rests on every record of the year.",
    )  # fmt: skip
    (one,) = judged_strength(casefile, read_context(casefile), TODAY)
    assert one.overridden == "The report rests on every record of the year."


def test_home_and_strength_agree_with_the_line_itself(example):
    context = read_context(example)
    for one in judged_strength(example, context, TODAY):
        body = target_view(example, context, one.judgement.target, TODAY).body
        assert (len(body.links), body.hint) == (one.items, one.hint)


# Contradictions


def test_a_high_self_assessment_and_an_audit_that_contradicts(casefile):
    answer(casefile, "Police", "strong")
    item = capture(casefile, EvidenceKind.AUDIT, Bearing.CONTRADICTS, title="Audit of 40 records")
    (found,) = contradictions(casefile, read_context(casefile))
    assert found.rule is Rule.SELF_AND_CHECK
    assert found.evidence_ids == (item,)
    assert found.agency_id == 1
    assert [source.about for source in found.sources] == [AboutTarget(LINE), AboutEvidence(item)]
    assert "Audit of 40 records" in found.sources[1].words


@pytest.mark.parametrize(
    ("assurance", "kind", "bearing"),
    [("limited", EvidenceKind.AUDIT, Bearing.CONTRADICTS), ("strong", EvidenceKind.LETTER, Bearing.CONTRADICTS),
     ("strong", EvidenceKind.AUDIT, Bearing.SUPPORTS), ("strong", EvidenceKind.AUDIT, Bearing.CONTEXT),
     ("", EvidenceKind.AUDIT, Bearing.CONTRADICTS)],
)  # fmt: skip
def test_it_takes_a_high_level_a_check_and_a_contradiction(casefile, assurance, kind, bearing):
    answer(casefile, "Police", assurance)
    capture(casefile, kind, bearing)
    assert rules(casefile) == []


def test_a_much_lower_view_of_practitioners(casefile):
    answer(casefile, "Police", "strong")
    voices.record_view(casefile, target=LINE, kind=Voice.PRACTITIONERS, level="reasonable")
    assert rules(casefile) == []
    voices.record_view(casefile, target=LINE, kind=Voice.PRACTITIONERS, level="limited", favourable=9, answered=40)
    assert rules(casefile) == [Rule.SELF_AND_VOICE]


def test_two_returns_that_disagree_on_a_number(casefile):
    context = read_context(casefile)
    with casefile.transact("Two ledgers"):
        for name, amount in (("Budget.xlsx", 10_000.0), ("Return.xlsx", 12_500.0), ("Third.xlsx", 12_500.0)):
            casefile.writer.execute("INSERT INTO blob VALUES (?, x'00')", [name])
            file = ReturnFile(
                sha256=name,
                name=name,
                profile=name,
                cycle_id=context.cycle.id,
                read=1,
                stored=1,
                set_aside=0,
                ignored=0,
                kind="contributions",
            )
            kept = tables.insert(casefile, file)
            for year, paid in (("2025-26", amount), ("2024-25", 9_000.0)):
                tables.insert(
                    casefile,
                    Contribution(
                        return_id=kept,
                        partner="Police",
                        agency_id=1,
                        year=year,
                        amount=paid,
                        typed=str(paid),
                        cell="A!B2",
                    ),
                )
    (found,) = contradictions(casefile, context)
    assert found.rule is Rule.NUMBERS
    assert "£10,000" in found.text
    assert "£12,500" in found.text
    assert "Budget.xlsx, A!B2" in found.sources[0].words


def test_one_agency_answers_one_standard_with_two_numbers(casefile):
    answer(casefile, "Police", "", typed="85%", profile="Section 11")
    answer(casefile, "Police", "", typed="60%", profile="Evidence request")
    answer(casefile, "ICB", "", typed="70%", profile="Evidence request")
    assert rules(casefile) == [Rule.NUMBERS]


def test_evidence_against_a_final_judgement_counts_and_against_a_draft_does_not(casefile):
    capture(casefile, EvidenceKind.LETTER)
    capture(casefile, EvidenceKind.LETTER, Bearing.CONTRADICTS, title="Letter of the chief nurse")
    judge(casefile, final=False)
    assert rules(casefile) == []
    judge(casefile)
    assert rules(casefile) == [Rule.FINAL]
    judge(casefile, "limited")
    assert rules(casefile) == []


def test_the_same_recommendation_again(casefile):
    first = capture(casefile, EvidenceKind.REVIEW, title="Review A")
    second = capture(casefile, EvidenceKind.REVIEW, title="Review B")
    recommendations.add_recommendation(
        casefile, evidence_id=first, text="Health is present at every strategy discussion at night", number="3"
    )
    recommendations.add_recommendation(
        casefile,
        evidence_id=second,
        text="A health professional must be present at strategy discussions, nights included",
    )
    (found,) = contradictions(casefile, read_context(casefile))
    assert found.rule is Rule.REPEATED
    assert "Review B recommends again what Review A did" in found.text
    assert len(recommendations.of_item(casefile, first)) == 1
    recommendations.take_recommendation_away(casefile, recommendation=recommendations.of_item(casefile, first)[0])
    assert rules(casefile) == []


# Outcomes


def test_an_outcome_has_its_three_questions_its_evidence_and_its_challenges(casefile):
    priority = outcomes.add_priority(casefile, title="Neglect").value
    one = outcomes.add_outcome(
        casefile, priority_id=priority, text="Children are seen sooner", targets=[LINE, LINE]
    ).value
    item = capture(casefile)
    evidence.link_evidence(
        casefile, evidence_id=item, target_kind=LinkTarget.OUTCOME, target=str(one), bearing=Bearing.CONTRADICTS
    )
    challenge = challenges.raise_challenge(
        casefile, question="Who sees them?", put_to="Chief nurse", raised_on=date(2026, 6, 1)
    ).value
    outcomes.tie_challenge(casefile, outcome_id=one, challenge_id=challenge)
    outcomes.tie_challenge(casefile, outcome_id=one, challenge_id=challenge)
    (shown,) = outcomes_view(casefile, read_context(casefile))
    (found,) = shown.outcomes
    assert found.lines == ("Step 4, Quality assurance, line 4c",)
    assert [one.link.bearing for one in found.evidence] == [Bearing.CONTRADICTS]
    assert len(found.challenges) == 1
    assert found.unanswered == tuple(OutcomeQuestion)
    outcomes.change_outcome(
        casefile, outcome=replace(found.outcome, how_much="212 first visits", difference="Not known")
    )
    (found,) = outcomes_view(casefile, read_context(casefile))[0].outcomes
    assert found.unanswered == (OutcomeQuestion.HOW_WELL,)
    with pytest.raises(UserError, match="still has outcomes"):
        outcomes.take_priority_away(casefile, priority=shown.priority)
    outcomes.take_outcome_away(casefile, outcome=found.outcome)
    assert outcomes_view(casefile, read_context(casefile))[0].outcomes == ()
    casefiles.undo(casefile)
    (found,) = outcomes_view(casefile, read_context(casefile))[0].outcomes
    assert len(found.evidence) == len(found.challenges) == 1


def test_an_outcome_on_an_unknown_line_is_refused(casefile):
    priority = outcomes.add_priority(casefile, title="Neglect").value
    with pytest.raises(UserError, match="no step or line"):
        outcomes.add_outcome(casefile, priority_id=priority, text="x", targets=["six-steps:9z"])


# Year on year


def two_cycles(casefile, before: str, after: str | None, scale: str = "assurance"):
    capture(casefile)
    judge(casefile, before)
    next_cycle(casefile)
    if scale != "assurance":
        partnership.set_partnership(casefile, details=replace(read_context(casefile).partnership, scale_id=scale))
    if after:
        judge(casefile, after)
    context = read_context(casefile)
    return year_on_year(casefile, context, context.cycles[0].id, context.cycles[1].id)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [("limited", "reasonable", "Up one level: Limited assurance to Reasonable assurance"),
     ("strong", "limited", "Down two levels: Strong assurance to Limited assurance"),
     ("limited", "limited", "Same: Limited assurance"),
     ("limited", None, "Not judged again; it was Limited assurance"),
     ("limited", "insufficient", "Not compared: Limited assurance; then Insufficient evidence to judge")],
)  # fmt: skip
def test_two_cycles_side_by_side(casefile, before, after, words):
    (row,) = two_cycles(casefile, before, after).rows
    assert row.in_words() == words


def test_two_scales_are_shown_in_words_and_never_converted(casefile):
    (row,) = two_cycles(casefile, "limited", "Mostly met", "met").rows
    assert row.move is Move.WORDS
    assert row.in_words() == "Two scales, not converted: Limited assurance; then Mostly met"


@given(st.sampled_from(["none", "limited", "reasonable", "strong", *NON_SCORES]), st.sampled_from([*NON_SCORES]))
def test_a_non_score_never_moves_up_or_down(level, non_score):
    from scrutineer.operations.queries.years import _move

    for pair in ((level, non_score), (non_score, level)):
        one, other = (Judgement(cycle_id=1, target=LINE, scale_id="assurance", level=key) for key in pair)
        assert _move(one, other)[0] is Move.NOT_COMPARED


def test_what_moved_names_the_challenges_between_and_the_new_evidence(casefile):
    capture(casefile)
    judge(casefile, "limited")
    one = challenges.raise_challenge(
        casefile, question="What changed?", put_to="Chief nurse", targets=(LINE,), raised_on=date(2026, 6, 1)
    ).value
    next_cycle(casefile)
    challenges.record_event(casefile, challenge_id=one, kind=EventKind.RESPONSE, text="Done.", on_date=date(2027, 5, 1))
    challenges.record_event(
        casefile, challenge_id=one, kind=EventKind.VIEW, view=ResponseView.ACCEPTED, on_date=date(2027, 5, 2)
    )
    challenges.close_challenge(
        casefile,
        challenge_id=one,
        ending=Ending.IMPACT,
        impact=Impact.SHOWN,
        text="Seen sooner.",
        on_date=date(2027, 6, 1),
    )
    capture(casefile, title="New audit")
    judge(casefile, "reasonable")
    partnership.set_wording(casefile, target=LINE, question="Is the loop closed, and does practice change?")
    context = read_context(casefile)
    (row,) = year_on_year(casefile, context, context.cycles[1].id, context.cycles[0].id).rows
    assert row.challenges == (one,)
    assert row.new_items == 1
    assert row.reworded.endswith("?")


def test_a_cycle_is_not_compared_with_itself(casefile):
    context = read_context(casefile)
    with pytest.raises(UserError, match="itself"):
        year_on_year(casefile, context, context.cycle.id, context.cycle.id)


def test_the_worked_example_moves_as_home_says(example):
    context = read_context(example)
    view = year_on_year(example, context, context.cycles[0].id, context.cycles[1].id)
    assert view.before.name == "Cycle 1"
    assert view.rows
    assert all(row.in_words() for row in view.rows)
    assert tables.rows(example, Evidence)


def test_search_finds_views_outcomes_recommendations_and_the_shelf(casefile):
    from scrutineer.operations import across
    from scrutineer.operations.queries.evidence import find, register

    voices.record_view(casefile, target=LINE, kind=Voice.YOUNG, words="Nobody showed us the lighthouse.")
    priority = outcomes.add_priority(casefile, title="Neglect").value
    outcomes.add_outcome(casefile, priority_id=priority, text="Children reach the lighthouse")
    item = capture(casefile, EvidenceKind.REVIEW, title="Review A")
    recommendations.add_recommendation(casefile, evidence_id=item, text="Light the lighthouse at night")
    across.shelve(casefile, title="Lighthouse keepers", text="Ask them.")
    found = {one.kind: one.about for one in find(casefile, read_context(casefile), "lighthouse")}
    assert found == {
        "view": AboutTarget(LINE), "outcome": AboutOutcome(1), "recommendation": AboutEvidence(item),
        "lesson": AboutShelf(),
    }  # fmt: skip
    assert [row.item.id for row in register(casefile, read_context(casefile), "lighthouse")] == [item]
    casefiles.undo(casefile)
    assert "lesson" not in {one.kind for one in find(casefile, read_context(casefile), "lighthouse")}


def test_a_judgement_is_told_in_the_words_of_its_own_scale_whatever_scale_is_in_use(casefile):
    from scrutineer.operations import across
    from scrutineer.operations.queries.authors import who_judged

    capture(casefile)
    judge(casefile, "limited")
    voices.record_view(casefile, target=LINE, kind=Voice.JOINT, level="strong")
    partnership.set_partnership(casefile, details=replace(read_context(casefile).partnership, scale_id="met"))
    context = read_context(casefile)
    (row,) = voices_matrix(casefile, context).rows
    assert row.voices[MINE].words == "Limited assurance"
    assert row.voices["Partners' joint view"].words == "Strong assurance, on another scale"
    assert row.spread.levels is None
    assert across.area_profile(casefile, context, TODAY, label="A").levels[0].word == "Limited assurance"
    assert {one.word for one in who_judged(casefile, context)} == {"Limited assurance"}
