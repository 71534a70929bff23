"""Files kept inside the casefile under their SHA-256."""

from __future__ import annotations

import hashlib

from scrutineer.casefile.casefile import Casefile
from scrutineer.errors import UserError


def store(casefile: Casefile, content: bytes) -> str:
    """Keep a file's bytes and return their SHA-256; the same bytes are kept once. Needs an open transaction."""
    digest = hashlib.sha256(content).hexdigest()
    casefile.writer.execute(
        "INSERT INTO blob (sha256, content) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING", [digest, content]
    )
    return digest


def load(casefile: Casefile, sha256: str) -> bytes:
    """A file's bytes."""
    row = casefile.reader.execute("SELECT content FROM blob WHERE sha256 = ?", [sha256]).fetchone()
    if row is None:
        raise UserError("The attached file is no longer in the casefile.", "Run a check of the casefile.")
    return bytes(row[0])


def digests(casefile: Casefile) -> list[str]:
    """The SHA-256 of every file kept."""
    return [str(row[0]) for row in casefile.reader.execute("SELECT sha256 FROM blob ORDER BY sha256")]
