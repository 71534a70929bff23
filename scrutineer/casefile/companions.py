"""What lies beside a casefile and could change what it holds.

A `-wal` or a `-journal` is used only where it is known to belong to the file; anything else is set aside under a name
that says so, never read into it and never deleted.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from scrutineer.casefile import driver, identity, journal
from scrutineer.casefile.driver import Database
from scrutineer.casefile.identity import Identity
from scrutineer.casefile.keys import PAGE
from scrutineer.clock import Clock
from scrutineer.inputs import open_ordinary
from scrutineer.notices import Notice

_HEADER = 32
_FRAME = 24
_MAGIC = 0x377F0682
BEFORE_RESTORE = " before restore "
"""In the name of what a restore kept."""
ENDINGS = ("-wal", "-shm", "-journal")
_PART = re.compile(rf"[0-9a-f]{{8}}\.part({'|'.join(ENDINGS)})?")


def beside(path: Path, ending: str) -> Path:
    """A companion of the casefile."""
    return path.with_name(path.name + ending)


def part_of(path: Path) -> Path:
    """A name beside a casefile for a file that is being made: what a kill leaves of it is known again by it."""
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")


def is_part_of(file: Path, path: Path) -> bool:
    """Whether a file was being made beside this casefile, or is what SQLite kept beside such a file."""
    before = f".{path.name}."
    return file.name.startswith(before) and _PART.fullmatch(file.name, len(before)) is not None


def free_name(path: Path, words: str, clock: Clock, ending: str | None = None) -> Path:
    """A name beside the casefile that says what is kept there and since when, and that nothing bears yet."""
    moment = f"{clock.now().astimezone():%Y-%m-%d %H%M%S}"
    tail = path.suffix if ending is None else ending
    for turn in range(1, 1000):
        name = path.with_name(f"{path.stem} {words} {moment}{'' if turn == 1 else f'-{turn}'}{tail}")
        if not os.path.lexists(name):
            return name
    raise FileExistsError(17, "a thousand files of this name are there already")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one way of reading the file shows. `sound` is the verdict of a look at every page; `follows` says that the
    journal holds the newest entry of another reading."""

    sound: bool
    identity: Identity | None
    page: int
    tip: tuple[int, str]
    follows: bool


def _read(db: Database, before: _Reading | None = None) -> _Reading | None:
    try:
        (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
        follows = before is None or before.tip[0] == 0 or journal.holds(db, *before.tip)
        return _Reading(verdict == "ok", identity.read(db), identity.root_page(db), journal.newest(db), follows)
    except driver.DatabaseError:
        return None
    finally:
        db.close()


def _frames(wal: Path) -> tuple[set[int], bool]:
    """The pages that a `-wal` brings up to its last whole commit, and whether commits after that cannot be read."""
    pages: set[int] = set()
    waiting: set[int] = set()
    broken = False
    with open_ordinary(wal) as stream:
        header = stream.read(_HEADER)
        if len(header) < _HEADER:
            return pages, False
        magic, _, size, _, *salts = struct.unpack(">6I", header[:24])
        if magic & ~1 != _MAGIC or size != PAGE:
            return pages, True
        order = ">" if magic & 1 else "<"
        sums = _checksum(order, header[:24], (0, 0))
        broken = sums != struct.unpack(">2I", header[24:])
        while len(frame := stream.read(_FRAME + PAGE)) == _FRAME + PAGE:
            number, commit, *rest = struct.unpack(">6I", frame[:_FRAME])
            if rest[:2] != salts:
                break
            if not broken:
                sums = _checksum(order, frame[:8] + frame[_FRAME:], sums)
                broken = list(sums) != rest[2:]
            if broken and commit:
                return pages, True
            waiting.add(number)
            if commit and not broken:
                pages |= waiting
                waiting = set()
    return pages, False


def _checksum(order: str, content: bytes, start: tuple[int, int]) -> tuple[int, int]:
    first, second = start
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second


def settle(path: Path, key: str, clock: Clock) -> list[Notice]:
    """Before the casefile is opened: leave beside it only what belongs to it; what was set aside is said.

    Costs nothing where nothing lies there; else every page is looked at.
    """
    said: list[Notice] = []
    for ending in ENDINGS:
        if _holds_nothing(beside(path, ending)):
            set_aside(path, ending, clock)
    rollback = beside(path, "-journal")
    if _weight(rollback) and not _needs(path, key, rollback):
        said += set_aside(path, "-journal", clock)
    wal = beside(path, "-wal")
    if _weight(wal):
        said += _settle_wal(path, key, wal, clock)
    return said


def _holds_nothing(file: Path) -> bool:
    """Whether it is a pipe or a device, at which the database would wait for ever."""
    try:
        mode = file.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _weight(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _needs(path: Path, key: str, rollback: Path) -> bool:
    """Whether the file is whole with this `-journal` of an older version's change of passphrase, and only with it."""
    alone = _read(driver.connect_alone(path, key))
    if alone is not None and alone.sound:
        return False
    trial = part_of(path)
    try:
        shutil.copyfile(path, trial)
        shutil.copyfile(rollback, beside(trial, "-journal"))
        mended = _read(driver.connect(trial, key))
        return mended is not None and mended.sound
    except OSError:
        return True
    finally:
        remove(trial)


def _settle_wal(path: Path, key: str, wal: Path, clock: Clock) -> list[Notice]:
    pages, cut = _frames(wal)
    if not pages:
        return set_aside(path, "-wal", clock) if cut else []
    alone = _read(driver.connect_alone(path, key))
    together = _read(driver.connect_to_look(path, key), alone)
    if _belongs(alone, together, pages):
        return _keep_copy(path, wal, clock) if cut else []
    if alone is None or not alone.sound:
        return []  # nothing is known to be whole: nothing is touched, and opening says that it is damaged
    if pages == {alone.page}:  # it brings a new generation and nothing else
        remove(wal)
        return []
    return set_aside(path, "-wal", clock)


def _belongs(alone: _Reading | None, together: _Reading | None, pages: set[int]) -> bool:
    if together is None or not together.sound or not together.follows:
        return False
    if (
        alone is None or alone.identity is None or together.identity is None
    ):  # of an older version, or half carried over
        return True
    return together.page in pages and together.identity.continues(alone.identity)


def set_aside(path: Path, ending: str, clock: Clock) -> list[Notice]:
    """Give a companion that is not the casefile's own, or that nobody can tell, a name that says so."""
    companion = beside(path, ending)
    if not _weight(companion) or _bears_another_name(path, companion):
        with suppress(OSError):
            companion.unlink(missing_ok=True)
        return []
    aside = free_name(path, "set aside", clock, ending.replace("-", "."))
    os.replace(companion, aside)
    return [
        Notice(
            f"Beside {path.name} lay a file of changes that does not fit it, from an earlier or another state of it, "
            f"or damaged. It was not read in and is kept as {aside.name}.",
            "Look whether your newest entries are there. If some are missing, merge them from the newest backup.",
        )
    ]


def _bears_another_name(path: Path, companion: Path) -> bool:
    """Whether it is kept already, beside the casefile that a restore took away."""
    kept = (file for file in path.parent.iterdir() if file.name.startswith(path.stem + BEFORE_RESTORE))
    with suppress(OSError):
        return any(file.samefile(companion) for file in kept)
    return False


def _keep_copy(path: Path, wal: Path, clock: Clock) -> list[Notice]:
    aside = free_name(path, "set aside", clock, ".wal")
    shutil.copyfile(wal, aside)
    return [
        Notice(
            f"The newest changes of {path.name} could be read in part only: the file beside it that held them is "
            f"damaged. It is kept as {aside.name}.",
            "Look whether your newest entries are there, and record again what is missing.",
        )
    ]


def set_all_aside(path: Path, clock: Clock) -> list[Notice]:
    """Before another file is put in this place: nothing may be left that could be taken for its companion."""
    said = [notice for ending in ("-wal", "-journal") for notice in set_aside(path, ending, clock)]
    with suppress(OSError):
        beside(path, "-shm").unlink(missing_ok=True)
    return said


def remove(path: Path) -> None:
    """Remove a file that the program made itself, and what SQLite made beside it."""
    for file in (path, *(beside(path, ending) for ending in ENDINGS)):
        with suppress(OSError):
            file.unlink(missing_ok=True)


@contextmanager
def looked_at(path: Path, key: str) -> Iterator[Database]:
    """A file that is not open, read as it stands with what is its own, and not touched."""
    wal = beside(path, "-wal")
    together = False
    if _weight(wal):
        alone = _read(driver.connect_alone(path, key))
        together = _belongs(alone, _read(driver.connect_to_look(path, key), alone), _frames(wal)[0])
    db = driver.connect_to_look(path, key) if together else driver.connect_alone(path, key)
    try:
        yield db
    finally:
        db.close()
