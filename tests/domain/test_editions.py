"""The gate: what is withheld is counted and never told, and nothing that follows from it is told either."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.domain.challenge import (
    Challenge,
    Corrected,
    Ending,
    Event,
    EventCorrection,
    EventKind,
    Impact,
    Life,
    Status,
)
from scrutineer.domain.editions import WITHHELD, EditionView, Scope, Shown, Withheld, allowed
from scrutineer.domain.evidence import Bearing, Evidence, EvidenceKind, Excerpt, Link, LinkTarget, Permission
from scrutineer.domain.judgement import Direction, Judgement, JudgementStatus
from scrutineer.domain.ledgers import AskedReturn, TrainingNumber
from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.material import Material
from scrutineer.domain.partnership import Agency, Cycle, Partnership
from scrutineer.domain.returns import AnswerStatus, ReturnFile, SelfAssessment
from scrutineer.domain.statements import CycleStatement, StatementKind
from scrutineer.domain.voices import View, Voice
from scrutineer.frameworks.loader import scales, shipped

TODAY = date(2026, 11, 20)
DAY = date(2026, 5, 1)
CYCLE = Cycle(id=1, name="2026", starts=date(2026, 4, 1), ends=date(2027, 3, 31), guidance="Working Together 2026")
STEP = shipped()[0].steps[0].target


def material(**more: Any) -> Material:
    given: dict[str, Any] = {
        "partnership": Partnership(name="Testshire", prefix="TSCP"), "agencies": (Agency(id=1, name="Police"), Agency(id=2, name="ICB")),
        "cycle": CYCLE, "before": None, "framework": shipped()[0], "scale": scales()[0], "scales": scales(),
        "hints": {}, "attachments": {}, "today": TODAY,
    }  # fmt: skip
    fields = Material.__dataclass_fields__
    empty = {name: () for name in fields if name not in given and name not in ("year", "journal_entry", "journal_hash")}
    return Material(**{**empty, **given, **more})


def event(kind: EventKind, number: int, marking: Marking = Marking.PARTNER, **more: Any) -> Event:
    given: dict[str, Any] = {"text": f"Said {number}.", "on_date": DAY + timedelta(days=number)}
    return Event(id=number, challenge_id=1, kind=kind, marking=marking, **{**given, **more})


def life(*events: Event, number: int = 1, **more: Any) -> Life:
    given: dict[str, Any] = {
        "put_to": "Police",
        "question": "Who?",
        "agency_id": 1,
        "reference": f"TSCP-26-{number:03}",
    }
    return Life(Challenge(id=number, cycle_id=1, **{**given, **more}), events)


def item(number: int, marking: Marking = Marking.PARTNER, **more: Any) -> Evidence:
    return Evidence(id=number, number=number, title=f"Item {number}", kind=EvidenceKind.AUDIT, dated=DAY, received=DAY,
                    cycle_id=1, marking=marking, **more)  # fmt: skip


def partner(**more: Any) -> EditionView:
    return allowed(material(**more), Edition.PARTNER)


RAISED = event(EventKind.RAISED, 1, due=date(2026, 6, 1))


def test_a_private_reply_is_withheld_and_neither_told_as_received_nor_as_missing():
    reply = event(EventKind.RESPONSE, 2, Marking.PRIVATE)
    (shown,) = partner(lives=(life(RAISED, reply),)).challenges.shown
    assert shown.reply is WITHHELD
    assert shown.life.status is Status.RAISED
    assert (shown.withheld_events, shown.moves_withheld) == (1, True)


def test_no_reply_is_none_and_a_shown_one_is_shown():
    reply = event(EventKind.RESPONSE, 2)
    (without,) = partner(lives=(life(RAISED),)).challenges.shown
    (with_it,) = partner(lives=(life(RAISED, reply),)).challenges.shown
    assert without.reply is None
    assert with_it.reply == Shown(reply)


def test_a_private_escalation_moves_neither_status_nor_day():
    escalated = event(EventKind.ESCALATED, 2, Marking.PRIVATE, due=date(2026, 12, 24), stage="Chief officer")
    (shown,) = partner(lives=(life(RAISED, escalated),)).challenges.shown
    assert shown.life.status is Status.RAISED
    assert shown.life.reply_due == date(2026, 6, 1)


def test_a_private_note_leaves_what_follows_from_the_rest_as_it_is():
    (shown,) = partner(lives=(life(RAISED, event(EventKind.NOTE, 2, Marking.PRIVATE)),)).challenges.shown
    assert (shown.withheld_events, shown.moves_withheld) == (1, False)


def test_a_challenge_whose_raising_is_withheld_is_withheld_and_a_draft_is_not_counted():
    hidden = life(replace(RAISED, marking=Marking.PRIVATE), number=1)
    view = partner(lives=(hidden, life(number=2)))
    assert (view.challenges.shown, view.challenges.withheld) == ((), 1)


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind is not EventKind.RAISED])
def test_what_followed_a_withheld_raising_does_not_show_the_challenge(kind):
    hidden = replace(RAISED, marking=Marking.PRIVATE)
    view = partner(lives=(life(hidden, event(kind, 2, Marking.PUBLIC, ending=Ending.WITHDRAWN)),))
    assert (view.challenges.shown, view.challenges.withheld) == ((), 1)


def test_a_draft_that_was_closed_without_being_put_is_still_nobody_elses():
    closed = life(event(EventKind.CLOSED, 2, Marking.PUBLIC, ending=Ending.WITHDRAWN), marking=Marking.PUBLIC)
    for edition in (Edition.PARTNER, Edition.PUBLIC):
        view = allowed(material(lives=(closed,)), edition)
        assert (view.challenges.shown, view.challenges.withheld) == ((), 0)


def test_a_closing_text_that_is_withheld_is_not_told_as_nothing_recorded():
    closed = event(EventKind.CLOSED, 3, Marking.PRIVATE, ending=Ending.IMPACT, impact=Impact.SHOWN)
    (shown,) = partner(lives=(life(RAISED, closed),)).challenges.shown
    assert shown.closing is WITHHELD


@pytest.mark.parametrize("edition", [Edition.PARTNER, Edition.PUBLIC])
def test_a_draft_is_final_nowhere(edition):
    draft = Judgement(id=1, cycle_id=1, target=STEP, scale_id="assurance", level="strong", marking=Marking.PUBLIC)
    assert allowed(material(judgements=(draft,)), edition).steps[0].now is None
    seen = allowed(material(judgements=(draft,)), Edition.PRIVATE).steps[0].now
    assert isinstance(seen, Shown)
    assert seen.thing.is_draft


def test_a_newer_judgement_that_is_withheld_does_not_let_the_one_before_it_stand_for_now():
    def final(number: int, marking: Marking) -> Judgement:
        return Judgement(id=number, cycle_id=1, target=STEP, scale_id="assurance", level="strong", narrative="So.",
                         status=JudgementStatus.FINAL, marking=marking)  # fmt: skip

    older, newer = final(1, Marking.PARTNER), final(2, Marking.PRIVATE)
    assert partner(judgements=(older, newer)).steps[0].now is WITHHELD
    assert isinstance(partner(judgements=(newer, older)).steps[0].now, Shown)


def test_quotations_follow_what_was_promised():
    def quote(number: int, permission: Permission, marking: Marking = Marking.PARTNER) -> Excerpt:
        return Excerpt(id=number, evidence_id=1, place=f"p. {number}", quote=f"Nobody asked {number} of us",
                       permission=permission, marking=marking)  # fmt: skip

    quotes = (
        quote(1, Permission.QUOTED), quote(2, Permission.ANONYMISED), quote(3, Permission.NOT_QUOTED),
        quote(4, Permission.QUOTED, Marking.PRIVATE),
    )  # fmt: skip
    view = partner(evidence=(item(1),), excerpts=quotes)
    assert [quoted.excerpt.id for quoted in view.quotations.shown] == [1, 2]
    assert view.quotations.withheld == 2
    named, unnamed = view.quotations.shown
    assert named.source
    assert (unnamed.source, unnamed.excerpt.place) == ("", "")
    why = "As “nobody asked 3 of us” says, and “Nobody asked 2 of us” [E1]."
    (shown,) = partner(evidence=(item(1),), excerpts=quotes, lives=(life(RAISED, why=why),)).challenges.shown
    assert shown.challenge.why == "As “[quotation held back]” says, and “Nobody asked 2 of us” [held back]."


def test_what_hangs_on_a_withheld_item_is_withheld_and_counted():
    links = tuple(
        Link(id=number, evidence_id=number, target_kind=LinkTarget.CHALLENGE, target="1", bearing=Bearing.SUPPORTS)
        for number in (1, 2)
    )
    (shown,) = partner(
        evidence=(item(1), item(2, Marking.PRIVATE)), links=links, lives=(life(RAISED),)
    ).challenges.shown
    assert [rests.item.item.number for rests in shown.rests_on.shown] == [1]
    assert shown.rests_on.withheld == 1


def test_a_statement_that_is_withheld_is_not_one_that_was_not_made():
    said = CycleStatement(cycle_id=1, kind=StatementKind.OPINION, text="Mine.", marking=Marking.PRIVATE)
    view = partner(statements=(said,))
    assert isinstance(view.statement(StatementKind.OPINION), Withheld)
    assert view.statement(StatementKind.LIMITS) is None


def test_an_agencys_scope_holds_what_was_put_to_it_and_counts_nothing_of_others():
    mine, other = life(RAISED, number=1), life(RAISED, number=2, agency_id=2, put_to="ICB", marking=Marking.PRIVATE)
    view = allowed(material(lives=(mine, other)), Edition.PARTNER, Scope(Agency(id=1, name="Police")))
    assert ([shown.challenge.id for shown in view.challenges.shown], view.challenges.withheld) == ([1], 0)


markings = st.sampled_from(list(Marking))


@st.composite
def lives(draw) -> tuple[Life, ...]:
    """Challenges of any marking with events of any, in an order that can be."""
    made = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        kinds = draw(
            st.lists(st.sampled_from([k for k in EventKind if k not in (EventKind.CLOSED, EventKind.VIEW)]), max_size=5)
        )
        events = [event(kind, 10 * number + place, draw(markings), due=draw(st.none() | st.dates(DAY, TODAY)))
                  for place, kind in enumerate([EventKind.RAISED, *kinds])]  # fmt: skip
        made.append(life(*events, number=number, marking=draw(markings)))
    return tuple(made)


@settings(max_examples=150, deadline=None)
@given(every=lives(), edition=st.sampled_from([Edition.PARTNER, Edition.PUBLIC]))
def test_a_view_is_what_it_would_be_had_the_withheld_events_never_been(every, edition):
    """But for how many there are: so that nothing in it can follow from one of them."""
    openness = [Marking.PRIVATE, Marking.PARTNER, Marking.PUBLIC]

    def may(thing: Any) -> bool:
        return openness.index(thing.marking) >= openness.index(edition)

    view = allowed(material(lives=every), edition)
    without = tuple(Life(known.challenge, tuple(filter(may, known.events))) for known in every if may(known.challenge))
    told = {shown.challenge.id: shown.life for shown in view.challenges.shown}
    assert told == {known.challenge.id: known for known in without if known.raised_on is not None}
    put = [known for known in every if known.raised_on is not None]
    assert view.challenges.total == len(put)
    for shown in view.challenges.shown:
        whole = next(known for known in every if known.challenge.id == shown.challenge.id)
        assert len(shown.life.events) + shown.withheld_events == len(whole.events)


# Counts of people

COUNTS = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)).filter(lambda parts: sum(parts[:2]) > 0)


def surveyed(number: int, parts: tuple[int, int, int], survey: int) -> View:
    favourable, against, unsure = parts
    line = shipped()[0].steps[number % 6].target
    return View(id=number, cycle_id=1, target=line, kind=Voice.PRACTITIONERS, scale_id=scales()[0].id, said_on=DAY,
                favourable=favourable, answered=favourable + against, dont_know=unsure, evidence_id=survey)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(COUNTS, st.integers(1, 2)), min_size=1, max_size=6), st.sampled_from(Edition))
def test_a_survey_that_counts_too_few_anywhere_shows_none_of_its_counts(asked, edition):
    views = tuple(surveyed(number, parts, survey) for number, (parts, survey) in enumerate(asked, 1))
    partnership = Partnership(name="Testshire", prefix="TSCP", smallest=10)
    items = (item(1, Marking.PUBLIC), item(2, Marking.PUBLIC))
    marked = tuple(replace(view, marking=Marking.PUBLIC) for view in views)
    seen = allowed(material(partnership=partnership, views=marked, evidence=items), edition)
    shown = {view.id: view for step in seen.steps for view in step.views.shown}
    assert len(shown) == len(views)
    small = {survey for parts, survey in asked if any(0 < part < 10 for part in parts)}
    for view in views:
        held = edition is not Edition.PRIVATE and view.evidence_id in small
        words = "Counts not shown: fewer than 10 in this survey"
        assert seen.counts_of(shown[view.id]) == (words if held else view.counts)
        assert (shown[view.id].answered is None) == held
    assert seen.withholds == (edition is not Edition.PRIVATE and bool(small))


def took(number: int, course: str, people: int | None, agency: str) -> TrainingNumber:
    return TrainingNumber(id=number, return_id=1, course=course, agency=agency, period="2026", number=people,
                          typed=f"{people} people", cell=f"B{number}", reason=f"{people} by the lead",
                          marking=Marking.PUBLIC)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["Neglect", "neglect ", "Exploitation"]), st.none() | st.integers(0, 30)),
                min_size=1, max_size=6), st.sampled_from(Edition))  # fmt: skip
def test_a_course_that_too_few_of_one_agency_took_shows_none_of_its_numbers(asked, edition):
    rows = tuple(took(number, course, people, f"Agency {number}") for number, (course, people) in enumerate(asked, 1))
    partnership = Partnership(name="Testshire", prefix="TSCP", smallest=10)
    file = ReturnFile(id=1, sha256="", name="t.xlsx", profile="Training", cycle_id=1, read=1, stored=1, set_aside=0,
                      ignored=0, marking=Marking.PUBLIC)  # fmt: skip
    seen = allowed(material(partnership=partnership, training=rows, files=(file,)), edition)
    small = {course.strip().casefold() for course, people in asked if people is not None and 0 < people < 10}
    assert len(seen.training.shown) == len(rows)
    for row, shown in zip(rows, seen.training.shown, strict=True):
        held = edition is not Edition.PRIVATE and row.course.strip().casefold() in small
        assert (shown.number, shown.typed, shown.reason) == (
            (None, "", "") if held else (row.number, row.typed, row.reason)
        )
        assert seen.people_of(shown) == ("Number not shown: fewer than 10 on this course" if held else row.as_read)
        assert (shown.course, shown.agency) == (row.course, row.agency)
    assert seen.withholds == (edition is not Edition.PRIVATE and bool(small))


def test_where_no_smallest_number_is_set_every_count_is_shown():
    view = surveyed(1, (2, 3, 1), 1)
    seen = partner(views=(view,), evidence=(item(1),))
    assert not seen.counts_held
    assert [shown.counts for step in seen.steps for shown in step.views.shown] == [view.counts]


def judged(number: int, cycle: int, marking: Marking = Marking.PARTNER, **more: Any) -> Judgement:
    return Judgement(id=number, cycle_id=cycle, target=STEP, scale_id="assurance", level="strong", narrative="So.",
                     status=JudgementStatus.FINAL, marking=marking, direction=Direction.IMPROVING, **more)  # fmt: skip


def test_a_direction_from_a_level_that_is_withheld_is_not_told():
    earlier = replace(CYCLE, id=2, name="2025", starts=date(2025, 4, 1), ends=date(2026, 3, 31))
    for marking, told in ((Marking.PRIVATE, None), (Marking.PARTNER, Direction.IMPROVING)):
        step = partner(before=earlier, judgements=(judged(1, 2, marking), judged(2, 1))).steps[0]
        assert isinstance(step.now, Shown)
        assert step.now.thing.direction is told
        assert (step.now.thing.judgement.direction is Direction.IMPROVING) is (told is not None)


def test_an_agencys_scope_counts_no_workbook_of_others():
    files = tuple(
        ReturnFile(id=number, sha256="", name=f"{number}.xlsx", profile="S11", cycle_id=1, read=1, stored=1, set_aside=0, ignored=0,
                   marking=marking)
        for number, marking in ((1, Marking.PARTNER), (2, Marking.PRIVATE), (3, Marking.PARTNER))
    )  # fmt: skip
    answers = tuple(
        SelfAssessment(
            id=file,
            cycle_id=1,
            profile="S11",
            standard="Who?",
            number="1",
            status=AnswerStatus.ANSWERED,
            agency_id=min(file, 2),
            return_id=file,
        )
        for file in (1, 2, 3)
    )
    view = allowed(material(files=files, answers=answers), Edition.PARTNER, Scope(Agency(id=1, name="Police")))
    assert ([file.id for file in view.files.shown], view.files.withheld) == ([1], 0)


@pytest.mark.parametrize("marking", [Marking.PRIVATE, Marking.PUBLIC])
def test_a_workbook_or_a_request_that_is_withheld_is_something_withheld(marking):
    asked = AskedReturn(cycle_id=1, profile="S11", agency_id=1, asked_on=DAY, due=None, marking=marking)
    file = ReturnFile(
        id=1,
        sha256="",
        name="1.xlsx",
        profile="S11",
        cycle_id=1,
        read=1,
        stored=1,
        set_aside=0,
        ignored=0,
        marking=marking,
    )
    for more in ({"asked": (asked,)}, {"files": (file,)}):
        assert partner(**more).withholds is (marking is Marking.PRIVATE)


def struck(number: int, said: Marking = Marking.PARTNER, of: Marking = Marking.PARTNER) -> Corrected:
    wrong = event(EventKind.RESPONSE, number, of)
    correction = EventCorrection(event_id=number, on_date=TODAY, reason=f"Wrong {number}, see [E9].", marking=said)
    return Corrected(wrong, correction)


@pytest.mark.parametrize(("said", "of", "is_shown"), [
    (Marking.PARTNER, Marking.PARTNER, True), (Marking.PRIVATE, Marking.PARTNER, False),
    (Marking.PARTNER, Marking.PRIVATE, False),
])  # fmt: skip
def test_a_corrected_event_is_shown_where_it_and_its_correction_may_be_and_moves_nothing(said, of, is_shown):
    whole = replace(life(RAISED), corrected=(struck(2, said, of),))
    (shown,) = partner(lives=(whole,), evidence=(item(9, Marking.PRIVATE),)).challenges.shown
    assert len(shown.life.corrected) == is_shown
    assert shown.withheld_events == (not is_shown)
    assert not shown.moves_withheld
    assert shown.reply is None
    assert all("[E9]" not in known.correction.reason for known in shown.life.corrected)
