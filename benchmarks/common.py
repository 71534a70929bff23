"""What every benchmark shares: taking the time, telling it, and the start of the window beside a bare one."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSPHRASE = "four unrelated words"

BARE = """
import time
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.show(); app.processEvents()
print(time.time(), flush=True)
import os; os._exit(0)
"""
OURS = """
import scrutineer.__main__
from PySide6.QtWidgets import QApplication
def shown(app):
    import time
    app.processEvents()
    print(time.time(), flush=True)
    import os; os._exit(0)  # only the start is measured
QApplication.exec = shown
scrutineer.__main__.main([])
"""


def timed(work: Callable[[], object], times: int = 1, clock: Callable[[], float] = time.perf_counter) -> float:
    """The median of several runs, in seconds."""
    seconds = []
    for _ in range(times):
        start = clock()
        work()
        seconds.append(clock() - start)
    return statistics.median(seconds)


def line(what: str, seconds: float, more: str = "") -> None:
    """One figure on a line of its own."""
    print(f"{what:<62}{seconds * 1000:9.0f} ms   {more}", flush=True)


def starts(times: int = 9) -> tuple[float, float]:
    """The median seconds from the start of a process to its window shown and painted: a bare window's, then ours.

    They take turns, so that whatever else the machine does falls on both.
    """
    bare, ours = zip(*((_start(BARE), _start(OURS)) for _ in range(times)), strict=True)
    return statistics.median(bare), statistics.median(ours)


def _start(code: str) -> float:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has been compiled
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=env,
    )
    return float(done.stdout.split()[-1]) - start
