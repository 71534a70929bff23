"""Imports that were made: what each holds, and taking one out long after, keeping everything edited since."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from scrutineer.casefile import tables, takeout
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.records import headline, record_in
from scrutineer.domain.changes import Outcome
from scrutineer.domain.ids import ReturnId
from scrutineer.domain.returns import ReturnFile
from scrutineer.domain.words import counted, shortened
from scrutineer.errors import UserError
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Something that stays when an import is taken out, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class TakeOut:
    """What taking one import out would do."""

    file: ReturnFile
    removed: tuple[str, ...]
    put_back: int
    kept: tuple[KeptRow, ...]


def standing_imports(casefile: Casefile) -> tuple[ReturnFile, ...]:
    """Every workbook that stands as imported, newest first."""
    return tables.rows(casefile, ReturnFile, order=("-id",))


def preview_take_out(casefile: Casefile, *, return_id: ReturnId, progress: Progress = SILENT) -> TakeOut:
    """What taking this import out would remove, put back and keep; reads only."""
    progress.step(0, 1, "Looking at what was edited since")
    file = tables.get(casefile, ReturnFile, return_id)
    return _described(casefile, file, _plan(casefile, file))


def _plan(casefile: Casefile, file: ReturnFile) -> takeout.TakeOutPlan:
    seq = takeout.entry_that_made(casefile.view, "return_file", file.id)
    if seq is None:
        raise UserError(f"The journal does not hold the import of {file.name}.", "Run a check of the casefile.")
    merged = takeout.came_by_merging(casefile.view, "return_file", file.id)
    return takeout.plan(casefile.view, seq, file.id if merged else None)


def _described(casefile: Casefile, file: ReturnFile, plan: takeout.TakeOutPlan) -> TakeOut:
    removed = Counter(table for (table, _), before in plan.back.items() if before is None)
    put_back = sum(before is not None for before in plan.back.values())
    names = {agency.id: agency.name for agency in read_context(casefile).agencies}
    kept = tuple(
        KeptRow(
            _what(row, names), "something that stays rests on it" if row.needed else f"changed since: {row.changed_by}"
        )
        for row in plan.kept
    )
    words = tuple(counted(number, record_in(table).noun, record_in(table).plural) for table, number in removed.items())
    return TakeOut(file, words, put_back, kept)


def _what(kept: takeout.Kept, agencies: dict[Any, str]) -> str:
    """Which row it is: what it is, its first words, whose it is, and its cell."""
    values, noun = kept.values, record_in(kept.table).noun
    whose = agencies.get(values.get("agency_id"), "")
    parts = (f"{noun[0].upper()}{noun[1:]}", shortened(headline(kept.table, values), 60),
             f"of {whose}" if whose else "", values.get("cell", ""))  # fmt: skip
    return " ".join(part for part in parts if part)


def take_out_import(casefile: Casefile, *, return_id: ReturnId, progress: Progress = SILENT) -> Outcome[TakeOut]:
    """Take one import out, whenever it was made. What was edited since stays, and is listed with the reason."""
    progress.step(0, 1, "Taking the import out")
    file = tables.get(casefile, ReturnFile, return_id)
    with casefile.transact(f"Take out the import of {file.name}") as changes:
        plan = _plan(casefile, file)
        taken_out = _described(casefile, file, plan)
        takeout.carry_out(casefile.writer, plan)
    kept = f"; {len(taken_out.kept)} kept" if taken_out.kept else ""
    return Outcome(taken_out, changes.kinds, f"The import of {file.name} taken out{kept}")
