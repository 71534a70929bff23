"""A return of answers: read off the disk, committed as it was previewed, and what was set aside settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from scrutineer.casefile import files, saved_mappings, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import stamp
from scrutineer.domain.answers import AnswerState, read_answer
from scrutineer.domain.changes import Outcome
from scrutineer.domain.grid import Cell, Workbook
from scrutineer.domain.ids import AgencyId, AnswerId, CycleId, ReturnId
from scrutineer.domain.mapping import Profile
from scrutineer.domain.partnership import Agency, AgencyKind
from scrutineer.domain.pasted import as_csv
from scrutineer.domain.returns import WHOLE_ROW, AnswerStatus, Change, Preview, ReturnFile, SelfAssessment, reasons_of
from scrutineer.domain.rules import is_blank
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import counted, some
from scrutineer.errors import UserError
from scrutineer.exchange import profile_file, reader
from scrutineer.operations.mappings import profile_named, refuse_other_layout
from scrutineer.operations.partnership import add_aliases
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress

_ADDED_KINDS = {
    "safeguarding partner": AgencyKind.PARTNER,
    "education": AgencyKind.EDUCATION,
    "relevant agency": AgencyKind.RELEVANT,
    "other": AgencyKind.OTHER,
}
Refused = Mapping[str, frozenset[str]]
"""By the address of an answer's cell, which of its cells are not taken: names of FIELDS, or WHOLE_ROW."""


def read_file(path: Path, *, progress: Progress = SILENT) -> tuple[Workbook, bytes]:
    """Read a workbook off the disk; nothing is stored."""
    progress.step(0, 2, f"Reading {path.name}")
    name, content = reader.load(path)
    workbook = reader.read_workbook(name, content)
    progress.step(1, 2, f"Reading {path.name}")
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


def commit_return(
    casefile: Casefile,
    *,
    shown: Preview,
    content: bytes,
    replace_decided: Mapping[str, bool] | None = None,
    refused: Refused | None = None,
    keep_profile: bool = True,
    progress: Progress = SILENT,
) -> Outcome[ReturnId | None]:
    """Store what was previewed, in one transaction that one undo takes back.

    `replace_decided` says per cell address whether a conflict takes the returned value; all must be settled.
    `refused` says which rows and cells are not taken.
    """
    if shown.already_imported:
        return Outcome(None, label=f"{shown.reading.name} was imported already. Nothing was changed.")
    refuse_open_questions(shown, replace_decided or {})
    refuse_other_layout(casefile, shown.reading.profile)
    progress.step(0, 3, "Storing the workbook")
    name = shown.reading.name
    with casefile.transact(f"Import {name}") as changes:
        files.store(casefile, content)
        added = _add_agencies(casefile, shown)
        add_aliases(casefile, shown.said)
        new = ReturnId(
            tables.insert(casefile, _return_file(casefile, shown, read_context(casefile).cycle.id, refused or {}))
        )
        progress.step(1, 3, "Storing the answers")
        _store_answers(casefile, shown, new, added, replace_decided or {}, refused or {})
        progress.step(2, 3, "Keeping the mapping")
        if keep_profile:
            kept = replace(_worded(shown), add_agencies="")  # said of this workbook, not of the next one
            saved_mappings.save(casefile, kept.name, profile_file.write(kept))
        aside = f"; {counted(shown.waiting, 'answer')} set aside" if shown.waiting else ""
    unplaced = shown.unplaced(refused or {})
    waits = f"; {counted(unplaced, 'answer')} {'waits' if unplaced == 1 else 'wait'} to be placed on a line"
    said = f"{counted(len(shown.fresh), 'answer')} committed from {name}{aside}{waits if unplaced else ''}"
    return Outcome(new, changes.kinds, said)


def _worded(shown: Preview) -> Profile:
    """The mapping with the words in which this workbook puts each standard that it links to a line."""
    profile = shown.reading.profile
    words = {answer.number: answer.standard for answer in shown.reading.answers if profile.lines.get(answer.number)}
    return replace(profile, worded=words | profile.worded)


def refuse_open_questions(shown: Preview, settled: Mapping[str, bool]) -> None:
    """Raise where something only a person can say has not been said."""
    if shown.unknown_agencies:
        names = ", ".join(f"“{name}”" for name in shown.unknown_agencies if name)
        if not names:
            raise UserError(
                f"{shown.reading.name} does not say which agency it comes from. Nothing was changed.",
                "Choose the agency.",
            )
        raise UserError(
            f"{shown.reading.name} names agencies that this partnership does not have: {names}. Nothing was changed.",
            "Add each agency, or say which one it is.",
        )
    for question in shown.questions:
        raise UserError(f"{question.text} Nothing was changed.", question.advice)
    waiting = [p.answer.cell for p in shown.proposed if p.change is Change.CONFLICT and p.answer.cell not in settled]
    if waiting:
        raise UserError(
            f"{counted(len(waiting), 'answer')} decided by you came back different ({some(waiting)}).",
            "Say for each which one to keep. Nothing was changed.",
        )


def _add_agencies(casefile: Casefile, shown: Preview) -> dict[AgencyId, AgencyId]:
    """Add the agencies a profile says to add; returns the id each placeholder became."""
    kind = _ADDED_KINDS.get(shown.reading.profile.add_agencies, AgencyKind.OTHER)
    position = len(tables.rows(casefile, Agency))
    return {
        AgencyId(-number): AgencyId(tables.insert(casefile, Agency(name=name, kind=kind, position=position + number)))
        for number, name in enumerate(shown.new_agencies, 1)
    }


def _return_file(casefile: Casefile, shown: Preview, cycle: CycleId, refused: Refused) -> ReturnFile:
    whole = [p.answer for p in shown.proposed if WHOLE_ROW in refused.get(p.answer.cell, ())]
    aside = sum(answer.status is AnswerStatus.SET_ASIDE for answer in whole)
    return ReturnFile(
        sha256=shown.reading.sha256,
        name=shown.reading.name,
        profile=shown.reading.profile.name,
        scale_id=shown.reading.profile.scale.id,
        cycle_id=cycle,
        returned_on=shown.reading.returned_on,
        imported=stamp(casefile.clock),
        read=shown.reading.read,
        stored=shown.stored - (len(whole) - aside),
        set_aside=shown.waiting - aside,
        refused=len(whole),
        agency_typed=shown.reading.agency,
        ignored=len(shown.reading.left_out),
        reasons=reasons_of(shown.reading.left_out),
    )


def _store_answers(
    casefile: Casefile,
    shown: Preview,
    new: ReturnId,
    added: Mapping[AgencyId, AgencyId],
    settled: Mapping[str, bool],
    refused: Refused,
) -> None:
    fresh = []
    for item in shown.proposed:
        answer = item.taken(refused.get(item.answer.cell, frozenset()))
        if answer is None or item.change is Change.UNCHANGED:
            continue
        answer = replace(answer, return_id=new, agency_id=added.get(answer.agency_id, answer.agency_id))
        if item.before is None:
            fresh.append(answer)
        elif item.change is Change.CONFLICT and not settled[answer.cell]:
            tables.update(casefile, _kept(answer, item.before))
        else:
            tables.update(casefile, replace(answer, id=item.before.id))
    tables.insert_all(casefile, fresh)


def _kept(answer: SelfAssessment, before: SelfAssessment) -> SelfAssessment:
    """A decision that was kept though the answer came back different: it stands on what was typed now."""
    return replace(
        answer, id=before.id, status=before.status, level=before.level, word=before.word,
        assurance=before.assurance, reason=f"{before.reason.rstrip(chr(46))}. Kept when “{answer.typed}” came back.",
    )  # fmt: skip


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
    decided = _decided(replace(answer, reason=reason.strip()), profile.scale, level)
    with casefile.transact(f"Decide {answer.number} in {answer.cell}") as changes:
        tables.update(casefile, decided)
    return changes.outcome(None, f"{answer.number} decided")


def _decided(answer: SelfAssessment, scale: Scale, level: str) -> SelfAssessment:
    """The answer with a person's level on the return's own scale."""
    decided = replace(answer, status=AnswerStatus.DECIDED)
    if level == "n/a":
        return replace(decided, level="", word="Not applicable", assurance="")
    known = scale.level(level)
    if known is None and scale.kind != "percent":
        raise UserError(f"“{level}” is not a level of the scale in use.", "Choose one of its levels.")
    if scale.kind == "percent":
        read = read_answer(Cell(f"{level.removesuffix('%')}%"), scale)
        if read.state is not AnswerState.ANSWERED:
            raise UserError(f"“{level}” is no percentage from 0 to 100.", "Give the figure, such as 85.")
        level = read.level
    return replace(decided, level=level, word=scale.word(level), assurance=known.assurance if known else "")
