"""Placing several is placing one by one, is one entry, one undo takes all of it back, and nothing else changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import journal, tables
from scrutineer.casefile.records import TABLES
from scrutineer.domain.evidence import Bearing, Link, LinkTarget
from scrutineer.domain.returns import Said, SelfAssessment
from scrutineer.errors import UserError
from scrutineer.operations import answer_returns, casefiles, evidence, imports, mappings, placing
from scrutineer.operations.casefiles import Casefile
from tests.conftest import RETURNS, copied_testshire, examples
from tests.operations.acts import LINE, TODAY, capture

TARGETS = ("", LINE, "six-steps:4a", "six-steps:1")
RENUMBERED = {"3.1": "4.1"}  # two standards of one number: the second is known by its words


def take_in(casefile: Casefile, name: str = "s11-police.xlsx", agency: str = "") -> None:
    """A return whose mapping knows no lines, with a standard that has the number of another and one without any."""
    profile = replace(mappings.profile_from_file(RETURNS / "profiles" / "section-11.toml"), lines={}, worded={})
    known = {profile.name: profile for profile in mappings.known_profiles(casefile)}
    workbook, content = answer_returns.read_file(RETURNS / name)
    shown = imports.propose(
        casefile, workbook=workbook, profile=known.get(profile.name, profile), said=Said(agency=agency)
    )
    imports.commit(casefile, proposal=shown, content=content)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casefile]:
    """Answers and items that bear on no line, and an item that does."""
    made = copied_testshire(tmp_path_factory.mktemp("placing"))
    take_in(made)
    with made.transact("Number anew"):
        for answer in tables.rows(made, SelfAssessment)[:9]:
            if answer.number in RENUMBERED:
                tables.update(made, replace(answer, number=RENUMBERED[answer.number]))
            if answer.number == "1.2":
                tables.update(made, replace(answer, number=""))
    for number in range(3):
        evidence.capture_evidence(made, title=f"Note {number}", dated=TODAY)
    capture(made)
    yield made
    made.close()


def everything(casefile: Casefile) -> dict[str, object]:
    """Every row; the ids of links that an undo took away are not given again."""
    rows = {table: tables.whole_table(casefile, table)[1] for table in TABLES}
    for row in rows["link"]:
        row.pop("id")
    return json.loads(json.dumps(rows, sort_keys=True))


answers = st.dictionaries(st.integers(1, 9), st.sampled_from(TARGETS), min_size=1, max_size=6)
items = st.dictionaries(st.integers(1, 4), st.sampled_from(TARGETS[1:]), min_size=1, max_size=4)
wide = settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))


@wide
@given(places=answers)
def test_answers_placed_together_are_placed_one_by_one_and_one_undo_takes_all_back(filled, places):
    before, tip = everything(filled), journal.tip(filled.reader)
    placing.place_answers(filled, places=places)
    together = everything(filled)
    assert {name for name in TABLES if together[name] != before[name]} <= {"answer", "profile"}
    for was, now in zip(before["answer"], together["answer"], strict=True):
        assert now == {**was, "target": places.get(was["id"], was["target"])}
    if together != before:
        assert journal.entries(filled.reader, 1)[0].previous == tip
        casefiles.undo(filled)
    assert everything(filled) == before
    entries = 0
    for number, target in places.items():
        at = journal.tip(filled.reader)
        placing.place_answers(filled, places={number: target})
        entries += journal.tip(filled.reader) != at
    assert everything(filled) == together
    for _ in range(entries):
        casefiles.undo(filled)
    assert everything(filled) == before


@wide
@given(places=items, bearing=st.sampled_from(Bearing))
def test_items_placed_together_are_linked_one_by_one_and_one_undo_takes_all_back(filled, places, bearing):
    before = everything(filled)
    placing.place_items(filled, places=places, bearing=bearing)
    together = everything(filled)
    assert {name for name in TABLES if together[name] != before[name]} <= {"link"}
    if together != before:
        casefiles.undo(filled)
    assert everything(filled) == before
    entries = 0
    for number, target in places.items():
        at = journal.tip(filled.reader)
        evidence.link_evidence(
            filled, evidence_id=number, target_kind=LinkTarget.LINE, target=target, bearing=bearing
        )  # fmt: skip
        entries += journal.tip(filled.reader) != at
    assert everything(filled) == together
    for _ in range(entries):
        casefiles.undo(filled)
    assert everything(filled) == before


def test_the_next_workbook_needs_no_placing(casefile):
    take_in(casefile)
    unplaced = tables.rows(casefile, SelfAssessment)
    assert {answer.target for answer in unplaced} == {""}
    placing.place_answers(casefile, places={answer.id: LINE for answer in unplaced})
    profile = mappings.profile_named(casefile, unplaced[0].profile)
    assert {profile.line_of(answer.number, answer.standard) for answer in unplaced} == {LINE}
    assert profile.line_of(unplaced[0].number, "Quite another thing about parking permits") == ""
    take_in(casefile, "s11-probation.xlsx", "ICB")
    others = [answer for answer in tables.rows(casefile, SelfAssessment) if answer.id not in {a.id for a in unplaced}]
    assert others
    assert {answer.target for answer in others} == {LINE}


def test_a_newer_workbook_leaves_an_answer_where_it_was_placed(casefile, tmp_path):
    take_in(casefile)
    first = tables.rows(casefile, SelfAssessment)[0]
    placing.place_answers(casefile, places={first.id: LINE})
    with casefile.transact("Forget"):
        tables.delete_where(casefile, mappings.SavedMapping, name=first.profile)
    workbook, _content = answer_returns.read_file(RETURNS / "s11-police.xlsx")
    profile = replace(mappings.profile_from_file(RETURNS / "profiles" / "section-11.toml"), lines={}, worded={})
    shown = imports.propose(casefile, workbook=workbook, profile=profile)
    assert {item.record.target for item in shown.items if item.before and item.before.id == first.id} == {LINE}
    assert shown.already_imported


def test_what_cannot_be_placed_is_a_sentence_and_nothing_is_stored(filled):
    before = everything(filled)
    with pytest.raises(UserError, match="no step or line “six-steps:9z”"):
        placing.place_answers(filled, places={1: LINE, 2: "six-steps:9z"})
    with pytest.raises(UserError, match="No answer is there to be placed"):
        placing.place_answers(filled, places={9999: LINE})
    with pytest.raises(UserError, match="No item is there to be placed"):
        placing.place_items(filled, places={}, bearing=Bearing.CONTEXT)
    with pytest.raises(UserError):
        placing.place_items(filled, places={1: ""}, bearing=Bearing.CONTEXT)
    assert everything(filled) == before


def test_what_is_gone_meanwhile_is_passed_over(filled):
    outcome = placing.place_items(filled, places={1: LINE, 99: LINE}, bearing=Bearing.SUPPORTS)
    assert (outcome.value, outcome.label) == ((1,), "1 item placed, supports")
    assert tables.rows(filled, Link, evidence_id=1)[0].bearing is Bearing.SUPPORTS
    casefiles.undo(filled)
    placed = placing.place_answers(filled, places={1: LINE, 2: LINE, 9999: LINE})
    assert (placed.value, placed.label) == ((1, 2), "2 answers placed")
    assert placing.place_answers(filled, places={1: ""}).label == "1 answer taken from its line"
    casefiles.undo(filled)
    casefiles.undo(filled)
