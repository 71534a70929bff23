"""Backups: whole encrypted copies beside the casefile, each verified by opening it, the newest ten kept."""

from __future__ import annotations

from pathlib import Path

from scrutineer.casefile import driver, journal
from scrutineer.casefile.driver import Database
from scrutineer.clock import Clock
from scrutineer.errors import UserError
from scrutineer.outputs import write_atomically

KEEP = 10


def folder_of(path: Path) -> Path:
    """Where a casefile's rolling backups are."""
    return path.with_name(f"{path.stem} backups")


def backups_of(path: Path) -> tuple[Path, ...]:
    """The rolling backups of a casefile, newest first."""
    return tuple(sorted(folder_of(path).glob(f"{path.stem} *.scrutiny"), reverse=True))


def write(db: Database, path: Path, key: str, folder: Path | None, clock: Clock) -> Path:
    """Copy the casefile, verify the copy, then let the oldest rolling backups go."""
    into = folder or folder_of(path)
    try:
        into.mkdir(parents=True, exist_ok=True)
        target = _free_name(into, path, clock)
        copy = driver.connect(target, key)
        try:
            driver.connection_of(db).backup(driver.connection_of(copy))
        finally:
            copy.close()
        held = verify(target, key, journal.tip(db))
    except (OSError, driver.DatabaseError) as error:
        raise UserError(
            f"The backup could not be written to {into} ({error}). The casefile itself is unharmed.",
            "Check that the disk has room and can be written, or choose another folder.",
        ) from error
    write_atomically(_tip_beside(target), held.encode())
    if folder is None:
        for old in backups_of(path)[KEEP:]:
            old.unlink()
            _tip_beside(old).unlink(missing_ok=True)
    return target


def _free_name(folder: Path, path: Path, clock: Clock) -> Path:
    moment = f"{clock.now().astimezone():%Y-%m-%d %H%M%S}"
    names = (f"{path.stem} {moment}{extra}.scrutiny" for extra in ("", *(f"-{n}" for n in range(2, 100))))
    return next(folder / name for name in names if not (folder / name).exists())


def _tip_beside(backup: Path) -> Path:
    return backup.with_name(backup.name + ".tip")


def verify(path: Path, key: str, tip: str | None = None) -> str:
    """Open a backup, check it whole and say its newest journal hash; `tip` is the one that it must hold."""
    db = driver.connect(path, key)
    try:
        (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
        held = journal.tip(db)
    except driver.DatabaseError as error:
        raise UserError(
            f"{path.name} could not be opened with that passphrase, or is damaged. Nothing was changed.",
            "Try the passphrase that was in use when the backup was made, or choose another backup.",
        ) from error
    finally:
        db.close()
    if verdict != "ok" or (tip is not None and held != tip):
        raise UserError(
            f"The backup {path.name} is damaged. Nothing was changed.", "Choose another backup, or make one anew."
        )
    return held


def is_due(db: Database, path: Path) -> bool:
    """Whether something changed since the newest verified backup."""
    newest = [_tip_beside(backup) for backup in backups_of(path)[:1]]
    held = {tip_file.read_text() for tip_file in newest if tip_file.exists()}
    return journal.tip(db) not in {*held, journal.FIRST_HASH}
