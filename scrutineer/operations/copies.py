"""Copies of attached files while they are open in another program, copies that are read once, and their removal.

Each run keeps its copies in a folder of its own that only this person can read, and holds its lock meanwhile. They go
when the casefile is locked or closed; what a run left that was killed is removed at the next start.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from scrutineer import environment, outputs, paths
from scrutineer.domain.file_names import safe_name
from scrutineer.errors import UserError

_LOCK = "in use.lock"
PATIENCE = 3  # seconds in which what opens files says that it cannot
SHOWING: list[subprocess.Popen[bytes]] = []
"""What shows copies; held, so that none is asked about after it is let go."""


class OpenCopies:
    """The copies of one run. Its folder is made with the first of them."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._lock: FileLock | None = None

    def make(self, name: str, content: bytes, *, read_only: bool = True) -> Path:
        """A copy under a safe name with the file's own ending, in a folder of its own."""
        try:
            own = Path(
                tempfile.mkdtemp(dir=self._own_folder())
            )  # for this person alone, whoever else is on the machine
            copy = own / safe_name(name)
            outputs.write_output(copy, content, endings=(copy.suffix.lower(),))
            _mark_as_a_strangers(copy)
            if read_only:
                copy.chmod(stat.S_IRUSR)
        except OSError as error:
            raise UserError(
                f"No copy of {name} could be made ({error.strerror}). It is unharmed in the casefile.",
                "Check that the disk has room, or save a copy elsewhere.",
            ) from None
        return copy

    def _own_folder(self) -> Path:
        if self._folder is None or not os.path.isdir(self._folder):
            self.remove_all()
            self._folder, self._lock = _held_folder(paths.copies())
        return self._folder

    def remove_all(self) -> bool:
        """Remove every copy; whether all are gone. One that another program holds on to goes at the next start."""
        folder, lock, self._folder, self._lock = self._folder, self._lock, None, None
        if folder is None or lock is None:
            return True
        for inner in folder.iterdir() if os.path.isdir(folder) else ():
            if os.path.isdir(inner):
                _remove(inner)
        lock.release()
        return _remove(folder)


def _held_folder(within: Path) -> tuple[Path, FileLock]:
    """A folder for this person alone, and the lock that says it is in use. Raises OSError."""
    folder = Path(tempfile.mkdtemp(dir=within))
    lock = FileLock(folder / _LOCK, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except OSError:
        _remove(folder)
        raise
    return folder, lock


@contextmanager
def passing_folder() -> Iterator[Path]:
    """A folder for copies that are read once; it goes at the end, and after a kill at the next start. Raises OSError.

    Where the program can keep nothing of its own, it lies among the temporary files of the system.
    """
    remove_left_behind()  # by the command line too, which has no other start
    try:
        within = paths.copies()
    except (UserError, OSError):
        within = Path(tempfile.gettempdir())
    folder, lock = _held_folder(within)
    try:
        yield folder
    finally:
        lock.release()
        _remove(folder)


def remove_left_behind() -> int:
    """Remove what runs left that ended without removing it; how many folders could not be. Those in use stay.

    The beginnings of files that were being written go too.
    """
    outputs.clear_unfinished()
    left = 0
    with suppress(UserError, OSError):
        for folder in paths.copies().iterdir():
            left += not (_in_use(folder) or _remove(folder))
    return left


def _in_use(folder: Path) -> bool:
    if not os.path.exists(folder / _LOCK):
        return False
    lock = FileLock(folder / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return True
    lock.release()
    return False


def _remove(folder: Path) -> bool:
    """Remove a folder; files that are read-only are no obstacle, links are never followed."""

    def writable_first(remove: Callable[[str], object], path: str, _error: object) -> None:
        with suppress(OSError):
            os.chmod(path, stat.S_IRWXU)
            remove(path)

    if folder.is_symlink() or not os.path.isdir(folder):
        with suppress(OSError):
            folder.unlink()
    else:
        shutil.rmtree(folder, onerror=writable_first)
    return not os.path.exists(folder)


def _mark_as_a_strangers(copy: Path) -> None:
    """On Windows: marked as from elsewhere, so that Office opens it protected and runs no macro."""
    if sys.platform == "win32":
        with suppress(OSError):  # a disk that keeps no such marks
            beside = os.open(f"{copy}:Zone.Identifier", os.O_WRONLY | os.O_CREAT)
            os.write(beside, b"[ZoneTransfer]\r\nZoneId=3\r\n")
            os.close(beside)


def show_elsewhere(copy: Path) -> None:
    """Let the program that this computer opens such files with show a copy. It learns nothing of this one's own."""
    try:
        if sys.platform == "win32":
            os.startfile(copy)
            return
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        process = subprocess.Popen(
            [opener, str(copy)], env=environment.for_another_program(),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        SHOWING.append(process)
        refused = process.wait(PATIENCE) != 0
    except subprocess.TimeoutExpired:  # it shows the file itself, and ends with it
        return
    except OSError:
        refused = True
    if refused:
        raise UserError(
            f"No program on this computer opens {copy.name}.", "Save a copy of it, and open that where there is one."
        )
