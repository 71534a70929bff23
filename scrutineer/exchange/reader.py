"""Reads any workbook: what it is, then its cells, in a child process with a time and a memory limit."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

from scrutineer.domain.grid import CellMark, DropDown, Extra, Sheet, Workbook
from scrutineer.errors import UserError
from scrutineer.exchange import plain, sniff

# -I and -S keep the reading process from running anything at its start, and halve that start
BOOT = "import sys; sys.path[:0] = sys.argv[1:]; from scrutineer.exchange.child import main; sys.exit(main())"
TIME_LIMIT = 18  # seconds, so that with the start and the answer nobody waits longer than 20
_TOLD = {0, 3, 4, 5}  # how the reading process ends when it can still say something
_TOO_MUCH = "Open it in Excel, copy the answers into a new workbook, and import that."


def load(file: Path) -> tuple[str, bytes]:
    """A file's name and bytes, or a sentence that says why it cannot be read."""
    try:
        return file.name, file.read_bytes()
    except FileNotFoundError:
        raise UserError(f"There is no file at {file}.", "Check the name.") from None
    except OSError as error:
        raise UserError(
            f"{file.name} cannot be read ({error.strerror}).", "Check the disk and your rights to it."
        ) from None


def read_workbook(name: str, content: bytes) -> Workbook:
    """A workbook as data. Never executes, fetches or changes anything in it."""
    kind = sniff.kind_of(name, content)
    raw = _in_child(name, kind, content)
    sheets = tuple(_sheet(sheet) for sheet in raw["sheets"])
    if not any(sheet.values or sheet.marks for sheet in sheets):
        raise UserError(f"{name} holds no text in any cell. Nothing was changed.", "Ask for the filled-in workbook.")
    others = tuple(Extra(*extra) for extra in raw.get("extras", ()))
    looks = kind in {"xlsx", "csv"} or bool(raw.get("looks"))
    return Workbook(name, hashlib.sha256(content).hexdigest(), sheets, kind, others, raw.get("properties", {}), looks)


def _import_paths() -> list[str]:
    """Where this program and its libraries lie; never the current folder, whatever is in it."""
    own = str(Path(__file__).resolve().parents[2])
    folder = os.getcwd()
    return [own, *(path for path in sys.path if Path(path).is_absolute() and path not in {own, folder})]


def _in_child(name: str, kind: str, content: bytes) -> dict[str, Any]:
    process = _start()  # it starts while the bytes are looked at
    plainly = kind == "xlsx" and _is_plain(content)
    code, out = _finish(process, name, "xlsx plain" if plainly else kind, content)
    if plainly and code not in _TOLD:
        code, out = _finish(_start(), name, kind, content)  # the fast reader died; the other takes what it needs
    if code == 0:
        result: dict[str, Any] = json.loads(out)
        return result
    if code == 3:
        raise sniff.needs_password(name)
    if code == 4:
        raise sniff.cut_short(name)
    raise UserError(f"{name} asks for far more room than a return needs. Nothing was changed.", _TOO_MUCH)


def _is_plain(content: bytes) -> bool:
    """Whether the fast reader loses nothing; a part that cannot even be unpacked is left to the other one."""
    try:
        return plain.is_plain(content)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, RuntimeError):
        return False


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-S", "-c", BOOT, *_import_paths()]
    quiet = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash a console
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, creationflags=quiet)


def _finish(process: subprocess.Popen[bytes], name: str, kind: str, content: bytes) -> tuple[int, bytes]:
    """How the reading process ended, and what it said."""
    with process:
        try:
            out, _ = process.communicate(f"{kind}\n".encode() + content, timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            raise UserError(
                f"{name} took longer than {TIME_LIMIT} seconds to read, so reading was stopped. Nothing was changed.",
                _TOO_MUCH,
            ) from None
    return process.returncode, out


def _sheet(raw: dict[str, Any]) -> Sheet:
    return Sheet(
        name=raw["name"],
        visible=raw["visible"],
        values=dict(raw["rows"]),
        marks={(row, column): CellMark(*mark) for row, column, *mark in raw["marks"]},
        merges=tuple((a, b, c, d) for a, b, c, d in raw["merges"]),
        hidden_rows=tuple(raw.get("hidden_rows", ())),
        hidden_columns=tuple(raw.get("hidden_columns", ())),
        drop_downs=tuple(DropDown(cells, tuple(choices)) for cells, choices in raw.get("drop_downs", ())),
        declared=tuple(raw.get("declared", (0, 0))),
    )
