"""A pack that comes back sorted, cut, copied or saved as another kind of file: nothing under the wrong thing, nothing lost.

Every text that the agency types ends with the mark of what it answers ("for 1a", "for C2"), so that what is stored can
be held against where it is stored.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Challenge, EventKind
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ledgers import Attendance, Contribution, Presence
from scrutineer.domain.proposal import Proposal
from scrutineer.domain.returns import Said, SelfAssessment
from scrutineer.exchange import pack_layout
from scrutineer.exchange.pack_layout import ATTENDANCE, CHALLENGES, CONTRIBUTIONS, EVIDENCE, FIRST_ROW, PARTS, QUESTIONS
from scrutineer.exchange.pack_reader import returned_pack
from scrutineer.operations import (
    answer_returns,
    casefiles,
    challenges,
    imports,
    imports_made,
    packs,
    partnership,
)
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.challenges import life_of
from scrutineer.operations.queries.context import read_context
from tests.conftest import CLOCK, PASSPHRASE, new_testshire

LEVELS = ("Strong assurance", "Limited assurance", "No assurance", "Not applicable", "see minutes")
ANSWERED = 6  # questions, 1a to 1f
LEVEL, NARRATIVE, SOURCES = (QUESTIONS.number(name) for name in ("level", "narrative", "sources"))
REPLY, REPLIED, BY = (CHALLENGES.number(name) for name in ("reply", "date", "by"))
REPLIED_ON, HELD_ON = CLOCK.today() - timedelta(days=2), date(2026, 6, 12)


def filled_in(book: Any) -> None:
    """What a diligent agency writes."""
    sheet = book[QUESTIONS.title]
    for row in range(FIRST_ROW, FIRST_ROW + ANSWERED):
        code = sheet.cell(row, QUESTIONS.number("number")).value
        sheet.cell(row, LEVEL).value = LEVELS[row % len(LEVELS)]
        sheet.cell(row, NARRATIVE).value = f"Told for {code}"
        sheet.cell(row, SOURCES).value = f"Source for {code}"
    sheet = book[CHALLENGES.title]
    for row in (FIRST_ROW, FIRST_ROW + 1, FIRST_ROW + 2):
        reference = sheet.cell(row, CHALLENGES.number("reference")).value
        sheet.cell(row, REPLY).value = f"Done for {reference}"
        sheet.cell(row, REPLIED).value = REPLIED_ON
        sheet.cell(row, BY).value = f"Head for {reference}"
    for part, rows in (
        (EVIDENCE, ({"reference": "P1", "title": "Audit", "date": date(2026, 3, 4), "shows": "32 of 40 seen"},
                    {"reference": "P2", "title": "Survey", "date": "spring", "shows": "unsure of it"})),
        (CONTRIBUTIONS, ({"amount": 33500, "in_kind": "A room"}, {"year": "2028", "amount": "to be agreed"})),
        (ATTENDANCE, ({"seat": "Chief", "meeting": "Executive", "date": HELD_ON, "presence": Presence.DEPUTY.value},)),
    ):  # fmt: skip
        for row, texts in enumerate(rows, FIRST_ROW):
            for name, text in texts.items():
                book[part.title].cell(row, part.number(name)).value = text


def carried(sheet: Any, row: int, first: int) -> list[Any]:
    return [sheet.cell(row, column).value for column in range(first, sheet.max_column + 1)]


def laid_in(sheet: Any, orders: dict[int, int], first: int) -> None:
    """Put the rows of a sheet in another order, from a column on: the hidden marks stay where they are, or go along."""
    rows = {row: carried(sheet, source, first) for row, source in orders.items()}
    for row, values in rows.items():
        for column, value in enumerate(values, first):
            sheet.cell(row, column).value = value


def sorted_by_answer(book: Any, first: int) -> None:
    for part, column in ((QUESTIONS, LEVEL), (CHALLENGES, REPLY)):
        sheet = book[part.title]
        rows = range(FIRST_ROW, sheet.max_row + 1)
        order = sorted(rows, key=lambda row: (str(sheet.cell(row, column).value or ""), row), reverse=True)
        laid_in(sheet, dict(zip(rows, order, strict=True)), first)


def swapped(book: Any) -> None:
    for part in (QUESTIONS, CHALLENGES):
        laid_in(book[part.title], {FIRST_ROW: FIRST_ROW + 1, FIRST_ROW + 1: FIRST_ROW}, 2)


def rows_inserted(book: Any) -> None:
    for part in (QUESTIONS, CHALLENGES):
        book[part.title].insert_rows(FIRST_ROW + 1, 2)
    book[QUESTIONS.title].cell(FIRST_ROW + 1, NARRATIVE).value = "More of the above"
    book[CHALLENGES.title].cell(FIRST_ROW + 2, REPLY).value = "And more"


def renamed(book: Any) -> None:
    book[QUESTIONS.title].title = "SA police final v2"
    book[CHALLENGES.title].title = "Replies"


def column_deleted(book: Any) -> None:
    book[QUESTIONS.title].delete_cols(SOURCES)
    book[EVIDENCE.title].delete_cols(EVIDENCE.number("reference"))


def marks_wiped(book: Any) -> None:
    for part in PARTS:
        book[part.title].delete_cols(1)
    book.custom_doc_props.props.clear()


def values_as_text(book: Any) -> None:
    book[CHALLENGES.title].cell(FIRST_ROW, REPLIED).value = f"{REPLIED_ON:%d %B %Y}"
    book[CONTRIBUTIONS.title].cell(FIRST_ROW, CONTRIBUTIONS.number("amount")).value = "£33,500"
    book[ATTENDANCE.title].cell(FIRST_ROW, ATTENDANCE.number("date")).value = "12 June 2026"
    book[EVIDENCE.title].cell(FIRST_ROW, EVIDENCE.number("date")).value = "4 March 2026"


def commented(book: Any) -> None:
    for part, column, text in (
        (QUESTIONS, LEVEL, "Lower in the north"), (CHALLENGES, REPLY, "Not agreed yet"),
        (ATTENDANCE, ATTENDANCE.number("seat"), "He left in May"), (EVIDENCE, 3, "Draft only"),
    ):  # fmt: skip
        book[part.title].cell(FIRST_ROW, column).comment = Comment(text, "Somebody")


def sheet_copied(book: Any) -> None:
    copy = book.copy_worksheet(book[QUESTIONS.title])
    copy.title = "Copy of Self-assessment"
    copy.cell(FIRST_ROW + 1, NARRATIVE).value = "Said in the copy"


def unprotected(book: Any) -> None:
    for sheet in book.worksheets:
        sheet.protection.sheet = False
    book[QUESTIONS.title].cell(FIRST_ROW, QUESTIONS.number("earlier") + 2).value = "Beside the table"
    book[QUESTIONS.title].cell(FIRST_ROW + 60, 3).value = "Below the table"
    book[pack_layout.INSTRUCTIONS].cell(40, 2).value = "On the first sheet"
    book[pack_layout.LEVELS].cell(40, 2).value = "On the levels"
    book.create_sheet("More evidence")["B2"] = "On a sheet of its own"


@dataclass(frozen=True)
class Way:
    """A way of spoiling a pack; how many answers and replies must be stored all the same; what must be said of it."""

    spoil: Callable[[Any], object]
    answers: int = ANSWERED
    replies: int = 3
    typed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    said: tuple[str, ...] = field(default=())


WAYS = {
    "as it was": Way(lambda book: None),
    "sorted with its marks": Way(lambda book: sorted_by_answer(book, 1)),
    "sorted without its marks": Way(lambda book: sorted_by_answer(book, 2), answers=1, replies=1),
    "rows swapped": Way(swapped, answers=ANSWERED - 2, replies=1),
    "rows inserted": Way(rows_inserted, typed=("More of the above", "And more")),
    "sheets renamed": Way(renamed),
    "column deleted": Way(
        column_deleted, gone=("Source for", "P1", "P2"), said=("“Evidence references”", "“Your reference”")
    ),
    "marks wiped": Way(marks_wiped),
    "values as text": Way(values_as_text),
    "comments": Way(commented, typed=("Lower in the north", "Not agreed yet", "He left in May", "Draft only")),
    "sheet copied": Way(sheet_copied, typed=("Said in the copy",)),
    "protection removed": Way(
        unprotected,
        typed=("Beside the table", "Below the table", "On the first sheet", "On the levels", "On a sheet of its own"),
    ),
}
SAVED = {"openpyxl": "", "Excel": "xlsx:Calc MS Excel 2007 XML", "ods": "ods", "xls": "xls:MS Excel 97"}


@dataclass(frozen=True)
class Sent:
    """The casefile that made the pack, the pack, and by way and kind of file what came back."""

    casefile: Path
    returned: dict[tuple[str, str], Path]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """The pack, spoiled in every way, and each of those saved by LibreOffice as every kind of file."""
    folder = tmp_path_factory.mktemp("spoiled")
    casefile = new_testshire(folder)
    police = read_context(casefile).agencies[0]
    for number in range(3):
        challenges.raise_challenge(
            casefile, question=f"Who sees each child {number}?", put_to="Chief constable", agency_id=police.id,
            raised_on=CLOCK.today() - timedelta(days=9),
        )  # fmt: skip
    partnership.add_seat(casefile, agency_id=police.id, title="Chief")
    pack = packs.make_pack(casefile, agency="Police", out=folder / "pack.xlsx").value
    path = Path(casefile.path)
    casefile.close()
    returned = {}
    for name, way in WAYS.items():
        book = openpyxl.load_workbook(pack)
        filled_in(book)
        way.spoil(book)
        returned[name, "openpyxl"] = folder / f"{name}.xlsx"
        book.save(returned[name, "openpyxl"])
    if shutil.which("soffice"):
        for kind, how in SAVED.items():
            if how:
                returned |= saved_by_libreoffice(folder, kind, how)
    return Sent(path, returned)


def saved_by_libreoffice(folder: Path, kind: str, how: str) -> dict[tuple[str, str], Path]:
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", how]
    files = [str(folder / f"{name}.xlsx") for name in WAYS]
    subprocess.run([*command, "--outdir", str(folder / kind), *files], check=True, capture_output=True, timeout=180)
    return {(name, kind): folder / kind / f"{name}.{how.partition(':')[0]}" for name in WAYS}


@pytest.fixture
def sender(sent: Sent, tmp_path: Path) -> Iterator[Casefile]:
    copy = tmp_path / "sender.scrutiny"
    shutil.copyfile(sent.casefile, copy)
    opened = casefiles.open_casefile(copy, passphrase=PASSPHRASE, clock=CLOCK)
    yield opened
    opened.close()


def texts_typed(way: Way) -> set[str]:
    """Everything that the agency typed and that is still in the file, as it may be told."""
    typed = {f"{what} for 1{letter}" for letter in "abcdef" for what in ("Told", "Source")}
    typed |= {f"Done for TSCP-26-{number:03}" for number in (1, 2, 3)}
    typed |= {"see minutes", "32 of 40 seen", "unsure of it", "P1", "P2", "Survey", "spring", "A room", "to be agreed"}
    return {text for text in typed | set(way.typed) if not text.startswith(way.gone or ("\0",))}


def everything_said(casefile: Casefile, shown: Proposal) -> str:
    """All that is stored, and all that the check tells."""
    records = [
        record
        for kind in (SelfAssessment, Evidence, Contribution, Attendance)
        for record in tables.rows(casefile, kind)
    ]
    lives = [life_of(casefile, challenge.id) for challenge in tables.rows(casefile, Challenge)]
    told = [*shown.left_out, *shown.overlooked, *shown.findings, *shown.questions]
    return "\n".join(str(thing) for thing in (*records, *lives, *told))


@pytest.mark.parametrize("kind", SAVED)
@pytest.mark.parametrize("name", WAYS)
def test_a_spoiled_pack_files_nothing_under_another_thing_and_loses_nothing(name, kind, sent, sender):
    if (name, kind) not in sent.returned:
        pytest.skip("LibreOffice is not installed on this machine")
    way = WAYS[name]
    workbook, content = answer_returns.read_file(sent.returned[name, kind])
    pack = returned_pack(workbook)
    assert pack is not None
    shown = imports.propose(sender, workbook=workbook)
    if shown.questions:
        chosen = {question.kind: question.choices[0][0] for question in shown.questions}
        asks = pack.asks
        pack = returned_pack(workbook, chosen)
        shown = imports.propose(sender, workbook=workbook, said=Said(chosen=chosen))
        assert not shown.questions, asks
    assert shown.totals()["read"] == pack.read
    new = imports.commit(sender, proposal=shown, content=content).value
    answers = tables.rows(sender, SelfAssessment)
    assert len(answers) == way.answers
    for answer in answers:
        assert answer.evidence.split("\n")[0] in {f"Told for {answer.number}", ""}
        assert answer.sources in {f"Source for {answer.number}", ""}
    replied = 0
    for challenge in tables.rows(sender, Challenge):
        for event in life_of(sender, challenge.id).events:
            if event.kind is EventKind.RESPONSE:
                replied += 1
                assert event.text.split("\n")[0] == f"Done for {challenge.reference}"
                assert (event.on_date, event.by) == (REPLIED_ON, f"Head for {challenge.reference}")
    assert replied == way.replies
    said = everything_said(sender, shown)
    assert [text for text in texts_typed(way) | set(way.said) if text not in said] == []
    (item,) = tables.rows(sender, Evidence)
    assert item.dated == date(2026, 3, 4)
    assert [row.amount for row in tables.rows(sender, Contribution)] == [33500.0, None]
    (seat,) = tables.rows(sender, Attendance)
    assert (seat.on_date, seat.presence) == (HELD_ON, Presence.DEPUTY)
    imports_made.take_out_import(sender, return_id=new)
    assert not tables.rows(sender, SelfAssessment)


@pytest.mark.parametrize(
    ("part", "column"), [(part, column) for part in PARTS for column in part.columns], ids=lambda thing: str(thing)[:40]
)
def test_whatever_column_is_deleted_the_rest_is_read_and_an_open_one_is_named(part, column, sent, sender, tmp_path):
    book = openpyxl.load_workbook(sent.returned["as it was", "openpyxl"])
    headings = [cell.value for cell in book[part.title][FIRST_ROW - 1]]
    if column.heading not in headings:
        pytest.skip("a first pack has no such column")
    book[part.title].delete_cols(headings.index(column.heading) + 1)
    book.save(tmp_path / "cut.xlsx")
    workbook, content = answer_returns.read_file(tmp_path / "cut.xlsx")
    shown = imports.propose(sender, workbook=workbook)
    chosen = {question.kind: question.choices[0][0] for question in shown.questions}
    shown = imports.propose(sender, workbook=workbook, said=Said(chosen=chosen))
    imports.commit(sender, proposal=shown, content=content)
    answers = {answer.number: answer.evidence for answer in tables.rows(sender, SelfAssessment)}
    assert len(answers) == ANSWERED
    lacks = returned_pack(workbook).lacks
    assert set(lacks) <= {finding.text for finding in shown.findings}
    assert [f"“{column.heading}” of {part.title}" in said for said in lacks] == [True] * column.open
