"""Files that come in: only ordinary ones, and never more of one than was asked for."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from scrutineer.errors import UserError

MAX_FILE = 100 * 1024 * 1024  # bytes of a workbook or a document
MAX_TEXT_FILE = 5 * 1024 * 1024  # bytes of what a person writes by hand: a mapping, a framework, a profile
_HOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NOT_ORDINARY = {
    stat.S_ISDIR: "a folder",
    stat.S_ISFIFO: "a pipe",
    stat.S_ISSOCK: "a socket",
    stat.S_ISCHR: "a device",
    stat.S_ISBLK: "a device",
}


def require_ordinary(file: Path) -> int:
    """The size of an ordinary file; a sentence for whatever else stands there, before anything of it is read.

    A pipe would wait for ever, and a device may never end.
    """
    try:
        return _ordinary(file, file.stat())
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from None


def _ordinary(file: Path, known: os.stat_result) -> int:
    if stat.S_ISREG(known.st_mode):
        return known.st_size
    what = next((words for test, words in _NOT_ORDINARY.items() if test(known.st_mode)), "something else")
    raise UserError(f"{file} is {what}, not a file. Nothing was read.", "Choose an ordinary file.")


def read_file(file: Path, limit: int = MAX_FILE) -> bytes:
    """The bytes of an ordinary file that is no larger than `limit`, else a sentence that says why not."""
    try:
        handle = os.open(file, _HOW)
        with open(handle, "rb") as stream:
            if _ordinary(file, os.fstat(handle)) > limit:
                raise _too_large(file, limit)
            content = stream.read(limit + 1)  # it may grow while it is read
    except (OSError, ValueError) as error:
        refused = isinstance(error, IsADirectoryError | PermissionError)  # what Windows says of a folder
        if refused and os.path.isdir(file):
            raise UserError(f"{file} is a folder, not a file. Nothing was read.", "Choose an ordinary file.") from None
        raise _unreadable(file, error) from None
    if len(content) > limit:
        raise _too_large(file, limit)
    return content


def open_ordinary(file: Path) -> BinaryIO:
    """An ordinary file, open to be read; OSError for whatever else stands there: nobody waits for a pipe."""
    handle = os.open(file, _HOW)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is no ordinary file", str(file))
    return open(handle, "rb")


def _too_large(file: Path, limit: int) -> UserError:
    return UserError(
        f"{file.name} is larger than {limit // 1024**2} MB. Nothing was changed.", "Take the part of it that matters."
    )


def _unreadable(file: Path, error: OSError | ValueError) -> UserError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UserError(f"There is no file at {file}.", "Check the name.")
    why = error.strerror if isinstance(error, OSError) else "its name holds what no name can"
    return UserError(f"{file.name} cannot be read ({why}).", "Check the disk and your rights to it.")
