"""Attachments that a casefile's rolling backups share: one encrypted file each, in a folder beside the backups.

Each is a SQLCipher file under the casefile's key, written once, read again to verify it, and never changed. Neither the
name of the folder nor of a file tells what it holds: both are keyed hashes. Another key has a store of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from scrutineer.casefile import driver
from scrutineer.errors import UserError

_FOLDER = "attachments "
_TURNS = 16
_MARK, _NAME = 16, 40  # letters of a keyed hash that are kept
PART = ".part"


def mark_of(key: str) -> str:
    """What names a key without telling it."""
    return _keyed(key, b"scrutineer store of backups")[:_MARK]


def _keyed(key: str, said: bytes) -> str:
    return hmac.new(bytes.fromhex(key[:64]), said, hashlib.sha256).hexdigest()


def part_of(target: Path) -> Path:
    """What a file is called while it is being written: a name that never counts as a backup or an attachment."""
    return target.with_name(f".{target.name}{PART}")


def clear_parts(folder: Path, stem: str = "") -> None:
    """Remove what a backup that was cut off left unfinished in a folder; with a stem, only what is called so."""
    for part in _inside(folder):
        if part.name.startswith(f".{stem}") and part.suffix.split("-")[0] == PART:  # or what SQLite keeps beside it
            part.unlink()


def _inside(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError):
        yield from sorted(folder.iterdir())


class Store:
    """The attachments that the backups in a folder share under one key."""

    def __init__(self, folder: Path, key: str) -> None:
        self.folder = folder / (_FOLDER + mark_of(key))
        self._key = key

    def file_of(self, sha256: str) -> Path:
        """Where an attachment is kept."""
        return self.folder / _keyed(self._key, sha256.encode())[:_NAME]

    def lacks(self, sha256: str, turn: int) -> bool:
        """Whether an attachment must be written: it is not there, or it is its turn to be read again and is damaged.

        Every sixteenth turn reads it, so that no damage stays while the casefile still has what to mend it with.
        """
        file = self.file_of(sha256)
        if not os.path.exists(file):
            return True
        if int(file.name[:2], 16) % _TURNS != turn % _TURNS:
            return False
        return self.read(sha256) is None

    def put(self, sha256: str, content: bytes) -> None:
        """Keep an attachment: written under another name, read again, then named."""
        self.folder.mkdir(exist_ok=True)
        file = self.file_of(sha256)
        part = part_of(file)
        part.unlink(missing_ok=True)
        try:
            db = driver.connect(part, self._key)
            try:
                db.execute("PRAGMA journal_mode = OFF")
                with db.atomic():
                    db.execute("CREATE TABLE blob (sha256 TEXT, content BLOB)")
                    db.execute("INSERT INTO blob VALUES (?, ?)", [sha256, content])
            finally:
                db.close()
            if self._read(part, sha256) is None:
                raise OSError(5, "an attachment could not be read again")
            os.replace(part, file)
        finally:
            part.unlink(missing_ok=True)

    def read(self, sha256: str) -> bytes | None:
        """An attachment's bytes, whose hash was verified; None where it is gone or damaged."""
        return self._read(self.file_of(sha256), sha256)

    def _read(self, file: Path, sha256: str) -> bytes | None:
        if not os.path.exists(file):
            return None
        db = driver.connect(file, self._key)
        try:
            row = db.execute("SELECT content FROM blob").fetchone()
        except driver.DatabaseError:
            return None
        finally:
            db.close()
        content = bytes(row[0]) if row else b""
        return content if row and hashlib.sha256(content).hexdigest() == sha256 else None

    def require(self, sha256: str, backup: Path) -> bytes:
        """An attachment's bytes, or a sentence."""
        content = self.read(sha256)
        if content is None:
            raise UserError(
                f"An attachment that the backup {backup.name} needs is missing from the folder “{self.folder.name}” "
                "beside it, or is damaged. Nothing was changed.",
                "If the backup was copied or moved alone, restore it from its own folder; else choose another backup.",
            )
        return content

    def prune(self, needed: Collection[str]) -> None:
        """Remove every attachment but those that some backup names."""
        names = {self.file_of(sha256).name for sha256 in needed}
        for file in _inside(self.folder):
            if file.name not in names:
                file.unlink()


def drop_stores(folder: Path, marks: Collection[str]) -> None:
    """Remove the stores of keys under which no backup is left: all but those of these marks."""
    for store in _inside(folder):
        mark = store.name.removeprefix(_FOLDER)
        if os.path.isdir(store) and mark != store.name and len(mark) == _MARK and mark not in marks:
            shutil.rmtree(store)
