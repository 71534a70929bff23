"""Works on one file in a process of its own: a line with the job and the file's bytes in, the answer out.

A reader that crashes or eats memory here takes nothing else with it.
"""

from __future__ import annotations

import gc
import json
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing takes a tenth of this process's start, and only a checker needs it
    from typing import Any

MAX_CELLS = 2_000_000
_SPOILED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, RuntimeError, KeyError)
"""What unpacking a spoiled zip raises."""
MEMORY = 560 * 1024**2  # bytes that this process may take for data


def main() -> int:
    """Do the job that stands on standard input; 0 done, 3 needs a password, 4 damaged, 5 too large."""
    warnings.simplefilter("ignore")
    _limit_memory()
    gc.disable()  # this process reads one file and ends; collecting would only look for what is not there
    try:
        job, *details = json.loads(sys.stdin.buffer.readline())
        answer = JOBS[job](sys.stdin.buffer.read(), *details)
    except MemoryError:
        return 5
    except BaseException as error:  # noqa: BLE001 - readers raise anything, panics too; this process only reports
        return 3 if "password" in f"{type(error).__name__} {error}".lower() else 4
    sys.stdout.buffer.write(answer)
    return 0


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no copy of the file on the disk


def _workbook(content: bytes, kind: str, *, fast_first: bool = True) -> bytes:
    return _packed(read(kind, content, fast_first=fast_first))


def _packed(book: dict[str, Any]) -> bytes:
    if sum(len(values) for sheet in book["sheets"] for _, values in sheet["rows"]) > MAX_CELLS:
        raise MemoryError
    return json.dumps(book, separators=(",", ":")).encode()


def read(kind: str, content: bytes, *, fast_first: bool = True) -> dict[str, Any]:
    """A workbook as plain data: sheets with rows of values, marks, merges and what is hidden.

    `kind` is that of `sniff.kind_of`; an xlsx that holds nothing but values is read by the fast reader `fast_first`.
    """
    if kind in _OTHERS:
        return _OTHERS[kind](content)
    content = _in_usual_form(content)
    if fast_first and _is_plain(content):
        quick = _read_fast(content)
        if quick is not None:
            return quick
    return _in_full_or_values(content)


def _csv(content: bytes) -> dict[str, Any]:
    from scrutineer.exchange import csv_text

    return csv_text.read(content)


def _xls(content: bytes) -> dict[str, Any]:
    from scrutineer.exchange import old_xls

    return old_xls.read(content)


def _xlsb(content: bytes) -> dict[str, Any]:
    from scrutineer.exchange import xlsb_looks

    return xlsb_looks.read(content)


def _ods(content: bytes) -> dict[str, Any]:
    from scrutineer.exchange import ods_looks

    return ods_looks.read(content)


def _docx(content: bytes) -> dict[str, Any]:
    from scrutineer.exchange import word_tables

    return word_tables.read(content)


def _html(content: bytes) -> dict[str, Any]:
    from scrutineer.exchange import markup_tables

    return markup_tables.read_html(content)


def _xml(content: bytes) -> dict[str, Any]:
    from scrutineer.exchange import markup_tables

    return markup_tables.read_spreadsheet_xml(content)


def _in_usual_form(content: bytes) -> bytes:
    from scrutineer.exchange import open_xml

    try:
        return open_xml.in_usual_form(content)
    except _SPOILED:
        return content


def _in_full_or_values(content: bytes) -> dict[str, Any]:
    """All that an xlsx holds, or its values alone where the full reader cannot open it: "looks" says which."""
    from scrutineer.exchange import full

    try:
        return full.read(content)
    except MemoryError:
        raise
    except Exception as error:
        quick = None if "password" in f"{type(error).__name__} {error}".lower() else _read_fast(content)
        if quick is None:
            raise
        return quick | {"looks": False}


def _is_plain(content: bytes) -> bool:
    """Whether the fast reader loses nothing; a part that cannot even be unpacked is left to the other one."""
    from scrutineer.exchange import plain

    try:
        return plain.is_plain(content)
    except _SPOILED:
        return False


def _fast(content: bytes) -> dict[str, Any]:
    from scrutineer.exchange import fast

    return fast.read(content)


def _read_fast(content: bytes) -> dict[str, Any] | None:
    """A plain workbook, or None: what the fast reader cannot open, the full one may."""
    try:
        return _fast(content)
    except BaseException:  # noqa: BLE001 - a panic of the fast reader is no Exception; the full reader still tries
        return None


def _in_full(content: bytes, kind: str) -> bytes:
    return _workbook(content, kind, fast_first=False)


def _values(content: bytes, kind: str) -> bytes:
    """An xlsx by the fast reader alone, where the full one dies or takes too long."""
    book = _fast(_in_usual_form(content) if kind == "xlsx" else content)
    return _packed(book | {"looks": False})


def _document(content: bytes, ending: str) -> bytes:
    from scrutineer.exchange import documents

    return documents.text_inside(ending, content).encode()


def _pages(content: bytes) -> bytes:
    from scrutineer.exchange import pages

    return str(pages.count(content)).encode()


def _page(content: bytes, number: int, scale: float) -> bytes:
    from scrutineer.exchange import pages

    return pages.drawn(content, number, scale)


def _ring(content: bytes, corrections: list[list[str]]) -> bytes:
    from scrutineer.domain.corrections import Correction
    from scrutineer.exchange import send_back

    if not send_back.can_be_marked(content):
        return b""
    return send_back.ring_cells(content, [Correction(*fields) for fields in corrections])


def _logo(content: bytes) -> bytes:
    from scrutineer.exchange import logos

    return logos.pixels(content)


_OTHERS: dict[str, Callable[[bytes], dict[str, Any]]] = {
    "csv": _csv, "xls": _xls, "ods": _ods, "html": _html, "xml": _xml, "xlsb": _xlsb,
    "docx": _docx,
}  # fmt: skip
"""By kind of file, its reader; an xlsx has two."""

JOBS: dict[str, Callable[..., bytes]] = {
    "workbook": _workbook,
    "workbook in full": _in_full,
    "values of a workbook": _values,
    "document": _document,
    "pages": _pages,
    "page": _page,
    "ring": _ring,
    "logo": _logo,
}


if __name__ == "__main__":
    sys.exit(main())
