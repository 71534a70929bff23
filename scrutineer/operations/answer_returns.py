"""A return: read off the disk, read again as it was taken in, and what was set aside of its answers settled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scrutineer.casefile import files, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.answers import AnswerState, read_answer
from scrutineer.domain.changes import Outcome
from scrutineer.domain.file_names import shown_name
from scrutineer.domain.grid import Cell, Workbook
from scrutineer.domain.ids import AnswerId, ReturnId
from scrutineer.domain.pasted import as_csv
from scrutineer.domain.returns import AnswerStatus, ReturnFile, SelfAssessment
from scrutineer.domain.rules import is_blank
from scrutineer.domain.scale import Scale
from scrutineer.errors import UserError
from scrutineer.exchange import reader
from scrutineer.operations.mappings import profile_named
from scrutineer.progress import SILENT, Progress


def read_file(path: Path, *, progress: Progress = SILENT) -> tuple[Workbook, bytes]:
    """Read a workbook off the disk; nothing is stored."""
    progress.step(0, 2, f"Reading {shown_name(path.name)}")
    name, content = reader.load(path)
    workbook = reader.read_workbook(name, content)
    progress.step(1, 2, f"Reading {shown_name(path.name)}")
    return workbook, content


def read_pasted(rows: tuple[tuple[str, ...], ...], *, name: str, progress: Progress = SILENT) -> tuple[Workbook, bytes]:
    """Read rows that were pasted as a workbook of this name, with all that is asked of one; nothing is stored."""
    progress.step(0, 1, "Reading what was pasted")
    content = as_csv(rows).encode()
    return reader.read_workbook(name, content), content


def workbook_of(casefile: Casefile, *, return_id: ReturnId) -> Workbook:
    """A workbook that was taken in, read again as it came."""
    file = tables.get(casefile, ReturnFile, return_id)
    return reader.read_workbook(file.name, files.load(casefile, file.sha256))


def decide_answer(
    casefile: Casefile,
    *,
    answer_id: AnswerId,
    level: str,
    reason: str,
    progress: Progress = SILENT,
) -> Outcome[None]:
    """Settle an answer that was set aside: its level on the return's own scale ("n/a" allowed), with the reason."""
    progress.step(0, 1, "Recording your decision")
    answer = tables.get(casefile, SelfAssessment, answer_id)
    profile = profile_named(casefile, answer.profile)
    if is_blank(reason):
        raise UserError("A decision needs its reason.", "Say what you relied on, such as a call or the evidence tab.")
    settled = decided(replace(answer, reason=reason.strip()), profile.scale, level)
    with casefile.transact(f"Decide {answer.number} in {answer.cell}") as changes:
        tables.update(casefile, settled)
    return changes.outcome(None, f"{answer.number} decided")


def decided(answer: SelfAssessment, scale: Scale, level: str) -> SelfAssessment:
    """The answer with a person's level on the return's own scale; UserError for what is none of its levels."""
    settled = replace(answer, status=AnswerStatus.DECIDED)
    if level == "n/a":
        return replace(settled, level="", word="Not applicable", assurance="")
    known = scale.level(level)
    if known is None and scale.kind != "percent":
        raise UserError(f"“{level}” is not a level of the scale in use.", "Choose one of its levels.")
    if scale.kind == "percent":
        read = read_answer(Cell(f"{level.removesuffix('%')}%"), scale)
        if read.state is not AnswerState.ANSWERED:
            raise UserError(f"“{level}” is no percentage from 0 to 100.", "Give the figure, such as 85.")
        level = read.level
    return replace(settled, level=level, word=scale.word(level), assurance=known.assurance if known else "")
