"""Store a returned pack: the merged answers, replies to challenges, evidence named, contributions, attendance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scrutineer.casefile import files, numbers, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import stamp
from scrutineer.domain.challenge import Event, EventKind
from scrutineer.domain.changes import Outcome
from scrutineer.domain.ids import ReturnId
from scrutineer.domain.ledgers import Attendance, Contribution
from scrutineer.domain.pack_merge import Merged, undecided
from scrutineer.domain.returns import ReturnFile, SelfAssessment, reasons_of
from scrutineer.domain.words import counted, some
from scrutineer.errors import UserError
from scrutineer.operations.pack_previews import MergedRow, PackPreview, Reply, merged_answer
from scrutineer.operations.packs import profile_name
from scrutineer.operations.queries.challenges import life_of
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.progress import SILENT, Progress


def commit_pack(
    casefile: Casefile,
    *,
    shown: PackPreview,
    content: bytes,
    take_returned: Mapping[str, bool] | None = None,
    progress: Progress = SILENT,
) -> Outcome[ReturnId | None]:
    """Store what was previewed, in one transaction that one undo takes back.

    `take_returned` says per conflicting cell whether the returned text replaces what stands; all must be settled.
    """
    decisions = take_returned or {}
    name = shown.returned.name
    if shown.already_imported:
        return Outcome(None, label=f"{name} holds nothing that is not here already. Nothing was changed.")
    _refuse_open(shown, decisions)
    context = read_context(casefile)
    progress.step(0, 2, "Storing the workbook")
    with casefile.transact(f"Import {name}") as changes:
        files.store(casefile, content)
        new = ReturnId(tables.insert(casefile, _return_file(casefile, shown, context)))
        progress.step(1, 2, "Storing the answers")
        for row in shown.rows:
            _store_row(casefile, replace(merged_answer(shown, row, context, decisions), return_id=new), row)
        for reply in shown.replies:
            _store_reply(casefile, reply, decisions)
        for item in shown.evidence:
            tables.insert(casefile, replace(item, number=numbers.next_number(casefile, "evidence")))
        _store_ledger(casefile, shown, new)
    return Outcome(new, changes.kinds, f"{counted(len(shown.rows), 'answer')} merged from {name}")


def _refuse_open(shown: PackPreview, decisions: Mapping[str, bool]) -> None:
    for question in shown.questions:
        raise UserError(f"{question.text} Nothing was changed.", question.advice)
    waiting = undecided(shown.cells(), decisions)
    if waiting:
        places = some([cell.key for cell in waiting])
        raise UserError(
            f"{counted(len(waiting), 'cell')} changed both in the pack and here ({places}). Nothing was changed.",
            "Say for each whether to keep what stands or to take what came back.",
        )


def _return_file(casefile: Casefile, shown: PackPreview, context: Context) -> ReturnFile:
    totals = shown.totals(context)
    return ReturnFile(
        sha256=shown.returned.sha256, name=shown.returned.name, profile=profile_name(shown.cycle),
        scale_id=context.scale.id, cycle_id=shown.cycle.id, imported=stamp(casefile.clock), read=totals["read"],
        stored=totals["stored"], set_aside=totals["set_aside"], ignored=totals["ignored"],
        reasons=reasons_of(shown.left_out), kind="pack",
        agency_typed=shown.agency, pack_id=shown.pack.id,
    )  # fmt: skip


def _store_row(casefile: Casefile, answer: SelfAssessment, row: MergedRow) -> None:
    if row.before is None:
        tables.insert(casefile, answer)
    elif replace(answer, return_id=row.before.return_id) != row.before:
        tables.update(casefile, replace(answer, id=row.before.id))


def _store_reply(casefile: Casefile, reply: Reply, decisions: Mapping[str, bool]) -> None:
    """A new reply is added as an event; a reply that stands is never written over."""
    merged = reply.text3.merged
    if merged is Merged.RETURNED or (merged is Merged.CONFLICT and decisions[reply.text3.key]):
        event = Event(
            challenge_id=reply.challenge_id, kind=EventKind.RESPONSE, on_date=reply.on_date,
            text=reply.text3.returned, by=reply.by, marking=life_of(casefile, reply.challenge_id).challenge.marking,
        )  # fmt: skip
        tables.insert(casefile, event)


def _store_ledger(casefile: Casefile, shown: PackPreview, new: ReturnId) -> None:
    """Contributions and attendance; a newer version of the same pack takes the place of the earlier one's rows."""
    earlier = [file.id for file in tables.rows(casefile, ReturnFile, pack_id=shown.pack.id, id=tables.OtherThan(new))]
    if shown.contributions:
        tables.delete_where(casefile, Contribution, return_id=earlier)
    if shown.attendance:
        tables.delete_where(casefile, Attendance, return_id=earlier)
    tables.insert_all(casefile, [replace(row, return_id=new) for row in shown.contributions])
    tables.insert_all(casefile, [replace(row, return_id=new) for row in shown.attendance])
