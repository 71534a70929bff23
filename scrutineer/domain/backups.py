"""Rolling backups: what is known of each, and which of them are kept.

Kept are the newest few whatever their time, and the newest of each hour, day, week and month, so many of each. A span
counts where it holds a backup, in the order in which they were made: how far ago it is by today's clock is never asked,
so a clock set back or forward lets nothing go that would have been kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NEWEST = 10
"""How many of the newest are kept, however close together."""

SPANS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (12, lambda made: (made.date(), made.hour)),
    (31, lambda made: made.date()),
    (8, lambda made: made.isocalendar()[:2]),
    (60, lambda made: (made.year, made.month)),
)
"""How many hours, days, weeks and months keep their newest backup."""

MOST = NEWEST + sum(number for number, _span in SPANS)
"""No more verified backups than this are ever kept of a casefile."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup of a casefile: `seq` and `tip` are its newest entry's, `made` the time by the clock of then (UTC).

    `casefile` is the id it was made of, "" where it is not known without the key; `salt` is what its file begins with.
    `key` names the key it was written under without telling it; `drafts` how many drafts there were and when one was
    kept last. `seq` is None where only the file is known.
    """

    path: Path
    made: datetime
    seq: int | None = None
    size: int = 0
    verified: bool = False
    casefile: str = ""
    salt: str = ""
    tip: str = ""
    key: str = ""
    drafts: str = ""


@dataclass(frozen=True, slots=True)
class BackupFailure:
    """A backup that could not be written, or was kept `elsewhere` than it was wanted, and what was said of it."""

    at: datetime
    message: str
    advice: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class BackupStanding:
    """How a casefile stands with its backups: the newest verified one, and the failure since."""

    newest: Backup | None
    failure: BackupFailure | None


def kept_of(backups: Sequence[Backup]) -> tuple[Backup, ...]:
    """Those that are kept, of backups in the order in which they were made; the newest verified one is among them.

    One that is not verified is neither counted nor let go: it may be somebody else's, or under an earlier passphrase.
    """
    verified = [backup for backup in reversed(backups) if backup.verified]
    keep = set(verified[:NEWEST])
    for number, span in SPANS:
        newest_in: dict[object, Backup] = {}
        for backup in verified:
            newest_in.setdefault(span(backup.made), backup)
        keep.update(list(newest_in.values())[:number])
    return tuple(backup for backup in backups if not backup.verified or backup in keep)
