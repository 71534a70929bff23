"""A backup that failed is remembered on this machine until one succeeds, so that it is said when somebody can read it.

It is kept outside the casefile and its disk: what made the backup fail may be what keeps either from being written.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from scrutineer import paths
from scrutineer.casefile.backup_list import salt_in
from scrutineer.clock import Clock, stamp
from scrutineer.domain.backups import BackupFailure
from scrutineer.errors import UserError
from scrutineer.outputs import write_atomically


def _file() -> Path:
    return paths.state() / "backups that failed.json"


def _all() -> dict[str, Any]:
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, UserError):
        return {}
    return kept if isinstance(kept, dict) else {}


def failure_of(path: Path) -> BackupFailure | None:
    """The failure since the last backup of a casefile, whatever it is called; None for none."""
    try:
        kept = _all()[salt_in(path)]
        at, was_kept = datetime.fromisoformat(kept["at"]), kept.get("elsewhere", False) is True
        return BackupFailure(at, str(kept["message"]), str(kept["advice"]), was_kept)
    except (KeyError, TypeError, ValueError):
        return None


def remember(path: Path, error: UserError, clock: Clock, *, elsewhere: bool = False) -> None:
    """Keep that a backup failed, or that it was kept `elsewhere` than it was wanted, and what was said. Where that
    cannot be kept either, whoever is there is told once."""
    failure = {"at": stamp(clock), "message": error.message, "advice": error.advice, "elsewhere": elsewhere}
    _keep({**_all(), salt_in(path): failure})


def forget(path: Path) -> None:
    """A backup succeeded."""
    failures = _all()
    if failures.pop(salt_in(path), None) is not None:
        _keep(failures)


def _keep(failures: dict[str, Any]) -> None:
    with suppress(UserError, OSError):
        write_atomically(_file(), json.dumps(failures, indent=1).encode())
