"""Saving what is unchanged, whenever it is done again: no entry, no undo step, no stamp moved, in every operation."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer import operations
from scrutineer.casefile import journal, tables
from scrutineer.casefile.casefile import UNCHANGED
from scrutineer.casefile.records import TABLES
from scrutineer.clock import SetClock
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.changes import Outcome
from scrutineer.domain.clocks import PracticeReview, StatutoryClock
from scrutineer.domain.evidence import Bearing, Evidence, Excerpt, LinkTarget, Permission
from scrutineer.domain.ids import AgencyId, ChallengeId, EvidenceId, OutcomeId, TargetId
from scrutineer.domain.issues import AccuracyReply, GuardedName
from scrutineer.domain.judgement import Judgement, JudgementStatus
from scrutineer.domain.ledgers import Attendance, LogEntry, Presence
from scrutineer.domain.marking import Marking
from scrutineer.domain.outcomes import DesiredOutcome, Priority
from scrutineer.domain.partnership import Agency, Cycle, Partnership, Seat
from scrutineer.domain.questions import Question
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.domain.voices import View, Voice
from scrutineer.domain.writing import KeptWord, Phrase
from scrutineer.frameworks import loader
from scrutineer.operations import (
    answer_returns,
    casefiles,
    challenges,
    clocks,
    deciding,
    evidence,
    expected,
    frameworks,
    guarded_names,
    issuing,
    judgements,
    layouts,
    ledgers,
    mappings,
    marking,
    outcomes,
    partnership,
    placing,
    questions,
    recommendations,
    reports,
    several,
    voices,
    writing,
)
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.context import read_context
from tests.conftest import PASSPHRASE
from tests.operations.cases_of_the_year import OF_THE_YEAR, TAKE_AWAY

STEP, LINE = TargetId("six-steps:2"), TargetId("six-steps:4c")
SPRING, EVENING = date(2026, 4, 1), datetime(2026, 6, 30, 22, 30, tzinfo=UTC)


def first(casefile: Casefile, record: type[Any], /, **wanted: object) -> Any:
    return tables.rows(casefile, record, order=("id",), **wanted)[0]


def current_cycle(casefile: Casefile) -> Cycle:
    return first(casefile, Cycle, current=True)


def take_view(casefile: Casefile, words: str, *, target: TargetId = LINE, **more: Any) -> Outcome[Any]:
    agency = first(casefile, Agency)
    return voices.record_view(casefile, target=target, kind=Voice.AGENCY, agency_id=agency.id, words=words, **more)


def confirm(casefile: Casefile, words: str) -> Outcome[Any]:
    prior = first(casefile, View)
    return voices.confirm_view(casefile, prior=replace(prior, words=words))


def link(casefile: Casefile, words: str) -> Outcome[Any]:
    bearing = list(Bearing)[len(words) % len(Bearing)]
    item = EvidenceId(first(casefile, Evidence).id)
    return evidence.link_evidence(casefile, evidence_id=item, target_kind=LinkTarget.LINE, target=LINE, bearing=bearing)


def items_of(casefile: Casefile) -> list[EvidenceId]:
    return [EvidenceId(item.id) for item in tables.rows(casefile, Evidence, order=("id",))][:3]


def link_some(casefile: Casefile, words: str) -> Outcome[Any]:
    bearing = list(Bearing)[len(words) % len(Bearing)]
    return several.link_several(
        casefile, evidence_ids=items_of(casefile), target_kind=LinkTarget.LINE, target=LINE, bearing=bearing
    )


def mark_some(casefile: Casefile, words: str) -> Outcome[Any]:
    return several.mark_evidence(casefile, evidence_ids=items_of(casefile), marking=list(Marking)[len(words) % 3])


def date_some(casefile: Casefile, words: str) -> Outcome[Any]:
    return several.date_evidence(casefile, evidence_ids=items_of(casefile), dated=date(2020, 1, len(words)))


def mark_challenges(casefile: Casefile, words: str) -> Outcome[Any]:
    ids = [ChallengeId(one.id) for one in tables.rows(casefile, Challenge)]
    return several.mark_challenges(casefile, challenge_ids=ids, marking=list(Marking)[len(words) % 3])


def tie(casefile: Casefile, words: str) -> Outcome[Any]:
    outcome, challenge = first(casefile, DesiredOutcome), first(casefile, Challenge)
    return outcomes.tie_challenge(
        casefile, outcome_id=OutcomeId(outcome.id), challenge_id=ChallengeId(challenge.id), tied=len(words) % 2 == 0
    )


def expect(casefile: Casefile, words: str) -> Outcome[Any]:
    agencies = [AgencyId(agency.id) for agency in tables.rows(casefile, Agency)]
    return expected.expect_returns(
        casefile, profile="Yearly return", agency_ids=agencies[: 2 + len(words) % 4], due=date(2026, 7, 28)
    )


def decide_together(casefile: Casefile, words: str) -> Outcome[Any]:
    aside = [answer for answer in tables.rows(casefile, SelfAssessment) if deciding.can_be_decided(answer)][:2]
    numbers = [answer.id for answer in aside]
    return deciding.decide_answers(casefile, answer_ids=numbers, level="n/a", reason=words)


def decide(casefile: Casefile, words: str) -> Outcome[Any]:
    answer = next(answer for answer in tables.rows(casefile, SelfAssessment) if answer.level)
    return answer_returns.decide_answer(casefile, answer_id=answer.id, level=answer.level, reason=words)


def attended(casefile: Casefile, words: str) -> Outcome[Any]:
    row = first(casefile, Attendance)
    return ledgers.settle_value(casefile, row=replace(row, presence=Presence.DEPUTY, reason=words))


def leave_out(casefile: Casefile, words: str) -> Outcome[Any]:
    entry = first(casefile, LogEntry, challenge_id=None)
    return ledgers.settle_log_entry(casefile, entry_id=entry.id, raised_on=None, reason=words)


def keep_mapping(casefile: Casefile, words: str) -> Outcome[Any]:
    profile = mappings.known_profiles(casefile)[0]
    return mappings.save_profile(casefile, profile=replace(profile, returned_label=words))


def promise(casefile: Casefile, words: str) -> Outcome[Any]:
    excerpt = first(casefile, Excerpt)
    permission = list(Permission)[len(words) % len(Permission)]
    return evidence.change_permission(casefile, excerpt_id=excerpt.id, permission=permission)


def place_answer(casefile: Casefile, words: str) -> Outcome[Any]:
    answer = first(casefile, SelfAssessment)
    return placing.place_answers(casefile, places={answer.id: ("six-steps:2a", "six-steps:4c")[len(words) % 2]})


def place_item(casefile: Casefile, words: str) -> Outcome[Any]:
    bearing = list(Bearing)[len(words) % len(Bearing)]
    return placing.place_items(casefile, places=dict.fromkeys(items_of(casefile), STEP), bearing=bearing)


def mark_any(casefile: Casefile, words: str) -> Outcome[Any]:
    wanted = list(Marking)[len(words) % 3]
    return marking.set_marking(casefile, kind=Evidence, ids=items_of(casefile), marking=wanted)


def lay_out(casefile: Casefile, words: str) -> Outcome[Any]:
    layout = layouts.Arrangement((layouts.SectionLayout("summary", words=((Marking.PARTNER, words),)),))
    return layouts.record_layout(casefile, kind="challenges", layout=layout)


def guard(casefile: Casefile, words: str) -> Outcome[Any]:
    if not guarded_names.guarded_names(casefile):
        guarded_names.keep_out(casefile, name="Somebody")
    return guarded_names.change_guarded_name(casefile, guarded=replace(first(casefile, GuardedName), name=words))


def answer_for(casefile: Casefile, words: str) -> Outcome[Any]:
    if not tables.rows(casefile, AccuracyReply):
        out = casefile.path.with_name("draft.html")
        draft = issuing.issue_report(casefile, out=out, request=reports.Request(), draft=True).value.report
        issuing.record_accuracy_reply(casefile, issued_id=draft.id, agency_id=None, said="It was May.")
    return issuing.record_what_was_done(casefile, reply=first(casefile, AccuracyReply), done=words)


def reword(casefile: Casefile, words: str) -> Outcome[Any]:
    known = tables.rows(casefile, Phrase)
    if not known:
        writing.keep_phrase(casefile, name="Opening", text="As agreed")
    return writing.change_phrase(casefile, phrase=replace(first(casefile, Phrase), text=words))


def respell(casefile: Casefile, words: str) -> Outcome[Any]:
    if not tables.rows(casefile, KeptWord):
        writing.keep_word(casefile, word="thresholding")
    return writing.change_word(casefile, word=replace(first(casefile, KeptWord), word=words))


def take_framework(casefile: Casefile, words: str) -> Outcome[Any]:
    """A framework of one's own, its version named by the words."""
    own = casefile.path.with_name("Own.toml")
    shipped = loader.framework_text("kolb-solihull").splitlines()
    own.write_text("\n".join(['id = "our-own"', f'version = "{words}"', *shipped[2:]]), encoding="utf-8")
    return frameworks.take_framework(casefile, path=own)


CASES: dict[str, tuple[str, Callable[[Casefile, str], Outcome[Any]]]] = {
    "a draft": (
        "judgements.record_judgement", lambda c, words: judgements.record_judgement(c, target=STEP, narrative=words)),
    "a final judgement": (
        "judgements.record_judgement", lambda c, words: judgements.record_judgement(
            c, target=LINE, narrative=words, level="limited", final=True)),
    "a view": ("voices.record_view", take_view),
    "a view of a day": ("voices.record_view", lambda c, words: take_view(c, words, said_on=SPRING)),
    "a view confirmed": ("voices.record_view", confirm),
    "a view corrected": (
        "voices.correct_view", lambda c, words: voices.correct_view(c, view=replace(first(c, View), words=words))),
    "a recommendation": (
        "recommendations.change_recommendation", lambda c, words: recommendations.change_recommendation(
            c, recommendation=replace(first(c, Recommendation), text=words))),
    "a practice review": (
        "clocks.change_review", lambda c, words: clocks.change_review(
            c, review=replace(first(c, PracticeReview), themes=words))),
    "a clock": (
        "clocks.change_clock", lambda c, words: clocks.change_clock(
            c, clock=replace(first(c, StatutoryClock), basis=words))),
    "a question of theirs": (
        "questions.change_question", lambda c, words: questions.change_question(
            c, question=replace(first(c, Question), question=words))),
    "evidence": (
        "evidence.change_evidence", lambda c, words: evidence.change_evidence(
            c, item=replace(first(c, Evidence), title=words))),
    "a link": ("evidence.link_evidence", link),
    "several linked": ("several.link", link_some),
    "several linked at once": ("several.link_several", link_some),
    "several marked": ("several.mark_evidence", mark_some),
    "several dated": ("several.date_evidence", date_some),
    "several ends": ("several._do", mark_some),
    "challenges marked": ("several.mark_challenges", mark_challenges),
    "a challenge": (
        "challenges.change_challenge", lambda c, words: challenges.change_challenge(
            c, challenge=replace(first(c, Challenge), why=words))),
    "the partnership": (
        "partnership.set_partnership", lambda c, words: partnership.set_partnership(
            c, details=replace(first(c, Partnership), contact=words))),
    "what is said of the cycle": (
        "partnership.set_statements", lambda c, words: partnership.set_statements(
            c, texts=replace(read_context(c).texts, summary=words))),
    "an agency": (
        "partnership.change_agency", lambda c, words: partnership.change_agency(
            c, agency=replace(first(c, Agency), aliases=(words,)))),
    "a seat": (
        "partnership.change_seat", lambda c, words: partnership.change_seat(
            c, seat=replace(first(c, Seat), title=words))),
    "the cycle": (
        "partnership.change_cycle", lambda c, words: partnership.change_cycle(
            c, name=words, starts=current_cycle(c).starts, ends=current_cycle(c).ends, guidance="")),
    "a label": ("partnership.set_wording", lambda c, words: partnership.set_wording(c, target=STEP, label=words)),
    "a question": ("partnership.set_wording", lambda c, words: partnership.set_wording(c, target=LINE, question=words)),
    "a priority": (
        "outcomes.change_priority", lambda c, words: outcomes.change_priority(
            c, priority=replace(first(c, Priority), title=words))),
    "an outcome": (
        "outcomes.change_outcome", lambda c, words: outcomes.change_outcome(
            c, outcome=replace(first(c, DesiredOutcome), how_well=words))),
    "a challenge tied to an outcome": ("outcomes.tie_challenge", tie),
    "what is expected": ("expected.expect_returns", expect),
    "an answer decided": ("answer_returns.decide_answer", decide),
    "answers decided together": ("deciding.decide_answers", decide_together),
    "a seat decided": ("ledgers.settle_value", attended),
    "a row left out": ("ledgers.settle_log_entry", leave_out),
    "what was promised of a passage": ("evidence.change_permission", promise),
    "an answer placed": ("placing.place_answers", place_answer),
    "an item placed": ("placing.place_items", place_item),
    "a marking": ("marking.set_marking", mark_any),
    "sections of a report": ("layouts.record_layout", lay_out),
    "a name to keep out": ("guarded_names.change_guarded_name", guard),
    "what was done about a draft": ("issuing.record_what_was_done", answer_for),
    "a phrase": ("writing.change_phrase", reword),
    "a word kept": ("writing.change_word", respell),
    "a mapping": ("mappings.save_profile", keep_mapping),
    "a framework": ("frameworks.take_framework", take_framework),
    **OF_THE_YEAR,
}  # fmt: skip
"""What is saved, the operation that saves it, and saving it with some words."""

SAY_MORE = {"a link", "a framework"}
"""What says the state that stands rather than that nothing was changed: the window shows it beside the button."""

BEGIN_ANEW = {
    "partnership.add_aliases", "imports._store", "imports.commit", "packs._expect", "packs.make_pack",
    "casefiles._finish", "casefiles.make_current", "casefiles.remove_cycle", "casefiles._take_scale", "casefiles._look_through", "merging._change",
    "declarations.declare_again",
}  # fmt: skip
"""What replaces rows inside an entry that adds something in any case: a workbook, a pack, a cycle, a merge, a declaration."""

every_case = pytest.mark.parametrize("case", sorted(CASES))
WORDS = st.text("abcdefgh", min_size=1, max_size=12)
LATER = st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=300))


@pytest.fixture(scope="module")
def busy(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casefile]:
    """The worked example, with a challenge log's row that waits and evidence for a judgement, and a clock of its own."""
    copy = tmp_path_factory.mktemp("busy") / "Busy.scrutiny"
    shutil.copy(next(example_folder.glob("*.scrutiny")), copy)
    opened = casefiles.open_casefile(copy, passphrase=PASSPHRASE, clock=SetClock(EVENING))
    with opened.transact("A row of a log"):
        tables.insert(opened, LogEntry(
            return_id=first(opened, ReturnFile).id, number="1", raised_typed="", raised_on=None, put_to="Police",
            question="Why?", cell="Log!A2", reason="no date",
        ))  # fmt: skip
    link(opened, "")
    yield opened
    opened.close()


def everything(casefile: Casefile) -> str:
    return json.dumps({table: tables.whole_table(casefile, table)[1] for table in TABLES}, sort_keys=True)


@every_case
@settings(deadline=None, max_examples=8)
@given(words=WORDS, later=LATER)
def test_doing_the_same_again_later_writes_nothing(busy, case, words, later):
    _, save = CASES[case]
    busy.clock.moment = EVENING
    save(busy, words)
    tip, undoable, before = journal.tip(busy.reader), busy.labels(), everything(busy)
    busy.clock.moment += later
    outcome = save(busy, words)
    assert journal.tip(busy.reader) == tip
    assert busy.labels() == undoable
    assert everything(busy) == before
    assert outcome.changes == frozenset()
    assert case in SAY_MORE or outcome.label == UNCHANGED


@every_case
@settings(deadline=None, max_examples=4)
@given(words=WORDS)
def test_saving_something_else_is_one_entry_that_one_undo_takes_back(busy, case, words):
    _, save = CASES[case]
    busy.clock.moment = EVENING
    save(busy, words)
    tip, before = journal.tip(busy.reader), everything(busy)
    outcome = save(busy, words + "x")
    (entry,) = journal.entries(busy.reader, 1)
    assert entry.previous == tip
    assert outcome.changes
    assert outcome.label not in {UNCHANGED, ""}
    casefiles.undo(busy)
    assert everything(busy) == before


def test_every_operation_that_replaces_a_row_is_tried():
    """Whoever writes an operation that replaces a row adds it above."""
    replacing = {("tables", "update"), ("tables", "update_row"), ("wordings", "put"), ("saved_mappings", "save"),
                 ("framework_texts", "use"), ("changes", "outcome")}  # fmt: skip
    found = set()
    for file in Path(operations.__file__).parent.rglob("*.py"):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                calls = {
                    (node.value.id, node.attr)
                    for node in ast.walk(function)
                    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
                }
                if calls & replacing:
                    found.add(f"{file.stem}.{function.name}")
    assert found == {operation for operation, _ in CASES.values()} | BEGIN_ANEW | TAKE_AWAY


def test_two_equal_drafts_a_second_apart_are_one_entry(busy):
    def save() -> int:
        judgements.record_judgement(busy, target=TargetId("six-steps:3"), narrative="Seen by a child")
        busy.clock.moment += timedelta(seconds=1)
        return len(journal.entries(busy.reader))

    assert save() == save()


def test_a_final_judgement_goes_on_standing_when_it_is_saved_again_as_it_is(busy):
    """Finalised again or kept as a draft, it says no more: no second one, and no draft in its place."""
    record = judgements.record_judgement
    said = {"target": LINE, "narrative": "Seen by a child", "level": "limited"}
    standing = record(busy, **said, final=True).value
    before = tables.rows(busy, Judgement, target=LINE)
    for final in (True, False):
        busy.clock.moment += timedelta(hours=1)
        again = record(busy, **said, final=final)
        assert (again.value, again.changes, again.label) == (standing, frozenset(), UNCHANGED)
    assert tables.rows(busy, Judgement, target=LINE) == before
    draft = record(busy, **{**said, "level": "strong"})
    assert draft.value != standing
    assert tables.get(busy, Judgement, standing).status is JudgementStatus.FINAL
    assert tables.get(busy, Judgement, draft.value).status is JudgementStatus.DRAFT


def test_the_same_words_of_another_author_are_theirs(busy):
    own = busy.author
    record = judgements.record_judgement
    record(busy, target=STEP, narrative="Seen by a child")
    busy.author = "Another scrutineer"
    try:
        assert record(busy, target=STEP, narrative="Seen by a child").changes
    finally:
        busy.author = own


def test_a_view_goes_on_from_the_day_on_which_it_was_first_said(busy):
    """On a target of its own: the casefile is shared, and what is said on a later day stands behind no other test."""
    other_step = TargetId("six-steps:4")
    view = take_view(busy, "Said at a visit", target=other_step).value
    said_on = tables.get(busy, View, view).said_on
    assert said_on == busy.clock.today()
    busy.clock.moment += timedelta(days=3)
    assert take_view(busy, "Said at a visit", target=other_step).value == view
    assert tables.get(busy, View, view).said_on == said_on
    for other in (
        take_view(busy, "Said at a visit", target=other_step, said_on=SPRING).value,
        take_view(busy, "Said otherwise", target=other_step).value,
    ):  # fmt: skip
        assert other != view
    assert tables.get(busy, View, view).said_on == said_on
