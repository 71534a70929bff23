"""Which backups there are of a casefile: the list kept in their folder, and the files that it does not name.

A backup belongs to a casefile by the id that the casefile carries, or, while no key is at hand, by the bytes that the
file begins with. So it is known whatever the casefile is called. The order of the list is the order in which they
were made; no clock is asked for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrutineer.casefile import keys
from scrutineer.domain.backups import Backup
from scrutineer.inputs import open_ordinary
from scrutineer.outputs import write_atomically
from scrutineer.paths import CASEFILE_SUFFIX

LIST = "backups.json"
_FOLDER_ENDS = " backups"
_NAMED = re.compile(r" (\d{4}-\d\d-\d\dT\d{6})Z s(\d+) [0-9a-f]{4}\.scrutiny\Z")
_OLD_NAMED = re.compile(r" (\d{4}-\d\d-\d\d \d{6})(?:-\d+)?\.scrutiny\Z")
_LONGEST_STEM = 150  # bytes: what a name gains must still fit into the 255 that disks allow


@dataclass(frozen=True, slots=True)
class Whose:
    """What tells a casefile's backups from others': its id and the bytes its file begins with, "" for not known."""

    casefile: str
    salt: str

    def owns(self, backup: Backup) -> bool:
        """Whether a backup is this casefile's."""
        return bool(
            (self.casefile and backup.casefile == self.casefile) or (self.salt and backup.salt == self.salt)
        )  # fmt: skip


def salt_in(path: Path) -> str:
    """The bytes a file begins with; "" where it cannot be read."""
    try:
        return keys.salt_of(path).hex()
    except OSError:
        return ""


def short_stem(path: Path) -> str:
    """The casefile's name, cut where more would make the names of its backups too long for the disk."""
    return path.stem.encode()[:_LONGEST_STEM].decode(errors="ignore").rstrip()


def folder_of(path: Path, casefile: str = "", within: Path | None = None) -> Path:
    """Where a casefile's rolling backups are beside it, or within another folder: the one that has some of its own,
    whatever it is called."""
    named = (within or path.parent) / (short_stem(path) + _FOLDER_ENDS)
    salt = salt_in(path)
    if not (casefile or salt):
        return named
    for folder in _folders(named):
        if any(Whose(casefile, salt).owns(backup) for backup in every(folder)):
            return folder
    return named


def _folders(named: Path) -> Iterator[Path]:
    yield named
    with suppress(OSError):
        beside = sorted(named.parent.iterdir())
        yield from (folder for folder in beside if folder != named and folder.name.endswith(_FOLDER_ENDS))


def backups_of(path: Path, casefile: str = "", folder: Path | None = None) -> tuple[Backup, ...]:
    """The rolling backups of a casefile beside it, or in the folder given, in the order in which they were made.

    Without its id they are told by the casefile's first bytes; without a casefile, all in the folder of its name.
    """
    salt = salt_in(path)
    listed = every(folder or folder_of(path, casefile))
    if not (casefile or salt):
        return listed
    mine = Whose(casefile, salt)
    ids = {backup.casefile for backup in listed if mine.owns(backup)} - {""}
    return tuple(backup for backup in listed if mine.owns(backup) or backup.casefile in ids)


def every(folder: Path) -> tuple[Backup, ...]:
    """Every backup in a folder in the order in which they were made: those of the list, which are still as it says,
    and the files that it does not name. Those of earlier versions come first, those made since the list was last
    written come last."""
    listed = _listed(folder)
    names = {backup.path.name for backup in listed}
    others = [backup for backup in _unlisted(folder, names) if backup is not None]
    old = [backup for backup in others if backup.seq is None]
    new = [backup for backup in others if backup.seq is not None]
    old.sort(key=lambda backup: (backup.made, backup.path.name))
    new.sort(key=lambda backup: (backup.seq, backup.made, backup.path.name))
    return (*old, *listed, *new)


def _listed(folder: Path) -> list[Backup]:
    try:
        with open_ordinary(folder / LIST) as stream:
            entries = json.loads(stream.read())["backups"]
        listed = [_backup_in(folder, entry) for entry in entries]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []  # made anew from the files at the next backup
    return [backup for known in listed if (backup := _as_it_is(known)) is not None]


def _backup_in(folder: Path, entry: dict[str, Any]) -> Backup:
    name, seq = str(entry["file"]), entry["seq"]
    if Path(name).name != name or not name.endswith(CASEFILE_SUFFIX):
        raise ValueError("a backup lies in the folder of its list")
    return Backup(
        folder / name, datetime.fromisoformat(entry["made"]).astimezone(UTC), None if seq is None else int(seq),
        int(entry["size"]), bool(entry["verified"]), str(entry["casefile"]), str(entry["salt"]), str(entry["tip"]),
        str(entry["key"]), str(entry["drafts"]),
    )  # fmt: skip


def _as_it_is(backup: Backup) -> Backup | None:
    """None where the file is gone; not verified where it has another size than was written."""
    try:
        size = backup.path.stat().st_size
    except OSError:
        return None
    return backup if size == backup.size else replace(backup, size=size, verified=False)


def _unlisted(folder: Path, listed: set[str]) -> Iterator[Backup | None]:
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return
    for file in files:
        if file.suffix == CASEFILE_SUFFIX and file.name not in listed:
            yield _by_name(file)


def _by_name(file: Path) -> Backup | None:
    """What a file's name says of it, where it is the name of a backup and the file can be read."""
    with suppress(OSError, ValueError):
        size = file.stat().st_size
        if named := _NAMED.search(file.name):
            made = datetime.strptime(named[1], "%Y-%m-%dT%H%M%S").replace(tzinfo=UTC)
            return Backup(file, made, int(named[2]), size, salt=salt_in(file))
        if named := _OLD_NAMED.search(file.name):  # the clock of the machine it was made on, as it stands now
            made = datetime.strptime(named[1], "%Y-%m-%d %H%M%S").astimezone(UTC)
            return Backup(file, made, None, size, verified=old_tip(file) != "", salt=salt_in(file))
    return None


def old_tip_file(backup: Path) -> Path:
    """Where earlier versions kept a verified backup's newest hash."""
    return backup.with_name(backup.name + ".tip")


def old_tip(backup: Path) -> str:
    """A verified backup's newest hash as earlier versions kept it; "" for none."""
    try:
        with open_ordinary(old_tip_file(backup)) as stream:
            return stream.read().decode().strip()
    except (OSError, ValueError):
        return ""


def write(folder: Path, backups: Iterable[Backup]) -> None:
    """Write the list whole or not at all."""
    entries = [
        {
            "file": backup.path.name, "casefile": backup.casefile, "salt": backup.salt, "seq": backup.seq,
            "tip": backup.tip, "made": backup.made.isoformat(), "size": backup.size, "verified": backup.verified,
            "key": backup.key, "drafts": backup.drafts,
        }
        for backup in backups
    ]  # fmt: skip
    write_atomically(folder / LIST, json.dumps({"version": 1, "backups": entries}, indent=1).encode())
