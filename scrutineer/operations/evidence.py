"""Capture evidence, attach files, link, quote and mark it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from scrutineer.casefile import files, numbers, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import (
    Attachment,
    Bearing,
    Evidence,
    EvidenceKind,
    Excerpt,
    Link,
    LinkTarget,
    Permission,
    require_title,
)
from scrutineer.domain.file_names import shown_name
from scrutineer.domain.ids import AgencyId, EvidenceId
from scrutineer.domain.marking import Marking
from scrutineer.domain.rules import is_blank, legible
from scrutineer.domain.words import counted
from scrutineer.errors import UserError
from scrutineer.exchange.documents import document_text
from scrutineer.operations import files_seen
from scrutineer.operations.files_seen import FileSeen
from scrutineer.operations.queries.context import read_context
from scrutineer.progress import SILENT, Progress

FileRead = tuple[str, bytes, str, str]
"""A file to attach: its name, its bytes, its text, and what is to be said of it."""
NewLink = tuple[LinkTarget, str, Bearing]


def capture_evidence(
    casefile: Casefile,
    *,
    title: str,
    kind: EvidenceKind = EvidenceKind.OBSERVATION,
    dated: date,
    received: date | None = None,
    agency_id: AgencyId | None = None,
    method: str = "",
    marking: Marking = Marking.PRIVATE,
    limits: str = "",
    text: str = "",
    review_on: date | None = None,
    links: Sequence[NewLink] = (),
    attachments: Sequence[Path] = (),
    progress: Progress = SILENT,
) -> Outcome[EvidenceId]:
    """Add an item, linked and with its files in one step. A private marking is the default."""
    read = [_read_file(path, number, len(attachments), progress) for number, path in enumerate(attachments)]
    item = Evidence(
        title=require_title(title), kind=kind, dated=dated, received=received or casefile.clock.today(),
        agency_id=agency_id, method=method, marking=marking, limits=limits, text=text, review_on=review_on,
        cycle_id=read_context(casefile).cycle.id,
    )  # fmt: skip
    with casefile.transact(f"Capture “{item.title}”") as changes:
        new, number = _keep_item(casefile, item, read)
        tables.insert_all(casefile, [_link(new, link) for link in links])
    return Outcome(new, changes.kinds, f"E{number} captured")


def _keep_item(casefile: Casefile, item: Evidence, read: Iterable[FileRead]) -> tuple[EvidenceId, int]:
    """Insert an item under the next number, with the files that were read for it. Inside a transaction."""
    number = numbers.next_number(casefile, "evidence")
    new = EvidenceId(tables.insert(casefile, replace(item, number=number)))
    for name, content, words, note in read:
        _attach(casefile, new, name, content, words, note)
    return new, number


def _link(evidence_id: EvidenceId, link: NewLink) -> Link:
    target_kind, target, bearing = link
    return Link(evidence_id=evidence_id, target_kind=target_kind, target=target, bearing=bearing)


def _read_file(
    path: Path, number: int, total: int, progress: Progress, seen: FileSeen | None = None
) -> FileRead:  # fmt: skip
    """`seen` is what was found in it before: its text is read again only where its bytes are others by now."""
    progress.step(number, total, f"Reading {shown_name(path.name)}")
    name, content = files_seen.load(path)
    if seen is not None and hashlib.sha256(content).hexdigest() == seen.digest:
        return legible(name), content, seen.text, seen.note
    document = document_text(name, content)
    return legible(name), content, legible(document.text), legible(document.note)


def _attach(casefile: Casefile, item: EvidenceId, name: str, content: bytes, text: str, note: str) -> None:
    digest = files.store(casefile, content)
    tables.insert(
        casefile,
        Attachment(evidence_id=item, sha256=digest, name=name, size=len(content), text=text, note=note),
    )


@dataclass(frozen=True, slots=True)
class FileToCapture:
    """A file to keep as an item of its own: what it is called and the day it is of. `seen` spares reading it again."""

    path: Path
    title: str
    dated: date
    seen: FileSeen | None = None


@dataclass(frozen=True, slots=True)
class FilesCaptured:
    """What became of several files: the new items, and each file that was not taken in with its reason."""

    captured: tuple[EvidenceId, ...]
    refused: tuple[tuple[Path, str], ...]


def capture_files(
    casefile: Casefile, *, wanted: Sequence[FileToCapture], progress: Progress = SILENT
) -> Outcome[FilesCaptured]:
    """Keep several files as documents, each an item of its own, in one step. What cannot be read is named; the rest is
    kept all the same. Reading is done before anything is written."""
    read: list[tuple[FileToCapture, FileRead]] = []
    refused: list[tuple[Path, str]] = []
    for number, file in enumerate(wanted):
        try:
            require_title(file.title)
            read.append((file, _read_file(file.path, number, len(wanted), progress, file.seen)))
        except UserError as error:
            refused.append((file.path, str(error)))
    new: list[EvidenceId] = []
    if not read:
        return Outcome(FilesCaptured((), tuple(refused)), label=_captured_words(0, refused))
    cycle = read_context(casefile).cycle.id
    with casefile.transact(f"Capture {counted(len(read), 'file')}") as changes:
        for file, content in read:
            item = Evidence(
                title=require_title(file.title), kind=EvidenceKind.DOCUMENT, dated=file.dated,
                received=casefile.clock.today(), cycle_id=cycle,
            )  # fmt: skip
            new.append(_keep_item(casefile, item, [content])[0])
    return Outcome(FilesCaptured(tuple(new), tuple(refused)), changes.kinds, _captured_words(len(new), refused))


def _captured_words(number: int, refused: Sequence[tuple[Path, str]]) -> str:
    said = f"{counted(number, 'file')} captured" if number else "No file was captured"
    return f"{said}. Not captured: {', '.join(shown_name(path.name) for path, _ in refused)}" if refused else said


def attach_files(
    casefile: Casefile, *, evidence_id: EvidenceId, attachments: Sequence[Path], progress: Progress = SILENT
) -> Outcome[int]:
    """Keep files inside the casefile under an item; their text becomes searchable."""
    read = [_read_file(path, number, len(attachments), progress) for number, path in enumerate(attachments)]
    with casefile.transact(f"Attach {counted(len(read), 'file')}") as changes:
        for name, content, words, note in read:
            _attach(casefile, evidence_id, name, content, words, note)
    return Outcome(len(read), changes.kinds, "Attached")


def change_evidence(casefile: Casefile, *, item: Evidence, progress: Progress = SILENT) -> Outcome[None]:
    """Replace what is recorded of an item; its number stays."""
    progress.step(0, 1, "Recording the evidence")
    kept = tables.get(casefile, Evidence, item.id)
    with casefile.transact(f"Change {kept.reference}") as changes:
        tables.update(casefile, replace(item, title=require_title(item.title), number=kept.number))
    return changes.outcome(None, f"{kept.reference} changed")


def link_evidence(
    casefile: Casefile,
    *,
    evidence_id: EvidenceId,
    target_kind: LinkTarget,
    target: str,
    bearing: Bearing,
    progress: Progress = SILENT,
) -> Outcome[None]:
    """Link an item to a step, line, judgement or challenge; linking again changes the bearing."""
    progress.step(0, 1, "Linking")
    item = tables.get(casefile, Evidence, evidence_id)
    there = tables.rows(casefile, Link, evidence_id=evidence_id, target_kind=target_kind, target=target)
    with casefile.transact(f"Link {item.reference}") as changes:
        if there:
            tables.update(casefile, replace(there[0], bearing=bearing))
        else:
            tables.insert(casefile, _link(evidence_id, (target_kind, target, bearing)))
    return Outcome(None, changes.kinds, f"{item.reference} linked, {bearing.value}")


def unlink_evidence(casefile: Casefile, *, link: Link, progress: Progress = SILENT) -> Outcome[None]:
    """Take a link away; the item stays."""
    progress.step(0, 1, "Unlinking")
    with casefile.transact("Take a link away") as changes:
        tables.delete(casefile, Link, link.id)
    return Outcome(None, changes.kinds, "Link taken away")


def add_excerpt(
    casefile: Casefile,
    *,
    evidence_id: EvidenceId,
    place: str,
    quote: str,
    permission: Permission,
    marking: Marking = Marking.PARTNER,
    progress: Progress = SILENT,
) -> Outcome[int]:
    """Keep a quoted passage with its place and what was promised about quoting it."""
    progress.step(0, 1, "Keeping the excerpt")
    if is_blank(quote):
        raise UserError("The excerpt is empty.", "Copy or type the passage first.")
    item = tables.get(casefile, Evidence, evidence_id)
    with casefile.transact(f"Quote {item.reference}") as changes:
        excerpt = Excerpt(
            evidence_id=evidence_id, place=place.strip(), quote=quote.strip(), permission=permission, marking=marking
        )
        new = tables.insert(casefile, excerpt)
    return Outcome(new, changes.kinds, f"Excerpt of {item.reference} kept")


def change_permission(
    casefile: Casefile, *, excerpt_id: int, permission: Permission, progress: Progress = SILENT
) -> Outcome[None]:
    """Say anew what was promised about quoting a passage; its words and its place stay as they were kept."""
    progress.step(0, 1, "Keeping what was promised")
    excerpt = tables.get(casefile, Excerpt, excerpt_id)
    item = tables.get(casefile, Evidence, excerpt.evidence_id)
    with casefile.transact(f"Change whether a passage of {item.reference} may be quoted") as changes:
        tables.update(casefile, replace(excerpt, permission=permission))
    return changes.outcome(None, f"Excerpt of {item.reference}: {permission.value}")


def attachment_bytes(casefile: Casefile, *, sha256: str) -> bytes:
    """The bytes of a file kept inside the casefile."""
    return files.load(casefile, sha256)
