"""The offer of a recovery sheet: it stands from the moment a passphrase is chosen until the sheet is written or
declined, whatever else is said meanwhile and however often the casefile is closed."""

from __future__ import annotations

from enum import Enum

from scrutineer.casefile import noted
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.progress import SILENT, Progress

_NAME = "recovery sheet"


class SheetOffer(Enum):
    """Why a sheet is offered."""

    CHOSEN = "chosen"  # the casefile was just made
    CHANGED = "changed"  # the passphrase is another than on the sheet before


def sheet_offered(casefile: Casefile) -> SheetOffer | None:
    """Why a sheet is on offer; None where none is."""
    standing = noted.noted(casefile, _NAME)
    return SheetOffer(standing) if standing else None


def offer_sheet(casefile: Casefile, *, why: SheetOffer, progress: Progress = SILENT) -> Outcome[None]:
    """Put the sheet on offer."""
    progress.step(0, 1, "Offering a recovery sheet")
    noted.note(casefile, _NAME, why.value)
    return Outcome(None)


def settle_sheet(casefile: Casefile, *, progress: Progress = SILENT) -> Outcome[None]:
    """Take the offer away: the sheet was written, or is not wanted. It can be had at any time without an offer."""
    progress.step(0, 1, "Settling the recovery sheet")
    noted.let_go(casefile, _NAME)
    return Outcome(None)
