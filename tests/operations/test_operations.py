"""What a scrutineer does, through the operations the window and the command line share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Ending, EventKind, Impact, ResponseView, Status
from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.evidence import Bearing, Evidence, EvidenceKind, LinkTarget, Marking, Permission, Strength
from scrutineer.domain.ids import AgencyId, TargetId
from scrutineer.domain.judgement import Direction, Judgement, JudgementStatus
from scrutineer.domain.partnership import SeatRole
from scrutineer.domain.places import AboutAgencyReturns, AboutChallenge, AboutEvidence, AboutTarget
from scrutineer.errors import CannotFinalise, UserError
from scrutineer.operations import casefiles, challenges, evidence, export, judgements, partnership
from scrutineer.operations.queries import evidence as found
from scrutineer.operations.queries import history
from scrutineer.operations.queries.challenges import life_of, lives
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.home import AttentionGroup, home_view
from scrutineer.operations.queries.steps import target_view
from scrutineer.progress import Cancelled

DAY = date(2026, 6, 4)
TODAY = date(2026, 11, 20)
LINE = TargetId("six-steps:4c")


def capture(casefile, title="An audit", **more):
    links = [(LinkTarget.LINE, LINE, Bearing.SUPPORTS)] if more.pop("linked", True) else []
    return evidence.capture_evidence(casefile, title=title, dated=DAY, links=links, **more).value


def test_capturing_says_what_changed(casefile):
    outcome = evidence.capture_evidence(
        casefile, title="  An   audit ", dated=DAY, links=[(LinkTarget.LINE, LINE, Bearing.SUPPORTS)]
    )
    assert outcome.changes == {ChangeKind.EVIDENCE, ChangeKind.LINK}
    item = tables.get(casefile, Evidence, outcome.value)
    assert (item.title, item.reference, item.marking) == ("An audit", "E1", Marking.PRIVATE)
    with pytest.raises(UserError, match="no title"):
        evidence.capture_evidence(casefile, title=" ", dated=DAY)


def test_text_inside_attachments_is_found(casefile, tmp_path):
    note = tmp_path / "a letter.txt"
    note.write_text("The rota was agreed at Candlemas.")
    capture(casefile, title="Letter", attachments=[note])
    capture(casefile, title="Another", text="Nothing of the kind", linked=False)
    context = read_context(casefile)
    rows = found.register(casefile, context, "candlemas rota")
    assert [row.item.title for row in rows] == ["Letter"]
    assert found.HIT_STARTS in rows[0].passage
    assert [row.item.title for row in found.register(casefile, context, "cand")] == ["Letter"]
    assert found.register(casefile, context, '"') == ()
    assert found.register(casefile, context, "rota AND NOT (") == ()
    assert len(found.register(casefile, context)) == 2
    assert found.register(casefile, context)[0].steps or found.register(casefile, context)[1].steps


def test_undoing_an_attachment_takes_it_out_of_search(casefile, tmp_path):
    note = tmp_path / "n.txt"
    note.write_text("Candlemas")
    item = capture(casefile)
    evidence.attach_files(casefile, evidence_id=item, attachments=[note])
    assert found.register(casefile, read_context(casefile), "candlemas")
    casefiles.undo(casefile)
    assert not found.register(casefile, read_context(casefile), "candlemas")
    casefiles.redo(casefile)
    view = found.item_view(casefile, read_context(casefile), item)
    assert evidence.attachment_bytes(casefile, sha256=view.attachments[0].sha256) == b"Candlemas"


def test_one_item_serves_many_lines_and_challenges(casefile):
    item = capture(casefile)
    raised = challenges.raise_challenge(
        casefile, question="Why?", put_to="Chief nurse", evidence=[(item, Bearing.SUPPORTS)]
    ).value
    evidence.link_evidence(
        casefile, evidence_id=item, target_kind=LinkTarget.LINE, target="six-steps:1a", bearing=Bearing.CONTEXT
    )
    evidence.link_evidence(
        casefile, evidence_id=item, target_kind=LinkTarget.LINE, target="six-steps:1a", bearing=Bearing.CONTRADICTS
    )
    view = found.item_view(casefile, read_context(casefile), item)
    assert {(name, link.bearing.value) for link, name in view.links} == {
        ("Line 4c", "supports"), (life_of(casefile, raised).challenge.reference, "supports"), ("Line 1a", "contradicts"),
    }  # fmt: skip
    evidence.unlink_evidence(casefile, link=view.links[0][0])
    assert len(found.item_view(casefile, read_context(casefile), item).links) == 2


def test_excerpts_keep_what_was_promised(casefile):
    item = capture(casefile)
    evidence.add_excerpt(casefile, evidence_id=item, place="Page 2", quote="As said", permission=Permission.NOT_QUOTED)
    (excerpt,) = found.item_view(casefile, read_context(casefile), item).excerpts
    assert excerpt.permission is Permission.NOT_QUOTED
    with pytest.raises(UserError, match="empty"):
        evidence.add_excerpt(casefile, evidence_id=item, place="", quote=" ", permission=Permission.QUOTED)


def test_changing_an_item_keeps_its_number(casefile):
    item = tables.get(casefile, Evidence, capture(casefile))
    evidence.change_evidence(casefile, item=replace(item, title="Renamed", number=99, marking=Marking.PUBLIC))
    again = tables.get(casefile, Evidence, item.id)
    assert (again.title, again.number, again.marking) == ("Renamed", 1, Marking.PUBLIC)


def test_a_judgement_can_be_drafted_freely_but_not_finalised(casefile):
    judgements.record_judgement(casefile, target=LINE)
    with pytest.raises(CannotFinalise) as told:
        judgements.record_judgement(casefile, target=LINE, final=True)
    assert len(told.value.reasons) == 3
    with pytest.raises(UserError, match="not a level"):
        judgements.record_judgement(casefile, target=LINE, level="outstanding")
    with pytest.raises(UserError, match="no step or line"):
        judgements.record_judgement(casefile, target=TargetId("six-steps:9z"), level="limited")


def test_drafts_change_in_place_and_final_judgements_are_kept(casefile):
    capture(casefile)
    values = {"target": LINE, "level": "limited", "direction": Direction.STEADY, "narrative": "Patchy."}
    first = judgements.record_judgement(casefile, **values).value
    assert judgements.record_judgement(casefile, **{**values, "narrative": "Patchy still."}).value == first
    assert judgements.record_judgement(casefile, **values, final=True).value == first
    second = judgements.record_judgement(casefile, **{**values, "level": "reasonable"}).value
    assert second != first
    view = target_view(casefile, read_context(casefile), LINE, TODAY)
    assert (view.judgement.level, view.judgement.status) == ("reasonable", JudgementStatus.DRAFT)
    assert [(cycle.name, one.level) for cycle, one in view.earlier] == [("Cycle 1", "limited")]


def test_evidence_on_a_line_counts_for_its_step(casefile):
    capture(casefile)
    judgements.record_judgement(casefile, target=TargetId("six-steps:4"), level="limited", narrative="n", final=True)
    view = target_view(casefile, read_context(casefile), TargetId("six-steps:4"), TODAY)
    assert len(view.body.links) == 1
    assert view.body.hint.strength is Strength.THIN
    assert not target_view(casefile, read_context(casefile), TargetId("six-steps:4b"), TODAY).body.links


def test_another_scale_never_converts_what_was_judged(casefile):
    capture(casefile)
    judgements.record_judgement(casefile, target=LINE, level="limited", narrative="n", final=True)
    details = read_context(casefile).partnership
    partnership.set_partnership(casefile, details=replace(details, scale_id="met"))
    with pytest.raises(UserError, match="not a level"):
        judgements.record_judgement(casefile, target=LINE, level="limited")
    judgements.record_judgement(casefile, target=LINE, level="Mostly met", narrative="n", final=True)
    kept = tables.rows(casefile, Judgement)
    assert [(one.scale_id, one.level) for one in kept] == [("assurance", "limited"), ("met", "Mostly met")]


def test_a_narrative_only_scale_needs_no_level(casefile):
    capture(casefile)
    partnership.set_partnership(casefile, details=replace(read_context(casefile).partnership, scale_id="narrative"))
    judgements.record_judgement(casefile, target=LINE, narrative="In words.", final=True)


def test_a_challenge_from_raising_to_impact(casefile):
    outcome = challenges.raise_challenge(
        casefile,
        question="Who answers children?",
        put_to="Chair",
        targets=["six-steps:3d"],
        raised_on=DAY,
        reply_due=date(2026, 7, 2),
    )
    one = outcome.value

    def happen(kind, day, **more):
        return challenges.record_event(casefile, challenge_id=one, kind=kind, on_date=day, **more).value

    assert life_of(casefile, one).days_overdue(TODAY) == 141
    assert happen(EventKind.CHASED, date(2026, 7, 7)).times_chased == 1
    happen(EventKind.RESPONSE, date(2026, 7, 14), text="We will.", by="Chair")
    assert happen(EventKind.VIEW, date(2026, 7, 16), view=ResponseView.PARTLY).status is Status.PARTLY
    happen(EventKind.ESCALATED, date(2026, 9, 11), stage="lead safeguarding partners")
    happen(EventKind.TESTED, date(2026, 11, 1), text="Five of seven say so.")
    with pytest.raises(CannotFinalise, match="cannot be closed"):
        challenges.close_challenge(
            casefile, challenge_id=one, ending=Ending.IMPACT, impact=Impact.SHOWN, text="", on_date=TODAY
        )
    closed = challenges.close_challenge(
        casefile,
        challenge_id=one,
        ending=Ending.IMPACT,
        impact=Impact.SHOWN,
        text="Children are answered.",
        on_date=TODAY,
    ).value
    assert closed.status is Status.CLOSED_IMPACT
    with pytest.raises(UserError, match="cannot be recorded"):
        happen(EventKind.RESPONSE, TODAY, text="late")
    casefiles.undo(casefile)
    assert life_of(casefile, one).status is Status.TESTED


@pytest.mark.parametrize(
    ("values", "words"),
    [({"question": " "}, "no question"), ({"put_to": ""}, "put to nobody"), ({"targets": ["six-steps:9"]}, "no step or line"),
     ({"reply_due": date(2026, 1, 1)}, "before the challenge")],
)  # fmt: skip
def test_a_challenge_that_lacks_something_is_not_raised(casefile, values, words):
    with pytest.raises(UserError, match=words):
        challenges.raise_challenge(
            casefile, **{"question": "Why?", "put_to": "Chief nurse", "raised_on": DAY, **values}
        )
    assert lives(casefile) == ()


def test_closing_has_rules_of_its_own(casefile):
    one = challenges.raise_challenge(casefile, question="Why?", put_to="x", raised_on=DAY).value
    with pytest.raises(UserError, match="rules of its own"):
        challenges.record_event(casefile, challenge_id=one, kind=EventKind.CLOSED)


def test_open_challenges_carry_into_the_next_cycle_and_its_framework_is_pinned(casefile):
    challenges.raise_challenge(casefile, question="Why?", put_to="x", raised_on=DAY)
    capture(casefile)
    judgements.record_judgement(casefile, target=TargetId("six-steps:4"), level="limited", narrative="n", final=True)
    casefiles.start_cycle(
        casefile, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )
    context = read_context(casefile)
    assert (context.cycle.name, context.previous_cycle.name, context.cycle.framework_version) == (
        "Cycle 2",
        "Cycle 1",
        "2019-1",
    )
    view = home_view(casefile, context, date(2027, 5, 1))
    assert view.open_challenges == 1
    assert {card.level for card in view.cards} == {"not-yet"}
    assert {moved.said for moved in view.moved} == {"Not compared"}
    with pytest.raises(UserError, match="ends before"):
        casefiles.start_cycle(casefile, name="x", starts=DAY, ends=DAY, guidance="")


def test_home_compares_levels_in_words_only(example):
    view = home_view(example, read_context(example), TODAY)
    assert [moved.said for moved in view.moved] == [
        "Same",
        "Up one level",
        "Up one level",
        "Down one level",
        "Not compared",
        "Not compared",
    ]
    assert [card.level for card in view.cards] == [
        "reasonable",
        "limited",
        "reasonable",
        "limited",
        "insufficient",
        "not-yet",
    ]
    assert view.cards[5].strength is None
    groups = [thing.group for thing in view.attention]
    assert groups == sorted(groups, key=list(AttentionGroup).index)
    first = view.attention[0]
    assert (first.group, first.text) == (AttentionGroup.OVERDUE, "Lead safeguarding partners, 42 days")
    subjects = {thing.group: type(thing.about) for thing in view.attention}
    assert subjects.items() <= {
        AttentionGroup.OVERDUE: AboutChallenge, AttentionGroup.YOUR_MOVE: AboutChallenge,
        AttentionGroup.THIN: AboutTarget, AttentionGroup.SET_ASIDE: AboutAgencyReturns,
        AttentionGroup.REVIEW: AboutEvidence,
    }.items()  # fmt: skip


def test_agencies_share_no_name(casefile):
    with pytest.raises(UserError, match="already a name of ICB"):
        partnership.add_agency(casefile, name="Health")
    with pytest.raises(UserError, match="no name"):
        partnership.add_agency(casefile, name=" ")
    agency = read_context(casefile).agencies[0]
    partnership.change_agency(casefile, agency=replace(agency, aliases=("The force",)))
    assert read_context(casefile).agencies[0].aliases == ("The force",)
    partnership.add_seat(casefile, agency_id=AgencyId(agency.id), title="Chief constable", role=SeatRole.LEAD)
    assert read_context(casefile).seats[0].role is SeatRole.LEAD


def test_local_wording_and_lines(casefile):
    partnership.set_wording(casefile, target=TargetId("six-steps:3"), label="Voice and engagement")
    added = partnership.add_line(casefile, step=TargetId("six-steps:3"), label="Own", question="Is it so?").value
    context = read_context(casefile)
    assert context.framework.step("six-steps:3").label == "Voice and engagement"
    assert context.framework.name(added) == "Step 3, Voice and engagement, line 3h"
    partnership.set_wording(casefile, target=TargetId("six-steps:3"))
    assert read_context(casefile).framework.step("six-steps:3").label == "Children and families"
    with pytest.raises(UserError, match="label and a question"):
        partnership.add_line(casefile, step=TargetId("six-steps:3"), label="", question="?")


def test_the_cycle_has_two_free_dates(casefile):
    partnership.change_cycle(
        casefile, name="First", starts=date(2026, 3, 1), ends=date(2027, 3, 31), guidance="Working Together 2026"
    )
    assert read_context(casefile).cycle.name == "First"
    with pytest.raises(UserError, match="ends before"):
        partnership.change_cycle(casefile, name="x", starts=DAY, ends=date(2026, 1, 1), guidance="")
    assert [casefiles.guidance_on(day)[-4:] for day in (date(2020, 1, 1), date(2025, 1, 1), date(2026, 5, 1))] == [
        "2018",
        "2023",
        "2026",
    ]


def test_history_says_who_did_what(casefile):
    capture(casefile, title="An audit")
    judgements.record_judgement(casefile, target=LINE, level="limited")
    labels = [entry.label for entry in history.history_of(casefile, LINE)]
    assert labels == ["Draft judgement of Step 4, Quality assurance, line 4c", "Capture “An audit”"]
    assert history.history(casefile)[0].author == "Independent scrutineer"


class StopAt:
    def __init__(self, step: int) -> None:
        self.left = step

    def step(self, done: int, total: int, label: str) -> None:
        self.left -= 1
        if self.left <= 0:
            raise Cancelled


def test_cancelling_leaves_nothing_behind(casefile, tmp_path):
    files = [tmp_path / f"{n}.txt" for n in range(3)]
    for file in files:
        file.write_text("x")
    entries = len(history.history(casefile))
    with pytest.raises(Cancelled):
        evidence.capture_evidence(casefile, title="t", dated=DAY, attachments=files, progress=StopAt(2))
    assert tables.rows(casefile, Evidence) == ()
    assert len(history.history(casefile)) == entries


def test_everything_can_be_taken_out_in_open_formats(example, tmp_path):
    folder = tmp_path / "export"
    export.export_everything(example, into=folder)
    names = {path.name for path in folder.iterdir()}
    assert {"evidence.csv", "evidence.json", "journal.json", "challenge.csv", "attachments"} <= names
    assert len(list((folder / "attachments").iterdir())) == casefiles.check_casefile(example).value.attachments
    with pytest.raises(UserError, match="not empty"):
        export.export_everything(example, into=folder)
    assert export.neutral("=cmd|' /C calc'!A0").startswith("'=")
    assert export.neutral("-2+3").startswith("'")
    assert export.neutral(-2) == -2


def test_the_worked_example_is_what_the_readme_promises(example):
    context = read_context(example)
    assert len(tables.rows(example, Evidence)) >= 12
    assert len({item.kind for item in tables.rows(example, Evidence)}) >= 6
    every = lives(example)
    assert len(every) == 8
    assert len({life.status for life in every}) >= 6
    assert any(life.days_overdue(TODAY) for life in every)
    assert any(life.challenge.cycle_id != context.cycle.id for life in every)
    assert casefiles.check_casefile(example).value.problems == ()
    assert EvidenceKind.DIP_SAMPLE in {item.kind for item in tables.rows(example, Evidence)}
