"""The recommendations of a review, kept with the item that holds the review."""

from __future__ import annotations

from datetime import date

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ids import AgencyId, EvidenceId
from scrutineer.domain.marking import Marking
from scrutineer.domain.outcomes import require_words
from scrutineer.domain.recommendations import Recommendation
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress


def add_recommendation(
    casefile: Casefile,
    *,
    evidence_id: EvidenceId,
    text: str,
    number: str = "",
    agency_id: AgencyId | None = None,
    owner: str = "",
    due: date | None = None,
    target: str = "",
    marking: Marking = Marking.PARTNER,
    progress: Progress = SILENT,
) -> Outcome[int]:
    """Keep one recommendation of a review; `owner` is a role, `target` the step or line it bears on."""
    progress.step(0, 1, "Keeping the recommendation")
    item = tables.get(casefile, Evidence, evidence_id)
    if target:
        read_context(casefile).framework.step(target)
    recommendation = Recommendation(
        evidence_id=item.id, number=number.strip(), text=require_words(text, "recommendation"), agency_id=agency_id,
        owner=owner.strip(), due=due, target=target, marking=marking,
    )  # fmt: skip
    with casefile.transact(f"Keep a recommendation of {item.reference}") as changes:
        new = tables.insert(casefile, recommendation)
    return Outcome(new, changes.kinds, f"Recommendation of {item.reference} kept")


def take_recommendation_away(
    casefile: Casefile, *, recommendation: Recommendation, progress: Progress = SILENT
) -> Outcome[None]:
    """Take a recommendation away; undo brings it back."""
    progress.step(0, 1, "Taking the recommendation away")
    with casefile.transact("Take a recommendation away") as changes:
        tables.delete(casefile, Recommendation, recommendation.id)
    return Outcome(None, changes.kinds, "Recommendation taken away")


def of_item(casefile: Casefile, evidence_id: EvidenceId) -> tuple[Recommendation, ...]:
    """The recommendations of one review, in the order they were kept."""
    return tables.rows(casefile, Recommendation, evidence_id=evidence_id)
