"""Attached files got out again: listed, opened as a temporary copy, saved."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from scrutineer import outputs
from scrutineer.casefile import files, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import Attachment, Evidence
from scrutineer.domain.file_names import ending, safe_name, why_only_saved
from scrutineer.errors import UserError
from scrutineer.operations.copies import OpenCopies
from scrutineer.paths import CASEFILE_SUFFIX
from scrutineer.progress import SILENT, Progress


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """An attached file with the item that it hangs on. `number` is what the command line calls it by."""

    number: int
    attachment: Attachment
    item: Evidence


def attached_files(casefile: Casefile) -> tuple[AttachedFile, ...]:
    """Every attached file, in the order they came."""
    attachments = tables.rows(casefile, Attachment)
    items = tables.by_id(casefile, Evidence, {attachment.evidence_id for attachment in attachments})
    return tuple(AttachedFile(known.id, known, items[known.evidence_id]) for known in attachments)


def bytes_of(casefile: Casefile, attachment: Attachment) -> bytes:
    """The bytes as they were attached; a sentence where they are no longer those."""
    content = files.load(casefile, attachment.sha256)
    if not content:
        raise UserError(
            f"{attachment.name} holds nothing: it was attached as a placeholder of a synchronised folder, whose "
            "content had not come. No copy was made.",
            "Open the file where it lies, so that its content comes, and attach it again.",
        )
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise UserError(
            f"What the casefile holds of {attachment.name} is damaged. No copy was made.",
            "Run a check of the casefile, and restore a backup that holds it whole.",
        )
    return content


def copy_to_open(casefile: Casefile, copies: OpenCopies, *, attachment: Attachment) -> Path:
    """A temporary, read-only copy for another program to show. What may run something is refused: it is only saved."""
    content = bytes_of(casefile, attachment)
    reason = why_only_saved(attachment.name, content)
    if reason:
        raise UserError(f"{reason} It was not opened.", "Save a copy, and look at it where that is safe.")
    return copies.make(attachment.name, content)


def copy_to_drag(casefile: Casefile, copies: OpenCopies, *, attachment: Attachment) -> Path:
    """A temporary copy to be dragged to another place; nothing opens it here, so that it may be of any kind."""
    return copies.make(attachment.name, bytes_of(casefile, attachment), read_only=False)


def save_copy(
    casefile: Casefile, *, attachment: Attachment, out: Path, replace: bool = False, progress: Progress = SILENT
) -> Outcome[Path]:
    """Write an attached file where somebody chose, under its own ending: no name makes it look like another kind.

    What is there is left as it is unless it is to be replaced; what belongs to a casefile is never replaced.
    """
    progress.step(0, 1, f"Saving {attachment.name}")
    if os.path.isdir(out):
        raise UserError(f"{out.name} is a folder. Nothing was written.", "Give the file a name.")
    if not replace:
        outputs.require_free(out)
    kind = ending(safe_name(attachment.name))
    write = outputs.write_new if CASEFILE_SUFFIX in out.name.casefold() else outputs.write_output
    write(out, bytes_of(casefile, attachment), endings=(f".{kind}" if kind else "",))
    return Outcome(out, label=f"{attachment.name} saved as {out.name}")
