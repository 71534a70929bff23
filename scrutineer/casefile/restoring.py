"""Put a backup in place of a casefile in one step: there is never a moment without one, nor a file of two halves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scrutineer.casefile import backup, backup_whole, companions, copies, driver, identity, journal, keys
from scrutineer.casefile.driver import Database
from scrutineer.casefile.holding import Hold
from scrutineer.casefile.memory import Memory
from scrutineer.casefile.opening import real, refuse_another_kind
from scrutineer.clock import Clock
from scrutineer.errors import UserError, WrongPassphrase


def restore(source: Path, passphrase: str, into: Path, clock: Clock) -> Path | None:
    """Put a backup in place of a casefile: copied beside it, opened, counted, then put there by one rename.

    The casefile that was there is kept beside it; returns where, or None where there was none.
    """
    source, into = real(source), real(into)
    if not os.path.isdir(into.parent):
        raise UserError(f"The folder {into.parent} does not exist.", "Make it, or choose another folder.")
    _refuse_itself(source, into)
    key = _key(source, passphrase)
    hold = Hold(into, clock)
    try:
        copies.clear_left_over(into)
        with _complete(source, key, into) as complete, companions.looked_at(complete, key) as db:
            _require_sound(db, source)
            with copies.whole_copy(db, into, key) as made:
                kept = _keep(into, clock)
                copies.put_in_place(made, into)
        _tidy(into, kept, clock)
        _remember(into, key)
    except driver.DatabaseError as error:
        raise _damaged(source) from error
    except OSError as error:
        raise UserError(
            f"The backup could not be put in place ({error.strerror}). The casefile is as it was.",
            "Check that the disk has room and can be written, then try again.",
        ) from None
    finally:
        hold.release()
    return kept


@contextmanager
def _complete(source: Path, key: str, into: Path) -> Iterator[Path]:
    """The backup with everything in it: itself, or one put together from what rolling backups share."""
    if not backup.rolling_at(source, key):
        yield source
        return
    made = companions.part_of(into)
    try:
        backup_whole.whole(source, key, made)
        yield made
    finally:
        companions.remove(made)


def _refuse_itself(source: Path, into: Path) -> None:
    with suppress(FileNotFoundError):
        if os.path.exists(into) and source.samefile(into):
            raise UserError(
                f"{source.name} is the casefile itself: there is nothing to restore. Nothing was changed.",
                "Choose a backup of it.",
            )


def _key(source: Path, passphrase: str) -> str:
    try:
        refuse_another_kind(source, keys.salt_of(source))
        key = keys.key_for(source, passphrase)
    except FileNotFoundError:
        raise UserError(f"There is no backup at {source}. Nothing was changed.", "Check the name.") from None
    except OSError as error:
        raise UserError(
            f"{source} cannot be read ({error.strerror}). Nothing was changed.", "Check the disk."
        ) from None
    if key is None:
        raise WrongPassphrase(
            f"{source.name} could not be opened with that passphrase, or is damaged. Nothing was changed.",
            "Try the passphrase that was in use when the backup was made, or choose another backup.",
        )
    return key


def _require_sound(db: Database, source: Path) -> None:
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise _damaged(source)


def _damaged(source: Path) -> UserError:
    return UserError(
        f"The backup {source.name} is damaged. Nothing was changed.", "Choose another backup, or make one anew."
    )


def _keep(into: Path, clock: Clock) -> Path | None:
    """Give the casefile that is there, and what may belong to it, a second name. It still bears its own."""
    if not os.path.exists(into):
        return None
    kept = companions.free_name(into, companions.BEFORE_RESTORE.strip(), clock)
    if os.path.exists(companions.beside(into, "-wal")):
        copies.second_name(companions.beside(into, "-wal"), companions.beside(kept, "-wal"))
    copies.second_name(into, kept)
    return kept


def _tidy(into: Path, kept: Path | None, clock: Clock) -> None:
    """What belonged to the file before goes with it. Were this not reached, opening would set it aside."""
    if kept is not None:
        for ending in ("-wal", "-shm"):
            with suppress(OSError):
                companions.beside(into, ending).unlink(missing_ok=True)
    companions.set_all_aside(into, clock)
    with suppress(OSError):
        keys.old_check_of(into).unlink(missing_ok=True)


def _remember(into: Path, key: str) -> None:
    """What stands there now is what was meant: it is not missing what the file before held."""
    db = driver.connect_alone(into, key)
    try:
        held = identity.read(db)
        if held is None:
            Memory(into).forget()
        else:
            newest = next(iter(journal.entries(db, 1)), None)
            fresh = Memory(into)
            fresh.forget()
            fresh.keep(key, held.casefile, newest)
    finally:
        db.close()
