"""Everything in a casefile, in open formats: csv and json for every table, the attachments as they came."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path
from typing import Any

from scrutineer.casefile import files, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.records import RECORDS
from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import Attachment
from scrutineer.domain.hazards import FORMULA_STARTS
from scrutineer.domain.returns import ReturnFile
from scrutineer.errors import UserError
from scrutineer.outputs import write_output
from scrutineer.progress import SILENT, Progress

_FORMULA = (*FORMULA_STARTS, "\t", "\r")


def export_everything(casefile: Casefile, *, into: Path, progress: Progress = SILENT) -> Outcome[int]:
    """Write every table and file into an empty or new folder. Holds private items: it is the scrutineer's own copy."""
    if os.path.lexists(into) and not os.path.isdir(into):
        raise UserError(f"{into.name} is a file, not a folder. Nothing was written.", "Name a new folder.")
    if os.path.exists(into) and any(into.iterdir()):
        raise UserError(f"{into} is not empty. Nothing was written.", "Name a new folder.")
    names = (*(record.table for record in RECORDS), "journal")
    try:
        (into / "attachments").mkdir(parents=True, exist_ok=True)
        for number, name in enumerate(names):
            progress.step(number, len(names) + 1, f"Writing {name}")
            _write_table(casefile, name, into)
        return Outcome(len(names) + _write_files(casefile, into), label=f"Everything written to {into}")
    except OSError as error:
        raise UserError(f"{into} could not be written ({error.strerror}).", "Choose another folder.") from None


def _write_table(casefile: Casefile, name: str, into: Path) -> None:
    columns, rows = tables.whole_table(casefile, name)
    write_output(into / f"{name}.json", json.dumps(rows, ensure_ascii=False, indent=1).encode(), endings=(".json",))
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(columns)
    writer.writerows([[neutral(row[column]) for column in columns] for row in rows])
    marked = sheet.getvalue().encode("utf-8-sig")  # spreadsheets look for the mark
    write_output(into / f"{name}.csv", marked, endings=(".csv",))


def neutral(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; json keeps it as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _write_files(casefile: Casefile, into: Path) -> int:
    kept: list[tuple[str, str]] = [(a.sha256, a.name) for a in tables.rows(casefile, Attachment)]
    kept += [(file.sha256, file.name) for file in tables.rows(casefile, ReturnFile)]

    for sha256, name in kept:
        plain_name = re.sub(r"[^\w. -]", "_", name)
        file = into / "attachments" / f"{sha256[:12]} {plain_name[-120:]}"
        write_output(file, files.load(casefile, sha256), endings=(file.suffix.lower(),))
    return len(kept)
