"""Backups: encrypted copies, each verified by opening it.

A rolling backup, beside the casefile, holds everything but the bytes of attachments; those lie once in a store that the
rolling backups share (`backup_store`). They may lie in another folder that a person chose for good (`backup_folders`);
where that is not there, or cannot be written, they are kept beside the casefile meanwhile, and that is said. A backup
in a folder that a person names once is one complete file. Each is written under a name that never counts, verified,
and only then named. Nothing here holds up whoever writes in the casefile.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC
from heapq import merge
from pathlib import Path

from filelock import FileLock, Timeout

from scrutineer.casefile import backup_failures, backup_folders, backup_list, backup_store, derived, driver, journal
from scrutineer.casefile.backup_store import Store, part_of
from scrutineer.casefile.driver import Database
from scrutineer.casefile.memory import Memory
from scrutineer.clock import Clock
from scrutineer.domain.backups import Backup, BackupStanding, kept_of
from scrutineer.errors import UserError
from scrutineer.outputs import flush_folder
from scrutineer.paths import CASEFILE_SUFFIX

ROLLING_ID = 0x53435242  # "SCRB": a backup that cannot be opened as a casefile, its attachments lie elsewhere
_WITH_IDENTITY = 5  # the schema from which a casefile carries an id
SPARE = 1 << 20  # bytes left free beyond what a backup is reckoned to take
_OVERHEAD = 16 << 10  # bytes that an attachment takes as a file of its own, beyond its own


@dataclass(frozen=True, slots=True)
class HeldState:
    """What an open casefile held at a moment: a backup must hold at least that."""

    casefile: str
    generation: str
    schema: int
    seq: int
    tip: str
    drafts: str


def held_by(db: Database, schema_of: str = "main") -> HeldState:
    """What a database holds. On the writing connection this needs the gate: another's half-done entry is not held."""
    (schema,) = db.execute(f"PRAGMA {schema_of}.user_version").fetchone()
    casefile, generation, drafts = "", "", ""
    if schema >= _WITH_IDENTITY:
        casefile, generation = db.execute(f"SELECT casefile, generation FROM {schema_of}.identity").fetchone()
        number, last = db.execute(f"SELECT count(*), max(kept) FROM {schema_of}.draft").fetchone()
        drafts = f"{number}, {last}" if number else ""
    row = db.execute(f"SELECT seq, hash FROM {schema_of}.journal ORDER BY seq DESC LIMIT 1").fetchone()
    seq, tip = row or (0, journal.FIRST_HASH)
    return HeldState(str(casefile), str(generation), int(schema), int(seq), str(tip), drafts)


def folder_of(path: Path, casefile: str = "") -> Path:
    """Where a casefile's next rolling backup goes, whatever it is called now: into the folder chosen while that is
    there, else beside it."""
    casefile = casefile or _id_where_it_has_none(path)
    return _chosen_folder(path, casefile) or backup_list.folder_of(path, casefile)


def _chosen_folder(path: Path, casefile: str) -> Path | None:
    """The folder chosen, while the backups that were written there are: an empty place may be a disk that is away."""
    choice = backup_folders.choice_of(path, casefile)
    if choice.folder is None:
        return None
    there = backup_list.folder_of(path, casefile or choice.casefile, choice.folder)
    return there if os.path.isdir(there) else None


def chosen_of(path: Path) -> Path | None:
    """The folder that a person chose for a casefile's rolling backups; None for beside it."""
    return backup_folders.choice_of(path, _id_where_it_has_none(path)).folder


def backups_of(path: Path, casefile: str = "") -> tuple[Backup, ...]:
    """The rolling backups of a casefile, newest first, wherever they were wanted and are there now."""
    casefile = casefile or _id_where_it_has_none(path)
    choice = backup_folders.choice_of(path, casefile)
    known = casefile or choice.casefile
    folders = [backup_list.folder_of(path, casefile)]
    folders += [backup_list.folder_of(path, known, within) for within in choice.every]
    listed = [backup_list.backups_of(path, known, folder) for folder in dict.fromkeys(folders)]
    return tuple(merge(*listed, key=lambda backup: (backup.made, backup.seq or 0)))[::-1]


def _id_where_it_has_none(path: Path) -> str:
    """The id this machine knows a casefile by whose own first bytes name no backup: they may be damaged."""
    return "" if backup_list.backups_of(path) else Memory(path).casefile_here()


def standing_of(path: Path) -> BackupStanding:
    """The newest verified backup of a casefile, and the failure since, if any. Needs no key."""
    newest = next((backup for backup in backups_of(path) if backup.verified), None)
    return BackupStanding(newest, backup_failures.failure_of(path))


def is_due(db: Database, path: Path) -> bool:
    """Whether no verified backup holds the newest entry and the drafts. On a writing connection this needs the gate."""
    held = held_by(db)
    if held.tip == journal.FIRST_HASH:
        return False
    return _holding(held, path, folder_of(path, held.casefile)) is None


def _holding(held: HeldState, path: Path, folder: Path) -> Backup | None:
    """The newest verified backup in a folder that holds the newest entry and the drafts; those of earlier versions say
    their entry by the hash that lies beside them."""
    listed = backup_list.backups_of(path, held.casefile or _id_where_it_has_none(path), folder)[::-1]
    for known in listed:
        same = known.verified and (known.tip or backup_list.old_tip(known.path)) == held.tip
        if same and held.drafts in ("", known.drafts):
            return known
    return None


def write(held: HeldState, path: Path, key: str, folder: Path | None, clock: Clock) -> Path:
    """Copy the casefile, verify the copy, then let go of the rolling backups that are no longer kept.

    `held` is what the copy must hold at least. A rolling backup that cannot be written is remembered until one can.
    """
    try:
        if folder is not None:
            with _in_words(folder), _at(folder, stem=backup_list.short_stem(path)):
                return _write_whole(held, path, key, folder, clock)
        return _write_where_wanted(held, path, key, clock)
    except UserError as error:
        if folder is None:
            backup_failures.remember(path, error, clock)
        raise


def _write_where_wanted(held: HeldState, path: Path, key: str, clock: Clock) -> Path:
    """In the folder chosen; beside the casefile where none is, or where it is not there or cannot be written."""
    backup_folders.follow(path, held.casefile)
    wanted = backup_folders.choice_of(path, held.casefile).folder
    chosen = _chosen_folder(path, held.casefile)
    beside = backup_list.folder_of(path, held.casefile)
    try:
        if wanted is not None and chosen is None:
            raise UserError(f"The folder chosen for backups, {wanted}, is not there.",
                            "Connect the disk that it is on, or choose another folder in Settings.")  # fmt: skip
        target = write_into(chosen or beside, held, path, key, clock)
    except UserError as problem:
        if wanted is None:
            raise
        there = _holding(held, path, beside)
        target = there.path if there is not None else write_into(beside, held, path, key, clock)
        said = UserError(f"{problem.message} Backups are kept beside the casefile meanwhile.", problem.advice)
        backup_failures.remember(path, said, clock, elsewhere=True)
        return target
    backup_failures.forget(path)
    return target


def write_into(into: Path, held: HeldState, path: Path, key: str, clock: Clock) -> Path:
    """Write a rolling backup into a folder, whatever was chosen."""
    with _in_words(into), _at(into), _turn(into):
        return _write_rolling(held, path, key, into, clock)


def _write_rolling(held: HeldState, path: Path, key: str, into: Path, clock: Clock) -> Path:
    if held.schema < _WITH_IDENTITY:  # before a migration: as it stands, for a program that knew no other way
        target = _write_whole(held, path, key, into, clock)
    else:
        target = _free_name(into, path, held, clock)
        store = Store(into, key)
        with _part(target) as part:
            _copy_without_attachments(path, key, part, store, held)
            _check(part, key, held, path)
            os.replace(part, target)
        if os.path.exists(store.folder):
            flush_folder(store.folder)
    flush_folder(into)
    known = [known for known in backup_list.every(into) if known.path != target]
    backups = [*_adopted(known, key), _read(target, key, clock)]
    backup_list.write(into, backups)
    _prune(into, backups, key)
    return target


def _write_whole(held: HeldState, path: Path, key: str, into: Path, clock: Clock) -> Path:
    target = _free_name(into, path, held, clock)
    with _part(target) as part:
        source, copy = driver.connect_to_look(path, key), driver.connect(part, key)
        try:
            _require_room(into, _size_in(source, "main"))
            driver.connection_of(source).backup(driver.connection_of(copy))
        finally:
            copy.close()
            source.close()
        _check(part, key, held, path)
        os.replace(part, target)
    flush_folder(into)
    return target


@contextmanager
def _in_words(into: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, driver.DatabaseError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UserError(
            f"The backup could not be written to {into} ({why}). The casefile itself is unharmed.",
            "Check that the disk has room and can be written, or choose another folder.",
        ) from error


@contextmanager
def _at(folder: Path, stem: str = "") -> Iterator[None]:
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise UserError(
            f"No backup could be written: {folder} is a file, where the folder of backups should be. The casefile "
            "itself is unharmed.",
            "Move or rename that file, then back up again.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    backup_store.clear_parts(folder, stem)
    yield


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """One backup at a time in a folder: two copies of a casefile may share it."""
    lock = FileLock(folder / ".backups.lock", timeout=60)
    try:
        lock.acquire()
    except Timeout:
        raise UserError(
            f"Another window is writing a backup to {folder}. The casefile itself is unharmed.",
            "Wait until it is done, then back up again.",
        ) from None
    try:
        for store in folder.iterdir():
            if os.path.isdir(store):
                backup_store.clear_parts(store)
        yield
    finally:
        lock.release()


@contextmanager
def _part(target: Path) -> Iterator[Path]:
    """The name a backup has while it is written; nothing is left of it however this ends but by a kill."""
    part = part_of(target)
    try:
        yield part
    finally:
        with suppress(OSError):  # named by now where all went well; a disk that refuses refuses this too
            part.unlink()


def _free_name(folder: Path, path: Path, held: HeldState, clock: Clock) -> Path:
    head = f"{backup_list.short_stem(path)} {clock.now().astimezone(UTC):%Y-%m-%dT%H%M%S}Z s{held.seq:06d}"
    last = (held.generation or secrets.token_hex(2))[:4]
    while os.path.exists(target := folder / f"{head} {last}{CASEFILE_SUFFIX}"):
        last = secrets.token_hex(2)
    return target


def _require_room(folder: Path, needed: int) -> None:
    """Say so before anything is written where the disk has too little room."""
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE:
        raise UserError(
            f"There is no room for a backup in {folder}: it needs {megabytes(needed + SPARE)} MB, and "
            f"{megabytes(free)} MB are free. The casefile itself is unharmed.",
            "Free some space, or back up to another disk.",
        )


def megabytes(size: int) -> int:
    """Bytes in whole megabytes, as they are said."""
    return -(-size // 1_000_000)


def _copy_without_attachments(path: Path, key: str, part: Path, store: Store, held: HeldState) -> None:
    """Copy all that a casefile holds at one moment, by a connection of its own; attachments go to the store.

    What is derived is left out: it is made anew when a restored casefile opens.
    """
    db = driver.connect(part, key)
    try:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA journal_mode = OFF")  # a copy that is cut off is thrown away
        driver.attach_to_look(db, path, key, "live")
        with db.atomic():
            apart = db.execute("SELECT sha256, length(content) FROM live.blob ORDER BY rowid").fetchall()
            missing = [(sha256, size) for sha256, size in apart if store.lacks(sha256, held.seq)]
            _require_room(part.parent, _size_without(db, apart) + sum(size + _OVERHEAD for _, size in missing))
            _copy_tables(db)
            db.execute("CREATE TABLE apart (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT")
            driver.connection_of(db).executemany("INSERT INTO apart VALUES (?, ?)", apart)
            for sha256, _size in missing:
                row = db.execute("SELECT content FROM live.blob WHERE sha256 = ?", [sha256]).fetchone()
                store.put(sha256, bytes(row[0]))
            db.execute(f"PRAGMA main.user_version = {held_by(db, 'live').schema}")
            db.execute(f"PRAGMA main.application_id = {ROLLING_ID}")
    finally:
        db.close()


def _size_without(db: Database, apart: Iterable[tuple[str, int]]) -> int:
    return max(0, _size_in(db, "live") - sum(size for _, size in apart))


def _size_in(db: Database, schema_of: str) -> int:
    """How large a casefile is with what lies in its `-wal` still, each page counted once."""
    (pages,) = db.execute(f"PRAGMA {schema_of}.page_count").fetchone()
    (size,) = db.execute(f"PRAGMA {schema_of}.page_size").fetchone()
    return int(pages) * int(size)


def _copy_tables(db: Database) -> None:
    """The tables, their rows with the ids that the journal knows them by, then the indexes."""
    left_out = {table for thing in derived.DERIVED for table in thing.tables}
    kinds = db.execute("PRAGMA live.table_list").fetchall()
    left_out |= {name for _, name, kind, *_ in kinds if kind in {"virtual", "shadow"}}
    without_rowid = {name for _, name, _kind, _columns, without, _strict in kinds if without}
    declared = db.execute(
        "SELECT type, name, tbl_name, sql FROM live.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' ORDER BY type <> 'table', rowid"
    ).fetchall()
    for kind, name, table, statement in declared:
        if table in left_out:
            continue
        db.execute(statement)
        if kind == "table" and name not in {"blob", "derived"}:
            columns = _columns(db, name, with_rowid=name not in without_rowid)
            db.execute(f'INSERT INTO main."{name}" ({columns}) SELECT {columns} FROM live."{name}"')


def _columns(db: Database, table: str, *, with_rowid: bool) -> str:
    info = db.execute(f'PRAGMA live.table_info("{table}")').fetchall()
    keys = [kind.upper() for _, _name, kind, _null, _default, place in info if place]
    names = [f'"{name}"' for _, name, *_ in info]
    if with_rowid and keys != ["INTEGER"]:  # that column is the row's id already
        names.insert(0, "rowid")
    return ", ".join(names)


def _check(part: Path, key: str, held: HeldState, path: Path) -> None:
    """Open a copy and look through all of it; it must hold the entry that was the newest when it was begun."""
    verify(part, key)
    db = driver.connect(part, key)
    try:
        row = db.execute("SELECT hash FROM journal WHERE seq = ?", [held.seq]).fetchone()
        copied = held_by(db)
    finally:
        db.close()
    if copied.casefile != held.casefile or (held.seq and (row is None or row[0] != held.tip)):
        raise UserError(
            f"The file {path.name} is not the one that is open any more, so it was not backed up in its name. Earlier "
            "backups are unharmed.",
            "Write nothing more in this window; compare the file that is there with the newest backup.",
        )


def _read(path: Path, key: str, clock: Clock) -> Backup:
    """What the list says of a backup just written and verified."""
    db = driver.connect(path, key)
    try:
        held = held_by(db)
    finally:
        db.close()
    return Backup(
        path, clock.now(), held.seq, path.stat().st_size, True, held.casefile, key[64:], held.tip,
        backup_store.mark_of(key), held.drafts,
    )  # fmt: skip


def _adopted(backups: Iterable[Backup], key: str) -> list[Backup]:
    """Backups of which the list knew only the file, with what they say themselves where this key opens them."""
    return [backup if backup.key or backup.salt != key[64:] else _asked(backup, key) for backup in backups]


def _asked(backup: Backup, key: str) -> Backup:
    db = driver.connect(backup.path, key)
    try:
        held = held_by(db)
        verified = backup_list.old_tip(backup.path) == held.tip or _verdict(db) == "ok"
    except driver.DatabaseError:
        return backup  # damaged, or under an earlier passphrase
    finally:
        db.close()
    mark = backup_store.mark_of(key)
    return replace(
        backup, seq=held.seq, tip=held.tip, casefile=held.casefile, verified=verified, key=mark, drafts=held.drafts
    )


def _verdict(db: Database) -> str:
    return str(db.execute("PRAGMA quick_check(1)").fetchone()[0])


def _prune(folder: Path, backups: list[Backup], key: str) -> None:
    """Let go of what is no longer kept of each casefile, then of the attachments that no backup names any more."""
    newest = backups[-1]
    whose = backup_list.Whose(newest.casefile, newest.salt)
    mine = [backup for backup in backups if whose.owns(backup)]
    kept = set(kept_of(mine))
    gone = [backup for backup in mine if backup not in kept]
    if not gone:
        return
    left = [backup for backup in backups if backup not in gone]
    backup_list.write(folder, left)
    for backup in gone:
        backup.path.unlink(missing_ok=True)
        backup_list.old_tip_file(backup.path).unlink(missing_ok=True)
    mark = backup_store.mark_of(key)
    with suppress(UserError, driver.DatabaseError):  # one that cannot be read may need any of them
        Store(folder, key).prune(
            {sha256 for backup in left if backup.key == mark for sha256, _ in apart_in(backup.path, key)}
        )
    if all(backup.key for backup in left):
        backup_store.drop_stores(folder, {backup.key for backup in left})


def apart_in(path: Path, key: str) -> list[tuple[str, int]]:
    """The attachments that a backup leaves to the store, with their sizes; none for a complete file."""
    db = driver.connect(path, key)
    try:
        if not _is_rolling(db):
            return []
        return [
            (str(sha256), int(size)) for sha256, size in db.execute("SELECT sha256, size FROM apart ORDER BY rowid")
        ]
    finally:
        db.close()


def _is_rolling(db: Database) -> bool:
    (application,) = db.execute("PRAGMA application_id").fetchone()
    return bool(application == ROLLING_ID)


def refuse_rolling(db: Database, path: Path) -> None:
    """Raise where this is no casefile but a rolling backup, whose attachments lie elsewhere."""
    if _is_rolling(db):
        raise UserError(
            f"{path.name} is a backup, not a casefile: its attachments are kept apart. It was left as it is.",
            "Restore it: choose Restore a backup on the first page, or run scrutineer restore.",
        )


def verify(path: Path, key: str, tip: str | None = None) -> str:
    """Open a backup, check it whole and say its newest journal hash; `tip` is the one that it must hold."""
    db = driver.connect(path, key)
    try:
        verdict = _verdict(db)
        held = journal.tip(db)
    except driver.DatabaseError as error:
        raise UserError(
            f"{path.name} could not be opened with that passphrase, or is damaged. Nothing was changed.",
            "Try the passphrase that was in use when the backup was made, or choose another backup.",
        ) from error
    finally:
        db.close()
    if verdict != "ok" or (tip is not None and held != tip):
        raise damaged(path)
    return held


def damaged(path: Path) -> UserError:
    """That a backup is damaged, in words."""
    return UserError(
        f"The backup {path.name} is damaged. Nothing was changed.", "Choose another backup, or make one anew."
    )


def rolling_at(path: Path, key: str) -> bool:
    """Whether this file is a rolling backup, whose attachments lie elsewhere."""
    db = driver.connect(path, key)
    try:
        return _is_rolling(db)
    finally:
        db.close()
