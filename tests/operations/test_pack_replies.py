"""A reply that its pack leaves without a challenge is not lost: a person may say which it replies to, then or later."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Event, EventKind
from scrutineer.operations import challenges, imports
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.context import read_context
from tests.conftest import CLOCK
from tests.operations.test_packs import FIRST, fill, made, shown

REFERENCE, REPLY, DATE = 2, 7, 8
ASKED = ("Who sees each child?", "Who reads each plan?", "Who answers each letter?")


def replied(casefile, folder: Path, texts: dict[int, str], change=lambda sheet: None) -> tuple[Path, list[str]]:
    """A pack that came back with these replies in its rows, and the references of its challenges as they follow."""
    for question in ASKED:
        challenges.raise_challenge(casefile, question=question, put_to="Chief constable",
                                   raised_on=CLOCK.today() - timedelta(days=9),
                                   agency_id=read_context(casefile).agencies[0].id)  # fmt: skip
    references: list[str] = []

    def write(book) -> None:
        sheet = book["Challenges"]
        references.extend(str(sheet.cell(FIRST + row, REFERENCE).value) for row in range(3))
        for row, text in texts.items():
            sheet.cell(FIRST + row, REPLY).value = text
            sheet.cell(FIRST + row, DATE).value = CLOCK.today()
        change(sheet)

    return fill(made(casefile, folder), write), references


def swapped(sheet) -> None:
    """The first two rows without their marks sorted: each bears the other's reference."""
    first, second = sheet.cell(FIRST, REFERENCE), sheet.cell(FIRST + 1, REFERENCE)
    first.value, second.value = second.value, first.value


def stored(casefile) -> dict[str, list[str]]:
    """What each challenge was answered."""
    return {
        life.challenge.reference: [event.text for event in life.events if event.kind is EventKind.RESPONSE]
        for life in lives(casefile)
    }


def commit(casefile, proposal, content) -> None:
    imports.commit(casefile, proposal=proposal, content=content)


def test_a_reply_that_was_left_out_holds_nothing_up_and_can_be_placed(casefile, tmp_path):
    path, references = replied(casefile, tmp_path, {0: "Nurses", 1: "Teachers", 2: "Clerks"}, swapped)
    proposal, content = shown(casefile, path)
    assert [item.record.text for item in proposal.of(Event)] == ["Clerks"]
    assert {left.reason.split(":")[0] for left in proposal.left_out if left.like_answer} == {
        f"its hidden mark belongs to {reference}" for reference in references[:2]
    }
    assert [offer.kind for offer in proposal.offers] == [f"reply in Challenges!{FIRST + row}" for row in range(2)]
    assert "Nurses" in proposal.offers[0].text
    assert [key for key, _ in proposal.offers[0].choices] == references[:2]  # the third has its reply
    chosen = {proposal.offers[0].kind: references[1].lower()}
    placed, _ = shown(casefile, path, chosen=chosen)
    assert [[key for key, _ in offer.choices] for offer in placed.offers] == [references[:1]]
    commit(casefile, placed, content)
    assert stored(casefile) == {references[0]: [], references[1]: ["Nurses"], references[2]: ["Clerks"]}


def test_the_same_file_can_be_opened_again_to_place_what_was_left_out(casefile, tmp_path):
    path, references = replied(casefile, tmp_path, {0: "Nurses", 1: "Teachers", 2: "Clerks"}, swapped)
    commit(casefile, *shown(casefile, path))
    again, content = shown(casefile, path)
    assert again.already_imported
    assert len(again.offers) == 2
    later, _ = shown(casefile, path, chosen={again.offers[1].kind: references[0]})
    assert not later.already_imported
    commit(casefile, later, content)
    assert stored(casefile) == {references[0]: ["Teachers"], references[1]: [], references[2]: ["Clerks"]}
    assert len(tables.rows(casefile, Event, kind=EventKind.RESPONSE)) == 2
    assert shown(casefile, path, chosen={again.offers[1].kind: references[0]})[0].already_imported


def test_what_the_pack_says_itself_goes_before_what_a_person_says(casefile, tmp_path):
    path, references = replied(casefile, tmp_path, {0: "Nurses", 2: "Clerks"})
    kind = f"reply in Challenges!{FIRST}"
    proposal, _ = shown(casefile, path, chosen={kind: references[1]})
    assert {item.about: item.record.text for item in proposal.of(Event)} == {
        references[0]: "Nurses", references[2]: "Clerks"
    }  # fmt: skip
    assert proposal.offers == ()


@pytest.mark.parametrize("said", ["", "R-99", "the third"])
def test_a_challenge_that_is_none_of_the_pack_or_has_its_reply_takes_none(casefile, tmp_path, said):
    path, references = replied(casefile, tmp_path, {0: "Nurses", 2: "Clerks"}, swapped)
    kind = f"reply in Challenges!{FIRST}"
    proposal, _ = shown(casefile, path, chosen={kind: references[2] if said == "the third" else said})
    assert {item.about: item.record.text for item in proposal.of(Event)} == {references[2]: "Clerks"}
    assert [offer.kind for offer in proposal.offers] == [kind]


def test_nothing_is_offered_where_every_challenge_has_its_reply(casefile, tmp_path):
    def added(sheet) -> None:
        sheet.cell(FIRST + 3, REPLY).value = "Somebody"

    path, _ = replied(casefile, tmp_path, {0: "Nurses", 1: "Teachers", 2: "Clerks"}, added)
    proposal, _ = shown(casefile, path)
    assert len(proposal.of(Event)) == 3
    assert proposal.offers == ()
