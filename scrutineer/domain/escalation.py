"""By which stages a challenge is escalated: those of the local protocol, in its order."""

from __future__ import annotations

from collections.abc import Sequence

from scrutineer.domain.challenge import EventKind, Life
from scrutineer.domain.partnership import Partnership, plain

USUAL_STAGES = (
    "Delegated safeguarding partners",
    "Lead safeguarding partners",
    "Written to chief officers",
    "Yearly report, National Panel or inspectorates",
)
"""What is offered where a partnership has recorded no stages of its own."""


def stages_of(partnership: Partnership) -> tuple[str, ...]:
    """The stages of the local protocol; the usual ones where none are recorded."""
    return partnership.stages or USUAL_STAGES


def next_stage(life: Life, stages: Sequence[str]) -> str:
    """The stage that follows the highest one that a challenge has come to; the first where it came to none of them,
    the last again where it came to that."""
    reached = {plain(event.stage) for event in life.events if event.kind is EventKind.ESCALATED}
    highest = max((number for number, stage in enumerate(stages) if plain(stage) in reached), default=-1)
    return stages[min(highest + 1, len(stages) - 1)] if stages else ""
