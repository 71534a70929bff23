"""Work on a stranger's file in a process of its own, with a limit of time and of memory and next to no environment.

Whoever takes that process over finds no passphrase, no key and no casefile in it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from enum import IntEnum
from pathlib import Path
from typing import Any

from scrutineer import environment
from scrutineer.errors import UserError

# -I and -S keep the reading process from running anything at its start, and halve that start; nothing is tidied up at
# its end, for it holds nothing but what it was given
BOOT = (
    "import sys; sys.path[:0] = sys.argv[1:]; from scrutineer.exchange.child import main; "
    "code = main(); sys.stdout.flush(); import os; os._exit(code)"
)
READER = "scrutineer-reader"
"""The built program's own reader: it does what BOOT does, for such a program has no interpreter to hand BOOT to."""
TIME_LIMIT = 18  # seconds, so that with the start and the answer nobody waits longer than 20


class Ended(IntEnum):
    """How the reading process ends when it can still say something."""

    DONE = 0
    PASSWORD = 3
    DAMAGED = 4
    TOO_LARGE = 5


class TookTooLong(UserError):  # noqa: N818
    """The file took longer than the limit, so reading was stopped."""


def ask(name: str, content: bytes, job: str, *details: Any, share: float = 1) -> tuple[int, bytes]:
    """How the reading process ended (`Ended`, or another number where it died), and what it said.

    `job` is one of `child.JOBS`, `details` what that asks for, `share` how much of the time it may take.
    """
    process = _start()
    request = json.dumps([job, *details]).encode() + b"\n" + content
    with process:
        try:
            out, _ = process.communicate(request, timeout=TIME_LIMIT * share)
        except subprocess.TimeoutExpired:
            process.kill()
            raise TookTooLong(
                f"{name} took longer than {TIME_LIMIT} seconds to read, so reading was stopped. Nothing was changed.",
                TOO_MUCH,
            ) from None
    return process.returncode, out


TOO_MUCH = "Open it in Excel, copy the answers into a new workbook, and import that."


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment.for_child(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows would flash a console
    )


def _command() -> list[str]:
    """What reads: this interpreter, or where the program was built without one, the reader that lies beside it."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name(f"{READER}{Path(sys.executable).suffix}"))]
    return [sys.executable, "-I", "-S", "-c", BOOT, *_import_paths()]


def _import_paths() -> list[str]:
    """Where this program and its libraries lie; never the current folder, whatever is in it."""
    own = str(Path(__file__).resolve().parents[2])
    folder = os.getcwd()
    return [own, *(path for path in sys.path if Path(path).is_absolute() and path not in {own, folder})]
