"""Inspections and peer reviews: what each found, how ready the partnership is, and when the next is looked for."""

from __future__ import annotations

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.rules import before
from scrutineer.domain.structure import Inspection
from scrutineer.errors import UserError
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress


def record_inspection(casefile: Casefile, *, inspection: Inspection, progress: Progress = SILENT) -> Outcome[int]:
    """Add an inspection or peer review, or replace what is said of one: held, or only looked for."""
    progress.step(0, 1, "Recording the inspection")
    if before(inspection.published_on, inspection.held_on):
        raise UserError("It was published before it was held. Nothing was recorded.", "Look at both days again.",
                        about="published_on")  # fmt: skip
    if before(inspection.next_due, inspection.held_on):
        raise UserError("The next one is looked for before this one was held. Nothing was recorded.",
                        "Look at both days again.", about="next_due")  # fmt: skip
    standing = tables.get(casefile, Inspection, inspection.id).targets if inspection.id else ()
    read_context(casefile).known_targets(inspection.targets, standing)
    with casefile.transact(f"Record “{inspection.title}”") as changes:
        new = int(inspection.id) or tables.insert(casefile, inspection)
        if inspection.id:
            tables.update(casefile, inspection)
    return changes.outcome(new, "Inspection recorded")


def take_inspection_away(casefile: Casefile, *, inspection: Inspection, progress: Progress = SILENT) -> Outcome[None]:
    """Take an inspection away; one that recommendations rest on is kept, with a sentence that says so."""
    progress.step(0, 1, "Taking the inspection away")
    if tables.count(casefile, Recommendation, inspection_id=inspection.id):
        raise UserError(f"Recommendations rest on “{inspection.title}”. Nothing was changed.", "Take those away first.")
    with casefile.transact(f"Take away “{inspection.title}”") as changes:
        tables.delete(casefile, Inspection, inspection.id)
    return Outcome(None, changes.kinds, "Inspection taken away")
