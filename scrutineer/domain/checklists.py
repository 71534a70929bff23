"""Checklists that are answered: what a document holds of what it should, item by item, with the page and the words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from scrutineer.domain.ids import CycleId, EvidenceId, TargetId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import Line, Stamp


class Met(Enum):
    """How far an item of a checklist is met. An item that was not looked at has no answer at all."""

    MET = "met"
    PARTLY = "partly met"
    NOT = "not met"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistAnswer:
    """What the scrutineer found of one item in one document; `words` are the document's own."""

    id: int = 0
    cycle_id: CycleId
    evidence_id: EvidenceId
    target: TargetId
    met: Met
    place: Line = ""
    words: str = ""
    note: str = ""
    author: Line = ""
    made: Stamp = ""
    marking: Marking = Marking.PARTNER
