"""Files and folders kept as evidence, each with a day that was found and shown or that was said."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from scrutineer.cli.common import Arguments, add_verb, day_of, iso, opened, say
from scrutineer.domain.dates import long_date
from scrutineer.domain.file_names import shown_name
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.operations import evidence, files_seen
from scrutineer.operations.evidence import FileToCapture
from scrutineer.operations.files_seen import FileLeft, FileSeen


def add_capture(verbs: Any) -> None:
    """`scrutineer capture`: files and folders become items of evidence."""
    verb = add_verb(verbs, "capture", _capture, "keep files, and those in folders, as evidence, each with its own day")
    verb.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="the files, or folders of them")
    verb.add_argument("--day", action="append", default=[], metavar="NAME=DATE", help="the day that one file is of")
    verb.add_argument("--on", default="", metavar="DATE", help="the day of each whose own is not sure")
    verb.add_argument("--take-offered", action="store_true", help="take the one day that a file offers, though unsure")
    verb.add_argument("--again", action="store_true", help="keep what is in the register already once more")
    verb.add_argument("--dry-run", action="store_true", help="show what would be kept, and keep nothing")


def _capture(arguments: Arguments) -> int:
    said, for_all = _days_said(arguments.day), day_of(arguments.on)
    with opened(arguments) as casefile:
        listing = files_seen.files_under(arguments.paths)
        seen = _look(listing.files, files_seen.known_files(casefile), casefile.clock.today())
        left = [*listing.left, *(file for file in seen if isinstance(file, FileLeft))]
        again = [file for file in left if arguments.again and file.seen is not None and not file.is_fault]
        left = [file for file in left if file not in again]
        files = [file for file in seen if isinstance(file, FileSeen)] + [file.seen for file in again if file.seen]
        days = {file.path: _day(file, said, for_all, arguments.take_offered) for file in files}
        _refuse_unknown(said, files)
        wanted = [
            FileToCapture(file.path, file.title, day, file) for file in files if (day := days[file.path]) is not None
        ]
        refused: list[tuple[Path, str]] = []
        if wanted and not arguments.dry_run:
            refused += evidence.capture_files(casefile, wanted=wanted).value.refused
    asked = [file for file in files if days[file.path] is None]
    say(arguments, _plain(files, days, left, refused), _words(files, days, left, arguments.dry_run))
    problems = [f"{file.shown}: its day is asked. Say it with --day “{file.shown}=DATE”." for file in asked]
    problems += [f"{file.shown}: {file.reason}" for file in left if file.is_fault]
    problems += [f"{shown_name(path.name)}: {reason}" for path, reason in refused]
    for problem in problems:
        print(problem, file=sys.stderr)  # noqa: T201
    return 2 if problems else 0


def _look(files: Any, known: dict[str, str], today: date) -> list[FileSeen | FileLeft]:
    seen: dict[Path, FileSeen | FileLeft] = {}
    same = files_seen.SameFiles()
    for path, shown in files:
        file, left = same.take(files_seen.see_file(path, shown, known=known, today=today))
        seen[path] = file
        if left is not None:
            seen[left.path] = left
    return list(seen.values())


def _days_said(pairs: list[str]) -> dict[str, date]:
    parted = [pair.rpartition("=") for pair in pairs]
    if any(not sign or not name.strip() for name, sign, _ in parted):
        raise UserError("--day needs a file and its day.", "Write it as --day “NAME=2026-03-12”.")
    return {name.strip(): day_of(day.strip()) for name, _, day in parted}


def _names(file: FileSeen) -> tuple[str, ...]:
    """What a file may be called in --day: as it is shown, or by its own name."""
    return file.shown, shown_name(file.path.name), file.path.name


def _refuse_unknown(said: dict[str, date], files: list[FileSeen]) -> None:
    unknown = set(said) - {name for file in files for name in _names(file)}
    if unknown:
        raise UserError(f"No file to be kept is called {', '.join(sorted(unknown))}. Nothing was changed.",
                        "Look at the names with --dry-run.")  # fmt: skip


def _day(file: FileSeen, said: dict[str, date], for_all: date | None, take_offered: bool) -> date | None:
    """The day of a file: as it was said of it, as it was found for sure, as it offers, as it was said of all."""
    named = next((said[name] for name in _names(file) if name in said), None)
    if named is not None:
        return named
    if file.day.sure is not None:
        return file.day.sure.day
    return file.day.only.day if take_offered and file.day.only is not None else for_all


def _plain(
    files: list[FileSeen], days: dict[Path, date | None], left: list[FileLeft], refused: list[tuple[Path, str]]
) -> dict[str, Any]:  # fmt: skip
    gone = dict(refused)
    shown = [
        {"file": file.shown, "title": file.title, "day": iso(days[file.path]), "said": file.said,
         "offers": [{"day": iso(offer.day), "where": offer.where} for offer in file.day.offers],
         "kept": days[file.path] is not None and file.path not in gone}
        for file in files
    ]  # fmt: skip
    return {"files": shown, "left_out": [{"file": file.shown, "reason": file.reason} for file in left]}


def _words(files: list[FileSeen], days: dict[Path, date | None], left: list[FileLeft], dry_run: bool) -> str:
    taken = sum(days[file.path] is not None for file in files)
    lines = [
        f"{counted(taken, 'file')} {'would be kept' if dry_run else 'kept'}, {counted(len(left), 'file')} left out"
    ]
    for file in files:
        day = days[file.path]
        lines.append(f"  {file.shown}: {long_date(day) if day else 'which day?'} {file.said}".rstrip())
        lines += [
            f"      may be {long_date(offer.day)}: {offer.where}" for offer in file.day.offers if offer.day != day
        ]
    return "\n".join([*lines, *(f"  Left out: {file.shown}: {file.reason}" for file in left)])
