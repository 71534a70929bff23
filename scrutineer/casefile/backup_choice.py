"""Choose where the rolling backups of a casefile go from now on."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from scrutineer.casefile import backup, backup_failures, backup_folders, backup_list
from scrutineer.clock import Clock
from scrutineer.errors import UserError


def choose_folder(held: backup.HeldState, path: Path, key: str, within: Path | None, clock: Clock) -> Path:
    """Write the rolling backups within another folder from now on, None for beside the casefile.

    The first is written there at once: where that fails, nothing is changed. What was written before stays where it is.
    """
    before = backup_folders.choice_of(path, held.casefile)
    folder = None if within is None else _outside_of_backups(path, held.casefile, within)
    if folder == path.parent:
        folder = None
    if folder is not None and not os.path.isdir(folder):
        raise UserError(f"There is no folder {folder}. Backups go where they went before.", "Choose one that is there.")
    into = backup_list.folder_of(path, held.casefile, folder)
    target = backup.write_into(into, held, path, key, clock)
    wanted = replace(before, casefile=held.casefile, folder=folder, earlier=before.every)
    backup_folders.keep(path, wanted)
    backup_failures.forget(path)
    return target


def _outside_of_backups(path: Path, casefile: str, within: Path) -> Path:
    """The folder around this casefile's own backups, where somebody means that folder itself."""
    own = backup_list.folder_of(path, casefile, within.parent)
    return within.parent if within == own and os.path.isdir(own) else within
