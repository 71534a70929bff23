"""Ten rolling backups beside one, the second beside the first, and what a writer notices of it, in one run.

python3 benchmarks/backups.py [KILOBYTES OF AN ATTACHMENT]
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import PASSPHRASE, line, timed
from benchmarks.large import Maker, Size
from scrutineer.casefile import files, tables
from scrutineer.clock import MachineClock
from scrutineer.domain.partnership import Agency
from scrutineer.operations import casefiles, partnership

ATTACHMENTS = 500


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def make(folder: Path, kilobytes: int) -> casefiles.Casefile:
    """500 items with their texts and challenges, and as many attachments of random bytes, which nothing shrinks."""
    made = casefiles.new_casefile(
        folder / "Backups", passphrase=PASSPHRASE, partnership="Bench Partnership", starts=date(2024, 4, 1),
        ends=date(2025, 3, 31), clock=MachineClock(),
    )  # fmt: skip
    for year in (2025, 2026):
        casefiles.start_cycle(
            made, name=f"Cycle of {year}", starts=date(year, 4, 1), ends=date(year + 1, 3, 31), guidance="as it was"
        )
    Maker(made, Size(items=500, challenges=50), MachineClock().today()).everything()
    for _ in range(ATTACHMENTS // 50):
        with made.transact("Keep attachments"):
            for _ in range(50):
                files.store(made, os.urandom(kilobytes * 1000))
            tables.insert(made, Agency(name=os.urandom(6).hex()))  # an entry that changes nothing is not written
    return made


def slowest_write(made: casefiles.Casefile) -> tuple[float, float]:
    """The slowest of the edits made while a backup is under way, and the median without one, in seconds."""
    alone = timed(lambda: partnership.add_agency(made, name=os.urandom(6).hex()), 9)
    worker = threading.Thread(target=made.back_up)
    worker.start()
    slowest = 0.0
    while worker.is_alive():
        start = time.perf_counter()
        partnership.add_agency(made, name=os.urandom(6).hex())
        slowest = max(slowest, time.perf_counter() - start)
    return slowest, alone


def measure(folder: Path, kilobytes: int = 100) -> None:
    """The figures of docs/benchmarks.md."""
    made = make(folder, kilobytes)
    backups = folder / "Backups backups"
    print(
        f"a casefile of {made.path.stat().st_size / 1e6:.0f} MB, {ATTACHMENTS} attachments of {kilobytes} kB",
        flush=True,
    )
    first = timed(made.back_up)
    once = size_of(backups)
    line("first rolling backup", first, f"{once / 1e6:.0f} MB")

    def edit_and_back_up() -> None:
        partnership.add_agency(made, name=os.urandom(6).hex())
        made.back_up()

    later = [timed(edit_and_back_up) for _ in range(9)]
    line("second, after an edit", later[0], f"{later[0] / first:.2f} of the first")
    line("slowest of the next eight", max(later[1:]), "one in sixteen attachments is read again")
    line("ten backups", sum(later) + first, f"{size_of(backups) / 1e6:.0f} MB, {size_of(backups) / once:.2f} times one")
    line("one complete backup elsewhere", timed(lambda: made.back_up(folder / "stick")))
    slowest, alone = slowest_write(made)
    line("an edit alone; the slowest during a backup", alone, f"{slowest * 1000:.0f} ms")
    newest = casefiles.backups_of(made.path)[0].path
    into = folder / "Restored.scrutiny"
    restored = timed(lambda: casefiles.restore_backup(newest, passphrase=PASSPHRASE, into=into, clock=MachineClock()))
    line("restored, every attachment verified", restored)
    made.discard()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        os.environ["SCRUTINEER_HOME"] = name
        measure(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 100)
