"""Files that leave the program: written beside their place, then put there whole, and never onto a casefile."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scrutineer import paths
from scrutineer.errors import UserError
from scrutineer.paths import CASEFILE_SUFFIX

if TYPE_CHECKING:
    from filelock import FileLock

LONGEST_NAME = 255  # bytes, on every system that this runs on
LONGEST_PATH = 259  # characters, on Windows
_PAGE = 4096  # bytes: what a casefile is made of
_LOG_BEGINS = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")  # a database's write-ahead log
_KNOWN_BEGINNINGS = (b"PK", b"%PDF", b"\xd0\xcf\x11\xe0")
_COMPANIONS = ("-wal", "-shm", "-journal", ".check", ".lock")
_NOTES = "being written"  # the folder of notes
_PART = re.compile(r"\.[0-9a-f]{16}\.part")
_BACKUPS = re.compile(r" backups$")


def write_output(file: Path, content: bytes, *, endings: tuple[str, ...]) -> None:
    """Write a file that a person asked for, whole or not at all, under a name with one of these endings.

    Never onto a casefile, what belongs to one, or a backup, by whatever name or link it is reached. What else stands
    there is replaced: whoever asks has asked about it first (`require_free`, or the window's own dialog).
    """
    _require_ending(file, endings)
    refuse_casefiles(file)
    write_atomically(file, content, announced=True)


def _require_ending(file: Path, endings: tuple[str, ...]) -> None:
    if file.suffix.lower() not in endings:
        raise UserError(
            f"{file.name} does not end in {' or '.join(endings)}, which is what is written. Nothing was written.",
            f"Give a name that ends in {endings[0]}.",
        )


def write_new(file: Path, content: bytes, *, endings: tuple[str, ...]) -> None:
    """Write a file under a name that nobody bears, whole or not at all: it may be that of a casefile, for a copy of one
    that was attached. Nothing is ever replaced, and nothing of another casefile's lies beside it under that name."""
    if CASEFILE_SUFFIX not in file.name.casefold():
        require_free(file)
        write_output(file, content, endings=endings)
        return
    _require_ending(file, endings)
    own = file.name.casefold()
    own = own[: own.index(CASEFILE_SUFFIX) + len(CASEFILE_SUFFIX)]
    _refuse_among_backups(file)
    if os.path.lexists(file) or any(beside.name.casefold().startswith(own) for beside in file.parent.glob("*")):
        raise _never(file, "is the name of a casefile that is there, or of what belongs to one")
    write_atomically(file, content, announced=True)


def require_free(file: Path) -> None:
    """Raise where something stands there already, so that nothing is replaced that nobody was asked about."""
    if os.path.lexists(file):
        refuse_casefiles(file)
        raise UserError(
            f"There is a file called {file.name} already. It was left as it is.",
            "Choose another name.",
        )


def file_name(words: str, ending: str) -> str:
    """A name for a file from words that a person typed, without what some system cannot keep or takes for a folder."""
    kept = " ".join(re.sub(r'[<>:"/\\|?*\x00-\x1f]', " ", words).split()).strip(". ")
    return f"{kept[:80].strip() or 'Untitled'}{ending}"


def free_name(file: Path) -> Path:
    """This name, or the next of its kind that nothing bears yet: “Letter 2.docx”."""
    names = (file.with_stem(f"{file.stem} {number}") if number > 1 else file for number in range(1, 1_000))
    return next((name for name in names if not os.path.lexists(name)), file)


def require_short(file: Path, spare: int = 0) -> None:
    """Raise where a name is longer than disks keep, with `spare` bytes for what is added to it."""
    whole = len(os.path.abspath(file)) + spare
    if len(os.fsencode(file.name)) + spare > LONGEST_NAME or (os.name == "nt" and whole > LONGEST_PATH):
        raise UserError(
            f"The name {file.name[:40]}… is too long to be kept on a disk. Nothing was written.",
            "Give a shorter name, or choose a folder that is not as deep.",
        )


def refuse_casefiles(file: Path) -> None:
    """Raise where a casefile, what belongs to one, or a backup stands there, or would by its name."""
    for place in {file, _behind_links(file)}:
        if CASEFILE_SUFFIX in place.name.casefold():
            raise _never(file, "is the name of a casefile or of what belongs to one")
        _refuse_among_backups(place)
        companions = (place.with_name(place.name + ending) for ending in _COMPANIONS)
        if any(os.path.exists(companion) for companion in companions) or _looks_like_one(place):
            raise _never(file, "looks like a casefile, whatever its name says")


def _refuse_among_backups(file: Path) -> None:
    for place in {file, _behind_links(file)}:
        if any(_BACKUPS.search(folder.name) and any(folder.glob(f"*{CASEFILE_SUFFIX}")) for folder in place.parents):
            raise _never(file, "is among the backups of a casefile")


def _behind_links(file: Path) -> Path:
    try:
        return file.resolve()
    except (OSError, RuntimeError):  # links that lead round in a circle
        return file


def _looks_like_one(place: Path) -> bool:
    """Whether what stands there is an encrypted database, a plain one, or the log of one."""
    try:
        if not os.path.isfile(place):
            return False
        size = place.stat().st_size
        with place.open("rb") as stream:
            head = stream.read(_PAGE)
    except OSError:
        return False
    if head.startswith((b"SQLite format 3", *_LOG_BEGINS)):
        return True
    encrypted = size >= _PAGE and size % _PAGE == 0 and len(set(head)) > 240  # of 256: nothing but noise has as many
    return encrypted and not head.startswith(_KNOWN_BEGINNINGS)


def _never(file: Path, why: str) -> UserError:
    return UserError(f"{file.name} {why}. It was left as it is, and nothing was written.", "Choose another name.")


def write_atomically(file: Path, content: bytes, *, announced: bool = False) -> None:
    """Write a file so that a crash or a full disk leaves the old one or the new one, never half of it.

    Where it cannot be written that is a sentence, and nothing is left beside it; where it is announced, what a kill
    leaves is cleared at the next start. For what the program keeps itself; what a person names goes through
    `write_output`.
    """
    require_short(file)
    beside = file.with_name(f".{os.urandom(8).hex()}.part")  # two windows may write at one time
    with _announced(beside) if announced else contextlib.nullcontext():
        _write_beside(file, beside, content)


@contextlib.contextmanager
def _announced(beside: Path) -> Iterator[None]:
    """Keep a note of what is being written, locked meanwhile. Where no note can be kept it is written all the same."""
    from filelock import FileLock  # the window stands without it

    note: Path | None = None
    lock: FileLock | None = None
    with contextlib.suppress(OSError, UserError):
        note = paths.state() / _NOTES / f"{beside.stem[1:]}.txt"
        note.parent.mkdir(mode=0o700, exist_ok=True)
        lock = FileLock(note.with_suffix(".lock"), timeout=0)
        lock.acquire()
        note.write_text(str(beside.absolute()), encoding="utf-8", errors="surrogateescape")
    try:
        yield
    finally:
        _forget(note, lock)


def _forget(note: Path | None, lock: FileLock | None) -> None:
    with contextlib.suppress(OSError):
        if note is not None:
            note.unlink(missing_ok=True)
        if lock is not None:
            lock.release()
            Path(lock.lock_file).unlink(missing_ok=True)


def clear_unfinished() -> None:
    """Remove the beginnings of files that a run was writing when it was killed. What is being written now is left."""
    from filelock import FileLock, Timeout

    with contextlib.suppress(OSError, UserError):
        for note in list((paths.state() / _NOTES).glob("*.txt")):
            lock = FileLock(note.with_suffix(".lock"), timeout=0)
            with contextlib.suppress(OSError, Timeout):
                lock.acquire()
                beside = Path(note.read_text(encoding="utf-8", errors="surrogateescape"))
                if _PART.fullmatch(beside.name):
                    beside.unlink(missing_ok=True)
                _forget(note, lock)


def _write_beside(file: Path, beside: Path, content: bytes) -> None:
    try:
        beside.touch(mode=0o600, exist_ok=False)  # for this person's eyes, until they share it themselves
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())  # else a power cut can leave the new name on an empty file
        os.replace(beside, file)
    except OSError as error:
        raise UserError(
            f"{file.name} could not be written to {file.parent} ({error.strerror}). What was there is as it was.",
            "Check that the disk has room and can be written, or choose another folder."
            if error.errno != errno.ENAMETOOLONG
            else "Give a shorter name, or choose a folder that is not as deep.",
        ) from None
    finally:
        with contextlib.suppress(OSError):  # gone where all went well; a disk that refuses refuses this too
            beside.unlink()


def write_at(file: Path, place: int, content: bytes) -> None:
    """Write over a part of a small file of the program's own, made where it is not there, for this person's eyes.

    Not whole or not at all: for what is written often, and can be done without. Raises OSError.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with open(handle, "r+b", buffering=0) as stream:
        stream.seek(place)
        stream.write(content)


def flush(file: Path) -> None:
    """Let a power cut find what the file holds. Raises OSError."""
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Let a power cut find the names in a folder as they are now. Raises OSError; Windows keeps them by itself."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
