"""Marking several things is the same as marking each; what takes the place of something is never marked wider than it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import journal, tables
from scrutineer.casefile.record import Marked
from scrutineer.casefile.records import RECORDS, record_of
from scrutineer.domain.challenge import Challenge, EventKind
from scrutineer.domain.ids import ReturnId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.ledgers import LogEntry
from scrutineer.domain.marking import Marking, is_wider
from scrutineer.domain.outcomes import DesiredOutcome
from scrutineer.domain.partnership import Agency
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.domain.statements import CycleStatement, StatementKind
from scrutineer.domain.voices import View, Voice
from scrutineer.errors import UserError
from scrutineer.operations import (
    answer_returns,
    casefiles,
    challenges,
    imports,
    judgements,
    ledgers,
    mappings,
    marking,
    merging,
    outcomes,
    partnership,
    voices,
)
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.material import read_material
from scrutineer.operations.queries.challenges import life_of
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.steps import target_view
from tests.conftest import CLOCK, PASSPHRASE, RETURNS, copied_testshire, examples
from tests.operations.acts import LINE, TODAY, capture

MARKINGS = st.sampled_from(Marking)


@pytest.fixture(scope="module")
def shared(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casefile]:
    """The worked example, for tests that undo whatever they do."""
    copy = tmp_path_factory.mktemp("marking") / "Northmoor.scrutiny"
    shutil.copyfile(example_folder / "Northmoor.scrutiny", copy)
    opened = casefiles.open_casefile(copy, passphrase=PASSPHRASE, clock=CLOCK)
    yield opened
    opened.close()


def rows_of(casefile: Casefile, kind: type) -> str:
    return json.dumps(tables.whole_table(casefile, record_of(kind).table)[1], sort_keys=True)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), chosen=MARKINGS)
def test_several_at_once_is_the_same_as_one_by_one_and_one_undo_takes_it_back(shared, data, chosen):
    filled = [kind for kind in marking.MARKED_KINDS if tables.count(shared, kind)]
    kind = data.draw(st.sampled_from(filled))
    there = [row.id for row in tables.rows(shared, kind)]
    ids = data.draw(st.lists(st.sampled_from([*there[:8], 99_999]), min_size=1, max_size=5))
    before, tip = rows_of(shared, kind), journal.tip(shared.reader)
    if set(ids) == {99_999}:
        with pytest.raises(UserError, match="Nothing was changed"):
            marking.set_marking(shared, kind=kind, ids=ids, marking=chosen)
        assert journal.tip(shared.reader) == tip
        return
    outcome = marking.set_marking(shared, kind=kind, ids=ids, marking=chosen)
    together = rows_of(shared, kind)
    assert outcome.value == len(set(ids) - {99_999})
    if together != before:
        assert ("no longer there" in outcome.label) == (99_999 in ids)
        newest = journal.entries(shared.reader, 1)[0]
        assert newest.previous == tip
        assert newest.label.startswith(f"Mark {outcome.value} ")
        assert newest.label.endswith(f" as {chosen.value}")
        casefiles.undo(shared)
        assert rows_of(shared, kind) == before
    entries = 0
    for number in dict.fromkeys(ids):
        at = journal.tip(shared.reader)
        if number != 99_999:
            marking.set_marking(shared, kind=kind, ids=[number], marking=chosen)
        entries += journal.tip(shared.reader) != at
    assert rows_of(shared, kind) == together
    for _ in range(entries):
        casefiles.undo(shared)
    assert rows_of(shared, kind) == before


def test_every_record_with_a_marking_of_its_own_takes_one_and_every_other_is_refused(casefile):
    for record in RECORDS:
        words = "no longer there" if record.marked is Marked.OWN else "has no marking of its own"
        with pytest.raises(UserError, match=words):
            marking.set_marking(casefile, kind=record.kind, ids=[99_999], marking=Marking.PRIVATE)
    assert "marking" not in Agency.__dataclass_fields__


# What takes the place of something

WORDS = st.sampled_from(("", "What was found.", "What was found since."))


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(("draft", "final", "cycle", "view", "confirm", "statement")), WORDS,
                  st.one_of(st.none(), MARKINGS)),
        min_size=2, max_size=8,
    )
)  # fmt: skip
def test_what_replaces_something_is_never_marked_wider_unless_somebody_said_so(tmp_path_factory, acts):
    made = copied_testshire(tmp_path_factory.mktemp("replaced"))
    try:
        standing: dict[str, Marking] = {}
        year = 2027
        for act, words, said in acts:
            if act == "cycle":
                casefiles.start_cycle(made, name=f"Cycle {year}", starts=date(year, 4, 1),
                                      ends=date(year + 1, 3, 31), guidance="")  # fmt: skip
                year += 1
                standing.pop("statement", None)  # each cycle has its own
                last = read_context(made).previous_cycle.id
                if not tables.rows(made, View, cycle_id=last):
                    standing.pop("view", None)
                made_in_it = [row for row in tables.rows(made, Judgement) if row.status.value == "final"]
                if not made_in_it or made_in_it[-1].cycle_id != last:
                    standing.pop("judgement", None)
                continue
            marked = replacing(made, act, words, said)
            if marked is None:
                continue
            what, now = marked
            if said is not None and act != "confirm":
                assert now is said
            elif what in standing:
                assert not is_wider(now, standing[what])
            standing[what] = now
    finally:
        made.close()


def replacing(casefile: Casefile, act: str, words: str, said: Marking | None) -> tuple[str, Marking] | None:
    """Do it; what was replaced, and how what stands in its place is marked. None where nothing was done."""
    context = read_context(casefile)
    if act in {"draft", "final"}:
        if act == "final":
            capture(casefile)
        judgements.record_judgement(
            casefile, target=LINE, level="reasonable", narrative=words or "-", final=act == "final", marking=said
        )
        return "judgement", tables.rows(casefile, Judgement, order=("-id",), limit=1)[0].marking
    if act == "view":
        voices.record_view(casefile, target=LINE, kind=Voice.YOUNG, words=words or "-", marking=said)
    elif act == "confirm":
        for prior in target_view(casefile, context, LINE, TODAY).prior_views:
            voices.confirm_view(casefile, prior=prior)
    else:
        markings = {StatementKind.OPINION: said} if said is not None else {}
        partnership.set_statements(casefile, texts=replace(context.texts, opinion=words), markings=markings)
        there = tables.rows(casefile, CycleStatement, cycle_id=context.cycle.id)
        return ("statement", there[0].marking if there else Marking.PARTNER)
    views = tables.rows(casefile, View, cycle_id=context.cycle.id, order=("said_on",))
    return ("view", views[-1].marking) if views else None


def test_marking_a_final_judgement_begins_no_new_one(casefile):
    capture(casefile)
    said = {"target": LINE, "level": "reasonable", "narrative": "What was found.", "final": True}
    first = judgements.record_judgement(casefile, **said).value
    assert judgements.record_judgement(casefile, **said, marking=Marking.PRIVATE).value == first
    (stands,) = tables.rows(casefile, Judgement)
    assert stands.marking is Marking.PRIVATE


def test_a_text_that_is_emptied_is_said_no_more_and_what_is_written_in_its_place_is_no_wider(casefile):
    def opinion(words: str, **more: object) -> None:
        partnership.set_statements(casefile, texts=replace(read_context(casefile).texts, opinion=words), **more)

    opinion("Not for print.", markings={StatementKind.OPINION: Marking.PRIVATE})
    opinion("")
    assert read_material(casefile, TODAY).statements == ()
    opinion("Another.")
    (said,) = read_material(casefile, TODAY).statements
    assert (said.text, said.marking) == ("Another.", Marking.PRIVATE)


def test_an_outcome_is_marked_as_its_priority(casefile):
    priority = outcomes.add_priority(casefile, title="Neglect", marking=Marking.PRIVATE).value
    outcomes.add_outcome(casefile, priority_id=priority, text="Fewer repeat plans")
    (outcome,) = tables.rows(casefile, DesiredOutcome)
    assert outcome.marking is Marking.PRIVATE


def test_a_challenge_raised_from_a_private_row_of_a_log_is_private(casefile):
    row = LogEntry(return_id=ReturnId(1), cell="Log!A2", number="7", question="What changed?", put_to="Police",
                   raised_typed="1 May 2026", raised_on=date(2026, 5, 1), update_text="Under way", marking=Marking.PRIVATE)  # fmt: skip
    with casefile.transact("Raise it"):
        raised = ledgers.with_challenge(casefile, read_context(casefile), row, None, "Log.xlsx").challenge_id
    life = life_of(casefile, raised)
    assert [event.kind for event in life.events] == [EventKind.RAISED, EventKind.NOTE]
    assert {life.challenge.marking, *(event.marking for event in life.events)} == {Marking.PRIVATE}


def take_in(casefile: Casefile, path: Path) -> None:
    workbook, content = answer_returns.read_file(path)
    profile = mappings.profile_from_file(RETURNS / "profiles" / "section-11.toml")
    proposal = imports.propose(casefile, workbook=workbook, profile=profile)
    imports.commit(casefile, proposal=proposal, content=content)


def test_a_workbook_that_comes_again_and_its_answers_are_marked_as_they_were(casefile, tmp_path):
    take_in(casefile, RETURNS / "s11-police.xlsx")
    (file,) = tables.rows(casefile, ReturnFile)
    answers = [answer.id for answer in tables.rows(casefile, SelfAssessment)]
    marking.set_marking(casefile, kind=ReturnFile, ids=[file.id], marking=Marking.PRIVATE)
    marking.set_marking(casefile, kind=SelfAssessment, ids=answers[:3], marking=Marking.PUBLIC)
    again = openpyxl.load_workbook(RETURNS / "s11-police.xlsx")
    sheet = again["Section 11"]
    sheet["F14"] = 2
    again.save(tmp_path / "s11-police.xlsx")
    take_in(casefile, tmp_path / "s11-police.xlsx")
    assert {row.marking for row in tables.rows(casefile, ReturnFile)} == {Marking.PRIVATE}
    assert tables.count(casefile, ReturnFile) == 2
    public = [row.id for row in tables.rows(casefile, SelfAssessment) if row.marking is Marking.PUBLIC]
    assert public == answers[:3]


def test_a_judgement_of_theirs_that_is_taken_for_ours_is_no_wider_than_either(casefile, tmp_path):
    (tmp_path / "theirs").mkdir()
    backup = casefile.back_up(tmp_path / "theirs")
    path = tmp_path / "theirs" / "Theirs.scrutiny"
    shutil.move(backup, path)
    other = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    judge = {"target": LINE, "level": "limited"}
    judgements.record_judgement(casefile, **judge, narrative="Ours.", marking=Marking.PRIVATE)
    judgements.record_judgement(other, **judge, narrative="Theirs.", marking=Marking.PUBLIC)
    judgements.record_judgement(other, target="six-steps:4a", level="limited", marking=Marking.PRIVATE)
    judgements.record_judgement(casefile, target="six-steps:4a", level="limited", narrative="Ours.")
    preview = merging.preview_merge(casefile, path=path, passphrase=PASSPHRASE)
    taken = {conflict.mark: "4c" in conflict.what for conflict in preview.decisions}
    assert sorted(taken.values()) == [False, True]
    other.close()
    merging.merge_casefile(casefile, path=path, passphrase=PASSPHRASE, decisions=taken)
    (theirs,) = tables.rows(casefile, Judgement, narrative="Theirs.")
    assert theirs.marking is Marking.PRIVATE
    casefiles.undo(casefile)
    merging.merge_casefile(casefile, path=path, passphrase=PASSPHRASE, decisions=dict.fromkeys(taken, False))
    beside = {view.target: view.marking for view in tables.rows(casefile, View)}
    assert beside == {LINE: Marking.PUBLIC, "six-steps:4a": Marking.PRIVATE}


# A challenge and its events


def lived(casefile: Casefile) -> int:
    """A challenge for partners with an event of each marking after it was raised."""
    raised = challenges.raise_challenge(
        casefile, question="What changed?", put_to="Police", raised_on=date(2026, 5, 1)
    ).value
    for number, marked in enumerate(Marking):
        challenges.record_event(casefile, challenge_id=raised, kind=EventKind.NOTE, text=f"Note {number}",
                                on_date=date(2026, 6, 1), marking=marked)  # fmt: skip
    return raised


def test_narrowing_asks_about_what_is_wider_and_widening_about_what_stays_back(casefile):
    life = life_of(casefile, lived(casefile))
    narrowed = [event.marking for event in marking.events_to_ask_about(life, Marking.PRIVATE)]
    assert narrowed == [Marking.PARTNER, Marking.PARTNER, Marking.PUBLIC]
    widened = [event.marking for event in marking.events_to_ask_about(life, Marking.PUBLIC)]
    assert widened == [Marking.PARTNER, Marking.PRIVATE, Marking.PARTNER]


def test_a_challenge_takes_along_only_the_events_that_are_named_in_one_entry(casefile):
    life = life_of(casefile, lived(casefile))
    raised, public = life.events[0], life.events[-1]
    narrowed = replace(life.challenge, marking=Marking.PRIVATE)
    challenges.change_challenge(casefile, challenge=narrowed, along=[raised.id])
    assert journal.entries(casefile.reader, 1)[0].label == "Mark TSCP-26-001 as private"
    after = life_of(casefile, life.challenge.id)
    assert after.challenge.marking is Marking.PRIVATE
    assert {event.id: event.marking for event in after.events}[raised.id] is Marking.PRIVATE
    assert {event.id: event.marking for event in after.events}[public.id] is Marking.PUBLIC
    casefiles.undo(casefile)
    assert life_of(casefile, life.challenge.id) == life
    assert tables.get(casefile, Challenge, life.challenge.id).marking is Marking.PARTNER
