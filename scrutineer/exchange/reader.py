"""Reads any workbook: what it is, then its cells, in a child process with a time and a memory limit."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from scrutineer.domain.grid import Cell, Sheet, Workbook
from scrutineer.errors import UserError
from scrutineer.exchange import sniff

TIME_LIMIT = 20  # seconds
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
    if not any(sheet.cells for sheet in sheets):
        raise UserError(f"{name} holds no text in any cell. Nothing was changed.", "Ask for the filled-in workbook.")
    return Workbook(name, hashlib.sha256(content).hexdigest(), sheets)


def _in_child(name: str, kind: str, content: bytes) -> dict[str, Any]:
    # -P: nothing that lies in the current folder is imported, whatever its name
    command = [sys.executable, "-P", "-m", "scrutineer.exchange.child", kind]
    quiet = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash a console
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=TIME_LIMIT, check=False, creationflags=quiet
        )
    except subprocess.TimeoutExpired:
        raise UserError(
            f"{name} took longer than {TIME_LIMIT} seconds to read, so reading was stopped. Nothing was changed.",
            _TOO_MUCH,
        ) from None
    if done.returncode == 0:
        result: dict[str, Any] = json.loads(done.stdout)
        return result
    if done.returncode == 3:
        raise sniff.needs_password(name)
    if done.returncode == 5:
        raise UserError(f"{name} holds more cells than a return can. Nothing was changed.", _TOO_MUCH)
    raise sniff.cut_short(name)


def _sheet(raw: dict[str, Any]) -> Sheet:
    cells = {
        (row, column): Cell(text, kind, number, percent, fill, comment)
        for row, column, text, kind, number, percent, fill, comment in raw["cells"]
    }
    return Sheet(
        raw["name"],
        raw["visible"],
        cells,
        tuple((a, b, c, d) for a, b, c, d in raw["merges"]),
        tuple(raw["hidden_rows"]),
        tuple(raw["hidden_columns"]),
    )
