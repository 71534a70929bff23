"""What committing a ledger would do: each row of a log, of contributions, attendance or training beside what stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from scrutineer.casefile import reading, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.grid import Workbook
from scrutineer.domain.ids import LedgerId, ReturnId
from scrutineer.domain.ledger_kinds import BY_LAYOUT, BY_RECORD, LedgerKind, is_settled
from scrutineer.domain.ledgers import Attendance
from scrutineer.domain.mapping import Profile
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import find_agency
from scrutineer.domain.proposal import Proposal, ProposedItem
from scrutineer.domain.returns import Change, Finding, ReturnFile, Said
from scrutineer.domain.seat_days import SeatOnDay
from scrutineer.domain.words import some
from scrutineer.exchange import doubled
from scrutineer.exchange.ledgers import read_ledger
from scrutineer.operations import log_closings
from scrutineer.operations.queries.context import Context
from scrutineer.progress import SILENT, Progress


def propose(
    casefile: Casefile,
    context: Context,
    workbook: Workbook,
    profile: Profile,
    said: Said,
    progress: Progress = SILENT,
) -> Proposal:
    """What committing this workbook would store; reads only. Rows of one workbook with one key are told apart."""
    progress.step(0, 2, "Reading the rows")
    kind = BY_LAYOUT[profile.layout]
    read = read_ledger(workbook, profile, said.chosen)
    rows = [kind.checked(_with_agency(row, context, said), casefile.clock.today()) for row in read.rows]
    progress.step(1, 2, "Comparing with what is there")
    standing = reading.rows_of_mapping(casefile, kind.record, context.cycle.id, profile.name)
    items = beside(rows, standing)
    stay_open: tuple[Finding, ...] = ()
    if kind.is_challenges:
        reasons = {row.cell: row.reason for row in rows if row.reason}
        items, stay_open = log_closings.with_closings(casefile, items, reasons, read.name)
    done = tables.count(casefile, ReturnFile, sha256=workbook.sha256, profile=profile.name)
    same = bool(done) and not any(item.is_fresh for item in items)
    unknown = tuple(dict.fromkeys(row.named for row in rows if row.agency_id is None and row.named))
    return Proposal(
        name=read.name, sha256=read.sha256, kind=profile.layout.value, filed_under=profile.name, cycle=context.cycle,
        profile=profile, remembered=profile, items=items, left_out=read.left_out, overlooked=read.overlooked,
        findings=(*_named(unknown), *_absent(rows, context), *stay_open, *read.findings),
        questions=() if same else read.questions, offers=() if same else read.offers,
        unknown_agencies=unknown, already_imported=same, said=said,
    )  # fmt: skip


def _named(unknown: tuple[str, ...]) -> Iterator[Finding]:
    if unknown:
        words = f"Names that no agency here has: {some(unknown)}. Kept as typed, with no agency behind them."
        yield Finding("ask", words, "unknown agencies", unknown)


def _absent(rows: Iterable[Any], context: Context) -> Iterator[Finding]:
    """Who is said to have filled a seat at a meeting on a day on which there was no such seat."""
    absent: dict[str, str] = {}
    for row in rows:
        if isinstance(row, Attendance) and row.on_date is not None and row.presence is not None:
            pair = SeatOnDay("seat", row.on_date, title=row.seat, agency_id=row.agency_id)
            doubt = pair.doubt(context.seats)
            if doubt is not None:
                absent.setdefault(doubt.words, row.cell)
    if absent:
        words = f"{some(list(absent))}. Look at the day here, and at the days of the seat in Settings: is it so?"
        yield Finding("ask", words, "days of seats", tuple(absent.values()))


def _with_agency(row: Any, context: Context, said: Said) -> Any:
    """The agency a row names, where this partnership has it or a person said which; else the name stands alone."""
    agencies = context.agencies
    agency = find_agency(agencies, row.named) or find_agency(agencies, said.same_as.get(row.named, ""))
    return replace(row, agency_id=agency.id if agency else None)


def beside(rows: Iterable[Any], standing: Iterable[Any]) -> tuple[ProposedItem, ...]:
    """Each row of a ledger beside the one that stands for it; what stands is met once."""
    free: dict[tuple[object, ...], list[Any]] = defaultdict(list)
    for row in standing:
        free[row.key].append(row)
    apart = doubled.rows_apart(tuple(rows), lambda row: _place_of(row, BY_RECORD[type(row)]))
    return tuple(_item(row, free[row.key].pop(0) if free[row.key] else None) for row in apart)


def _place_of(row: Any, kind: LedgerKind) -> tuple[object, ...]:
    """What makes two rows of one workbook meet: an agency under two of its names is one agency."""
    known = {} if row.agency_id is None else {kind.named_in: f"agency {row.agency_id}"}
    key: tuple[object, ...] = replace(row, **known).key
    return key


def _item(row: Any, before: Any) -> ProposedItem:
    """A row ready to store. What a person decided of it is kept, until it comes back different and they say which."""
    change, record = Change.NEW, row
    if before is not None:
        becomes = BY_RECORD[type(row)].beside(row, before)
        same = becomes is not None and _bare(becomes) == _bare(before)
        change = Change.CONFLICT if becomes is None else Change.UNCHANGED if same else Change.CHANGED
        record = becomes or row
    return ProposedItem(
        place=row.cell, about=record.about, record=record, change=change, before=before,
        waits="" if is_settled(record) else record.reason, typed=record.as_typed, came=in_words(record),
        stands=in_words(before) if before is not None else "", named=record.named,
    )  # fmt: skip


def _bare(row: Any) -> Any:
    """A row without what belongs to its place alone, or to this casefile: its marking."""
    return replace(row, id=LedgerId(0), return_id=ReturnId(0), cell="", marking=Marking.PARTNER)


def in_words(row: Any) -> str:
    """What a row was read as, or why it waits."""
    return str(row.reason or row.as_read)
