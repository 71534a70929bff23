"""Files that leave the program: written beside their place, then put there whole."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from scrutineer.errors import UserError


def write_atomically(file: Path, content: bytes) -> None:
    """Write a file so that a crash or a full disk leaves the old one or the new one, never half of it.

    Where it cannot be written that is a sentence, and nothing is left beside it.
    """
    beside = file.with_name(f".{file.name}.{os.urandom(4).hex()}.part")  # two windows may write at one time
    try:
        beside.touch(mode=0o600, exist_ok=False)  # for this person's eyes, until they share it themselves
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())  # else a power cut can leave the new name on an empty file
        os.replace(beside, file)
    except OSError as error:
        raise UserError(
            f"{file.name} could not be written to {file.parent} ({error.strerror}). What was there is as it was.",
            "Check that the disk has room and can be written, or choose another folder.",
        ) from None
    finally:
        with contextlib.suppress(OSError):  # gone where all went well; a disk that refuses refuses this too
            beside.unlink()


def write_at(file: Path, place: int, content: bytes) -> None:
    """Write over a part of a small file of the program's own, made where it is not there, for this person's eyes.

    Not whole or not at all: for what is written often, and can be done without. Raises OSError.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with open(handle, "r+b", buffering=0) as stream:
        stream.seek(place)
        stream.write(content)


def flush(file: Path) -> None:
    """Let a power cut find what the file holds. Raises OSError."""
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())
