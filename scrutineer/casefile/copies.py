"""A whole copy of a casefile: made beside its place, opened, counted, and only then put there in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scrutineer.casefile import companions, driver, identity, journal
from scrutineer.casefile.driver import Database
from scrutineer.errors import UserError
from scrutineer.outputs import flush, flush_folder

_SPARE = 4 * 1024 * 1024


@contextmanager
def whole_copy(source: Database, place: Path, key: str, newest: tuple[int, str] | None = None) -> Iterator[Path]:
    """A verified copy of what `source` reads, under `key` and of a generation of its own, in a file beside `place`.

    `newest` is the entry that it must end in, where more is known than the source says. The file is removed at the end
    where it was not put in place. Raises OSError, DatabaseError or a sentence.
    """
    require_room(source, place)
    made = companions.part_of(place)
    try:
        copy = driver.connect(made, key)
        try:
            driver.connection_of(source).backup(driver.connection_of(copy))
            if identity.root_page(copy):
                identity.renew(copy)
        finally:
            copy.close()
        _verify(source, made, key, newest or journal.newest(source))
        flush(made)
        yield made
    finally:
        companions.remove(made)


def require_room(source: Database, place: Path) -> None:
    """Raise where the disk has no room for another copy."""
    (pages,) = source.execute("PRAGMA page_count").fetchone()
    (size,) = source.execute("PRAGMA page_size").fetchone()
    require_bytes(int(pages) * int(size), place)


def require_bytes(size: int, place: Path) -> None:
    """Raise where the disk that holds `place` has no room for a file of this size."""
    if shutil.disk_usage(place.parent).free < size + _SPARE:
        raise UserError(
            f"The disk that holds {place.name} has no room for {size / 1e6:,.0f} MB more. Nothing was changed.",
            "Free some space, then do it again.",
        )


def _verify(source: Database, made: Path, key: str, newest: tuple[int, str]) -> None:
    """Read the copy on its own: every page, and as many rows and the same newest entry as the source."""
    copy = driver.connect_alone(made, key)
    try:
        (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        same = journal.newest(copy) == newest and _rows(copy) == _rows(source)
    finally:
        copy.close()
    if verdict != "ok" or not same:
        raise UserError(
            "The copy that was made does not hold what it should. It was removed, and nothing was changed.",
            "Check the disk, then try again.",
        )


def _rows(db: Database) -> list[tuple[str, int]]:
    kinds = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    names = [str(row[0]) for row in db.execute(kinds)]
    return [(name, int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])) for name in names]


def put_in_place(made: Path, place: Path) -> None:
    """One step: the name means the old file or the new one, whatever happens."""
    os.replace(made, place)
    _settle(place)


def put_anew(made: Path, place: Path) -> None:
    """Put a copy where no file is; raises FileExistsError where one came meanwhile."""
    try:
        os.link(made, place)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(place):
            raise FileExistsError(17, "File exists") from None
        os.rename(made, place)
    _settle(place)


def _settle(place: Path) -> None:
    with suppress(OSError):  # the file is there; only a power cut at this moment could lose its name
        flush_folder(place.parent)


def second_name(file: Path, name: Path) -> None:
    """Give a file a second name, so that it outlives its first; a copy where the file system has no links."""
    try:
        os.link(file, name)
    except FileExistsError:
        raise
    except OSError:
        require_bytes(file.stat().st_size, name)
        part = companions.part_of(name)
        try:
            shutil.copyfile(file, part)
            flush(part)
            os.rename(part, name)
        finally:
            companions.remove(part)


def clear_left_over(path: Path) -> None:
    """Remove what a step that was killed left beside a casefile that this process holds: nothing else is touched.

    A file that was being made, and a second name that a restore gave to the casefile before it went no further.
    """
    with suppress(OSError):
        for file in list(path.parent.iterdir()):
            if companions.is_part_of(file, path) or _is_second_name(file, path):
                with suppress(OSError):
                    file.unlink()


def _is_second_name(file: Path, path: Path) -> bool:
    """Whether a restore that went no further gave the casefile, or its `-wal`, this name too."""
    if not file.name.startswith(path.stem + companions.BEFORE_RESTORE):
        return False
    with suppress(OSError):
        if file.name.endswith(path.suffix):
            return file.samefile(path)
        kept = file.with_name(file.name.removesuffix("-wal"))
        return file.samefile(companions.beside(path, "-wal")) and (not os.path.exists(kept) or kept.samefile(path))
    return False


def kept_before_restore(path: Path) -> list[Path]:
    """The files that restores kept of this casefile, newest first."""
    with suppress(OSError):
        kept = (file for file in path.parent.iterdir() if file.name.startswith(path.stem + companions.BEFORE_RESTORE))
        return sorted((file for file in kept if file.suffix == path.suffix), reverse=True)
    return []
