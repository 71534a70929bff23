"""The recovery sheet of a casefile: what is needed on paper to open it again. It never holds the passphrase."""

from __future__ import annotations

from pathlib import Path

from scrutineer import outputs
from scrutineer.casefile import backup, identity
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import long_date
from scrutineer.operations.queries.backups import backup_line
from scrutineer.operations.sheet_offer import settle_sheet
from scrutineer.progress import SILENT, Progress
from scrutineer.reports.recovery_sheet import RecoverySheet, render


def suggested_name(casefile: Casefile) -> Path:
    """Where a sheet would go: beside the casefile, to be printed and deleted."""
    return outputs.free_name(casefile.path.with_name(f"{casefile.path.stem} recovery sheet.pdf"))


def write_recovery_sheet(
    casefile: Casefile, *, out: Path, replace: bool = False, progress: Progress = SILENT
) -> Outcome[Path]:
    """Write the sheet as a PDF. What is there under that name is left as it is unless it is to be replaced.
    It is on offer no longer then."""
    progress.step(0, 1, "Writing the recovery sheet")
    if not replace:
        outputs.require_free(out)
    held = identity.read(casefile.reader)
    today = casefile.clock.today()
    sheet = RecoverySheet(
        name=casefile.path.name,
        casefile_id=held.casefile if held is not None else "",
        place=str(casefile.path.parent.resolve()),
        backups=str(backup.folder_of(casefile.path, held.casefile if held is not None else "").resolve()),
        last_backup=backup_line(casefile.path, today).text,
        day=long_date(today),
    )
    outputs.write_output(out, render(sheet), endings=(".pdf",))
    settle_sheet(casefile)
    said = f"The recovery sheet is in {out.name}: print it, write the passphrase on it by hand, delete the file"
    return Outcome(out, label=said)
