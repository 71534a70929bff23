"""What a preview of a returned pack takes, leaves and asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scrutineer.domain.challenge import Event
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ids import TargetId
from scrutineer.domain.ledgers import Contribution
from scrutineer.domain.returns import SelfAssessment
from scrutineer.errors import UserError
from scrutineer.exchange.pack_reader import returned_pack
from scrutineer.operations import answer_returns, challenges, imports, pack_proposals, partnership
from scrutineer.operations.queries.context import read_context
from tests.conftest import CLOCK
from tests.operations.test_packs import FIRST, answer_first, fill, made, merge_in, shown

TODAY = CLOCK.today()
RAISED = TODAY - timedelta(days=9)


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        (RAISED, RAISED),
        (RAISED - timedelta(days=1), TODAY),
        (TODAY, TODAY),
        (TODAY + timedelta(days=1), TODAY),
        ("03/04/2026", TODAY),
        ("in spring", TODAY),
    ],
)
def test_a_reply_is_of_its_day_where_that_can_be_and_of_today_where_not(casefile, tmp_path, written, taken):
    challenges.raise_challenge(casefile, question="Who sees each child?", put_to="Chief constable", raised_on=RAISED,
                               agency_id=read_context(casefile).agencies[0].id)  # fmt: skip

    def change(book) -> None:
        book["Challenges"].cell(FIRST, 7).value = "Every child is now seen"
        book["Challenges"].cell(FIRST, 8).value = written

    (reply,) = shown(casefile, fill(made(casefile, tmp_path), change))[0].of(Event)
    assert reply.record.on_date == taken


def test_a_question_asked_twice_in_the_same_words_cannot_be_told_without_its_mark(casefile, tmp_path):
    for code in ("1a", "1b"):
        partnership.set_wording(casefile, target=TargetId(f"six-steps:{code}"), question="Is it so?")

    def change(book) -> None:
        answer_first()(book)
        book["Self-assessment"].cell(FIRST, 1).value = None

    preview, _ = shown(casefile, fill(made(casefile, tmp_path), change))
    assert preview.of(SelfAssessment) == ()
    assert any("added" in left.reason for left in preview.left_out)


def test_a_question_found_by_its_words_is_not_missing(casefile, tmp_path):
    def change(book) -> None:
        answer_first()(book)
        book["Self-assessment"].cell(FIRST, 1).value = None
        book["Self-assessment"].delete_rows(FIRST + 1)

    preview, _ = shown(casefile, fill(made(casefile, tmp_path), change))
    assert preview.missing == ("six-steps:1b",)


def test_a_question_answered_in_two_rows_is_taken_from_the_first(casefile, tmp_path):
    def change(book) -> None:
        sheet = book["Self-assessment"]
        answer_first("Strong assurance")(book)
        answer_first("No assurance", row=FIRST + 1)(book)
        for column in (1, 4):
            sheet.cell(FIRST + 1, column).value = sheet.cell(FIRST, column).value

    preview, _ = shown(casefile, fill(made(casefile, tmp_path), change))
    assert [row.typed for row in preview.of(SelfAssessment)] == ["Strong assurance"]
    assert [left.reason for left in preview.left_out if left.place == f"Self-assessment!{FIRST + 1}"] == [
        "this question was answered already in another row"]  # fmt: skip


def test_a_pack_of_another_version_is_refused_in_words(casefile, tmp_path, monkeypatch):
    workbook, _ = answer_returns.read_file(made(casefile, tmp_path))
    later = replace(returned_pack(workbook), format="99")
    monkeypatch.setattr(pack_proposals, "returned_pack", lambda *_: later)
    with pytest.raises(UserError, match="another version of Scrutineer"):
        imports.propose(casefile, workbook=workbook)


def register(book) -> None:
    for column, value in enumerate(("P1", "Audit of 40 records", date(2026, 3, 4), "Audit", "32 of 40 seen", ""), 2):
        book["Evidence register"].cell(FIRST, column).value = value


def money(book) -> None:
    book["Contributions"].cell(FIRST, 3).value = "£33,500"


@pytest.mark.parametrize("part", [register, money])
def test_what_only_stands_in_another_part_is_new_and_saved_again_it_is_not(casefile, tmp_path, part):
    path = made(casefile, tmp_path)
    merge_in(casefile, fill(path, answer_first()))
    with_more = fill(path, lambda book: (answer_first()(book), part(book)), "more.xlsx")
    assert not shown(casefile, with_more)[0].already_imported
    merge_in(casefile, with_more)
    saved_again = fill(with_more, lambda book: setattr(book["Instructions"]["Z99"], "value", "seen"), "again.xlsx")
    assert shown(casefile, saved_again)[0].already_imported


def test_what_is_given_in_kind_alone_is_a_contribution(casefile, tmp_path):
    def change(book) -> None:
        book["Contributions"].cell(FIRST, 4).value = "A room for the board"

    (item,) = shown(casefile, fill(made(casefile, tmp_path), change))[0].of(Contribution)
    given = item.record
    assert (given.in_kind, given.amount, given.reason) == ("A room for the board", None, "")


def test_a_day_that_could_be_either_is_left_for_a_person(casefile, tmp_path):
    def change(book) -> None:
        register(book)
        book["Evidence register"].cell(FIRST, 4).value = "03/04/2026"

    preview, _ = shown(casefile, fill(made(casefile, tmp_path), change))
    assert preview.of(Evidence) == ()
    assert any("“03/04/2026” is not one day" in left.reason for left in preview.left_out)
