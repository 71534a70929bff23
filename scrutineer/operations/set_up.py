"""Agree to what a new casefile comes with."""

from __future__ import annotations

from scrutineer.casefile import noted
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import ChangeKind, Outcome
from scrutineer.domain.places import PartnershipPart
from scrutineer.operations.queries.set_up import agreed_name
from scrutineer.progress import SILENT, Progress


def agree_to(casefile: Casefile, *, part: PartnershipPart, progress: Progress = SILENT) -> Outcome[None]:
    """Note that somebody looked at a part of the set-up and leaves it as it is: its step is done."""
    progress.step(0, 1, "Going on with the set-up")
    noted.note(casefile, agreed_name(part), "yes")
    return Outcome(None, frozenset({ChangeKind.PARTNERSHIP}))
