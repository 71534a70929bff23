"""Deciding several is deciding one by one, is one entry, and what is said before the commit is stored as if said after."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import journal, tables
from scrutineer.casefile.records import TABLES
from scrutineer.domain.returns import AnswerStatus, Change, ReturnFile, SelfAssessment
from scrutineer.errors import UserError
from scrutineer.operations import answer_returns, casefiles, deciding, imports, mappings, placing
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.deciding import Decision
from tests.conftest import RETURNS, copied_testshire, examples
from tests.operations.acts import LINE

LEVELS = ("0", "1", "2", "3", "n/a")
REASONS = ("Telephone call", "The evidence tab, row 4")
ASIDE = 3
wide = settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))


def proposal(casefile: Casefile):
    workbook, content = answer_returns.read_file(RETURNS / "s11-police.xlsx")
    profile = mappings.profile_from_file(RETURNS / "profiles" / "section-11.toml")
    return imports.propose(casefile, workbook=workbook, profile=profile), content


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casefile]:
    """The answers of the police, three of them set aside."""
    made = copied_testshire(tmp_path_factory.mktemp("deciding"))
    shown, content = proposal(made)
    imports.commit(made, proposal=shown, content=content)
    yield made
    made.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casefile]:
    made = copied_testshire(tmp_path_factory.mktemp("settling"))
    yield made
    made.close()


def everything(casefile: Casefile) -> dict[str, object]:
    rows = {table: tables.whole_table(casefile, table)[1] for table in TABLES}
    return json.loads(json.dumps(rows, sort_keys=True))


def waiting(casefile: Casefile) -> list[SelfAssessment]:
    return [answer for answer in tables.rows(casefile, SelfAssessment) if answer.status is AnswerStatus.SET_ASIDE]


@wide
@given(
    chosen=st.lists(st.integers(1, 25), min_size=1, max_size=23, unique=True),
    level=st.sampled_from(LEVELS),
    reason=st.sampled_from(REASONS),
)
def test_answers_decided_together_are_decided_one_by_one_and_one_undo_takes_all_back(filled, chosen, level, reason):
    before, tip = everything(filled), journal.tip(filled.reader)
    open_ones = [answer.id for answer in waiting(filled) if answer.id in chosen]
    if not open_ones:
        with pytest.raises(UserError, match="None of these answers was set aside"):
            deciding.decide_answers(filled, answer_ids=chosen, level=level, reason=reason)
        assert everything(filled) == before
        return
    outcome = deciding.decide_answers(filled, answer_ids=chosen, level=level, reason=reason)
    assert sorted(outcome.value) == sorted(open_ones)
    together = everything(filled)
    assert {name for name in TABLES if together[name] != before[name]} == {"answer"}
    assert journal.entries(filled.reader, 1)[0].previous == tip
    casefiles.undo(filled)
    assert everything(filled) == before
    for number in open_ones:
        answer_returns.decide_answer(filled, answer_id=number, level=level, reason=reason)
    assert everything(filled) == together
    for _ in open_ones:
        casefiles.undo(filled)
    assert everything(filled) == before


def test_what_was_decided_is_decided_anew_and_what_was_read_is_never_overruled(filled):
    first, *_ = waiting(filled)
    read = next(a for a in tables.rows(filled, SelfAssessment) if a.status is AnswerStatus.ANSWERED)
    said = deciding.decide_answers(filled, answer_ids=[first.id], level="1", reason=" Telephone call ").label
    assert said == f"{first.number} decided"
    again = deciding.decide_answers(filled, answer_ids=[first.id, read.id, 999], level="n/a", reason="Their letter")
    assert again.value == (first.id,)
    now = tables.get(filled, SelfAssessment, first.id)
    assert (now.status, now.level, now.word, now.reason) == (
        AnswerStatus.DECIDED, "", "Not applicable", "Their letter",
    )  # fmt: skip
    assert tables.get(filled, SelfAssessment, read.id) == read
    casefiles.undo(filled)
    assert tables.get(filled, SelfAssessment, first.id).level == "1"
    casefiles.undo(filled)
    assert tables.get(filled, SelfAssessment, first.id) == first


@pytest.mark.parametrize(("level", "reason"), [("9", "Telephone call"), ("1", " \u200b")])
def test_what_cannot_be_decided_so_is_a_sentence_and_nothing_is_stored(filled, level, reason):
    before = everything(filled)
    numbers = [answer.id for answer in waiting(filled)]
    with pytest.raises(UserError):
        deciding.decide_answers(filled, answer_ids=numbers, level=level, reason=reason)
    assert everything(filled) == before


def standing(casefile: Casefile) -> list[dict[str, object]]:
    """The answers and what the mapping knows, whichever ids were given."""
    rows = json.loads(json.dumps(tables.whole_table(casefile, "answer")[1]))
    for row in rows:
        row.pop("id"), row.pop("return_id")
    (mapping,) = mappings.known_profiles(casefile)
    return [*sorted(rows, key=lambda row: row["cell"]), {"lines": dict(mapping.lines)}]


@wide
@given(
    decided=st.dictionaries(st.integers(0, ASIDE - 1), st.tuples(st.sampled_from(LEVELS), st.sampled_from(REASONS))),
    placed=st.dictionaries(st.integers(0, 22), st.sampled_from([LINE, "six-steps:4a", "six-steps:1"]), max_size=5),
)
def test_what_is_settled_before_the_commit_is_stored_as_if_settled_after_it(empty, decided, placed):
    shown, content = proposal(empty)
    aside = [item.place for item in shown.waiting]
    cells = [item.place for item in shown.items]
    decisions = {aside[place]: Decision(*said) for place, said in decided.items()}
    places = {cells[place]: line for place, line in placed.items()}
    settled = deciding.settle(shown, decisions=decisions, places=places)
    totals = settled.totals()
    assert totals["read"] == totals["stored"] + totals["set_aside"] + totals["ignored"]
    assert totals["set_aside"] == ASIDE - len(decisions)
    imports.commit(empty, proposal=settled, content=content)
    (file,) = tables.rows(empty, ReturnFile)
    assert (file.stored, file.set_aside) == (totals["stored"], totals["set_aside"])
    before = standing(empty)
    casefiles.undo(empty)
    assert tables.rows(empty, SelfAssessment) == ()

    imports.commit(empty, proposal=shown, content=content)
    by_cell = {answer.cell: answer.id for answer in tables.rows(empty, SelfAssessment)}
    entries = 1
    for cell, decision in decisions.items():
        deciding.decide_answers(empty, answer_ids=[by_cell[cell]], level=decision.level, reason=decision.reason)
        entries += 1
    for cell, line in places.items():
        at = journal.tip(empty.reader)
        placing.place_answers(empty, places={by_cell[cell]: line})
        entries += journal.tip(empty.reader) != at
    assert standing(empty) == before
    for _ in range(entries):
        casefiles.undo(empty)


def test_an_answer_that_stands_and_is_placed_elsewhere_in_the_check_counts_as_changed(filled):
    shown, _content = proposal(filled)
    item = shown.items[0]
    assert item.change is Change.UNCHANGED
    settled = deciding.settle(shown, decisions={}, places={item.place: "six-steps:1"})
    assert settled.items[0].change is Change.CHANGED
    assert deciding.settle(shown, decisions={}, places={item.place: item.target}).items == shown.items
    assert deciding.settle(shown, decisions={}, places={}) is shown
