"""Where a casefile stands: in a synchronised folder, on a network drive, beside a copy that went its own way."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from scrutineer.casefile import driver, identity, journal, keys
from scrutineer.casefile.driver import Database
from scrutineer.notices import Notice
from scrutineer.paths import CASEFILE_SUFFIX

_BY_NAME = (
    (re.compile(r"OneDrive( ?[-–] ?.+)?"), "OneDrive"),
    (re.compile(r"^Dropbox( \(.+\)|-.+)?"), "Dropbox"),
    (re.compile(r"(iCloud ?Drive|com~apple~CloudDocs|Mobile Documents)(~.+)?"), "iCloud Drive"),
    (re.compile(r"(Google ?Drive|GoogleDrive-.+|My Drive|\.shortcut-targets-by-id)"), "Google Drive"),
    (
        re.compile(r"(Nextcloud|ownCloud|Seafile|MEGA|MEGAsync|pCloud ?Drive|Box|Box Sync|Syncthing)"),
        "a synchronising service",
    ),
)
_BY_MARK = (
    (".dropbox", "Dropbox"), (".dropbox.cache", "Dropbox"), (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"), (".stfolder", "Syncthing"), (".owncloudsync.log", "ownCloud"),
    (".nextcloudsync.log", "Nextcloud"),
)  # fmt: skip
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "davfs", "glusterfs", "fuse.sshfs", "fuse.rclone",
            "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse", "fuse.onedriver"}  # fmt: skip
_KEPT = re.compile(r"^.* before restore \d{4}-\d\d-\d\d \d{6}(-\d+)?")


def remarks(path: Path, key: str, db: Database) -> list[Notice]:
    """What is to be said about the place on opening. Cost grows with the casefiles in the folder."""
    where = synchronised_by(path)
    said = [_synchronised(path, where)] if where else []
    if not where and is_on_network(path):
        said.append(_on_network(path))
    return said + [_parted(path, copy, more) for copy, more in parted_copies(path, key, db)]


def synchronised_by(path: Path) -> str:
    """The service that synchronises the folder, by the names and the marks on the way to it; "" for none."""
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        root = os.environ.get(variable)
        if root and path.is_relative_to(root):
            return "OneDrive"
    for folder in path.parents:
        for pattern, service in _BY_NAME:
            if pattern.fullmatch(folder.name):
                return service
        for mark, service in _BY_MARK:
            with suppress(OSError):
                if os.path.exists(folder / mark):
                    return service
    return ""


def is_on_network(path: Path) -> bool:
    """Whether the folder is a network drive: told on Linux and Windows; elsewhere it cannot be asked cheaply."""
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        remote = 4
        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.drive + "\\") == remote)
    return kind_of_mount(path, Path("/proc/self/mountinfo")) in _NETWORK


def kind_of_mount(path: Path, table: Path) -> str:
    """The kind of the file system under a path, "" where the system has no such table."""
    kinds: list[tuple[int, str]] = []
    with suppress(OSError):
        for line in table.read_text(errors="replace").splitlines():
            place, _, rest = line.partition(" - ")
            point = place.split()[4].replace("\\040", " ")
            if path.is_relative_to(point):
                kinds.append((len(point), rest.split()[0]))
    return max(kinds, default=(0, ""))[1]


def parted_copies(path: Path, key: str, db: Database) -> Iterator[tuple[Path, int]]:
    """Copies of this casefile in its folder that hold entries which it does not, and how many."""
    ours = identity.read(db)
    if ours is None:
        return
    with suppress(OSError):
        for copy in sorted(path.parent.glob(f"*{CASEFILE_SUFFIX}")):
            if not copy.samefile(path) and not _KEPT.fullmatch(copy.stem) and _is_ours(copy, key):
                more = _more_entries(copy, key, ours.casefile, db)
                if more:
                    yield copy, more


def _is_ours(copy: Path, key: str) -> bool:
    try:
        return keys.salt_of(copy).hex() == key[64:] and keys.authenticates(copy, key)
    except OSError:
        return False


def _more_entries(copy: Path, key: str, casefile: str, db: Database) -> int:
    """How many entries of the copy the casefile does not hold: those after the newest that they share."""
    other = driver.connect_alone(copy, key)
    try:
        theirs = identity.read(other)
        if theirs is None or theirs.casefile != casefile:
            return 0
        seq, digest = journal.newest(other)
        if not seq or journal.holds(db, seq, digest):
            return 0
        shared = next((entry.seq for entry in journal.entries(other) if journal.holds(db, entry.seq, entry.hash)), 0)
        return seq - shared
    except driver.DatabaseError:
        return 0
    finally:
        other.close()


def _synchronised(path: Path, service: str) -> Notice:
    return Notice(
        f"{path.name} is in a folder that {service} synchronises.",
        "Open it on one computer at a time, and wait until the folder has caught up before you open it on the other. "
        "Safer: keep it in a folder of this computer alone, and only its backups here.",
    )


def _on_network(path: Path) -> Notice:
    return Notice(
        f"{path.name} is on a network drive.",
        "If the network fails while you write, the newest entry may be lost. Safer: keep it in a folder of this "
        "computer, and only its backups on the drive.",
    )


def _parted(path: Path, copy: Path, more: int) -> Notice:
    entries = "one entry" if more == 1 else f"{more} entries"
    return Notice(
        f"Beside {path.name} is another copy of it, {copy.name}, which holds {entries} that this one does not.",
        f"Merge it as you would a co-scrutineer's, or run scrutineer merge. Then move {copy.name} to another folder.",
    )
