"""Challenge logs, contributions, attendance and training numbers: what their rows become, and what a person settles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from scrutineer.casefile import numbers, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.challenge import Challenge, Event, EventKind, agreed_action, reference_for
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import read_date
from scrutineer.domain.grid import tidy
from scrutineer.domain.ids import ChallengeId, LedgerId
from scrutineer.domain.ledger_kinds import BY_NAME, day_problem, days_problem, is_settled
from scrutineer.domain.ledgers import SETTLED, Ledger, LogEntry, after_closed, closes
from scrutineer.domain.mapping import Layout
from scrutineer.domain.marking import narrowest
from scrutineer.domain.returns import ReturnFile
from scrutineer.domain.rules import before as is_before
from scrutineer.domain.rules import is_blank
from scrutineer.errors import UserError
from scrutineer.operations.log_closings import closing_event, closing_of, said_there
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.progress import SILENT, Progress


def with_challenge(
    casefile: Casefile, context: Context, row: LogEntry, before: LogEntry | None, name: str, *, is_action: bool = False
) -> LogEntry:
    """A row that can be one becomes a challenge, marked as it is; a newer update of one that is becomes a dated note,
    never marked wider than its challenge, and what closes one that is open here closes it. A row that bears the
    reference of a challenge here is of that one. Of a list of actions (`is_action`) it becomes one that was agreed and
    is under way, as it does in a meeting."""
    known = _known_by_reference(casefile, row) if row.challenge_id is None else None
    of_known = row.challenge_id or (known.id if known is not None else None)
    if of_known is not None and _close(casefile, of_known, row, before, name):
        return replace(row, challenge_id=of_known, reason="")
    if known is not None:
        return _of_known(casefile, row, known, name)
    if row.reason and row.challenge_id is None:
        return row
    if row.challenge_id is None:
        return replace(row, challenge_id=_raise(casefile, context, row, name, is_action))
    earlier = (before.update_text, before.status_typed) if before else ("", "")
    if any(said and said != was for said, was in zip((row.update_text, row.status_typed), earlier, strict=True)):
        note_update(casefile, row.challenge_id, row, name)
    return row


def _close(casefile: Casefile, known: ChallengeId, row: LogEntry, before: LogEntry | None, name: str) -> bool:
    """Close what is open here and closed in a log, as its proposal asked and a person took it; whether it was."""
    (life,) = lives(casefile, [known])
    closing = None if is_settled(row) else closing_of(life, row, before, name)
    if closing is None or closing.event is None:
        return False
    tables.insert(casefile, closing.event)
    return True


def _known_by_reference(casefile: Casefile, row: LogEntry) -> Challenge | None:
    known = tables.rows(casefile, Challenge, reference=row.number.strip().upper()) if row.number.strip() else ()
    return known[0] if known else None


def _of_known(casefile: Casefile, row: LogEntry, known: Challenge, name: str) -> LogEntry:
    """A row of a log that this program wrote: what its update says of what is recorded here is not said again."""
    texts = [event.text for event in tables.rows(casefile, Event, challenge_id=known.id) if event.text]
    if row.update_text and not any(row.update_text.endswith(text) or row.update_text in text for text in texts):
        note_update(casefile, known.id, row, name)
    return replace(row, challenge_id=known.id, reason=row.reason if is_settled(row) else "")


def _raise(casefile: Casefile, context: Context, row: LogEntry, name: str, is_action: bool) -> ChallengeId:
    day = row.raised_on or casefile.clock.today()
    reference = reference_for(
        context.partnership.prefix, day.year, numbers.next_number(casefile, f"challenge:{day.year}")
    )
    challenge = Challenge(
        reference=reference, cycle_id=context.cycle.id, agency_id=row.agency_id, put_to=row.put_to or "The partnership",
        question=tidy(row.question), why=f"From {name}, {row.cell}, number {row.number or 'none'}.",
        marking=row.marking,
    )  # fmt: skip
    new = ChallengeId(tables.insert(casefile, challenge))
    due = None if is_before(row.due_on, day) else row.due_on
    raised = Event(
        challenge_id=new, kind=EventKind.RAISED, on_date=day, due=due,
        text=f"As “{row.raised_typed}” in {name}" if row.raised_typed else f"On the day that you said, in {name}",
        marking=row.marking,
    )  # fmt: skip
    tables.insert(casefile, raised)
    if is_action:
        agreed = agreed_action(
            new, day, due, who=row.put_to, said=f"Agreed, as {name} logs it", action=tidy(row.question),
            marking=row.marking,
        )  # fmt: skip
        tables.insert_all(casefile, agreed)
    elif row.replied_on is not None:
        said = said_there(row, name)
        reply = Event(
            challenge_id=new, kind=EventKind.RESPONSE, on_date=row.replied_on, text=said, by=row.put_to,
            marking=row.marking,
        )  # fmt: skip
        tables.insert(casefile, reply)
    if row.closed_on is not None:
        tables.insert(casefile, closing_event(new, row, name))
    elif (row.update_text or row.status_typed) and (is_action or row.replied_on is None):
        note_update(casefile, new, row, name)
    return new


def note_update(casefile: Casefile, challenge: ChallengeId, row: LogEntry, name: str) -> None:
    """Keep what a log says as the newest of a challenge as a note of today, never marked wider than either is."""
    text = said_there(row, name)
    today = casefile.clock.today()
    marking = narrowest(row.marking, tables.get(casefile, Challenge, challenge).marking)
    note = Event(challenge_id=challenge, kind=EventKind.NOTE, on_date=today, text=text, marking=marking)
    tables.insert(casefile, note)


def settle_log_entry(
    casefile: Casefile,
    *,
    entry_id: LedgerId,
    raised_on: date | None,
    reason: str = "",
    status: str = "",
    progress: Progress = SILENT,
) -> Outcome[ChallengeId | None]:
    """Settle a row of a log that waits: raise it as of a day, or leave it out (None) with the reason. `status` is how
    far it is, as a person says of a row whose own says nothing sure; "" where they say nothing of it. “Closed 12 June
    2026” closes it as of that day."""
    progress.step(0, 1, "Recording your decision")
    entry = tables.get(casefile, LogEntry, entry_id)
    if entry.challenge_id is not None:
        raise UserError("This row is a challenge already.", "Look for it among the challenges.")
    if raised_on is None and is_blank(reason):
        raise UserError("Leaving a row out needs its reason.", "Say why it is no challenge of yours to follow.")
    problem = day_problem(raised_on, casefile.clock.today()) if raised_on is not None else ""
    if problem:
        raise UserError(f"{problem}.", "Give the day on which it was put.")
    file = tables.get(casefile, ReturnFile, entry.return_id)
    with casefile.transact(f"Decide on row {entry.number or entry.cell} of {file.name}") as changes:
        new = None
        is_action = file.kind == Layout.ACTION_LOG.value
        if raised_on is not None:
            decided = f"{status.strip()}, as you decided" if status.strip() else entry.status_typed
            closed_on = (read_date(after_closed(status)) if closes(status) else None) or entry.closed_on
            dated = replace(entry, raised_on=raised_on, reason="", status_typed=decided, closed_on=closed_on)
            if refused := days_problem(dated, casefile.clock.today()):
                raise UserError(f"{refused}.", "Give days that can follow each other.")
            new = _raise(casefile, read_context(casefile), dated, file.name, is_action)
            tables.update(casefile, replace(dated, challenge_id=new))
        else:
            tables.update(casefile, replace(entry, reason=f"{SETTLED}{reason.strip()}"))
    return changes.outcome(new, "Raised" if new else "Left out")


def settle_value(
    casefile: Casefile,
    *,
    row: Ledger,
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
    return tuple(row for row in rows if row.reason and not is_settled(row))
