"""What this machine remembers of a casefile: its id, its salt and its newest entry.

So a lost `-wal`, or an older copy put in its place, is noticed. A small file in the state folder of this person, two
slots written in turn, each sealed by the casefile's key. It tells a guesser of passphrases no more than the casefile
does. Without it everything works; only less is noticed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from scrutineer import paths
from scrutineer.casefile import journal, keys
from scrutineer.casefile.driver import Database
from scrutineer.domain.dates import short_moment
from scrutineer.errors import UserError
from scrutineer.inputs import open_ordinary
from scrutineer.notices import Notice
from scrutineer.outputs import write_at

_SLOT = 4096
_SEAL = 64
_LONGEST = 500
_MOST = 1 << 53


@dataclass(frozen=True, slots=True)
class Remembered:
    """The newest entry that this machine knows the casefile at `path` to have held. `turn` counts the writings."""

    turn: int
    path: str
    casefile: str
    salt: str
    seq: int
    hash: str
    at: str


def _folder() -> Path | None:
    try:
        folder = paths.state() / "casefiles"
        folder.mkdir(exist_ok=True)
    except (UserError, OSError):
        return None
    return folder


def _slots(file: Path) -> Iterator[tuple[bytes, bytes]]:
    """What the slots of a file say, and their seals; nothing where it cannot be read."""
    with suppress(OSError), open_ordinary(file) as stream:
        content = stream.read(2 * _SLOT)
        for start in (0, _SLOT):
            seal, _, said = content[start : start + _SLOT].partition(b" ")
            if len(seal) == _SEAL:
                yield said.rstrip(), seal


def _parsed(said: bytes) -> Remembered | None:
    """What a slot says; None where no version wrote it so. Its seal is another matter: another key may have made it."""
    try:
        known = Remembered(**json.loads(said))
        _moment(known.at)
        numbers = type(known.turn) is type(known.seq) is int and 0 <= known.turn < _MOST and 0 <= known.seq < _MOST
        texts = all(isinstance(text, str) for text in (known.path, known.casefile, known.salt, known.hash))
    except (ValueError, TypeError):
        return None
    return known if numbers and texts else None


def _fits(key: str, said: bytes, seal: bytes) -> bool:
    return hmac.compare_digest(keys.seal(key, said).encode(), seal)


class Memory:
    """The memory of the casefile at one path."""

    def __init__(self, path: Path, *, kept: bool = True) -> None:
        """Without `kept` nothing is remembered: for a copy that is thrown away."""
        self._path = str(path)
        folder = _folder() if kept else None
        name = hashlib.sha256(self._path.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self._file = folder / f"{name}.memory" if folder else None
        self._turn = max((known.turn for known in self._slots()), default=0)

    def _slots(self) -> list[Remembered]:
        return [known for said, _ in _slots(self._file) if (known := _parsed(said))] if self._file else []

    def recall(self, key: str, casefile: str) -> Remembered | None:
        """What was written with this key at this path, else of this casefile where it no longer is or by another key.

        By another key: before its passphrase was changed, or after.
        """
        if self._file is None:
            return None
        written: dict[int, Remembered] = {}
        for file in self._file.parent.glob("*.memory"):
            known = self._sealed(file, key)
            if known and (file == self._file or (known.casefile == casefile and self._is_now_here(known.path))):
                written[file.stat().st_mtime_ns] = known
        if written:
            return written[max(written)]  # the one written last: the file may have borne several names
        slots = [slot for slot in self._slots() if slot.casefile == casefile]
        return max(slots, key=lambda slot: slot.turn, default=None)

    def casefile_here(self) -> str:
        """The id of the casefile that this machine last knew at this path; "" for none."""
        last = max(self._slots(), key=lambda slot: slot.turn, default=None)
        return last.casefile if last else ""

    def _is_now_here(self, path: str) -> bool:
        try:
            return os.path.samefile(path, self._path)
        except OSError:
            return not os.path.exists(path)

    @staticmethod
    def _sealed(file: Path, key: str) -> Remembered | None:
        held = [remembered for said, seal in _slots(file) if _fits(key, said, seal) and (remembered := _parsed(said))]
        return max(held, key=lambda remembered: remembered.turn, default=None)

    def fits(self, passphrase: str, salt: bytes) -> tuple[bytes, bool] | None:
        """The salt the file had and whether the passphrase fitted it then; None where nothing is remembered.

        Of a file at another path than this machine knows it by, the salt at its beginning tells which it is.
        """
        if self._file is None:
            return None
        for file in (self._file, *self._file.parent.glob("*.memory")):
            held = [(known, said, seal) for said, seal in _slots(file) if (known := _parsed(said))]
            if held and (file == self._file or held[0][0].salt == salt.hex()):
                known, said, seal = max(held, key=lambda slot: slot[0].turn)
                with suppress(ValueError):
                    then = bytes.fromhex(known.salt)
                    keys_then = keys.keys_of(passphrase, then)
                    return then, any(_fits(key, said, seal) for key in keys_then)
        return None

    def keep(self, key: str, casefile: str, entry: journal.JournalEntry | None) -> None:
        """Remember the newest entry. A disk that refuses is no reason to stop: less is noticed then."""
        if self._file is None:
            return
        self._turn += 1
        seq, digest, at = (entry.seq, entry.hash, entry.at) if entry else (0, journal.FIRST_HASH, "")
        path = self._path if len(self._path) < _LONGEST else ""
        now = Remembered(self._turn, path, casefile, key[64:], seq, digest, at)
        said = json.dumps(asdict(now)).encode()
        slot = f"{keys.seal(key, said)} ".encode() + said
        with suppress(OSError):
            write_at(self._file, _SLOT * (self._turn % 2), slot.ljust(_SLOT))

    def forget(self) -> None:
        """Remember nothing of this path."""
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)


def missing(db: Database, known: Remembered, name: str) -> Notice | None:
    """What the casefile does not hold of what this machine knows it to have held, in words; None where it holds it."""
    if not known.seq or journal.holds(db, known.seq, known.hash):
        return None
    seq, _ = journal.newest(db)
    newest = next(iter(journal.entries(db, 1)), None)
    last = f"its newest is “{newest.label}” of {_moment(newest.at)}" if newest else "it holds none"
    lacking = known.seq - seq
    if lacking > 0:
        fact = f"{name} holds {lacking} {'entry' if lacking == 1 else 'entries'} fewer than it held on this machine: "
        fact += f"it held entries up to {_moment(known.at)}, {last}."
    else:
        fact = (
            f"{name} does not hold the entry made on this machine at {_moment(known.at)}: it went another way; {last}."
        )
    return Notice(
        fact + " A file beside it was lost or damaged, or another copy was put in its place.",
        "Nothing was changed. Merge the missing entries from the newest backup or from the other copy; if this copy is "
        "the one you mean, carry on.",
    )


def _moment(at: str) -> str:
    moment = datetime.fromisoformat(at).astimezone() if at else None
    return short_moment(moment) if moment else "an earlier time"
