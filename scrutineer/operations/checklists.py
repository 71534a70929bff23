"""Answer a checklist against a document, item by item. An answer is the scrutineer's: nothing here works one out."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import stamp
from scrutineer.domain.changes import Outcome
from scrutineer.domain.checklists import ANSWERABLE, ChecklistAnswer, Met, require_answer
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.framework import LineOfEnquiry
from scrutineer.domain.ids import EvidenceId, TargetId
from scrutineer.domain.marking import Marking, narrowest
from scrutineer.errors import UserError
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.operations.queries.lenses import lens
from scrutineer.progress import SILENT, Progress


def answer_item(
    casefile: Casefile,
    *,
    evidence_id: EvidenceId,
    target: TargetId,
    met: Met,
    place: str = "",
    words: str = "",
    note: str = "",
    marking: Marking | None = None,
    progress: Progress = SILENT,
) -> Outcome[int]:
    """Keep what the document holds of an item; an answer given before in this cycle gives way and stays in the journal.

    Without a marking it is marked as before, else as the document is, and never wider than for partners.
    """
    progress.step(0, 1, "Recording the answer")
    context = read_context(casefile)
    line = _item(casefile, context, target)
    document = tables.get(casefile, Evidence, evidence_id)
    there = tables.rows(
        casefile, ChecklistAnswer, cycle_id=context.cycle.id, evidence_id=evidence_id, target=target
    )  # at most one: the table says so
    standing = there[0].marking if there else narrowest(Marking.PARTNER, document.marking)
    answer = ChecklistAnswer(
        cycle_id=context.cycle.id, evidence_id=evidence_id, target=target, met=met, place=" ".join(place.split()),
        words=words.strip(), note=note.strip(), author=casefile.author, made=stamp(casefile.clock),
        marking=marking or standing,
    )  # fmt: skip
    require_answer(answer)
    said = f"{line.code} {met.value} in {document.reference}"
    with casefile.transact(f"Answer a checklist: {said}") as changes:
        if there:
            tables.update(casefile, replace(answer, id=there[0].id))
            new = there[0].id
        else:
            new = tables.insert(casefile, answer)
    return changes.outcome(new, said)


def take_answer_away(casefile: Casefile, *, answer: ChecklistAnswer, progress: Progress = SILENT) -> Outcome[None]:
    """Take an answer away: the item was not looked at. What it said stays in the journal."""
    progress.step(0, 1, "Taking the answer away")
    with casefile.transact("Take an answer to a checklist away") as changes:
        tables.delete(casefile, ChecklistAnswer, answer.id)
    return Outcome(None, changes.kinds, f"{answer.target.partition(':')[2]} has no answer")


def _item(casefile: Casefile, context: Context, target: TargetId) -> LineOfEnquiry:
    """The item of a checklist that this cycle looks through, or a sentence that says what it is not."""
    framework = lens(casefile, context.cycle, target.partition(":")[0])
    line = framework.line(target)
    if framework.kind not in ANSWERABLE or line is None:
        raise UserError(
            f"{framework.name(target)} is no item of a checklist.", "Choose an item of the arrangements, the yearly "
            "report, the functions of scrutiny or those of the lead partners.", about="target",
        )  # fmt: skip
    return line
