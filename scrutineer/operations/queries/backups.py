"""How a casefile stands with its backups, in a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from scrutineer.casefile import backup
from scrutineer.domain.backups import BackupStanding
from scrutineer.domain.dates import long_date


@dataclass(frozen=True, slots=True)
class BackupLine:
    """What is said of the backups, and whether somebody should do something about it."""

    text: str
    warns: bool


def backup_line(path: Path, today: date) -> BackupLine:
    """The newest verified backup of a casefile, or that there is none or that the last one failed. Needs no key."""
    return line_of(backup.standing_of(path), today)


def has_backup(path: Path) -> bool:
    """Whether there is a verified backup of a casefile. Needs no key."""
    return backup.standing_of(path).newest is not None


def line_of(standing: BackupStanding, today: date) -> BackupLine:
    """The same of what is known: the time for today, else the day."""
    newest, failure = standing.newest, standing.failure
    last = f"Last backup {_when(newest.made, today)}, verified" if newest else "There is no backup yet"
    if failure is not None and failure.elsewhere:
        return BackupLine(f"{last}. {failure.message} {failure.advice}".rstrip(), True)
    if failure is not None:
        failed = f"The backup of {_when(failure.at, today)} failed: {failure.message} {failure.advice}".rstrip()
        return BackupLine(f"{last}. {failed}", True)
    if newest is None:
        return BackupLine(f"{last}. It is written when the casefile closes, or at once with Back up now.", True)
    return BackupLine(last, False)


def _when(moment: datetime, today: date) -> str:
    local = moment.astimezone()
    return f"{local:%H:%M}" if local.date() == today else long_date(local.date())
