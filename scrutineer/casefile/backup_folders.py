"""Where a person wants the rolling backups of a casefile: in a folder of their choice, on a memory stick for example.

Kept on this machine, by the id that the casefile carries, with the bytes it was known to begin with, so that it is
found without a key and whatever the casefile is called. Every folder chosen before is kept too: what lies there stays
listed.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scrutineer import paths
from scrutineer.casefile.backup_list import salt_in
from scrutineer.errors import UserError
from scrutineer.inputs import open_ordinary
from scrutineer.outputs import write_atomically

_KNOWN = 20  # first bytes that are kept of a casefile: one more with each passphrase


@dataclass(frozen=True, slots=True)
class FolderChoice:
    """The folder wanted, None for beside the casefile; those wanted before; and what the casefile is known by."""

    casefile: str = ""
    folder: Path | None = None
    earlier: tuple[Path, ...] = ()
    salts: tuple[str, ...] = ()
    path: str = ""

    @property
    def every(self) -> tuple[Path, ...]:
        """Every folder that was ever wanted, the one wanted now first."""
        return tuple(dict.fromkeys([*([self.folder] if self.folder else []), *self.earlier]))


def _file() -> Path:
    return paths.config() / "backup folders.json"


def _all() -> list[FolderChoice]:
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, UserError):
        with open_ordinary(_file()) as stream:
            return [_choice_in(entry) for entry in json.loads(stream.read())["casefiles"]]
    return []


def _choice_in(entry: dict[str, Any]) -> FolderChoice:
    folder, earlier = str(entry["folder"]), tuple(Path(str(name)) for name in entry["earlier"])
    return FolderChoice(
        str(entry["casefile"]), Path(folder) if folder else None, earlier, tuple(map(str, entry["salts"])),
        str(entry["path"]),
    )  # fmt: skip


def choice_of(path: Path, casefile: str = "") -> FolderChoice:
    """What was wanted for a casefile: known by its id, else by its first bytes, else, where it is gone, by its path."""
    salt = salt_in(path)
    for known in _all():
        if casefile:
            if known.casefile == casefile:
                return known
        elif (salt and salt in known.salts) or (not salt and known.path == str(path)):
            return known
    return FolderChoice(casefile)


def keep(path: Path, choice: FolderChoice) -> None:
    """Keep what is wanted from now on; raises where this machine cannot keep it."""
    salts = tuple(dict.fromkeys([salt_in(path), *choice.salts]))[:_KNOWN]
    kept = replace(choice, salts=salts, path=str(path))
    entries = [
        {
            "casefile": known.casefile, "folder": str(known.folder or ""), "salts": list(known.salts),
            "earlier": [str(name) for name in known.earlier], "path": known.path,
        }
        for known in (kept, *(known for known in _all() if known.casefile != choice.casefile))
    ]  # fmt: skip
    write_atomically(_file(), json.dumps({"version": 1, "casefiles": entries}, indent=1).encode())


def follow(path: Path, casefile: str) -> None:
    """The casefile begins with other bytes or has another name by now: know it by these too, where somebody chose."""
    known = choice_of(path, casefile)
    if known.path and (salt_in(path) not in known.salts or known.path != str(path)):
        with suppress(UserError):
            keep(path, known)
