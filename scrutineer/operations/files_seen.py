"""Files that people have, looked at before anything is kept: which can be, the day each is of, and why one is left out.

Nothing here writes. Reading takes a while for a folder: each file is looked at by itself, so that whoever asks can show
how far it is, and stop.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scrutineer.casefile import reading
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.document_days import DayFound, DocumentDay, find_day, has_day
from scrutineer.domain.file_names import KEPT, ending, shown_name
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
        return shown_name(self.path.stem).strip() or shown_name(self.path.name)

    @property
    def said(self) -> str:
        """Where its day was found, or why it is asked, and what is to be known of its text."""
        where = self.day.sure.where if self.day.sure is not None else self.day.said
        return " ".join(part for part in (where, self.note) if part)


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
            left.append(FileLeft(path, shown_name(shown), why, is_fault=why not in _AS_IT_SHOULD_BE))
        else:
            files.append((path, shown_name(shown)))
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
        kind = shown_name(ending(name))
        return (
            f"Not a kind of file that is kept here: .{kind}." if kind else "Its name has no ending that says its kind."
        )
    return ""


def known_files(casefile: Casefile) -> dict[str, str]:
    """By the digest of each attached file, a sentence that says where it is in the register."""
    attached = reading.attached_items(casefile)
    return {digest: f"It is in the register already: {item} “{title}”." for digest, (item, title) in attached.items()}


def see_file(path: Path, shown: str, *, known: Mapping[str, str], today: date) -> FileSeen | FileLeft:
    """Look at one file: its text, and the day it is of. `known` says of each file that is in the register already
    where, by its digest; `SameFiles` says which of several that are the same is taken."""
    try:
        name, content = load(path)
    except UserError as error:
        return FileLeft(path, shown, " ".join(str(error).split()))
    digest = hashlib.sha256(content).hexdigest()
    document = document_text(name, content)
    day = find_day(path.stem, document.first_page, _of_its_properties(document, today), today, sent=_sent(document))
    seen = FileSeen(path, shown, digest, day, legible(document.text), legible(document.note))
    if digest in known:
        return FileLeft(path, shown, known[digest], seen, is_fault=False)
    if document.shut:
        return FileLeft(path, shown, f"It could not be opened: {document.shut}", seen)
    return seen


class SameFiles:
    """Of files that are the same, byte for byte, which is taken: one with a day in its name before one without, the
    plainer name before “Copy of” and longer ones. The other is named as the same."""

    def __init__(self) -> None:
        self._kept: dict[str, FileSeen | FileLeft] = {}

    def take(self, file: FileSeen | FileLeft) -> tuple[FileSeen | FileLeft, FileLeft | None]:
        """What becomes of a file that was looked at, and the earlier one that is left out for it, where one is."""
        seen = file.seen if isinstance(file, FileLeft) else file
        if seen is None or (isinstance(file, FileLeft) and not file.is_fault):
            return file, None  # it cannot be read, or is in the register
        before = self._kept.setdefault(seen.digest, file)
        if before is file:
            return file, None
        if isinstance(file, FileSeen) and isinstance(before, FileSeen) and _rank(file) < _rank(before):
            self._kept[seen.digest] = file
            return file, _same(before, file)
        return _same(seen, before), None


_COPIED = re.compile(r"\bcopy\b|\(\d+\)|\bduplicate\b|\bdraft\b|~\d", re.IGNORECASE)


def _rank(file: FileSeen) -> tuple[bool, bool, int, str]:
    stem = file.path.stem
    return not has_day(stem), _COPIED.search(stem) is not None, len(stem), file.shown


def _same(file: FileSeen, taken: FileSeen | FileLeft) -> FileLeft:
    return FileLeft(file.path, file.shown, f"The same file as {taken.shown}.", file, is_fault=False)


def _of_its_properties(document: DocumentText, today: date) -> DayFound | None:
    """The day it was made or saved, by what it says of itself; that need not be the day it is of."""
    for day, words in ((document.saved, "last saved"), (document.made, "made")):
        if day is not None and date(1990, 1, 1) <= day <= today:
            return DayFound(day, f"It says of itself that it was {words} then: that need not be its day.")
    return None


def _sent(document: DocumentText) -> list[DayFound]:
    """When a message was sent, by its own header."""
    words = f"Its header says that it was sent then: “{legible(document.header)}”."
    if len(document.sent) > 1:
        words = f"{words.rstrip('.')} in UTC, which may be the next day here."
    return [DayFound(day, words) for day in document.sent]


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
