"""One partnership's encrypted file: open, write through one gate, close."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from scrutineer.casefile import backup, derived, driver, journal, keys, validation
from scrutineer.casefile.driver import Database
from scrutineer.casefile.records import record_in
from scrutineer.casefile.schema import APPLICATION_ID, SCHEMA_VERSION, migrations
from scrutineer.clock import Clock, stamp
from scrutineer.domain.changes import ChangeKind, Outcome
from scrutineer.domain.rules import Problem, legible
from scrutineer.errors import UserError, WrongPassphrase

T = TypeVar("T")
UNCHANGED = "Nothing was changed"


@dataclass(slots=True)
class Changes:
    """What a transaction changed; filled when it ends."""

    label: str
    kinds: frozenset[ChangeKind] = field(default=frozenset())
    accepted: frozenset[Problem] = field(default=frozenset())
    """What breaks a rule and was told to the person who took it all the same."""

    def outcome(self, value: T, said: str) -> Outcome[T]:
        """The end of an operation: what it says it did, or that nothing was changed. For when the transaction ended."""
        return Outcome(value, self.kinds, said if self.kinds else UNCHANGED)


class _LookThrough:
    """A look through every page, on one thread, that another can stop."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._db: Database | None = None
        self._stopped = False

    def problems(self, db: Database) -> tuple[str, ...]:
        """What is wrong, in words."""
        with self._turn:
            if self._stopped:
                return ()
            self._db = db
        try:
            return tuple(quick_problems(db))
        except driver.DatabaseError as error:
            return () if self._stopped else (f"the database says: {error}",)
        finally:
            with self._turn:
                self._db = None

    def stop(self) -> None:
        """Let it end as soon as may be."""
        with self._turn:
            self._stopped = True
            if self._db is not None:
                driver.connection_of(self._db).interrupt()


class Casefile:
    """An open casefile: `writer` for transact alone, `reader` for everything that only looks.

    Each thread that looks gets a read-only connection of its own. `clock` is the time that everything done to it goes
    by.
    """

    def __init__(self, path: Path, key: str, lock: FileLock, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self.author = "Independent scrutineer"
        self.rules: validation.Rules = validation.no_rules
        self._key = key
        self._lock = lock
        self._gate = threading.RLock()
        self._copying = threading.Lock()  # held while a backup reads the file
        self.writer = driver.connect(path, key)
        self._readers: dict[int, Database] = {}
        self._writing: int | None = None  # the thread that is inside transact
        self._looking = _LookThrough()

    @property
    def reader(self) -> Database:
        """This thread's read-only connection."""
        thread = threading.get_ident()
        if thread not in self._readers:
            self._readers[thread] = _reader(self.path, self._key)
        return self._readers[thread]

    @property
    def view(self) -> Database:
        """What this thread sees: its own open transaction, else its read-only connection.

        A transaction of another thread is never looked into: only what was committed is there for others.
        """
        return self.writer if self._writing == threading.get_ident() else self.reader

    @contextmanager
    def afresh(self) -> Iterator[Database]:
        """A read-only connection that has cached nothing yet, for checking: a search index checked once before and
        changed since by another connection would be taken for damaged."""
        db = _reader(self.path, self._key)
        try:
            yield db
        finally:
            db.close()

    def sentence(self, error: BaseException) -> BaseException:
        """What the database raised as a sentence that says what happened; any other error as it is."""
        return driver.in_words(error, self.path) if isinstance(error, driver.DatabaseError) else error

    @contextmanager
    def in_words(self) -> Iterator[None]:
        """What the database raises in here comes out as a sentence."""
        try:
            yield
        except driver.DatabaseError as error:
            raise driver.in_words(error, self.path) from error

    def damage(self) -> tuple[str, ...]:
        """What a look through every page finds wrong, in words: nothing where it is stopped. On its own connection."""
        with self.afresh() as db:
            return self._looking.problems(db)

    def stop_looking(self) -> None:
        """End a look through every page that is under way, from any thread: the casefile is about to be closed."""
        self._looking.stop()

    def _close_readers(self) -> None:
        for reader in self._readers.values():
            reader.close()
        self._readers.clear()

    @contextmanager
    def transact(self, label: str, *, action: str = "edit", reverses: int | None = None) -> Iterator[Changes]:
        """The one gate for writing: transaction, journal entry and the kinds of thing changed.

        Everything inside happens or nothing does. `label` is what undo shows.
        """
        label = legible(label)
        changes = Changes(label)
        with self._gate:
            try:
                with self.writer.atomic():
                    seq = journal.open_entry(self.writer)
                    self._writing = threading.get_ident()
                    try:
                        yield changes
                        written = journal.changes_of(self.writer, seq)
                        if reverses is None:  # what was once recorded can always be undone
                            validation.require_written(self, written, changes.accepted)
                        derived.follow(self.writer, written)
                        entry = journal.JournalEntry(
                            seq, stamp(self.clock), label, self.author, action, reverses, "", ""
                        )
                        names = journal.seal(self.writer, entry, written)
                    finally:
                        self._writing = None
                        journal.shut(self.writer)
            except driver.DatabaseError as error:
                raise driver.in_words(error, self.path) from error
            changes.kinds = frozenset(record_in(name).change for name in names)

    @contextmanager
    def aside(self) -> Iterator[Database]:
        """Write what is no record, outside the journal: everything inside happens or nothing does."""
        with self._gate:
            try:
                with self.writer.atomic():
                    yield self.writer
            except driver.DatabaseError as error:
                raise driver.in_words(error, self.path) from error

    def undo(self) -> Changes | None:
        """Reverse the newest entry that is not undone; None where there is none."""
        return self._reverse(journal.next_undo, "undo", "Undo")

    def redo(self) -> Changes | None:
        """Reverse the newest undo; None where there is none."""
        return self._reverse(journal.next_redo, "redo", "Redo")

    def _reverse(self, waiting: Callable[[Database], int | None], action: str, word: str) -> Changes | None:
        with self._gate:
            seq = waiting(self.writer)
            if seq is None:
                return None
            label = journal.edit_label(self.writer, seq)
            with self.transact(f"{word}: {label}", action=action, reverses=seq) as changes:
                journal.reverse(self.writer, seq)
            return changes

    def labels(self) -> tuple[str, str]:
        """What undo and redo would reverse, in words; "" for none."""
        undo, redo = journal.next_undo(self.reader), journal.next_redo(self.reader)
        return journal.edit_label(self.reader, undo), journal.edit_label(self.reader, redo)

    def verify_passphrase(self, passphrase: str) -> None:
        """Raise where this is not the passphrase of the open casefile."""
        if keys.derive(passphrase, keys.salt_of(self.path)) != self._key:
            raise _wrong_passphrase(self.path)

    def change_passphrase(self, passphrase: str) -> None:
        """Encrypt the file anew under another passphrase. Earlier backups keep the earlier one."""
        key = keys.derive(keys.require_passphrase(passphrase), keys.salt_of(self.path))
        with self._copying, self._gate:
            self._close_readers()
            self.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.writer.execute("PRAGMA journal_mode = DELETE")
            self.writer.execute(f"PRAGMA rekey = \"x'{key}'\"")
            self.writer.execute("PRAGMA journal_mode = WAL")
            self._key = key
            keys.write_check(self.path, key)

    def back_up(self, folder: Path | None = None) -> Path:
        """Write an encrypted backup, open it to verify it, and return where it is. Others write meanwhile."""
        with self._copying:
            return self._back_up(folder)

    def _back_up(self, folder: Path | None = None) -> Path:
        with self._gate:
            held = backup.held_by(self.writer)
        return backup.write(held, self.path, self._key, folder, self.clock)

    def back_up_if_due(self) -> Path | None:
        """Back up what changed since the last backup; None where nothing did, or where it was closed meanwhile."""
        with self._copying:
            if not self._lock.is_locked:
                return None
            with self._gate:
                due = backup.is_due(self.writer, self.path)
            return self._back_up() if due else None

    def close(self) -> UserError | None:
        """Back up what changed since the last backup, then let go of the file. Closed twice is closed.

        A backup that fails keeps nothing open: it is remembered until one succeeds, and handed back to be told.
        """
        if not self._lock.is_locked:
            return None
        try:
            self.back_up_if_due()
        except UserError as error:
            return error
        except driver.DatabaseError as error:
            return driver.in_words(error, self.path)
        finally:
            with self._copying, self._gate:
                self._shut()
        return None

    def discard(self) -> None:
        """Let go of a copy that is thrown away: no backup is written."""
        self._shut()

    def _shut(self) -> None:
        self._close_readers()
        self.writer.close()
        self._lock.release()


def create(path: Path, passphrase: str, clock: Clock) -> Casefile:
    """A new, empty casefile. An existing file is never overwritten."""
    keys.require_passphrase(passphrase)
    if path.exists():
        raise UserError(f"There is a file called {path.name} already. It was left as it is.", "Choose another name.")
    if not path.parent.is_dir():
        raise UserError(f"The folder {path.parent} does not exist.", "Make it, or choose another folder.")
    lock = _hold(path)
    try:
        casefile = Casefile(path, keys.derive(passphrase, os.urandom(keys.SALT_BYTES)), lock, clock)
        casefile.writer.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _make_ready(casefile)
    except driver.DatabaseError as error:
        lock.release()
        raise driver.in_words(error, path) from error
    return casefile


def open_casefile(path: Path, passphrase: str, clock: Clock, *, checked: bool = True) -> Casefile:
    """Open a casefile, or say in words why not. A backup is taken before any migration.

    Without `checked`, whoever opens it looks through the whole file afterwards (`Casefile.damage`): that grows with
    the file, the rest of opening does not. What is to be migrated is looked through first in any case.
    """
    _require_file(path)
    lock = _hold(path)
    casefile = None
    try:
        casefile = Casefile(path, keys.derive(passphrase, keys.salt_of(path)), lock, clock)
        _check_key(casefile, passphrase)
        backup.refuse_rolling(casefile.writer, path)
        if (checked or _is_old(casefile)) and any(quick_problems(casefile.writer)):
            raise driver.damaged(path)
        _check_version(casefile)
        _make_ready(casefile)
    except driver.DatabaseError as error:
        _abandon(casefile, lock)
        raise driver.in_words(error, path) from error
    except UserError:
        _abandon(casefile, lock)
        raise
    return casefile


def _abandon(casefile: Casefile | None, lock: FileLock) -> None:
    if casefile is not None:
        casefile.writer.close()
    lock.release()


def _require_file(path: Path) -> None:
    try:
        head = keys.salt_of(path)
    except FileNotFoundError:
        raise UserError(f"There is no casefile at {path}.", "Check the name, or choose Open another.") from None
    except (OSError, IsADirectoryError) as error:
        raise UserError(f"{path} cannot be read ({error.strerror}).", "Check the disk and your rights to it.") from None
    if not head:
        raise UserError(f"{path.name} is empty: it holds no casefile.", "Restore a backup of it.")
    if head.startswith(b"SQLite format 3") or head.startswith((b"PK", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise UserError(f"{path.name} is not a casefile.", "Casefiles end in .scrutiny; choose one of those.")


def _hold(path: Path) -> FileLock:
    """Hold the advisory lock, so that a second window gets a clear message."""
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise UserError(
            f"{path.name} is open in another window.",
            "Use that window, or close it and open the casefile here.",
        ) from None
    except OSError:
        raise driver.read_only(path) from None
    return lock


def refuse_if_open(path: Path) -> None:
    """Raise where another window holds the casefile."""
    if path.exists():
        _hold(path).release()


def _wrong_passphrase(path: Path) -> WrongPassphrase:
    return WrongPassphrase(
        f"That passphrase does not open {path.name}. The casefile is unharmed.",
        "Try again. There is no way round a lost passphrase.",
    )


def _check_key(casefile: Casefile, passphrase: str) -> None:
    try:
        casefile.writer.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.DatabaseError as error:
        if not isinstance(error, driver.OperationalError) and "not a database" in str(error).lower():
            raise _key_or_damage(casefile.path, passphrase) from error
        raise


def quick_problems(db: Database) -> Iterator[str]:
    """What a look through every page finds wrong, in words; cost grows with the file, a second for about a gigabyte."""
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        yield f"the database says: {verdict}"
    for table, row, *_ in db.execute("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} points at something that is not there"


def _key_or_damage(path: Path, passphrase: str) -> UserError:
    fits = keys.passphrase_fits(path, passphrase)
    if fits is None:
        return WrongPassphrase(
            f"{path.name} does not open with that passphrase: either it is not the right one, or the file is damaged.",
            "Try the passphrase again; if you are sure of it, restore a backup.",
        )
    return driver.damaged(path) if fits else _wrong_passphrase(path)


def _version(casefile: Casefile) -> int:
    (version,) = casefile.writer.execute("PRAGMA user_version").fetchone()
    return int(version)


def _is_old(casefile: Casefile) -> bool:
    return _version(casefile) < SCHEMA_VERSION


def _check_version(casefile: Casefile) -> None:
    (application,) = casefile.writer.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise UserError(f"{casefile.path.name} is encrypted, but not a casefile.", "Choose another file.")
    if _version(casefile) > SCHEMA_VERSION:
        raise UserError(
            f"{casefile.path.name} was made by a newer version of Scrutineer. It was left as it is.",
            "Install the newer version on this machine and open it with that.",
        )
    if _is_old(casefile):
        casefile.back_up()


def _make_ready(casefile: Casefile) -> None:
    db = casefile.writer
    driver.keep_pages(db)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    migrations.apply(db)
    derived.make_ready(db)
    journal.arm(db, derived.GATED)
    derived.watch(db)
    keys.write_check(casefile.path, casefile._key)


def _reader(path: Path, key: str) -> Database:
    db = driver.connect(path, key)
    db.execute("PRAGMA query_only = ON")
    driver.keep_pages(db)
    return db


def restore(source: Path, passphrase: str, into: Path, clock: Clock) -> Path | None:
    """Put a backup in place of a casefile, after opening it to verify it.

    The casefile that was there is kept beside it; returns where, or None where there was none.
    """
    _require_file(source)
    key = keys.derive(passphrase, keys.salt_of(source))
    lock = _hold(into)
    try:
        whole = into.with_name(into.name + ".restoring")
        backup.whole(source, key, whole)
        kept = _set_by(into, clock) if into.exists() else None
        os.replace(whole, into)
        keys.write_check(into, key)
    except OSError as error:
        raise UserError(
            f"The backup could not be put in place ({error.strerror}). The casefile is as it was.",
            "Check that the disk has room and can be written, then try again.",
        ) from None
    finally:
        lock.release()
    return kept


def _set_by(path: Path, clock: Clock) -> Path:
    """Rename a casefile and its companions out of the way, without overwriting anything."""
    kept = path.with_name(f"{path.stem} before restore {clock.now().astimezone():%Y-%m-%d %H%M%S}{path.suffix}")
    for ending in ("-wal", "-shm"):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            os.replace(beside, kept.with_name(kept.name + ending))
    os.replace(path, kept)
    return kept
