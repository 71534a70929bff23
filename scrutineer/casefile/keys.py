"""The key of a casefile, and how a passphrase is tried against its file.

The key is what SQLCipher 4 would derive itself: PBKDF2 with HMAC-SHA-512, 256,000 rounds, over the first 16 bytes
of the file. So any SQLCipher tool opens the file with the same passphrase. A passphrase is right where some page of the
file can be authenticated with its key: that tells a wrong one from a damaged file, and needs nothing else on the disk.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from scrutineer.domain.passphrase import SHORTEST
from scrutineer.domain.rules import is_blank
from scrutineer.errors import UserError
from scrutineer.inputs import open_ordinary

ROUNDS = 256_000
SALT_BYTES = 16
PAGE = 4096
_MAC_BYTES = 64
_TRIED_PAGES = 16
_CHECKED = b"scrutineer casefile key check"


def derive(spelling: str, salt: bytes) -> str:
    """The raw key with its salt, 96 hex characters. Takes about 0.15 s, on purpose."""
    key = hashlib.pbkdf2_hmac("sha512", spelling.encode("utf-8", "surrogatepass"), salt, ROUNDS, 32)
    return key.hex() + salt.hex()


def new_key(passphrase: str) -> str:
    """A key for a file that is made now, with a salt of its own, from the passphrase in its one normal form."""
    return derive(unicodedata.normalize("NFC", require_passphrase(passphrase)), os.urandom(SALT_BYTES))


def keys_of(passphrase: str, salt: bytes) -> Iterator[str]:
    """The keys a passphrase can mean: in its normal form first, then as typed and taken apart, for older files."""
    normal, apart = (unicodedata.normalize(form, passphrase) for form in ("NFC", "NFD"))
    yield from (derive(spelling, salt) for spelling in dict.fromkeys((normal, passphrase, apart)))


def salt_of(path: Path) -> bytes:
    """The salt: the first 16 bytes of the file."""
    with open_ordinary(path) as stream:
        return stream.read(SALT_BYTES)


def key_for(path: Path, passphrase: str, salt: bytes | None = None) -> str | None:
    """The key by which some page of the file can be authenticated; None where no spelling of the passphrase does.

    `salt` is another than the one the file begins with, for a file whose beginning may be damaged.
    """
    for key in keys_of(passphrase, salt_of(path) if salt is None else salt):
        if authenticates(path, key):
            return key
    return None


def authenticates(path: Path, key: str) -> bool:
    """Whether some page of the file was written with this key: SQLCipher's own test, on sixteen pages at most."""
    secret, salt = bytes.fromhex(key[:64]), bytes.fromhex(key[64:])
    mac_key = hashlib.pbkdf2_hmac("sha512", secret, bytes(byte ^ 0x3A for byte in salt), 2, 32)
    with open_ordinary(path) as stream:
        pages = max(1, path.stat().st_size // PAGE)
        for number in sorted({1 + turn * (pages - 1) // (_TRIED_PAGES - 1) for turn in range(_TRIED_PAGES)}):
            stream.seek((number - 1) * PAGE)
            page = stream.read(PAGE)[SALT_BYTES if number == 1 else 0 :]
            covered = page[:-_MAC_BYTES] + number.to_bytes(4, "little")
            if hmac.compare_digest(hmac.digest(mac_key, covered, "sha512"), page[-_MAC_BYTES:]):
                return True
    return False


def seal(key: str, said: bytes) -> str:
    """A mark that only the holder of the key could put on these bytes."""
    return hmac.digest(bytes.fromhex(key[:64]), said, "sha256").hex()


def old_check_of(path: Path) -> Path:
    """Where versions before 1.0 kept a check of the key: read still, no longer written, removed on closing."""
    return path.with_name(path.name + ".check")


def fits_old_check(path: Path, passphrase: str) -> tuple[bytes, bool] | None:
    """The salt that an older version kept beside the casefile and whether the passphrase fits; None without it."""
    try:
        with open_ordinary(old_check_of(path)) as stream:
            stored = json.loads(stream.read())
        salt, expected = bytes.fromhex(stored["salt"]), str(stored["check"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return salt, any(hmac.compare_digest(seal(key, _CHECKED), expected) for key in keys_of(passphrase, salt))


def require_passphrase(passphrase: str) -> str:
    """A passphrase long enough to protect a lost laptop, and no space at its ends, or a sentence that says so."""
    if passphrase != passphrase.strip():
        raise UserError(
            "The passphrase begins or ends with a space, which is easily lost when it is typed again.",
            "Leave the space out.",
        )
    if len(passphrase) < SHORTEST or is_blank(passphrase):
        raise UserError(
            "The passphrase is too short to protect what is kept here.",
            "Use ten characters or more; four unrelated words are easy to remember.",
        )
    return passphrase
