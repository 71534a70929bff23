"""Challenge logs, contributions, attendance and training numbers: compared with what stands, then stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from scrutineer.casefile import files, numbers, reading, saved_mappings, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import stamp
from scrutineer.domain.challenge import Challenge, Event, EventKind, reference_for, year_problem
from scrutineer.domain.changes import Outcome
from scrutineer.domain.grid import Workbook, tidy
from scrutineer.domain.ids import ChallengeId, CycleId, LedgerId, ReturnId
from scrutineer.domain.ledger_kinds import BY_LAYOUT, BY_NAME
from scrutineer.domain.ledgers import SETTLED, Attendance, Contribution, Ledger, LogEntry, TrainingNumber
from scrutineer.domain.mapping import Profile
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency, find_agency
from scrutineer.domain.returns import Change, Finding, ImportQuestion, ReturnFile, Said, reasons_of
from scrutineer.domain.rules import before, is_blank
from scrutineer.domain.words import counted, some
from scrutineer.errors import UserError
from scrutineer.exchange import doubled, profile_file
from scrutineer.exchange.ledgers import LedgerReading, read_ledger
from scrutineer.operations.mappings import refuse_other_layout
from scrutineer.operations.partnership import add_aliases
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.progress import SILENT, Progress


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A row ready to store, what stands now, and what storing it would do."""

    row: Ledger
    change: Change
    before: Ledger | None = None


@dataclass(frozen=True, slots=True)
class LedgerPreview:
    """What one commit would store. `read` = `stored` + `set_aside` + `ignored`.

    `unknown` are the names that no agency of this partnership has: they stand as typed, with no agency behind them.
    """

    reading: LedgerReading
    proposed: tuple[ProposedRow, ...]
    already_imported: bool
    said: Said = Said()
    unknown: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[ImportQuestion, ...]:
        """What only a person can say before a commit."""
        return () if self.already_imported else self.reading.questions

    @property
    def fresh(self) -> tuple[ProposedRow, ...]:
        """The rows that a commit would store or change, those apart that wait for a person."""
        return tuple(item for item in self.proposed if item.change is not Change.UNCHANGED and not item.row.reason)

    @property
    def conflicts(self) -> tuple[ProposedRow, ...]:
        """The rows that a person settled and that came back different."""
        return tuple(item for item in self.proposed if item.change is Change.CONFLICT)

    def count(self, change: Change) -> int:
        """How many rows have this change."""
        return sum(item.change is change for item in self.proposed)

    def totals(self) -> dict[str, int]:
        """read = stored + set_aside + ignored."""
        aside = sum(bool(row.reason) for row in self.reading.rows)
        return {
            "read": self.reading.read,
            "stored": len(self.reading.rows) - aside,
            "set_aside": aside,
            "ignored": len(self.reading.left_out),
        }


def _bare(row: Ledger) -> Ledger:
    """A row without what belongs to its place alone."""
    return replace(row, id=LedgerId(0), return_id=ReturnId(0), cell="")


def preview_ledger(
    casefile: Casefile,
    *,
    workbook: Workbook,
    profile: Profile,
    said: Said | None = None,
    progress: Progress = SILENT,
) -> LedgerPreview:
    """What committing this workbook would store; reads only. Rows of one workbook with one key are told apart."""
    progress.step(0, 2, "Reading the rows")
    context = read_context(casefile)
    by_person = said or Said()
    reading = read_ledger(workbook, profile, by_person.chosen)
    known = tuple(_with_agency(row, context.agencies, by_person) for row in reading.rows)
    rows = tuple(_waits_for_its_days(row, casefile.clock.today()) for row in known)
    reading = replace(reading, rows=doubled.rows_apart(rows, _place_of))
    progress.step(1, 2, "Comparing with what is there")
    standing = {row.key: row for row in standing_rows(casefile, context.cycle.id, profile)}
    proposed = tuple(_propose(row, standing.get(row.key)) for row in reading.rows)
    done = tables.rows(casefile, ReturnFile, sha256=workbook.sha256, profile=profile.name)
    unchanged = all(item.change is Change.UNCHANGED for item in proposed)
    unknown = tuple(dict.fromkeys(name for row in known if row.agency_id is None and (name := row.named)))
    if unknown:
        words = f"Names that no agency here has: {some(unknown)}. Kept as typed, with no agency behind them."
        reading = replace(reading, findings=(Finding("ask", words, "unknown agencies", unknown), *reading.findings))
    return LedgerPreview(reading, proposed, bool(done) and unchanged, by_person, unknown)


def standing_rows(casefile: Casefile, cycle: CycleId, profile: Profile) -> tuple[Ledger, ...]:
    """The rows that stand in a cycle for one mapping."""
    return reading.rows_of_mapping(casefile, BY_LAYOUT[profile.layout].record, cycle, profile.name)


def _with_agency(row: Ledger, agencies: tuple[Agency, ...], said: Said) -> Ledger:
    """The agency a row names, where this partnership has it or a person said which; else the name stands alone."""
    name = row.named
    agency = find_agency(agencies, name) or find_agency(agencies, said.same_as.get(name, ""))
    return replace(row, agency_id=agency.id if agency else None)


def _day_problem(day: date, today: date) -> str:
    return year_problem(day) or ("A challenge cannot have been raised in the future" if day > today else "")


def _waits_for_its_days(row: Ledger, today: date) -> Ledger:
    """A row of a log whose days cannot be waits for a person."""
    if not isinstance(row, LogEntry) or row.reason or row.raised_on is None:
        return row
    problem = _day_problem(row.raised_on, today)
    if not problem and before(row.due_on, row.raised_on):
        problem = "The reply is due before the challenge was raised"
    return replace(row, reason=problem[:1].lower() + problem[1:])


def _place_of(row: Ledger) -> tuple[object, ...]:
    """What makes two rows of one workbook meet: an agency under two of its names is one agency."""
    if row.agency_id is None or isinstance(row, LogEntry):
        return row.key
    known = f"agency {row.agency_id}"
    return (replace(row, partner=known) if isinstance(row, Contribution) else replace(row, agency=known)).key


def _propose(row: Ledger, before: Ledger | None) -> ProposedRow:
    if before is None:
        return ProposedRow(row, Change.NEW)
    if isinstance(row, LogEntry) and isinstance(before, LogEntry):
        settled = before.challenge_id is not None or before.reason.startswith(SETTLED)
        row = replace(row, challenge_id=before.challenge_id, reason=before.reason if settled else row.reason)
    elif before.reason.startswith(SETTLED):
        if row.as_typed != before.as_typed:
            return ProposedRow(row, Change.CONFLICT, before)
        row = before
    same = _bare(row) == _bare(before)
    return ProposedRow(row, Change.UNCHANGED if same else Change.CHANGED, before)


def commit_ledger(
    casefile: Casefile,
    *,
    shown: LedgerPreview,
    content: bytes,
    replace_decided: Mapping[str, bool] | None = None,
    progress: Progress = SILENT,
) -> Outcome[ReturnId | None]:
    """Store what was previewed, in one transaction that one undo takes back.

    `replace_decided` says per cell whether a conflict takes the returned value; all must be settled.
    """
    settled = replace_decided or {}
    reading = shown.reading
    if shown.already_imported:
        return Outcome(None, label=f"{reading.name} was imported already. Nothing was changed.")
    for question in shown.questions:
        raise UserError(f"{question.text} Nothing was changed.", question.advice)
    refuse_other_layout(casefile, reading.profile)
    open_ones = [p.row.cell for p in shown.proposed if p.change is Change.CONFLICT and p.row.cell not in settled]
    if open_ones:
        raise UserError(
            f"{counted(len(open_ones), 'cell')} decided by you came back different ({some(open_ones)}).",
            "Say for each which one to keep. Nothing was changed.",
        )
    context = read_context(casefile)
    progress.step(0, 2, "Storing the workbook")
    with casefile.transact(f"Import {reading.name}") as changes:
        files.store(casefile, content)
        add_aliases(casefile, shown.said)
        new = ReturnId(tables.insert(casefile, _return_file(casefile, shown, context.cycle.id)))
        progress.step(1, 2, "Storing the rows")
        _store(casefile, context, new, shown, settled)
        saved_mappings.save(casefile, reading.profile.name, profile_file.write(reading.profile))
    return Outcome(new, changes.kinds, f"{counted(len(shown.fresh), 'row')} committed from {reading.name}")


def _store(
    casefile: Casefile, context: Context, new: ReturnId, shown: LedgerPreview, settled: Mapping[str, bool]
) -> None:
    fresh: list[Ledger] = []
    for item in shown.proposed:
        kept = item.change is Change.CONFLICT and not settled[item.row.cell]
        if kept or item.change is Change.UNCHANGED:
            continue
        row = replace(item.row, return_id=new)
        if isinstance(row, LogEntry):
            row = _with_challenge(casefile, context, row, item.before, shown.reading.name)
        if item.before is None:
            fresh.append(row)
        else:
            tables.update(casefile, replace(row, id=item.before.id))
    tables.insert_all(casefile, fresh)


def _return_file(casefile: Casefile, shown: LedgerPreview, cycle: CycleId) -> ReturnFile:
    totals, reading = shown.totals(), shown.reading
    return ReturnFile(
        sha256=reading.sha256, name=reading.name, profile=reading.profile.name, cycle_id=cycle,
        imported=stamp(casefile.clock), read=totals["read"], stored=totals["stored"], set_aside=totals["set_aside"],
        ignored=totals["ignored"], reasons=reasons_of(reading.left_out), kind=reading.profile.layout.value,
    )  # fmt: skip


def _with_challenge(casefile: Casefile, context: Context, row: LogEntry, before: Ledger | None, name: str) -> LogEntry:
    """A row that can be one becomes a challenge; a newer update of one that is becomes a dated note."""
    if row.reason:
        return row
    if row.challenge_id is None:
        return replace(row, challenge_id=_raise(casefile, context, row, name))
    earlier = before.update_text if isinstance(before, LogEntry) else ""
    if row.update_text and row.update_text != earlier:
        _note(casefile, row.challenge_id, row, name)
    return row


def _raise(casefile: Casefile, context: Context, row: LogEntry, name: str) -> ChallengeId:
    day = row.raised_on or casefile.clock.today()
    reference = reference_for(
        context.partnership.prefix, day.year, numbers.next_number(casefile, f"challenge:{day.year}")
    )
    challenge = Challenge(
        reference=reference, cycle_id=context.cycle.id, agency_id=row.agency_id, put_to=row.put_to or "The partnership",
        question=tidy(row.question), why=f"From {name}, {row.cell}, number {row.number or 'none'}.",
        marking=Marking.PARTNER,
    )  # fmt: skip
    new = ChallengeId(tables.insert(casefile, challenge))
    raised = Event(
        challenge_id=new, kind=EventKind.RAISED, on_date=day, due=None if before(row.due_on, day) else row.due_on,
        text=f"As “{row.raised_typed}” in {name}", marking=Marking.PARTNER,
    )  # fmt: skip
    tables.insert(casefile, raised)
    if row.update_text:
        _note(casefile, new, row, name)
    return new


def _note(casefile: Casefile, challenge: ChallengeId, row: LogEntry, name: str) -> None:
    status = f", status “{row.status_typed}”" if row.status_typed else ""
    text = f"In {name}, {row.cell}: “{row.update_text}”{status}"
    today = casefile.clock.today()
    note = Event(challenge_id=challenge, kind=EventKind.NOTE, on_date=today, text=text, marking=Marking.PARTNER)
    tables.insert(casefile, note)


def settle_log_entry(
    casefile: Casefile,
    *,
    entry_id: LedgerId,
    raised_on: date | None,
    reason: str = "",
    progress: Progress = SILENT,
) -> Outcome[ChallengeId | None]:
    """Settle a row of a log that waits: raise it as of a day, or leave it out (None) with the reason."""
    progress.step(0, 1, "Recording your decision")
    entry = tables.get(casefile, LogEntry, entry_id)
    if entry.challenge_id is not None:
        raise UserError("This row is a challenge already.", "Look for it among the challenges.")
    if raised_on is None and is_blank(reason):
        raise UserError("Leaving a row out needs its reason.", "Say why it is no challenge of yours to follow.")
    problem = _day_problem(raised_on, casefile.clock.today()) if raised_on is not None else ""
    if problem:
        raise UserError(f"{problem}.", "Give the day on which it was put.")
    file = tables.get(casefile, ReturnFile, entry.return_id)
    with casefile.transact(f"Decide on row {entry.number or entry.cell} of {file.name}") as changes:
        new = None
        if raised_on is not None:
            dated = replace(entry, raised_on=raised_on, reason="")
            new = _raise(casefile, read_context(casefile), dated, file.name)
            tables.update(casefile, replace(dated, challenge_id=new))
        else:
            tables.update(casefile, replace(entry, reason=f"{SETTLED}{reason.strip()}"))
    return changes.outcome(new, "Raised" if new else "Left out")


def settle_value(
    casefile: Casefile,
    *,
    row: Contribution | Attendance | TrainingNumber,
    progress: Progress = SILENT,
) -> Outcome[None]:
    """Store what a person says a cell of a ledger means; its reason says on what they relied."""
    progress.step(0, 1, "Recording your decision")
    if is_blank(row.reason):
        raise UserError("A decision needs its reason.", "Say what you relied on.")
    said = row.reason.strip().removeprefix(SETTLED)
    with casefile.transact(f"Decide {row.cell}") as changes:
        tables.update(casefile, replace(row, reason=f"{SETTLED}{said}"))
    return changes.outcome(None, f"{row.cell} decided")


def rows_of(casefile: Casefile, file: ReturnFile) -> tuple[Ledger, ...]:
    """The rows that came from one workbook."""
    return tables.rows(casefile, BY_NAME[file.kind].record, return_id=file.id)


def waiting(rows: Iterable[Ledger]) -> tuple[Ledger, ...]:
    """The rows that wait for a person."""
    return tuple(row for row in rows if row.reason and not row.reason.startswith(SETTLED))
