"""Workbooks that were once read wrongly, each for its kind: what is stored, set aside, asked and told of each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Event
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ledgers import Attendance, Contribution
from scrutineer.domain.partnership import AgencyKind
from scrutineer.domain.proposal import Proposal
from scrutineer.domain.returns import AnswerStatus, ReturnFile, Said, SelfAssessment
from scrutineer.errors import UserError
from scrutineer.exchange import reader
from scrutineer.operations import (
    answer_returns,
    casefiles,
    imports,
    mappings,
    partnership,
)
from scrutineer.operations.casefiles import Casefile
from tests.conftest import CLOCK, PASSPHRASE
from tests.exchange import made_xlsb
from tests.exchange.made import xlsx

MISREAD = Path(__file__).parent.parent / "data" / "misread"
PACKS = MISREAD / "packs"
ASIDE, NOT_APPLICABLE = "set aside", "n/a"
PARTNERS = (("Children's services", "Council"), ("Police",), ("Integrated Care Board", "ICB"))
OTHERS = (
    "Hospital trust",
    "Community health",
    "Probation",
    "Housing",
    "Youth justice",
    "Fire service",
    "Cafcass",
    "VCS forum",
)


@pytest.fixture
def eastdale(tmp_path: Path) -> Iterator[Casefile]:
    made = casefiles.new_casefile(
        tmp_path / "Eastdale", passphrase=PASSPHRASE, partnership="Eastdale Safeguarding Children Partnership",
        starts=date(2026, 3, 1), ends=date(2027, 3, 31), clock=CLOCK)  # fmt: skip
    for name, *aliases in PARTNERS:
        partnership.add_agency(made, name=name, aliases=tuple(aliases), kind=AgencyKind.PARTNER)
    for name in OTHERS:
        partnership.add_agency(made, name=name)
    yield made
    made.close()


def preview(casefile: Casefile, name: str, mapping: str, agency: str = "Police", **said) -> Proposal:
    workbook, _ = answer_returns.read_file(MISREAD / name)
    profile = mappings.profile_from_file(MISREAD / "maps" / f"{mapping}.toml")
    return imports.propose(casefile, workbook=workbook, profile=profile, said=Said(agency=agency, **said))


def commit(casefile: Casefile, name: str, mapping: str, agency: str = "Police", **said) -> None:
    shown = preview(casefile, name, mapping, agency, **said)
    imports.commit(casefile, proposal=shown, content=(MISREAD / name).read_bytes())


def levels(shown: Proposal) -> list[str]:
    states = {AnswerStatus.SET_ASIDE: ASIDE, AnswerStatus.NOT_APPLICABLE: NOT_APPLICABLE}
    return [states.get(item.record.status, item.record.level) for item in shown.items]


def findings(shown: Proposal) -> str:
    return "\n".join(finding.text for finding in shown.findings)


READ = {
    "totals-that-are-standards.xlsx": ("totals", ["3", "0", "2", "1", "2"]),
    "crossed-with-a-no.xlsx": (
        "crossed",
        ["Fully met", ASIDE, ASIDE, ASIDE, ASIDE, ASIDE, "Partially met"],
    ),
    "one-letter-that-turns-it-round.xlsx": ("compliant", [ASIDE, "Not compliant", "Fully compliant"]),
    "excel-error-is-zero.ods": ("plain", ["3", ASIDE, ASIDE, ASIDE, ASIDE, "2", ASIDE]),
    "blank-row-no-number.xlsx": ("nonum", ["3", ASIDE, ASIDE, "2"]),
    "prefilled-formulas.xlsx": ("plain", ["3", "2"]),
    "answered-twice.xlsx": ("plain", [ASIDE, ASIDE, "2"]),
    "empty-fill.xlsx": ("plain", ["3", "1", "2"]),
    "strict-styled.xlsx": ("plain", ["3", "1", "2"]),
    "workbook2.xlsx": ("plain", ["3", "1", "2"]),
    "html-table.xls": ("plain", ["3"]),
    "utf16-no-bom.csv": ("plain", ["3"]),
    "long-field.csv": ("plain", ["3"]),
    "x000d.xlsx": ("plain", ["3", "1", "2"]),
}


@pytest.mark.parametrize("name", READ)
def test_each_answer_is_read_as_what_it_says_or_set_aside(name, eastdale):
    mapping, expected = READ[name]
    assert levels(preview(eastdale, name, mapping)) == expected


def test_a_colour_that_is_a_band_a_form_or_brown_is_no_answer(eastdale):
    profile = mappings.profile_from_file(MISREAD / "maps" / "m2.toml")
    rag = next(scale for scale in mappings.scales() if any(level.colours for level in scale.levels))
    workbook, _ = answer_returns.read_file(MISREAD / "colours.xlsx")
    from dataclasses import replace

    profile = replace(profile, scale=rag, headings={"standard": profile.headings["ref"]})
    shown = imports.propose(eastdale, workbook=workbook, profile=profile)
    by_cell = {item.place.rpartition("!")[2]: item.record for item in shown.items}
    no_answer = {"C3": "brown", "C4": "D9D9D9", "C5": "EDEDED", "C6": "F2F2F2", "C11": "FFEB9C", "C17": "FFFBE8"}
    assert {cell: by_cell[cell].status for cell in no_answer} == dict.fromkeys(no_answer, AnswerStatus.SET_ASIDE)


def test_merges_of_an_ods_are_read_as_those_of_an_xlsx(eastdale):
    shown = preview(eastdale, "two-row-matrix.ods", "m2", "")
    assert [item.record.moderated_typed for item in shown.items] == ["2", "1", "2", "1"]
    workbook, _ = answer_returns.read_file(MISREAD / "merged-partner.ods")
    money = imports.propose(
        eastdale, workbook=workbook, profile=mappings.profile_from_file(MISREAD / "maps" / "money.toml")
    )
    assert [item.record.partner for item in money.items] == ["Police"] * 4 + ["ICB"] * 2
    assert [bool(item.waits) for item in money.items] == [True] * 4 + [False] * 2  # two sums a year


def test_two_columns_of_one_heading_are_asked_about_and_a_choice_is_followed(eastdale):
    shown = preview(eastdale, "two-columns-called-score.xlsx", "plain")
    (question,) = shown.questions
    assert [key for key, _ in question.choices] == ["C", "D"]
    with pytest.raises(UserError, match="are called “score”"):
        commit(eastdale, "two-columns-called-score.xlsx", "plain")
    chosen = preview(eastdale, "two-columns-called-score.xlsx", "plain", chosen={question.kind: "D"})
    assert not chosen.questions
    assert {item.place[-2] for item in chosen.items} == {"D"}


def test_two_sheets_that_answer_the_same_standards_are_asked_about(eastdale):
    commit(eastdale, "fire.xlsx", "plain")
    shown = preview(eastdale, "two-sheets.xlsx", "plain")
    assert "“Police” and “Housing” answer the same standards" in shown.questions[0].text
    with pytest.raises(UserError, match="answer the same standards"):
        commit(eastdale, "two-sheets.xlsx", "plain")
    commit(eastdale, "two-sheets.xlsx", "plain", newer=True, chosen={"sheet": "Police"})
    stands = {answer.number: answer.level for answer in tables.rows(eastdale, SelfAssessment)}
    assert (stands["1.1"], stands["1.2"], stands["1.3"]) == ("3", "2", "1")


def test_a_standard_that_a_newer_return_holds_twice_keeps_its_answer_and_the_counts_are_true(eastdale):
    commit(eastdale, "doubled-first.xlsx", "plain")
    commit(eastdale, "doubled-newer.xlsx", "plain")
    answers = tables.rows(eastdale, SelfAssessment)
    answered = {answer.number: answer.level for answer in answers if answer.status is AnswerStatus.ANSWERED}
    assert answered == {"1.1": "2", "1.2": "1"}
    newest = max(tables.rows(eastdale, ReturnFile), key=lambda file: file.id)
    assert newest.stored == len(answered)
    assert newest.set_aside == sum(answer.status is AnswerStatus.SET_ASIDE for answer in answers)
    assert preview(eastdale, "doubled-newer.xlsx", "plain").already_imported


def test_the_same_bytes_for_a_second_agency_are_asked_about(eastdale):
    commit(eastdale, "fire.xlsx", "plain")
    shown = preview(eastdale, "fire.xlsx", "plain", "Housing")
    assert "taken in already as the answer of Police" in shown.questions[0].text
    commit(eastdale, "fire.xlsx", "plain", "Housing", chosen={"same file": "both"})
    assert len({answer.agency_id for answer in tables.rows(eastdale, SelfAssessment)}) == 2


def test_a_sheet_that_looks_alike_and_was_not_read_is_told(eastdale):
    shown = preview(eastdale, "sheets-in-other-orders.xlsx", "plain")
    assert levels(shown) == ["3", "1"]
    assert "C, a sheet like those that were read, but for its headings: “score” is “grade”" in findings(shown)


def test_one_row_without_its_agency_holds_up_no_other(eastdale):
    shown = preview(eastdale, "one-blank-agency-cell.xlsx", "agcol", "")
    assert (levels(shown), shown.unknown_agencies) == (["3", "2"], ())
    assert "Rows that name no agency: Audit!D3" in findings(shown)
    said = preview(eastdale, "one-blank-agency-cell.xlsx", "agcol", "Housing")
    assert levels(said) == ["3", "1", "2"]


def test_sums_in_thousands_are_asked_about(eastdale):
    workbook, content = answer_returns.read_file(MISREAD / "money-in-thousands.xlsx")
    profile = mappings.profile_from_file(MISREAD / "maps" / "money.toml")
    shown = imports.propose(eastdale, workbook=workbook, profile=profile)
    assert {item.record.amount for item in shown.items} == {None}
    with pytest.raises(UserError, match="speaks of thousands"):
        imports.commit(eastdale, proposal=shown, content=content)
    for said, first in (("thousands", 34_000), ("pounds", 34)):
        chosen = imports.propose(eastdale, workbook=workbook, profile=profile, said=Said(chosen={"money": said}))
        assert chosen.items[0].record.amount == first


def test_what_could_not_be_seen_or_stands_in_the_wrong_place_is_told(eastdale):
    assert "read for its values alone" in findings(preview(eastdale, "empty-fill.xlsx", "plain"))
    assert "hold whole rows" in findings(preview(eastdale, "ragged.csv", "plain"))
    assert "_x000D_" not in preview(eastdale, "x000d.xlsx", "plain").items[0].record.evidence


# Packs that came back.


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Casefile]:
    """The casefile that made the packs."""
    copy = tmp_path / "sender.scrutiny"
    shutil.copyfile(PACKS / "p.scrutiny", copy)
    opened = casefiles.open_casefile(copy, passphrase="correct horse battery staple nine", clock=CLOCK)
    yield opened
    opened.close()


def returned(casefile: Casefile, name: str, **said) -> Proposal:
    workbook, _ = answer_returns.read_file(PACKS / name)
    assert imports.is_pack(workbook)
    return imports.propose(casefile, workbook=workbook, said=Said(**said))


def test_a_reply_whose_mark_and_reference_disagree_is_left_out_and_told(sender):
    shown = returned(sender, "A-challenges-sorted-without-ids.xlsx")
    replies = {reply.about: reply.record.text for reply in shown.of(Event)}
    assert replies
    assert all(text.endswith(reference) for reference, text in replies.items())
    apart = [left for left in shown.left_out if "its hidden mark belongs to" in left.reason]
    assert len(apart) == 2
    assert all(left.like_answer for left in apart)


def test_a_reply_without_its_mark_goes_by_its_reference(sender):
    replies = returned(sender, "B-challenge-ids-wiped.xlsx").of(Event)
    assert len(replies) == 3
    assert all(reply.record.text.endswith(reply.about) for reply in replies)


def test_half_filled_rows_of_a_register_say_what_is_missing(sender):
    shown = returned(sender, "D-registers-half-filled.xlsx")
    told = {left.place: left.reason for left in shown.left_out if left.like_answer}
    assert "its title and its date" in told["Evidence register!5"]
    assert "its date" in told["Evidence register!6"]
    assert [row.waits for row in shown.of(Contribution)] == ["the sum is missing", "not one sum of money"]
    assert [row.waits for row in shown.of(Attendance)] == [
        "how it was filled is missing", "“12/06/2026” is not one day", "the meeting is missing", "the seat is missing"]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "column", "part"),
    [
        ("04-open-column-deleted.xlsx", "Evidence references", "Self-assessment"),
        ("04b-register-file-column-deleted.xlsx", "File sent", "Evidence register"),
    ],
)
def test_a_column_that_did_not_come_back_is_named_and_the_rest_is_read(name, column, part, sender):
    shown = returned(sender, name)
    lacks = [finding.text for finding in shown.findings if finding.tone == "warn"]
    assert [f"“{column}” of {part}" in sentence for sentence in lacks] == [True]
    assert shown.of(SelfAssessment)
    assert shown.of(Evidence)
    assert not shown.missing


def test_answers_in_a_copied_sheet_are_asked_about(sender):
    shown = returned(sender, "14-answers-in-copy.xlsx")
    (question,) = shown.questions
    assert [key for key, _ in question.choices] == ["Self-assessment", "Copy of Self-assessment"]
    assert not shown.of(SelfAssessment)
    assert returned(sender, "14-answers-in-copy.xlsx", chosen={question.kind: "Copy of Self-assessment"}).of(
        SelfAssessment
    )


def test_comments_are_kept_with_what_they_stand_beside(sender):
    shown = returned(sender, "11-comments.xlsx")
    said = "\n".join(cell.after for cell in shown.sent_cells)
    for words in ("We would say lower for the north", "Answer to follow on Friday", "Not agreed by the chief yet"):
        assert words in said


def test_whatever_stands_beside_the_table_or_on_another_sheet_is_told(sender):
    places = {left.place for left in returned(sender, "12-unprotected-extra-text.xlsx").overlooked}
    assert places == {"Self-assessment!K5", "Self-assessment!B50", "Instructions!B20", "More evidence"}


def test_another_agencys_pack_is_refused(sender):
    with pytest.raises(UserError, match="was made for Police, not for"):
        returned(sender, "11-comments.xlsx", agency="Children's services")


PLAIN_HEADS = ("Ref", "Standard", "Score", "Evidence")
SECONDS = {
    "totals": ("totals", (("Ref", "What good looks like", "How do you know?", "Our score"),
        ("1.1", "Overall leadership is clear", "Average of 12 audits", 2), ("1.2", "Count of visits is kept", "Sum agreed", 1),
        ("", "Total", "", 3)), ["2", "1"]),
    "crossed": ("crossed", (("Ref", "Standard", "Fully met", "Partly met", "Not met", "Evidence"),
        ("1.1", "A lead is named", "✓", None, None, "x"), ("1.2", "Staff know", "nil", None, None, "x"),
        ("1.3", "Audits happen", None, False, True, "x"), ("1.4", "Visits happen", "partly", None, "x", "x")),
        ["Fully met", ASIDE, "Not met", ASIDE]),
    "a letter": ("compliant", (PLAIN_HEADS, ("1.1", "A lead is named", "Un compliant", "x"),
        ("1.2", "Staff know", "Partly complaint", "x"), ("1.3", "Audits happen", "Not fully compliant", "x")),
        [ASIDE, "Partly compliant", ASIDE]),
    "blank": ("nonum", (("Standard", "Score", "Evidence"), ("A lead is named", 3, "x"), ("Staff are trained", None, None),
        ("Audits are read", 0, "x")), ["3", ASIDE, "0"]),
    "thrice": ("plain", (PLAIN_HEADS, ("1.1", "A lead is named", 3, "x"), ("1.1", "A lead is named.", 2, "y"),
        ("1.1", "A lead is named", 1, "z"), ("1.2", "Staff know", 2, "x")), [ASIDE, ASIDE, ASIDE, "2"]),
}  # fmt: skip
"""For kinds of the files above a second workbook, in other words: the kind is what is mended, never the file."""


def proposed(casefile: Casefile, mapping: str, name: str, content: bytes, **said) -> Proposal:
    profile = mappings.profile_from_file(MISREAD / "maps" / f"{mapping}.toml")
    return imports.propose(
        casefile, workbook=reader.read_workbook(name, content), profile=profile, said=Said(agency="Police", **said)
    )


@pytest.mark.parametrize("kind", SECONDS)
def test_a_second_workbook_of_the_kind_is_read_as_well(kind, eastdale):
    mapping, rows, expected = SECONDS[kind]
    assert levels(proposed(eastdale, mapping, "second.xlsx", xlsx(*rows))) == expected


def test_an_error_of_a_binary_workbook_is_no_blank_and_no_nought(eastdale):
    heads = made_xlsb.row(1, *(made_xlsb.words(column, text) for column, text in enumerate(PLAIN_HEADS, 1)))
    rows = [made_xlsb.row(n, made_xlsb.words(1, f"1.{n}"), made_xlsb.words(2, f"Thing {n}"), cell, made_xlsb.words(4, "x"))
            for n, cell in ((2, made_xlsb.number(3, 3)), (3, made_xlsb.error(3, 0x07)), (4, made_xlsb.number(3, 0)))]  # fmt: skip
    shown = proposed(eastdale, "plain", "second.xlsb", made_xlsb.xlsb(heads, *rows))
    assert levels(shown) == ["3", ASIDE, "0"]
    assert shown.items[1].record.reason == "an error in the workbook: #DIV/0!"


def test_a_heading_in_thousands_of_another_spelling_asks_too(eastdale):
    content = xlsx(("Partner", "2025-26 (£k)", "Note"), ("Police", 34, "x"), ("ICB", 12, ""))
    (question,) = proposed(eastdale, "money", "second.xlsx", content).questions
    assert "speaks of thousands" in question.text


def test_two_sums_for_one_partner_and_year_are_both_set_aside(eastdale):
    content = xlsx(("Partner", "2025-26", "Note"), ("Police", 34_000, "x"), ("Council", 1, ""), ("Police", 36_000, ""))
    waits = [item.waits for item in proposed(eastdale, "money", "second.xlsx", content).items]
    assert ["differently" in why for why in waits] == [True, False, True]


def test_a_hidden_column_of_the_same_heading_is_asked_about_too(eastdale):
    def hide(_book, sheet) -> None:
        sheet.column_dimensions["C"].hidden = True

    rows = (
        ("Ref", "Standard", "Score", "Score", "Evidence"),
        ("1.1", "A lead", 1, 3, "x"),
        ("1.2", "Staff", 1, 2, "x"),
    )
    (question,) = proposed(eastdale, "plain", "second.xlsx", xlsx(*rows, change=hide)).questions
    assert "C (hidden), D" in question.text
