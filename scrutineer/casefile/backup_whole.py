"""A complete casefile out of a backup of either kind: every attachment is put back and its hash verified."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from scrutineer.casefile import backup, driver
from scrutineer.casefile.backup_store import Store
from scrutineer.errors import UserError


def whole(source: Path, key: str, into: Path) -> None:
    """Make a complete casefile of a backup of either kind at `into`, a name that is free.

    Every attachment is put back and its hash verified, then the casefile looked through. On failure nothing is left.
    """
    tip = backup.verify(source, key)
    apart = backup.apart_in(source, key)
    _require_room_to_restore(source, into, apart)
    try:
        shutil.copyfile(source, into)
        if apart or backup.rolling_at(into, key):
            _put_together(source, key, into, apart)
        backup.verify(into, key, tip)
    except BaseException:
        into.unlink(missing_ok=True)
        raise


def _require_room_to_restore(source: Path, into: Path, apart: Iterable[tuple[str, int]]) -> None:
    needed = source.stat().st_size + sum(size for _, size in apart) + backup.SPARE
    free = shutil.disk_usage(into.parent).free
    if free < needed:
        raise UserError(
            f"There is no room to restore {source.name}: it needs {backup.megabytes(needed)} MB, and "
            f"{backup.megabytes(free)} MB are free. Nothing was changed.",
            "Free some space, or restore to another disk.",
        )


def _put_together(source: Path, key: str, into: Path, apart: Iterable[tuple[str, int]]) -> None:
    from scrutineer.casefile.schema import APPLICATION_ID

    store = Store(source.parent, key)
    db = driver.connect(into, key)
    try:
        db.execute("PRAGMA journal_mode = OFF")  # a copy that is cut off is thrown away
        with db.atomic():
            for sha256, _size in apart:
                db.execute("INSERT INTO blob (sha256, content) VALUES (?, ?)", [sha256, store.require(sha256, source)])
            db.execute("DROP TABLE apart")
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise backup.damaged(source)
        db.execute("PRAGMA journal_mode = WAL")  # as every casefile is, from its first opening on
    except driver.DatabaseError as error:
        raise driver.in_words(error, into) from error
    finally:
        db.close()
