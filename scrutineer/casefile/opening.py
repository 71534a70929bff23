"""Make a casefile, open one, or say in words why not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from scrutineer.casefile import backup, companions, copies, driver, footing, keys, surroundings
from scrutineer.casefile.casefile import Casefile, quick_problems, wrong_passphrase
from scrutineer.casefile.holding import Hold
from scrutineer.casefile.memory import Memory
from scrutineer.casefile.schema import APPLICATION_ID, SCHEMA_VERSION
from scrutineer.clock import Clock
from scrutineer.errors import UserError, WrongPassphrase
from scrutineer.notices import Notice


def real(path: Path) -> Path:
    """The file that a path means, through every link: what lies beside it lies beside that."""
    return Path(os.path.realpath(path))


def create(path: Path, passphrase: str, clock: Clock, begin: Callable[[Casefile], None]) -> Casefile:
    """A new casefile with the entry that `begin` makes in it. An existing file is never overwritten.

    It bears its name once that entry is in it: a crash, or a disk that refuses, leaves a whole one or none.
    """
    path = real(path)
    key = keys.new_key(passphrase)
    if os.path.exists(path):
        raise _is_there(path)
    if not os.path.isdir(path.parent):
        raise UserError(f"The folder {path.parent} does not exist.", "Make it, or choose another folder.")
    hold = Hold(path, clock)
    try:
        copies.clear_left_over(path)
        said = companions.set_all_aside(path, clock)
        _make(path, key, hold, clock, begin)
        hold.follow()
        casefile = Casefile(path, key, hold, clock, Memory(path))
    except UserError as error:
        hold.release()
        raise error
    except driver.DatabaseError as error:
        hold.release()
        raise driver.in_words(error, path) from error
    except OSError as error:
        hold.release()
        raise _is_there(path) if isinstance(error, FileExistsError) else driver.read_only(path) from error
    return _take_up(casefile, key, [*hold.remarks, *said])


def _is_there(path: Path) -> UserError:
    return UserError(f"There is a file called {path.name} already. It was left as it is.", "Choose another name.")


def _make(path: Path, key: str, hold: Hold, clock: Clock, begin: Callable[[Casefile], None]) -> None:
    made = companions.part_of(path)
    try:
        db = driver.connect(made, key)
        try:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            footing.make_ready(db)
        finally:
            db.close()
        _begin(made, key, hold, clock, begin)
        copies.put_anew(made, path)
    except UserError as error:  # a person knows the file by the name it was to bear
        raise UserError(error.message.replace(made.name, path.name), error.advice, about=error.about) from error
    finally:
        companions.remove(made)


def _begin(made: Path, key: str, hold: Hold, clock: Clock, begin: Callable[[Casefile], None]) -> None:
    casefile = Casefile(made, key, hold, clock, Memory(made, kept=False))
    try:
        casefile.take_up()
        begin(casefile)
    finally:
        casefile.leave()
    if os.path.exists(companions.beside(made, "-wal")):  # closing could not carry over what stands there
        raise driver.not_written(made)


def open_casefile(
    path: Path, passphrase: str, clock: Clock, *, checked: bool = True, remembered: bool = True
) -> Casefile:
    """Open a casefile, or say in words why not. A backup is taken before any migration.

    Without `checked`, whoever opens it looks through the whole file afterwards (`Casefile.damage`): that grows with
    the file, the rest of opening does not. What is to be migrated is looked through first in any case. Without
    `remembered` this machine keeps no memory of it: a copy that is thrown away.
    """
    path = real(path)
    _require_file(path)
    hold = Hold(path, clock)
    casefile = None
    try:
        _require_file(path)  # a restore may have ended between the first look and the lock
        kept = Memory(path, kept=remembered)
        key = _key(path, passphrase, kept)
        copies.clear_left_over(path)
        said = companions.settle(path, key, clock)
        casefile = Casefile(path, key, hold, clock, kept)
        backup.refuse_rolling(casefile.writer, path)
        if (checked or _version(casefile) < SCHEMA_VERSION) and any(quick_problems(casefile.writer)):
            raise driver.damaged(path)
        _check_version(casefile, key)
    except (driver.DatabaseError, UserError, OSError) as error:
        _abandon(casefile, hold)
        raise _in_words(error, path) from error
    return _take_up(casefile, key, [*hold.remarks, *said])


def _take_up(casefile: Casefile, key: str, said: list[Notice]) -> Casefile:
    """Stand on the file, and gather what there is to say: what was noticed before, what is missing, where it stands."""
    try:
        casefile.take_up()
        missing = [casefile.missing] if casefile.missing else []
        casefile.remarks = (*said, *missing, *surroundings.remarks(casefile.path, key, casefile.writer))
    except (driver.DatabaseError, UserError, OSError) as error:
        casefile.discard()
        raise _in_words(error, casefile.path) from error
    return casefile


def _in_words(error: Exception, path: Path) -> UserError:
    if isinstance(error, UserError):
        return error
    if isinstance(error, driver.DatabaseError):
        return driver.in_words(error, path)
    return UserError(
        f"{path} cannot be read or written ({getattr(error, 'strerror', None) or error}). Nothing was changed.",
        "Check the disk and your rights to it.",
    )


def _abandon(casefile: Casefile | None, hold: Hold) -> None:
    if casefile is not None:
        casefile.discard()
    else:
        hold.release()


def _require_file(path: Path) -> None:
    try:
        head = keys.salt_of(path)
    except FileNotFoundError:
        raise UserError(f"There is no casefile at {path}.", _what_is_there(path)) from None
    except (OSError, IsADirectoryError) as error:
        raise UserError(f"{path} cannot be read ({error.strerror}).", "Check the disk and your rights to it.") from None
    if not head:
        raise UserError(f"{path.name} is empty: it holds no casefile.", "Restore a backup of it.")
    refuse_another_kind(path, head)


def refuse_another_kind(path: Path, head: bytes) -> None:
    """Raise where a file begins as a workbook, a document or an open database does: no passphrase opens it."""
    if head.startswith(b"SQLite format 3") or head.startswith((b"PK", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise UserError(f"{path.name} is not a casefile.", "Casefiles end in .scrutiny; choose one of those.")


def _what_is_there(path: Path) -> str:
    """What to do where a casefile is gone: an older version's restore, killed, left it under another name."""
    kept = copies.kept_before_restore(path)
    if kept:
        return f"It stands beside it as {kept[0].name}: open that, or restore a backup."
    return "Check the name, or choose Open another."


def refuse_if_open(path: Path, clock: Clock) -> None:
    """Raise where another window holds the casefile."""
    if os.path.exists(path):
        Hold(real(path), clock).release()


def _key(path: Path, passphrase: str, kept: Memory) -> str:
    """The key that opens the file; else whether it is the passphrase that does not fit, or the file that is damaged."""
    key = keys.key_for(path, passphrase)
    if key is not None:
        return key
    known = kept.fits(passphrase, keys.salt_of(path)) or keys.fits_old_check(path, passphrase)
    if known is None:
        raise WrongPassphrase(
            f"{path.name} does not open with that passphrase: either it is not the right one, or the file is damaged.",
            "Try the passphrase again; if you are sure of it, restore a backup.",
        )
    salt, fitted = known
    if not fitted:
        raise wrong_passphrase(path, passphrase)
    if salt == keys.salt_of(path) or keys.key_for(path, passphrase, salt) is not None:
        raise driver.damaged(path)
    raise WrongPassphrase(
        f"{path.name} does not open with that passphrase, which opened it here before: either its passphrase was "
        "changed since, or another file was put in its place, or it is damaged.",
        "Try the passphrase it was changed to; if there is none, restore a backup.",
    )


def _version(casefile: Casefile) -> int:
    (version,) = casefile.writer.execute("PRAGMA user_version").fetchone()
    return int(version)


def _check_version(casefile: Casefile, key: str) -> None:
    (application,) = casefile.writer.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise UserError(f"{casefile.path.name} is encrypted, but not a casefile.", "Choose another file.")
    if _version(casefile) > SCHEMA_VERSION:
        raise UserError(
            f"{casefile.path.name} was made by a newer version of Scrutineer. It was left as it is.",
            "Install the newer version on this machine and open it with that.",
        )
    if _version(casefile) < SCHEMA_VERSION:
        backup.write(backup.held_by(casefile.writer), casefile.path, key, None, casefile.clock)
