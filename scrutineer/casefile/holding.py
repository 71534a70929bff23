"""The advisory lock on a casefile: one window at a time, by whatever name or link it is reached.

Two locks, both released by the system if we crash. The one beside the file also holds between computers where the
network drive passes locks on, and says whose it is; the one in the state folder goes by the file itself, so that links
and other spellings of its path meet it.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from scrutineer import paths
from scrutineer.casefile import driver
from scrutineer.clock import Clock, stamp
from scrutineer.domain.dates import short_moment
from scrutineer.errors import UserError
from scrutineer.inputs import open_ordinary
from scrutineer.notices import Notice
from scrutineer.outputs import require_short, write_at

_NOTE = 1024


class Hold:
    """A casefile held by this process. `remarks` say what another computer left in the lock."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._note = path.with_name(path.name + ".lock")
        require_short(self._note)
        another = _note_of(self._note)
        self._beside = self._take(self._note, another)
        self._file: FileLock | None = None
        try:
            self.follow()
        except UserError:
            self.release()
            raise
        self.remarks = [_left_open(path, *another)] if another else []
        said = json.dumps({"machine": platform.node(), "since": stamp(clock)})
        with suppress(OSError):  # the first byte is the system's, where it locks bytes; what stood there is covered
            write_at(self._note, 1, said.ljust(_NOTE).encode())

    def follow(self) -> None:
        """Hold the file that bears the name now: call it when another was put in its place."""
        before, self._file = self._file, None
        if before is not None:
            _let_go(before)
        with suppress(FileNotFoundError):
            there = self._path.stat()
            folder = _folder_of_locks()
            if folder is not None:
                with suppress(OSError):
                    self._file = self._take(folder / f"{there.st_dev:x}-{there.st_ino:x}.lock", None)

    def release(self) -> None:
        """Let go, and leave nothing behind."""
        if self._file is not None:
            _let_go(self._file)
        _let_go(self._beside)

    def _take(self, at: Path, another: tuple[str, str] | None) -> FileLock:
        lock = FileLock(at, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            machine, since = another or ("", "")
            where = f"on {machine} since {since}" if machine else "in another window"
            raise UserError(
                f"{self._path.name} is open {where}.",
                "Use that window, or close it and open the casefile here.",
            ) from None
        except OSError:
            if at != self._note:
                raise
            raise driver.read_only(self._path) from None
        return lock


def _folder_of_locks() -> Path | None:
    """Where the locks lie that go by the file itself; None where there can be none: the one beside it holds then."""
    try:
        folder = paths.state() / "open"
        folder.mkdir(exist_ok=True)
    except (UserError, OSError):
        return None
    return folder


def _let_go(lock: FileLock) -> None:
    with suppress(OSError):
        if lock.is_locked and os.name != "nt":  # there the lock itself removes it
            Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()


def _note_of(note: Path) -> tuple[str, str] | None:
    """The other computer whose lock lies here, and since when, in words; None where it is none or this one."""
    try:
        with open_ordinary(note) as stream:
            stream.seek(1)
            said = json.loads(stream.read(4096) or b"{}")
        machine, since = str(said["machine"]), datetime.fromisoformat(said["since"]).astimezone()
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None if machine == platform.node() else (machine, short_moment(since))


def _left_open(path: Path, machine: str, since: str) -> Notice:
    return Notice(
        f"{path.name} was opened on the computer {machine} on {since}, and nothing says that it was closed there.",
        f"If {machine} still has it open, close it there first, let the folder catch up, and open it again here. "
        "Otherwise carry on.",
    )
