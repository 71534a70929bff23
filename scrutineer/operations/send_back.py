"""Send-back copies: a partner's own workbook with what must be put right ringed and listed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scrutineer.casefile import files, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.corrections import Correction, of_answer, of_findings
from scrutineer.domain.grid import Workbook
from scrutineer.domain.ids import ReturnId
from scrutineer.domain.ledger_kinds import BY_NAME
from scrutineer.domain.proposal import Proposal
from scrutineer.domain.returns import AnswerStatus, ReturnFile, SelfAssessment
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.exchange import doctor, reader, send_back, sniff
from scrutineer.operations import ledgers, mappings
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress

_MARKABLE = {"xlsx"}


def corrections_of_proposal(shown: Proposal) -> tuple[Correction, ...]:
    """What would have to be put right in a workbook that is being checked."""
    kind, scale = BY_NAME.get(shown.kind), shown.profile.scale if shown.profile else None
    own = tuple(
        of_answer(item.place, item.typed, item.waits, scale)
        if kind is None and scale is not None
        else Correction(item.place, item.typed, f"{item.waits}.", kind.asks if kind else "")
        for item in shown.waiting
    )
    return (*own, *of_findings(shown.findings, {correction.place for correction in own}))


def corrections_of(casefile: Casefile, file: ReturnFile, workbook: Workbook) -> tuple[Correction, ...]:
    """What still has to be put right in a workbook that was taken in; what was settled since is left out."""
    if file.kind in BY_NAME:
        rows = ledgers.waiting(ledgers.rows_of(casefile, file))
        own = tuple(Correction(row.cell, row.as_typed, f"{row.reason}.", BY_NAME[file.kind].asks) for row in rows)
    else:
        aside = tables.rows(casefile, SelfAssessment, return_id=file.id)
        waiting = [answer for answer in aside if answer.status is AnswerStatus.SET_ASIDE]
        scale = mappings.profile_named(casefile, file.profile).scale
        own = tuple(of_answer(answer.cell, answer.typed, answer.reason, scale) for answer in waiting)
    return (*own, *of_findings(doctor.hazards(workbook), {correction.place for correction in own}))


def write_send_back(
    casefile: Casefile, *, return_id: ReturnId, out: Path, progress: Progress = SILENT
) -> Outcome[tuple[Correction, ...]]:
    """Write the partner's workbook, as it was taken in, with every cell that waits ringed and listed."""
    progress.step(0, 2, "Looking for what must be put right")
    file = tables.get(casefile, ReturnFile, return_id)
    content = files.load(casefile, file.sha256)
    workbook = reader.read_workbook(file.name, content)
    corrections = corrections_of(casefile, file, workbook)
    return write_copy(file.name, content, corrections, out=out, progress=progress)


def write_copy(
    name: str, content: bytes, corrections: Iterable[Correction], *, out: Path, progress: Progress = SILENT
) -> Outcome[tuple[Correction, ...]]:
    """Write a copy of a workbook with these cells ringed; of a kind that cannot be marked, the list alone."""
    progress.step(1, 2, "Writing the copy")
    listed = tuple(corrections)
    if not listed:
        raise UserError(f"Nothing in {name} has to be put right. Nothing was written.", "Commit it as it is.")
    ringed = send_back.ringed_copy(name, content, listed) if sniff.kind_of(name, content) in _MARKABLE else b""
    ending = Path(name).suffix.lower() if ringed else ".xlsx"  # Excel opens neither kind under the other's name
    endings = (ending,) if ending in {".xlsx", ".xlsm"} else (".xlsx", ".xlsm")
    write_output(out, ringed or send_back.list_alone(listed), endings=endings)
    alone = "" if ringed else f" A file like {name} cannot be marked without loss: this is the list alone."
    return Outcome(listed, label=f"{counted(len(listed), 'cell')} to correct written to {out.name}.{alone}")


def suggested_name(name: str) -> str:
    """The name of a copy: the kind that was sent where it can be marked, else a plain workbook."""
    stem, _, ending = name.rpartition(".")
    kept = ending.lower() if ending.lower() in {"xlsx", "xlsm"} else "xlsx"
    return f"{stem or name} to correct.{kept}"
