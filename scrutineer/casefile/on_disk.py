"""Whether the name of an open casefile still means the file that was opened, and nobody wrote into it."""

from __future__ import annotations

import os
from pathlib import Path

from scrutineer.casefile.companions import beside
from scrutineer.casefile.keys import PAGE

_Marks = tuple[tuple[int, int, int], bytes, tuple[tuple[int, int] | None, ...]]


class OnDisk:
    """The file as it was when it was last written by this program.

    Its own handle stays open, and no other is opened and closed on the file: closing one would drop SQLite's locks.
    """

    def __init__(self, path: Path, page: int) -> None:
        self._path = path
        self._page = page
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._marks = self._look()

    def mark(self) -> None:
        """What stands there now is ours: call it after every writing into the file."""
        self._marks = self._look()

    def is_same(self) -> bool:
        """Whether the name still means this file and its pages are those that were written last.

        A few system calls: identity of the file and of its companions, its size, and its first page and the one that
        every commit writes anew.
        """
        try:
            there = self._path.stat()
            return (there.st_dev, there.st_ino, there.st_size) == self._marks[0] and self._look() == self._marks
        except OSError:
            return False

    def _look(self) -> _Marks:
        own = os.fstat(self._handle)
        pages = self._read(1) + self._read(self._page)
        companions = tuple(_file_of(beside(self._path, ending)) for ending in ("-wal", "-shm"))
        return (own.st_dev, own.st_ino, own.st_size), pages, companions

    def _read(self, page: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._handle, PAGE, (page - 1) * PAGE)
        os.lseek(self._handle, (page - 1) * PAGE, os.SEEK_SET)
        return os.read(self._handle, PAGE)

    def close(self) -> None:
        """Let go of the handle, once no connection of this process reads the file."""
        os.close(self._handle)


def _file_of(path: Path) -> tuple[int, int] | None:
    try:
        there = path.stat()
    except OSError:
        return None
    return there.st_dev, there.st_ino
