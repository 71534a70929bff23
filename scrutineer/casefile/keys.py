"""The key of a casefile, and a small check beside it that tells a wrong passphrase from a damaged file.

The key is what SQLCipher 4 would derive itself: PBKDF2 with HMAC-SHA-512, 256,000 rounds, over the first 16 bytes
of the file. So any SQLCipher tool opens the file with the same passphrase.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path

from scrutineer.errors import UserError
from scrutineer.outputs import write_atomically

ROUNDS = 256_000
SALT_BYTES = 16
_CHECKED = b"scrutineer casefile key check"


def derive(passphrase: str, salt: bytes) -> str:
    """The raw key with its salt, 96 hex characters. Takes about 0.15 s, on purpose."""
    key = hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, ROUNDS, 32)
    return key.hex() + salt.hex()


def salt_of(path: Path) -> bytes:
    """The salt: the first 16 bytes of the file."""
    with path.open("rb") as stream:
        return stream.read(SALT_BYTES)


def _check_file(path: Path) -> Path:
    return path.with_name(path.name + ".check")


def _mac(key: str) -> str:
    return hmac.new(bytes.fromhex(key[:64]), _CHECKED, hashlib.sha256).hexdigest()


def write_check(path: Path, key: str) -> None:
    """Write the check beside the casefile; it says nothing about the passphrase but whether one fits."""
    content = json.dumps({"salt": key[64:], "check": _mac(key)}).encode()
    check = _check_file(path)
    if not check.exists() or check.read_bytes() != content:
        write_atomically(check, content)


def passphrase_fits(path: Path, passphrase: str) -> bool | None:
    """Whether the passphrase fits by the check alone; None where there is no readable check."""
    try:
        stored = json.loads(_check_file(path).read_text())
        salt = bytes.fromhex(stored["salt"])
        expected = str(stored["check"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return hmac.compare_digest(_mac(derive(passphrase, salt)), expected)


def require_passphrase(passphrase: str) -> str:
    """A passphrase long enough to protect a lost laptop, or a sentence that says so."""
    if len(passphrase) < 10:
        raise UserError(
            "The passphrase is too short to protect what is kept here.",
            "Use ten characters or more; four unrelated words are easy to remember.",
        )
    return passphrase
