"""A disk that fails, or a process that is killed, at a place of the test's choosing.

Counted is every write that the program itself asks for (a file made, written, flushed, renamed, linked) and, beneath it,
every write that the database asks its system for: a page or frame written, a file cut, flushed, or made. All of it is
laid under the process that calls `lay_under`, for good: do so in a process of its own.
"""

from __future__ import annotations

import builtins
import ctypes
import errno
import importlib.util
import io
import os
import signal
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Any

_FULL, _CANNOT_OPEN, _WRITE, _SYNC, _TRUNCATE, _SHARED = 13, 14, 778, 1034, 1546, 4874  # what SQLite calls them
_CREATE = 4
_POINTER = ctypes.c_void_p
_METHODS = 19  # of a file, in the third version of the interface
_X_WRITE, _X_TRUNCATE, _X_SYNC, _X_SHARED = 3, 4, 5, 13


class Harm(StrEnum):
    """What befalls at the place."""

    KILL = "killed"
    ERROR = "an error of the disk, once"
    FULL = "a disk full from there on"


class _System(ctypes.Structure):
    """What SQLite knows of the operating system, up to the opening of a file."""

    _fields_ = (
        ("version", ctypes.c_int), ("file_size", ctypes.c_int), ("longest", ctypes.c_int), ("next", _POINTER),
        ("name", ctypes.c_char_p), ("data", _POINTER), ("open", _POINTER),
    )  # fmt: skip


_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _POINTER, _POINTER, ctypes.c_int, _POINTER)
_WRITING = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _POINTER, ctypes.c_int, ctypes.c_int64)
_CUTTING = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int64)
_FLUSHING = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int)
_SHARING = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int, ctypes.c_int, ctypes.c_int, _POINTER)


def why_not() -> str:
    """Why no disk can be made to fail on this system; "" where it can."""
    if not sys.platform.startswith("linux"):
        return "the system under the database is replaced as on Linux"
    try:
        _system()
    except (AttributeError, OSError) as error:
        return f"the system under the database cannot be replaced: {error}"
    return ""


def _system() -> Any:
    extension = importlib.util.find_spec("sqlcipher3._sqlite3")
    library = ctypes.CDLL(extension.origin if extension else None)
    find = library.sqlite3_vfs_find
    find.restype, find.argtypes = ctypes.POINTER(_System), [ctypes.c_char_p]
    return find(None)


class Disk:
    """Counts the places; from the one chosen on, fails. `met` is how many were reached."""

    def __init__(self, harm: Harm, place: int) -> None:
        self.harm, self.place, self.met = harm, place, 0
        self._kept: list[Any] = []  # what SQLite holds by its address must outlive this
        self._changed: dict[int, int] = {}

    def fails(self) -> bool:
        """Count a place; whether it fails. A kill does not come back."""
        self.met += 1
        if not self.place or self.met < self.place or (self.met > self.place and self.harm is not Harm.FULL):
            return False
        if self.harm is Harm.KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    def _raise(self) -> None:
        code = errno.ENOSPC if self.harm is Harm.FULL else errno.EIO
        raise OSError(code, os.strerror(code))

    def lay_under(self) -> None:
        """From now on this process stands on this disk."""
        for name in ("replace", "rename", "link", "fsync", "mkdir", "sendfile"):
            setattr(os, name, self._counted(getattr(os, name)))
        for name in ("remove", "unlink", "rmdir"):
            setattr(os, name, self._counted(getattr(os, name), only_kills=True))
        os.open = self._opened(os.open)
        builtins.open = io.open = self._streamed(io.open)
        self._under_the_database()

    def _counted(self, real: Callable[..., Any], *, only_kills: bool = False) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            if not (only_kills and self.harm is not Harm.KILL) and self.fails():
                self._raise()
            return real(*arguments, **named)

        return call

    def _opened(self, real: Callable[..., int]) -> Callable[..., int]:
        def call(path: Any, flags: int, *rest: Any, **named: Any) -> int:
            if flags & os.O_CREAT and not os.path.exists(path) and self.fails():
                self._raise()
            return real(path, flags, *rest, **named)

        return call

    def _streamed(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
            writes = bool(set(mode) & set("wxa+")) and not str(file).startswith("/dev/")
            if writes and isinstance(file, (str, os.PathLike)) and not os.path.exists(file) and self.fails():
                self._raise()
            stream = real(file, mode, *rest, **named)
            if writes:
                stream.write = self._written(stream.write)
            return stream

        return call

    def _written(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def write(content: Any) -> Any:
            if self.fails():
                real(content[: len(content) // 2])  # a disk that fills up keeps what it had room for
                self._raise()
            return real(content)

        return write

    def _under_the_database(self) -> None:
        system = _system()
        real = _OPEN(system.contents.open)

        def opened(own: int, name: int, file: int, flags: int, given: int) -> int:
            made = flags & _CREATE and name and not os.path.exists(ctypes.string_at(name))  # SQLite keeps the address
            if made and self.fails():
                return _FULL if self.harm is Harm.FULL else _CANNOT_OPEN
            ended = real(own, name, file, flags, given)
            if ended == 0:
                methods = ctypes.cast(file, ctypes.POINTER(_POINTER))
                methods[0] = self._methods(methods[0])
            return ended

        replaced = _OPEN(opened)
        self._kept += [system, real, replaced]
        system.contents.open = ctypes.cast(replaced, _POINTER).value

    def _methods(self, address: int) -> int:
        """The same methods of a file but for those that write."""
        if address not in self._changed:
            table = (_POINTER * _METHODS).from_address(address)
            copy = (_POINTER * _METHODS)(*table)
            for place, kind, code in (
                (_X_TRUNCATE, _CUTTING, _TRUNCATE), (_X_SYNC, _FLUSHING, _SYNC),
            ):  # fmt: skip
                self._put(copy, place, self._failing(kind, table[place], code))
            self._put(copy, _X_WRITE, self._write(table[_X_WRITE]))
            if table[_X_SHARED]:
                self._put(copy, _X_SHARED, self._share(table[_X_SHARED]))
            self._kept.append(copy)
            self._changed[address] = ctypes.addressof(copy)
            self._changed[ctypes.addressof(copy)] = ctypes.addressof(copy)
        return self._changed[address]

    def _put(self, table: Any, place: int, function: Any) -> None:
        self._kept.append(function)
        table[place] = ctypes.cast(function, _POINTER).value

    def _code(self, code: int) -> int:
        return _FULL if self.harm is Harm.FULL else code

    def _failing(self, kind: Any, address: int, code: int) -> Any:
        real = kind(address)
        return kind(lambda *given: self._code(code) if self.fails() else real(*given))

    def _write(self, address: int) -> Any:
        real = _WRITING(address)

        def write(file: int, content: int, size: int, place: int) -> int:
            if self.fails():
                real(file, content, size // 2, place)
                return self._code(_WRITE)
            return int(real(file, content, size, place))

        return _WRITING(write)

    def _share(self, address: int) -> Any:
        real = _SHARING(address)

        def share(file: int, region: int, size: int, grow: int, at: int) -> int:
            if grow and self.fails():
                return self._code(_SHARED)
            return int(real(file, region, size, grow, at))

        return _SHARING(share)
