"""Reads one workbook in a process of its own: a line with its kind and its bytes in, JSON out.

A reader that crashes or eats memory here takes nothing else with it.
"""

from __future__ import annotations

import gc
import json
import sys
import warnings
from typing import Any

MAX_CELLS = 2_000_000
MEMORY = 560 * 1024**2  # bytes that this process may take for data


def main() -> int:
    """Read what stands on standard input; 0 done, 3 needs a password, 4 damaged, 5 too large."""
    warnings.simplefilter("ignore")
    _limit_memory()
    gc.disable()  # this process reads one workbook and ends; collecting would only look for what is not there
    try:
        kind = sys.stdin.buffer.readline().decode().strip()
        book = read(kind, sys.stdin.buffer.read())
    except MemoryError:
        return 5
    except BaseException as error:  # noqa: BLE001 - readers raise anything, panics too; this process only reports
        return 3 if "password" in f"{type(error).__name__} {error}".lower() else 4
    if sum(len(values) for sheet in book["sheets"] for _, values in sheet["rows"]) > MAX_CELLS:
        return 5
    sys.stdout.write(json.dumps(book, separators=(",", ":")))
    return 0


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def read(kind: str, content: bytes) -> dict[str, Any]:
    """A workbook as plain data: sheets with rows of values, marks, merges and what is hidden.

    `kind` is that of `sniff.kind_of`; "xlsx plain" says that nothing but values was found in it.
    """
    if kind == "csv":
        from scrutineer.exchange import csv_text

        return csv_text.read(content)
    if kind == "xls":
        from scrutineer.exchange import old_xls

        return old_xls.read(content)
    if kind != "xlsx":
        quick = _read_fast(content) if kind == "xlsx plain" else _fast(content)
        if quick is not None:
            return quick
    from scrutineer.exchange import full

    return full.read(content)


def _fast(content: bytes) -> dict[str, Any]:
    from scrutineer.exchange import fast

    return fast.read(content)


def _read_fast(content: bytes) -> dict[str, Any] | None:
    """A plain workbook, or None: what the fast reader cannot open, the full one may."""
    try:
        return _fast(content)
    except BaseException:  # noqa: BLE001 - a panic of the fast reader is no Exception; the full reader still tries
        return None


if __name__ == "__main__":
    sys.exit(main())
