"""Reads any workbook: what it is, then its cells, in a child process with a time and a memory limit."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from scrutineer import inputs
from scrutineer.domain.file_names import shown_name
from scrutineer.domain.grid import CellMark, DropDown, Extra, Sheet, Workbook
from scrutineer.errors import UserError
from scrutineer.exchange import apart, sniff
from scrutineer.exchange.apart import Ended


def load(file: Path, limit: int = inputs.MAX_FILE) -> tuple[str, bytes]:
    """A file's name, as it is shown and kept, and its bytes, or a sentence that says why it cannot be read."""
    return shown_name(file.name), inputs.read_file(file, limit)


def read_workbook(name: str, content: bytes) -> Workbook:
    """A workbook as data. Never executes, fetches or changes anything in it."""
    kind = sniff.kind_of(name, content)
    raw = _in_child(name, kind, content)
    sheets = tuple(_sheet(sheet) for sheet in raw["sheets"])
    if kind == "docx" and not sheets:
        raise UserError(
            f"{name} is a Word document without a table. Nothing was changed.",
            "Keep it as evidence, or ask for the table that it speaks of.",
        )
    if not any(sheet.values or sheet.marks for sheet in sheets):
        raise UserError(f"{name} holds no text in any cell. Nothing was changed.", "Ask for the filled-in workbook.")
    others = tuple(Extra(*extra) for extra in raw.get("extras", ()))
    looks = bool(raw.get("looks", kind in {"xlsx", "csv"}))
    return Workbook(name, hashlib.sha256(content).hexdigest(), sheets, kind, others, raw.get("properties", {}), looks)


def _in_child(name: str, kind: str, content: bytes) -> dict[str, Any]:
    code, out = _as_whole_as_may_be(name, kind, content)
    if code == Ended.DONE:
        result: dict[str, Any] = json.loads(out)
        return result
    if code == Ended.PASSWORD:
        raise sniff.needs_password(name)
    if code == Ended.DAMAGED:
        raise sniff.cut_short(name)
    raise UserError(f"{name} asks for far more room than a return needs. Nothing was changed.", apart.TOO_MUCH)


_MOST_OF_IT = 0.7
"""How much of the time the first reading may take where another way of reading is left to try after it."""


def _as_whole_as_may_be(name: str, kind: str, content: bytes) -> tuple[int, bytes]:
    """How reading ended: with all that is there, else, where that fails or takes too long, with the values alone."""
    if kind not in {"xlsx", "ods", "xls"}:
        return apart.ask(name, content, "workbook", kind)
    try:
        code, out = apart.ask(name, content, "workbook", kind, share=_MOST_OF_IT)
        if kind == "xlsx" and code not in set(Ended):  # the fast reader died: the other one tries
            code, out = apart.ask(name, content, "workbook in full", kind, share=_MOST_OF_IT)
    except apart.TookTooLong:
        return apart.ask(name, content, "values of a workbook", kind, share=1 - _MOST_OF_IT)
    if code in {Ended.DONE, Ended.PASSWORD} or (kind == "xlsx" and code == Ended.DAMAGED):
        return code, out
    try:
        values = apart.ask(name, content, "values of a workbook", kind, share=1 - _MOST_OF_IT)
    except apart.TookTooLong:
        return code, out
    return values if values[0] == Ended.DONE else (code, out)


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
        in_words=raw.get("in_words", False),
    )
