"""One partnership's encrypted file: open, write through one gate, close."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from scrutineer.casefile import (
    backup,
    backup_choice,
    copies,
    derived,
    doubting,
    drafts,
    driver,
    footing,
    identity,
    journal,
    keys,
    memory,
    postponed,
    validation,
)
from scrutineer.casefile.driver import Database
from scrutineer.casefile.footing import Footing
from scrutineer.casefile.holding import Hold
from scrutineer.casefile.memory import Memory
from scrutineer.casefile.readers import Readers, one_at_a_time
from scrutineer.casefile.records import record_in
from scrutineer.clock import Clock, stamp
from scrutineer.domain.changes import ChangeKind, Outcome
from scrutineer.domain.drafts import Draft
from scrutineer.domain.rules import Problem, legible
from scrutineer.domain.unlikely import Doubt
from scrutineer.errors import LetGo, UserError, WrongPassphrase
from scrutineer.notices import Notice

T = TypeVar("T")
UNCHANGED = "Nothing was changed"


@dataclass(slots=True)
class Changes:
    """What a transaction changed; filled when it ends."""

    label: str
    kinds: frozenset[ChangeKind] = field(default=frozenset())
    accepted: frozenset[Problem] = field(default=frozenset())
    """What breaks a rule and was told to the person who took it all the same."""
    doubts: list[Doubt] = field(default_factory=list)
    """What is unlikely and its operation alone knows: asked about with the rest, where somebody is asked."""
    in_place_of: dict[tuple[type[Any], int], Any] = field(default_factory=dict)
    """What stood before where a new row now counts, by its record's type and row id: what it said already was meant."""

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
    by. `remarks` is what was noticed at opening; `missing` the one of them that says what it does not hold. `storing`
    is the draft that the next commit stores (`drafts.stored_by`).
    """

    def __init__(self, path: Path, key: str, hold: Hold, clock: Clock, memory: Memory) -> None:
        self.path = path
        self.clock = clock
        self.author = "Independent scrutineer"
        self.remarks: tuple[Notice, ...] = ()
        self.missing: Notice | None = None
        self.rules: validation.Rules = validation.no_rules
        self.doubts: doubting.Doubts = doubting.no_doubts
        self.asking = False  # whether somebody who typed is there to be asked (`doubting.asking`)
        self.storing: Draft | None = None
        self._key = key
        self._hold = hold
        self._memory = memory
        self._footing: Footing | None = None
        self._gate = threading.RLock()
        self._copying = threading.Lock()  # held while a backup reads the file
        self.writer = driver.connect(path, key)
        self._readers = Readers(lambda: one_at_a_time(_new_reader(self)))
        self._writing: int | None = None  # the thread that is inside transact
        self.rehearsing: int | None = None  # the thread whose writing is all taken back (`rehearsal`)
        self._looking = _LookThrough()

    @property
    def reader(self) -> Database:
        """This thread's read-only connection; in a rehearsal what it wrote so far."""
        if threading.get_ident() == self.rehearsing:
            return self.writer
        return self._readers.mine()

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
        db = _new_reader(self)
        try:
            yield db
        finally:
            db.close()

    def sentence(self, error: BaseException) -> BaseException:
        """What the database raised as a sentence that says what happened; any other error as it is."""
        return _said(self, error) if isinstance(error, driver.AnyError) else error

    @contextmanager
    def in_words(self) -> Iterator[None]:
        """What the database raises in here comes out as a sentence."""
        try:
            yield
        except driver.REFUSALS as error:
            raise _said(self, error) from error

    def damage(self) -> tuple[str, ...]:
        """What a look through every page finds wrong, in words: nothing where it is stopped. On its own connection."""
        with self.afresh() as db:
            problems = self._looking.problems(db)
        if problems:
            _require_not_parted(self)
        return problems

    def stop_looking(self) -> None:
        """End a look through every page that is under way, from any thread: the casefile is about to be closed."""
        self._looking.stop()

    @contextmanager
    def transact(self, label: str, *, action: str = "edit", reverses: int | None = None) -> Iterator[Changes]:
        """The one gate for writing: transaction, journal entry and the kinds of thing changed.

        Everything inside happens or nothing does. `label` is what undo shows.
        """
        label = legible(label)
        changes = Changes(label)
        with self._commits(gate=2):
            seq = journal.open_entry(self.writer)
            self._writing = threading.get_ident()
            try:
                yield changes
                written = journal.changes_of(self.writer, seq)
                if reverses is None and postponed.end_with_what_moved(self.writer, written):
                    written = journal.changes_of(self.writer, seq)
                if reverses is None:  # what was once recorded can always be undone
                    validation.require_written(self, written, changes.accepted)
                    doubting.ask_about(self, written, changes)
                derived.follow(self.writer, written)
                entry = journal.JournalEntry(seq, stamp(self.clock), label, self.author, action, reverses, "", "")
                names = journal.seal(self.writer, entry, written)
                drafts.go_with_entry(self)
            finally:
                self._writing = None
                journal.shut(self.writer)
            changes.kinds = frozenset(record_in(name).change for name in names)

    @contextmanager
    def _commits(self, gate: int = 0) -> Iterator[None]:
        """One transaction on the file that was opened, carried over into it at once; none where it is another by now.

        `gate` is how many rows the journal's own gate writes and takes away: they are no change.
        """
        with self._gate:
            standing = self._stand()
            standing.require_same()
            before = driver.changes_made(self.writer) + gate
            try:
                with self.writer.atomic():
                    yield
                    changed = driver.changes_made(self.writer) != before
                    if changed:
                        standing.count()
            except driver.REFUSALS as error:
                raise _said(self, error) from error
            if changed and self.rehearsing is None:
                standing.carry_over()

    def _stand(self) -> Footing:
        if self._footing is None:
            raise LetGo(f"{self.path.name} is closed.", "Open it again.")
        return self._footing

    @contextmanager
    def aside(self) -> Iterator[Database]:
        """Write what is no record, outside the journal: everything inside happens or nothing does."""
        with self._commits():
            yield self.writer

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
        if self._key not in keys.keys_of(passphrase, bytes.fromhex(self._key[64:])):
            raise wrong_passphrase(self.path, passphrase)

    def take_up(self) -> None:
        """Make the writing connection ready and stand on the file from now on, once the key is known to fit it.

        What this machine knows the file to have held and does not find is `missing`, until the next edit.
        """
        footing.make_ready(self.writer)
        self._footing = Footing(self.path, self._key, self.writer, self._memory, self.clock)

        held = identity.read(self.writer)
        known = self._memory.recall(self._key, held.casefile if held else "")
        self.missing = memory.missing(self.reader, known, self.path.name) if known else None
        if self.missing is None:
            self._footing.remember()

    def change_passphrase(self, passphrase: str) -> None:
        """Put a copy under another passphrase in the file's place, in one step. Earlier backups keep theirs."""
        key = keys.new_key(passphrase)
        with self._copying, self._gate, self.in_words():
            self._stand().require_same()
            try:
                with copies.whole_copy(self.writer, self.path, key) as made, self._readers.kept_out():
                    self.leave()
                    try:
                        copies.put_in_place(made, self.path)
                        self._key = key
                        self._hold.follow()
                    finally:  # stand on whichever bears the name by now
                        self.writer = driver.connect(self.path, self._key)
                        self.take_up()
            except OSError as error:
                raise UserError(
                    f"The passphrase could not be changed ({error.strerror}). The one before still opens the file.",
                    "Check that the disk has room and can be written, then try again.",
                ) from None

    def back_up(self, folder: Path | None = None, *, from_now_on: bool = False) -> Path:
        """Write an encrypted backup, open it to verify it, and return where it is. Others write meanwhile.

        With `from_now_on` the rolling backups go within that folder, None for beside the casefile.
        """
        with self._copying:
            return self._back_up(folder, from_now_on=from_now_on)

    def _back_up(self, folder: Path | None = None, *, from_now_on: bool = False) -> Path:
        with self._gate:
            self._stand().require_same()
            held = backup.held_by(self.writer)
        if from_now_on:
            return backup_choice.choose_folder(held, self.path, self._key, folder, self.clock)
        return backup.write(held, self.path, self._key, folder, self.clock)

    def back_up_if_due(self) -> Path | None:
        """Back up what changed since the last backup; None where nothing did, or where it was closed meanwhile."""
        with self._copying:
            if self._footing is None:
                return None
            with self._gate:
                due = backup.is_due(self.writer, self.path)
            return self._back_up() if due else None

    def close(self) -> UserError | None:
        """Back up what changed since the last backup, then let go of the file: one file is left. Twice is once.

        A backup that fails keeps nothing open: it is remembered until one succeeds, and handed back to be told. Raises
        where the file is not the one that was opened; it is let go of all the same.
        """
        if self._footing is None:
            return None
        try:
            with self._gate:
                self._footing.require_same()
            return _last_backup(self)
        finally:
            with self._copying, self._gate:
                with suppress(OSError):
                    keys.old_check_of(self.path).unlink(missing_ok=True)
                self.discard()

    def discard(self) -> None:
        """Let go of the file without a backup: for a copy that is thrown away, or one that did not open."""
        self.leave()
        self._hold.release()

    def leave(self) -> None:
        """Close every connection and go on holding the place: for what another file is put in the place of."""
        standing, self._footing = self._footing, None
        with self._readers.kept_out():
            if standing is not None:
                standing.leave()
            else:
                self.writer.close()


def _last_backup(casefile: Casefile) -> UserError | None:
    """Back up what is due before closing: what stopped it is told by whoever closes."""
    try:
        with casefile.in_words():
            casefile.back_up_if_due()
    except UserError as error:
        return error
    return None


def _parted(casefile: Casefile) -> UserError | None:
    """What to say where the file is another by now; None where it is the one that was opened, or closed."""
    standing = casefile._footing
    return standing.changed_by_others() if standing is not None and standing.is_parted else None


def _require_not_parted(casefile: Casefile) -> None:
    parted = _parted(casefile)
    if parted is not None:
        raise parted


def _new_reader(casefile: Casefile) -> Database:
    casefile._stand()
    _require_not_parted(casefile)
    db = driver.connect(casefile.path, casefile._key)
    db.execute("PRAGMA query_only = ON")
    driver.keep_pages(db)
    return db


def _said(casefile: Casefile, error: Exception) -> UserError:
    """What the database raised in words: of a file that is another by now, that."""
    return _parted(casefile) or driver.in_words(error, casefile.path)


def quick_problems(db: Database) -> Iterator[str]:
    """What a look through every page finds wrong, in words; cost grows with the file, a second for about a gigabyte."""
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        yield f"the database says: {verdict}"
    for table, row, *_ in db.execute("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} points at something that is not there"


def wrong_passphrase(path: Path, passphrase: str) -> WrongPassphrase:
    """The passphrase does not fit; what was typed beside it is said."""
    spaces = passphrase != passphrase.strip()
    return WrongPassphrase(
        f"That passphrase does not open {path.name}. The casefile is unharmed.",
        ("It begins or ends with a space: try it without. " if spaces else "Try again. ")
        + "There is no way round a lost passphrase.",
    )
