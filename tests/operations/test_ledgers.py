"""Challenge logs, contributions, attendance and training numbers come in as what they are."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Challenge, Event, EventKind, Status
from scrutineer.domain.ledgers import Attendance, Contribution, LogEntry, Presence, TrainingNumber
from scrutineer.domain.mapping import Layout, Role
from scrutineer.domain.money import read_amount
from scrutineer.domain.partnership import Agency
from scrutineer.domain.proposal import Decisions
from scrutineer.domain.returns import Change, ReturnFile, Said
from scrutineer.errors import UserError
from scrutineer.operations import (
    answer_returns,
    casefiles,
    challenges,
    imports,
    ledgers,
    mappings,
    partnership,
    workbooks,
)
from scrutineer.operations.asking import asking
from scrutineer.operations.queries.challenges import lives
from tests.conftest import RETURNS
from tests.exchange.made import ledger

TRUTH = json.loads((Path(__file__).parent.parent / "data" / "truth.json").read_text())


def profile(name: str, **more):
    return replace(mappings.profile_from_file(RETURNS / "profiles" / f"{name}.toml"), **more)


def shown(casefile, path: Path, with_profile):
    workbook, content = answer_returns.read_file(path)
    return imports.propose(casefile, workbook=workbook, profile=with_profile), content


def bring_in(casefile, path: Path, with_profile):
    preview, content = shown(casefile, path, with_profile)
    return imports.commit(casefile, proposal=preview, content=content)


def sheet(folder: Path, *rows: tuple, name: str = "made.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


@pytest.mark.parametrize(("file", "mapping", "layout"), [
    ("challenge-log", "challenge-log", Layout.CHALLENGE_LOG), ("funding-contributions", "contributions", Layout.CONTRIBUTIONS),
    ("executive-attendance", "attendance", Layout.ATTENDANCE),
])  # fmt: skip
def test_each_kind_is_suggested_and_its_totals_add_up(casefile, file, mapping, layout):
    workbook, _ = answer_returns.read_file(RETURNS / f"{file}.xlsx")
    found = workbooks.suggest(workbook)
    assert found.first.layout is layout
    suggested = {h: r for h, r in found.first.roles.items() if r.value != "left out"}
    declared = {h: r for h, r in profile(mapping).headings.items() if r.value != "left out"}
    assert suggested == declared
    preview, content = shown(casefile, RETURNS / f"{file}.xlsx", profile(mapping))
    totals = preview.totals()
    assert totals["read"] == totals["stored"] + totals["set_aside"] + totals["ignored"]
    outcome = imports.commit(casefile, proposal=preview, content=content)
    assert tables.get(casefile, ReturnFile, outcome.value).kind == layout.value
    again, content = shown(casefile, RETURNS / f"{file}.xlsx", profile(mapping))
    assert again.already_imported
    assert imports.commit(casefile, proposal=again, content=content).value is None
    casefile.undo()
    assert tables.rows(casefile, ReturnFile) == ()


def test_the_log_says_what_the_truth_says(casefile):
    bring_in(casefile, RETURNS / "challenge-log.xlsx", profile("challenge-log"))
    rows = {int(row.number): row for row in tables.rows(casefile, LogEntry)}
    for truth in TRUTH["challenge-log.xlsx"]["rows"]:
        row = rows[truth["no"]]
        assert (row.put_to, row.question) == (truth["to"], truth["text"])
        assert row.status_typed in {f"{truth['status'].strip()}; {rag}" for rag in "RAG"}
    assert {n: row.raised_on for n, row in rows.items() if row.raised_on} == {
        1: date(2025, 7, 12), 2: date(2025, 6, 14), 7: date(2025, 11, 10)}  # fmt: skip
    assert all("June meeting" in rows[n].reason for n in (3, 4, 5, 6))
    raised = {life.challenge.question: life for life in lives(casefile)}
    assert set(raised) == {rows[n].question for n in (1, 2, 7)}
    police = raised[rows[1].question]
    assert (police.raised_on, police.challenge.put_to) == (date(2025, 7, 12), "Police")
    assert police.challenge.agency_id is not None
    assert "Verbal update given" in next(e.text for e in police.events if e.kind is EventKind.NOTE)


def test_a_date_that_could_be_either_is_not_read_without_a_habit(casefile):
    bring_in(casefile, RETURNS / "challenge-log.xlsx", profile("challenge-log", date_habit=""))
    first = next(row for row in tables.rows(casefile, LogEntry) if row.number == "1")
    assert "day or the month first" in first.reason


def test_ongoing_without_a_date_and_closed_without_impact_wait(casefile, tmp_path):
    path = sheet(tmp_path, ("No", "Date raised", "To", "Challenge", "Update", "Status", "RAG"),
                 (1, "1 May 2026", "Police", "Who sees each child?", "", "Ongoing", ""),
                 (2, "1 May 2026", "ICB", "What has changed?", "Done", "Closed", "G"))  # fmt: skip
    bring_in(casefile, path, profile("challenge-log"))
    one, two = tables.rows(casefile, LogEntry)
    assert "“Ongoing”" in one.reason
    assert "does not say when it was closed" in two.reason
    assert tables.rows(casefile, Challenge) == ()
    with pytest.raises(UserError, match="reason"):
        ledgers.settle_log_entry(casefile, entry_id=two.id, raised_on=None)
    ledgers.settle_log_entry(casefile, entry_id=one.id, raised_on=date(2026, 5, 1))
    ledgers.settle_log_entry(casefile, entry_id=two.id, raised_on=None, reason="Before my time")
    assert [c.question for c in tables.rows(casefile, Challenge)] == ["Who sees each child?"]
    assert ledgers.waiting(tables.rows(casefile, LogEntry)) == ()
    with pytest.raises(UserError, match="already"):
        ledgers.settle_log_entry(casefile, entry_id=one.id, raised_on=date(2026, 5, 1))
    again, _ = shown(casefile, path, profile("challenge-log"))
    assert again.already_imported


def test_a_newer_log_adds_the_update_and_raises_nothing_twice(casefile, tmp_path):
    head = ("No", "Date raised", "To", "Challenge", "Update", "Status", "RAG")
    row = (1, "1 May 2026", "Police", "Who sees each child?")
    bring_in(casefile, sheet(tmp_path, head, (*row, "Asked", "Open", "A")), profile("challenge-log"))
    bring_in(casefile, sheet(tmp_path, head, (*row, "Audit agreed", "Open", "A")), profile("challenge-log"))
    (life,) = lives(casefile)
    notes = [event.text for event in life.events if event.kind is EventKind.NOTE]
    assert len(notes) == 2
    assert "Audit agreed" in notes[-1]


LOG_HEAD = ("No", "Date raised", "To", "Challenge", "Update", "Status", "Closed on")
LOG = ledger(
    Layout.CHALLENGE_LOG,
    {"no": Role.NUMBER, "date raised": Role.RAISED, "to": Role.AGENCY, "challenge": Role.CHALLENGE,
     "update": Role.UPDATE, "status": Role.STATUS, "closed on": Role.CLOSED},
)  # fmt: skip


def newer_log(casefile, tmp_path, status: str, closed: str = "", update: str = "Rota seen"):
    """A log of one challenge, taken in while it was open, and the proposal of a newer one that says this of it."""
    row = (1, "1 May 2026", "Police", "Who sees each child?")
    bring_in(casefile, sheet(tmp_path, LOG_HEAD, (*row, "Asked", "Open", "")), LOG)
    return shown(casefile, sheet(tmp_path, LOG_HEAD, (*row, update, status, closed)), LOG)


@pytest.mark.parametrize(("status", "closed", "ends"), [
    ("Closed", "12 June 2026", Status.CLOSED_WITHOUT), ("Closed 12 June 2026", "", Status.CLOSED_WITHOUT),
    ("Closed: impact shown", "12 June 2026", Status.CLOSED_IMPACT),
    ("Withdrawn 12 June 2026", "", Status.CLOSED_WITHDRAWN),
])  # fmt: skip
def test_a_newer_log_that_closes_what_is_open_here_asks_and_closes_it_as_it_says(
    casefile, tmp_path, status, closed, ends
):
    proposal, content = newer_log(casefile, tmp_path, status, closed)
    (item,) = proposal.items
    assert item.change is Change.CONFLICT
    assert item.came.startswith("Closed on 12 June 2026")
    assert "is open here (Raised)" in item.asked
    with pytest.raises(UserError, match="Say for each"):
        imports.commit(casefile, proposal=proposal, content=content)
    imports.commit(casefile, proposal=proposal, content=content, decisions=Decisions(taken={item.place: True}))
    (life,) = lives(casefile)
    assert (life.status, life.closed_on) == (ends, date(2026, 6, 12))
    (closing,) = [event for event in life.events if event.kind is EventKind.CLOSED]
    assert "Rota seen" in closing.text
    assert len(life.events) == 3
    casefiles.undo(casefile)
    assert lives(casefile)[0].is_open


def test_a_closing_that_is_not_taken_stays_open_with_a_note_and_is_not_asked_of_again(casefile, tmp_path):
    proposal, content = newer_log(casefile, tmp_path, "Closed", "12 June 2026")
    place = proposal.items[0].place
    imports.commit(casefile, proposal=proposal, content=content, decisions=Decisions(taken={place: False}))
    (life,) = lives(casefile)
    assert life.is_open
    assert "Rota seen" in life.events[-1].text
    row = (1, "1 May 2026", "Police", "Who sees each child?")
    newest = sheet(tmp_path, LOG_HEAD, (*row, "Read out", "Closed", "12 June 2026"))
    again, content = shown(casefile, newest, LOG)
    assert [item.change for item in again.items] == [Change.CHANGED]
    imports.commit(casefile, proposal=again, content=content)
    assert lives(casefile)[0].is_open
    assert "Read out" in lives(casefile)[0].events[-1].text


def test_a_closing_on_a_day_before_what_happened_here_stays_open(casefile, tmp_path):
    bring_in(casefile, sheet(tmp_path, LOG_HEAD, (1, "1 May 2026", "Police", "Who?", "", "Open", "")), LOG)
    known = lives(casefile)[0].challenge
    challenges.record_event(
        casefile, challenge_id=known.id, kind=EventKind.RESPONSE, on_date=date(2026, 9, 1), text="We do."
    )  # fmt: skip
    newer = sheet(tmp_path, LOG_HEAD, (1, "1 May 2026", "Police", "Who?", "", "Closed", "12 June 2026"))
    proposal, _ = shown(casefile, newer, LOG)
    (said,) = [found.text for found in proposal.findings if found.kind == "closed there, open here"]
    assert f"it stays open here: {known.reference}: the date is before the event that it follows" in said
    assert not proposal.conflicts


def test_a_row_that_bears_the_reference_of_a_challenge_here_closes_that_one(casefile, tmp_path):
    challenges.raise_challenge(casefile, question="Who sees each child?", put_to="Chair", raised_on=date(2026, 5, 1))
    reference = lives(casefile)[0].challenge.reference
    path = sheet(tmp_path, LOG_HEAD, (reference, "1 May 2026", "Chair", "Who?", "Seen", "Closed", "12 June 2026"))
    proposal, content = shown(casefile, path, LOG)
    place = proposal.items[0].place
    imports.commit(casefile, proposal=proposal, content=content, decisions=Decisions(taken={place: True}))
    (life,) = lives(casefile)
    assert life.closed_on == date(2026, 6, 12)


@pytest.mark.parametrize(("status", "closed", "why"), [
    ("Closed", "", "does not say when it was closed"),
    ("Closed", "30 April 2026", "it was closed before it was raised"),
    ("Closed", "12/06/2026", "the day or the month first"),
])  # fmt: skip
def test_what_a_log_cannot_close_stays_open_and_that_is_said_with_the_reason(casefile, tmp_path, status, closed, why):
    proposal, content = newer_log(casefile, tmp_path, status, closed)
    (said,) = [found.text for found in proposal.findings if found.kind == "closed there, open here"]
    assert lives(casefile)[0].challenge.reference in said
    assert why.casefold() in said.casefold()
    assert "it stays open here" in said
    imports.commit(casefile, proposal=proposal, content=content)
    assert lives(casefile)[0].is_open


def test_what_is_closed_here_already_is_not_asked_about(casefile, tmp_path):
    proposal, content = newer_log(casefile, tmp_path, "Closed", "12 June 2026")
    place = proposal.items[0].place
    imports.commit(casefile, proposal=proposal, content=content, decisions=Decisions(taken={place: True}))
    row = (1, "1 May 2026", "Police", "Who sees each child?", "Filed", "Closed", "12 June 2026")
    again, _ = shown(casefile, sheet(tmp_path, LOG_HEAD, row), LOG)
    assert [item.change for item in again.items] == [Change.CHANGED]
    assert not [found for found in again.findings if found.kind == "closed there, open here"]


def test_contributions_say_what_the_truth_says(casefile):
    bring_in(casefile, RETURNS / "funding-contributions.xlsx", profile("contributions"))
    rows = tables.rows(casefile, Contribution)
    for truth in TRUTH["funding-contributions.xlsx"]["rows"]:
        found = [row.amount for row in rows if row.partner == truth["partner"] and row.year]
        assert found == truth["amounts"]
    council = next(row for row in rows if row.partner == "Council")
    assert (council.typed, council.cell, council.year) == ("£142,000", "Contributions!B2", "2023-24")
    assert council.agency_id is not None  # an alias of children's services
    assert "Total" not in {row.partner for row in rows}


def test_attendance_says_what_the_truth_says(casefile):
    bring_in(casefile, RETURNS / "executive-attendance.xlsx", profile("attendance"))
    said = {
        "Y": Presence.ATTENDED,
        "D": Presence.DEPUTY,
        "DD": Presence.DEPUTYS_DEPUTY,
        "Apols": Presence.APOLOGIES,
        "": None,
    }
    rows = tables.rows(casefile, Attendance)
    for truth in TRUTH["executive-attendance.xlsx"]["rows"]:
        found = [row for row in rows if row.seat == truth["role"]]
        assert [row.presence for row in found] == [said[mark] for mark in truth["marks"]]
        assert all(row.agency == truth["agency"] for row in found)
    assert rows[0].on_date == date(2025, 4, 12)
    assert rows[0].meeting == "Executive"


def test_who_filled_a_seat_on_a_day_on_which_there_was_none_is_asked_about_and_stored_as_it_stands(casefile, tmp_path):
    agency = next(known for known in tables.rows(casefile, Agency) if known.name == "Police")
    partnership.add_seat(casefile, agency_id=agency.id, title="Commander", ends=date(2026, 5, 31))
    path = sheet(tmp_path, ("Role", "Agency", "2026-05-01", "2026-06-01"), ("Commander", "Police", "Y", "Y"))
    preview, content = shown(casefile, path, profile("attendance"))
    (asked,) = [finding for finding in preview.findings if finding.kind == "days of seats"]
    assert asked.text.startswith("The seat “Commander” ended on 31 May 2026: on 1 June 2026 there is no such seat.")
    assert asked.tone == "ask"
    imports.commit(casefile, proposal=preview, content=content)
    assert tables.count(casefile, Attendance) == 2


def test_a_mark_without_one_meaning_waits_unless_the_sheet_or_the_mapping_says(casefile, tmp_path):
    path = sheet(tmp_path, ("Role", "Agency", "2026-05-01", "2026-06-01"), ("Chief nurse", "ICB", "D", "x"))
    preview, _ = shown(casefile, path, profile("attendance"))
    assert [item.record.presence for item in preview.items] == [None, None]
    preview, _ = shown(casefile, path, profile("attendance", marks={"D": "deputy", "x": "absent"}))
    assert [item.record.presence for item in preview.items] == [Presence.DEPUTY, Presence.ABSENT]


def test_what_a_person_decided_of_a_sum_is_not_written_over(casefile, tmp_path):
    path = sheet(tmp_path, ("Partner", "2025-26", "In kind (days)", "Note"), ("Police", "tbc", "", ""))
    bring_in(casefile, path, profile("contributions"))
    (row,) = tables.rows(casefile, Contribution)
    assert (row.amount, row.reason) == (None, "not one sum of money")
    ledgers.settle_value(casefile, row=replace(row, amount=33500.0, reason="Letter of 3 June"))
    assert shown(casefile, path, profile("contributions"))[0].already_imported
    newer = sheet(
        tmp_path, ("Partner", "2025-26", "In kind (days)", "Note"), ("Police", "34,000", "", ""), name="newer.xlsx"
    )
    preview, content = shown(casefile, newer, profile("contributions"))
    assert preview.count(Change.CONFLICT) == 1
    with pytest.raises(UserError, match="Say for each"):
        imports.commit(casefile, proposal=preview, content=content)
    imports.commit(casefile, proposal=preview, content=content, decisions=Decisions(taken={"Sheet!B2": False}))
    assert tables.rows(casefile, Contribution)[0].amount == 33500.0


@pytest.mark.parametrize("rows", [
    [("Course", "Police", "ICB"), ("Exploitation", 12, 4), ("Neglect", None, "a few"), ("Total", 12, 4)],
    [("Course", "Agency", "Number attended"), ("Exploitation", "Police", 12), ("Exploitation", "ICB", 4), ("Neglect", "ICB", "a few")],
])  # fmt: skip
def test_training_numbers_in_either_layout(casefile, tmp_path, rows):
    workbook, content = answer_returns.read_file(sheet(tmp_path, *rows))
    found = workbooks.suggest(workbook)
    scale = mappings.scales()[0]
    assert found.first.layout is Layout.TRAINING
    made = workbooks.profile_of(found.first, found, name="Training", scale=scale, every_sheet=False)
    preview = imports.propose(casefile, workbook=workbook, profile=made)
    imports.commit(casefile, proposal=preview, content=content)
    numbers = {(row.course, row.agency): row.number for row in tables.rows(casefile, TrainingNumber)}
    assert numbers == {("Exploitation", "Police"): 12, ("Exploitation", "ICB"): 4, ("Neglect", "ICB"): None}


def test_a_year_that_a_newer_workbook_writes_otherwise_is_the_year_it_was(casefile, tmp_path):
    first = sheet(tmp_path, ("Partner", "2025-26", "In kind (days)", "Note"), ("Police", "33,500", "", ""))
    bring_in(casefile, first, profile("contributions"))
    newer = sheet(
        tmp_path, ("Partner", "2025/26", "In kind (days)", "Note"), ("Police", "34,000", "", ""), name="newer.xlsx"
    )
    preview, _ = shown(casefile, newer, profile("contributions"))
    assert (preview.count(Change.CHANGED), preview.count(Change.NEW)) == (1, 0)


def test_an_alias_added_later_finds_the_agency(casefile):
    bring_in(casefile, RETURNS / "funding-contributions.xlsx", profile("contributions"))
    assert next(r for r in tables.rows(casefile, Contribution) if r.partner == "Probation").agency_id is None
    partnership.add_agency(casefile, name="Probation Service", aliases=("Probation",))
    preview, _ = shown(casefile, RETURNS / "funding-contributions.xlsx", profile("contributions"))
    assert preview.count(Change.CHANGED) == 4


@pytest.mark.parametrize(("text", "amount"), [
    ("£142,000", 142000), ("£1.5m", 1_500_000), ("20k", 20_000), ("nil", 0), ("£0", 0), ("33500.50", 33500.5),
    ("", None), ("tbc", None), ("20-25k", None), ("£20 a day", None), ("1,42,000", None), ("142.000", None),
])  # fmt: skip
def test_sums_of_money(text, amount):
    assert read_amount(text)[0] == amount


ACTIONS = (
    ("No.", "Action", "Lead", "Deadline", "RAG", "Update", "Date agreed"),
    ("1", "Share the rota", "Police", "1 June 2026", "Amber", "Drafted", "1 May 2026"),
    ("2", "Read the audit", "Police", "", "In progress", "", "1 May 2026"),
    ("3", "Tell the chair", "Police", "1 June 2026", "Complete", "Told", "1 May 2026"),
    ("4", "Without a day", "Police", "1 June 2026", "Open", "", ""),
)


def test_an_action_comes_in_as_a_challenge_that_was_agreed_and_is_under_way(casefile, tmp_path):
    """As one that is logged in a meeting does. What the log cannot say is not said: no reply day without one."""
    path = sheet(tmp_path, *ACTIONS)
    workbook, content = answer_returns.read_file(path)
    suggested = workbooks.suggest(workbook).first
    assert suggested.layout is Layout.ACTION_LOG
    mapping = ledger(Layout.ACTION_LOG, {**suggested.roles})
    shown = imports.propose(casefile, workbook=workbook, profile=mapping)
    imports.commit(casefile, proposal=shown, content=content)
    taken = {known.question: known for known in tables.rows(casefile, Challenge)}
    assert set(taken) == {"Share the rota", "Read the audit"}
    events = [
        [(event.kind, event.due) for event in tables.rows(casefile, Event, challenge_id=taken[question].id)
         if event.kind is not EventKind.NOTE]
        for question in ("Share the rota", "Read the audit")
    ]  # fmt: skip
    kinds = [EventKind.RAISED, EventKind.RESPONSE, EventKind.VIEW, EventKind.ACTION]
    day = date(2026, 6, 1)
    assert events[0] == list(zip(kinds, (day, None, None, day), strict=True))
    assert events[1] == [(kind, None) for kind in kinds]
    waits = {row.question: row.reason for row in ledgers.waiting(tables.rows(casefile, LogEntry))}
    assert waits == {
        "Tell the chair": "“Complete” (E4) does not say when it was closed: no day",
        "Without a day": "when it was agreed: blank (G5)",
    }
    entry = next(row for row in tables.rows(casefile, LogEntry) if row.question == "Without a day")
    new = ledgers.settle_log_entry(casefile, entry_id=entry.id, raised_on=date(2026, 5, 2)).value
    assert EventKind.ACTION in {event.kind for event in tables.rows(casefile, Event, challenge_id=new)}
    assert casefiles.check_casefile(casefile).value.problems == ()


OLD_LOG = (
    ("Ref", "Date raised", "Challenge", "Raised to", "Response", "Date of response", "Status", "Date closed"),
    ("C1", "6 May 2026", "Why without health?", "ICB", "A rota is in place", "12 June 2026", "Closed", "1 July 2026"),
    ("C2", "6 May 2026", "Who hears the child?", "Police", "Asked weekly", "12 June 2026", "Open", ""),
    ("C3", "6 May 2026", "Which audits?", "Police", "", "", "Withdrawn 2 July 2026", ""),
    ("C4", "6 May 2026", "Who trains?", "Police", "", "", "Closed", ""),
    ("C5", "6 May 2026", "Who chairs?", "Police", "", "", "Closed", "1 April 2026"),
)


def test_an_old_log_comes_in_with_whom_it_was_put_to_when_it_was_replied_to_and_as_closed(casefile, tmp_path):
    path = sheet(tmp_path, *OLD_LOG)
    suggested = workbooks.suggest(answer_returns.read_file(path)[0]).first
    bring_in(casefile, path, ledger(Layout.CHALLENGE_LOG, {**suggested.roles}))
    taken = {life.challenge.question: life for life in lives(casefile)}
    assert {question: (life.challenge.put_to, life.status, life.closed_on) for question, life in taken.items()} == {
        "Why without health?": ("ICB", Status.CLOSED_WITHOUT, date(2026, 7, 1)),
        "Who hears the child?": ("Police", Status.RESPONSE, None),
        "Which audits?": ("Police", Status.CLOSED_WITHDRAWN, date(2026, 7, 2)),
    }
    reply = taken["Who hears the child?"].response
    assert (reply.on_date, "Asked weekly" in reply.text) == (date(2026, 6, 12), True)
    waits = {row.number: row for row in ledgers.waiting(tables.rows(casefile, LogEntry))}
    assert {number: row.reason.partition(":")[0] for number, row in waits.items()} == {
        "C4": "“Closed” (G5) does not say when it was closed", "C5": "it was closed before it was raised",
    }  # fmt: skip
    ledgers.settle_log_entry(casefile, entry_id=waits["C4"].id, raised_on=date(2026, 5, 6), status="Closed 3 July 2026")
    (settled,) = [life for life in lives(casefile) if life.challenge.question == "Who trains?"]
    assert settled.closed_on == date(2026, 7, 3)
    with pytest.raises(UserError, match="closed before it was raised"):
        ledgers.settle_log_entry(casefile, entry_id=waits["C5"].id, raised_on=date(2026, 5, 6))
    assert casefiles.check_casefile(casefile).value.problems == ()


UNDATED = (
    ("Actions from the Executive, 12 March 2026",),
    ("No.", "Action", "Lead", "Due", "Status"),
    ("1", "Share the rota", "Police", "1 June 2026", "Open"),
)


def test_one_day_of_a_list_without_a_column_of_days_is_offered_and_never_assumed(casefile, tmp_path):
    path = sheet(tmp_path, *UNDATED)
    workbook, content = answer_returns.read_file(path)
    mapping = ledger(Layout.ACTION_LOG, {**workbooks.suggest(workbook).first.roles})
    shown = imports.propose(casefile, workbook=workbook, profile=mapping)
    (offer,) = shown.offers
    assert shown.questions == ()
    assert offer.choices == (
        ("2026-03-12", "12 March 2026, as “Actions from the Executive, 12 March 2026” says (Sheet!A1)"),
    )
    assert [item.waits for item in shown.items] == ["when it was agreed: no column says"]
    imports.commit(casefile, proposal=shown, content=content)
    assert (len(tables.rows(casefile, LogEntry)), tables.rows(casefile, Challenge)) == (1, ())
    casefile.undo()
    for said in ("2026-03-12", "12 March 2026"):
        told = Said(chosen={offer.kind: said})
        shown = imports.propose(casefile, workbook=workbook, profile=mapping, said=told)
        assert (shown.offers, [item.waits for item in shown.items]) == ((), [""])
    imports.commit(casefile, proposal=shown, content=content)
    (life,) = lives(casefile)
    assert life.raised_on == date(2026, 3, 12)
    with pytest.raises(UserError, match="not one day"):
        imports.propose(casefile, workbook=workbook, profile=mapping, said=Said(chosen={offer.kind: "03/04/2026"}))


def coloured(folder: Path, fill: str, name: str) -> Path:
    """A list of one action whose status is a colour alone."""
    book = openpyxl.Workbook()
    book.active.append(("No.", "Action", "Lead", "RAG", "Update", "Date agreed"))
    book.active.append(("1", "Share the rota", "Police", None, None, "1 May 2026"))
    book.active["D2"].fill = PatternFill("solid", fgColor=fill)
    book.save(folder / name)
    return folder / name


COLOURED = ledger(Layout.ACTION_LOG, {
    "no.": Role.NUMBER, "action": Role.CHALLENGE, "lead": Role.AGENCY, "rag": Role.STATUS, "update": Role.UPDATE,
    "date agreed": Role.RAISED,
})  # fmt: skip


def notes_of(casefile) -> list[str]:
    return [event.text for event in tables.rows(casefile, Event) if event.kind is EventKind.NOTE]


def test_a_status_given_by_colour_is_told_of_its_challenge_and_a_newer_one_too(casefile, tmp_path):
    bring_in(casefile, coloured(tmp_path, "00B050", "first.xlsx"), COLOURED)
    bring_in(casefile, coloured(tmp_path, "FF0000", "newer.xlsx"), COLOURED)
    assert notes_of(casefile) == [
        "In first.xlsx, Sheet!B2: status “Green, by the colour of D2”",
        "In newer.xlsx, Sheet!B2: status “Red, by the colour of D2”",
    ]
    assert len(tables.rows(casefile, Challenge)) == 1


def test_a_colour_without_one_meaning_is_confirmed_by_a_person_and_what_they_said_holds(casefile, tmp_path):
    bring_in(casefile, coloured(tmp_path, "ED7D31", "first.xlsx"), COLOURED)
    (entry,) = tables.rows(casefile, LogEntry)
    assert (entry.status_typed, tables.rows(casefile, Challenge)) == ("", ())
    assert "orange, which could be amber or red" in entry.reason
    ledgers.settle_log_entry(casefile, entry_id=entry.id, raised_on=entry.raised_on, status="Amber")
    assert notes_of(casefile) == ["In first.xlsx, Sheet!B2: status “Amber, as you decided”"]
    bring_in(casefile, coloured(tmp_path, "ED7D31", "newer.xlsx"), COLOURED)
    (entry,) = tables.rows(casefile, LogEntry)
    assert (entry.status_typed, entry.reason) == ("Amber, as you decided", "")
    assert len(notes_of(casefile)) == 1


def test_the_days_of_a_workbook_were_not_typed_and_nobody_is_asked_about_them(casefile, tmp_path):
    """Of an old list most days have passed: whoever commits it has nothing to answer for."""
    heads = ("No", "Date agreed", "Action", "Lead", "Due")
    path = sheet(tmp_path, heads, ("1", "2 March 2024", "Share the rota", "Police", "1 June 2024"))
    mapping = ledger(Layout.ACTION_LOG, {
        "no": Role.NUMBER, "date agreed": Role.RAISED, "action": Role.CHALLENGE, "lead": Role.AGENCY,
        "due": Role.DEADLINE,
    })  # fmt: skip
    with asking(casefile):
        bring_in(casefile, path, mapping)
        assert casefile.asking
    (challenge,) = tables.rows(casefile, Challenge)
    assert challenge.question == "Share the rota"
