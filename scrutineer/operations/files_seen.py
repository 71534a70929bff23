"""Files that people have, looked at before anything is kept: which can be, the day each is of, and why one is left out.

Nothing here writes. Reading takes a while for a folder: each file is looked at by itself, so that whoever asks can show
how far it is, and stop.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scrutineer.casefile import reading
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.document_days import DayFound, DocumentDay, find_day
from scrutineer.domain.file_names import KEPT, ending
from scrutineer.domain.natural_order import natural_key
from scrutineer.domain.rules import legible
from scrutineer.errors import UserError
from scrutineer.exchange import reader
from scrutineer.exchange.documents import DocumentText, document_text

MOST = 500
"""How many files are looked at in one go."""

_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})
_SYSTEM_FOLDERS = frozenset({"__macosx", "$recycle.bin", "system volume information"})


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file that can be kept: `shown` is its name with the folders below the one that was chosen."""

    path: Path
    shown: str
    digest: str
    day: DocumentDay
    text: str
    note: str

    @property
    def title(self) -> str:
        """What it is called until a person calls it otherwise: its name without its ending."""
        return legible(self.path.stem).strip() or self.path.name


@dataclass(frozen=True, slots=True)
class FileLeft:
    """A file that is not kept, and why. `seen` is what it is where it can be kept all the same; `is_fault` is False
    where leaving it out is as it should be: it is in the register already, or is no document at all."""

    path: Path
    shown: str
    reason: str
    seen: FileSeen | None = None
    is_fault: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies under what was chosen: the files to look at, each with the name to show, and those left out by their
    names alone."""

    files: tuple[tuple[Path, str], ...]
    left: tuple[FileLeft, ...]


def files_under(chosen: Sequence[Path]) -> Listing:
    """The files chosen, and those in the folders chosen with the folders below. Links are not followed. Raises where
    there are more than `MOST`."""
    files: list[tuple[Path, str]] = []
    left: list[FileLeft] = []
    for path, shown, why in _every(chosen):
        if why:
            left.append(FileLeft(path, shown, why, is_fault=why not in _AS_IT_SHOULD_BE))
        else:
            files.append((path, shown))
        if len(files) > MOST or len(left) > 4 * MOST:
            raise UserError(
                f"That holds more than {MOST} files. Nothing was read.", "Choose a folder inside it, and go on so."
            )
    order = sorted(range(len(files)), key=lambda place: natural_key(files[place][1]))
    return Listing(tuple(files[place] for place in order), tuple(left))


def _every(chosen: Sequence[Path]) -> Iterator[tuple[Path, str, str]]:
    for path in chosen:
        if os.path.isdir(path) and not os.path.islink(path):
            yield from _in_folder(path)
        else:
            yield path, path.name, _why_not(path)


def _in_folder(top: Path) -> Iterator[tuple[Path, str, str]]:
    shut: list[OSError] = []
    for folder, folders, names in os.walk(top, onerror=shut.append):
        inside = Path(folder)
        for name in sorted(folders):
            if _is_hidden(name) or os.path.islink(inside / name):
                folders.remove(name)
                why = _SYSTEMS_OWN if _is_hidden(name) else _LINK
                yield inside / name, str((inside / name).relative_to(top)), why
        for name in names:
            path = inside / name
            yield path, str(path.relative_to(top)), _why_not(path)
    for error in shut:
        path = Path(error.filename or top)
        yield path, path.name, f"This folder cannot be read ({error.strerror})."


_SYSTEMS_OWN = "The system keeps this for itself; it is no document."
_TEMPORARY = "A temporary file, such as Word and Excel leave while a document is open."
_LINK = "A link to another place. Choose what it leads to."
_AS_IT_SHOULD_BE = frozenset({_SYSTEMS_OWN, _TEMPORARY})


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.lower() in _SYSTEM_FOLDERS


def _why_not(path: Path) -> str:
    """Why a file is left out by its name alone; "" where it is to be looked at."""
    name = path.name.lower()
    if name.startswith(("~$", "~wrl", ".~lock")) or name.endswith((".tmp", ".temp", ".part", ".crdownload")):
        return _TEMPORARY
    if name in _OF_THE_SYSTEM or (name.startswith(".") and not name.endswith(".icloud")):
        return _SYSTEMS_OWN
    if os.path.islink(path):
        return _LINK
    if ending(name) not in KEPT and not name.endswith(".icloud"):
        return f"Not a kind of file that is kept here: .{ending(name)}." if ending(name) else "It has no kind."
    return ""


def known_files(casefile: Casefile) -> dict[str, str]:
    """By the digest of each attached file, a sentence that says where it is in the register."""
    attached = reading.attached_items(casefile)
    return {digest: f"It is in the register already: {item} “{title}”." for digest, (item, title) in attached.items()}


def see_file(path: Path, shown: str, *, known: Mapping[str, str], today: date) -> FileSeen | FileLeft:
    """Look at one file: its text, and the day it is of. `known` says of each file that is there already where, by its
    digest; `same_as` says so of this one, for those that are looked at after it."""
    try:
        name, content = load(path)
    except UserError as error:
        return FileLeft(path, shown, str(error))
    digest = hashlib.sha256(content).hexdigest()
    document = document_text(name, content)
    day = find_day(path.stem, document.first_page, _of_its_properties(document, today), today)
    seen = FileSeen(path, shown, digest, day, legible(document.text), legible(document.note))
    if digest in known:
        return FileLeft(path, shown, known[digest], seen, is_fault=False)
    if document.shut:
        return FileLeft(path, shown, f"It could not be opened: {document.shut}", seen)
    return seen


def same_as(seen: FileSeen | FileLeft) -> dict[str, str]:
    """What is to be known of a file that was looked at, so that the same one again is left out."""
    file = seen.seen if isinstance(seen, FileLeft) else seen
    return {file.digest: f"The same file as {file.shown}."} if file is not None else {}


def _of_its_properties(document: DocumentText, today: date) -> DayFound | None:
    """The day it was made or saved, by what it says of itself; that need not be the day it is of."""
    for day, words in ((document.saved, "last saved"), (document.made, "made")):
        if day is not None and date(1990, 1, 1) <= day <= today:
            return DayFound(day, f"It says of itself that it was {words} then: that need not be its day.")
    return None


def load(path: Path) -> tuple[str, bytes]:
    """A file's name and bytes; a sentence for one that cannot be read, is too large, or is not here yet."""
    name, content = reader.load(path)
    if not content or name.lower().endswith(".icloud"):
        raise UserError(
            f"{name} is empty here: a synchronised folder (OneDrive, iCloud, Dropbox) may be keeping its place alone. "
            "It was not attached, and nothing was changed.",
            "Open it once, so that it is fetched to this computer, then attach it again.",
        )
    return name, content
