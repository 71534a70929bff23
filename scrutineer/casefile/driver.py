"""SQLCipher beneath sqlite-utils, and the one place where database errors become words.

sqlite-utils takes a module named pysqlite3 before the standard one. sqlcipher3 is put there, so that the exceptions
it catches are the ones that are raised.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3
import sqlcipher3.dbapi2 as dbapi

from scrutineer.errors import UserError

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi)

from sqlite_utils import Database  # noqa: E402

__all__ = ["Database", "DatabaseError", "IntegrityError", "OperationalError", "connect"]

DatabaseError = dbapi.DatabaseError
OperationalError = dbapi.OperationalError
AnyError = dbapi.Error
REFUSALS = (dbapi.Error, OverflowError, UnicodeEncodeError)
"""All that the database raises when something cannot be stored: for a number too large for it, or half a character, it
has no error of its own."""
IntegrityError = dbapi.IntegrityError


_ROOM = 64 * 1024

CACHE_KIB = 16 * 1024
"""What a connection keeps of pages once deciphered: all that the pages of a window read of 5,000 items. With SQLite's
own 2 MB they are deciphered again at each visit; more than this gained nothing."""


def connect(path: Path, key: str) -> Database:
    """Open the file with a raw key (96 hex characters: key and salt). Nothing is read yet."""
    return _keyed(dbapi.connect(str(path), check_same_thread=False, isolation_level=None), key)


def connect_alone(path: Path, key: str) -> Database:
    """The file read as it stands, whatever lies beside it. Nothing is written, not even beside it."""
    return _connect_by(path, key, "immutable=1")


def connect_to_look(path: Path, key: str) -> Database:
    """The file read together with its `-wal`, by a connection that can carry nothing over into it."""
    return _connect_by(path, key, "mode=ro")


def attach_to_look(db: Database, path: Path, key: str, name: str) -> None:
    """Have a connection read another file as well, by this name, together with its `-wal`; it can write nothing there.

    A file that is not there is an error, never made.
    """
    db.execute(f"ATTACH ? AS {name} KEY ?", [_address(path, "mode=ro"), f"x'{key}'"])


def _connect_by(path: Path, key: str, how: str) -> Database:
    return _keyed(dbapi.connect(_address(path, how), uri=True, check_same_thread=False, isolation_level=None), key)


def _address(path: Path, how: str) -> str:
    whole = quote(path.absolute().as_posix())
    return f"file://{'' if whole.startswith('/') else '/'}{whole}?{how}"


def _keyed(connection: Any, key: str) -> Database:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA wal_autocheckpoint = 0")  # carried over when it is known to be the same file
    return Database(connection)


def keep_pages(db: Database) -> None:
    """Let a connection keep what it has deciphered. Reads the file: call it once the key is known to be right."""
    db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def changes_made(db: Database) -> int:
    """How many rows this connection changed since it was opened, by triggers too."""
    return int(connection_of(db).total_changes)


def connection_of(db: Database) -> Any:
    """The connection under a sqlite-utils database."""
    return db.conn


_NOT_TO_BE_HELD = (dbapi.DataError, dbapi.InterfaceError, dbapi.NotSupportedError, OverflowError, UnicodeEncodeError)


def in_words(error: Exception, path: Path) -> UserError:
    """A database error as a sentence that says what happened, what is safe and what to do."""
    text = str(error).lower()
    if isinstance(error, _NOT_TO_BE_HELD):
        return UserError(
            "Something in this is larger than a casefile can hold, or is no text. Nothing was changed.",
            "Look for a very large number or a strange character, correct it, then do it again.",
        )
    if isinstance(error, dbapi.IntegrityError):
        return UserError(
            "This points at something that is not in the casefile, or is in it already. Nothing was changed.",
            "Look again at what is there, then do it again.",
        )
    if "full" in text or ("disk i/o" in text and _is_full(path)):
        return UserError(
            f"The disk that holds {path.name} is full. Nothing was changed and nothing is lost.",
            "Free some space, then do it again.",
        )
    if "readonly" in text or "read-only" in text:
        return read_only(path)
    if "locked" in text or "busy" in text:
        return UserError(
            f"{path.name} is being used by another program. Nothing was changed.",
            "Close the other program (a backup or a synchronising folder may be reading it) and try again.",
        )
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return damaged(path)
    if isinstance(error, dbapi.IntegrityError):
        return UserError(
            f"{path.name} cannot hold this beside what it holds ({error}). Nothing was changed.",
            "Look again at what is there: it may have been changed or undone meanwhile.",
        )
    return UserError(
        f"{path.name} could not be read or written ({error}). Nothing was changed.",
        "Check that the disk is connected, then try again. If it is said again, restore the newest backup.",
    )


def _is_full(path: Path) -> bool:
    """Whether the disk has no room: what lies beside the file cannot be made then, which SQLite calls another error."""
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


def read_only(path: Path) -> UserError:
    """The disk or file cannot be written."""
    return UserError(
        f"{path.name} is on a disk or in a folder that cannot be written. Nothing was changed.",
        "Copy it to a folder of your own and open the copy.",
    )


def not_written(path: Path) -> UserError:
    """The disk took a part of it and no more."""
    return UserError(
        f"The disk could not take all of {path.name}. Nothing was made.",
        "Check that the disk has room and can be written, then try again.",
    )


def damaged(path: Path) -> UserError:
    """The passphrase may be right, but the file is not whole."""
    return UserError(
        f"{path.name} is damaged and cannot be read. It was left as it is.",
        "Restore the newest backup: choose Restore a backup on the first page, or run scrutineer restore.",
    )
