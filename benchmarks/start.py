"""How long a program takes until its first page is on the screen, beside a bare PySide6 window: in time, and in its own
computing time, which a busy machine changes less.

DISPLAY=:99 python benchmarks/start.py PROGRAM [WORDS ...]    (a display of its own: xvfb-run -a python ...)
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

from PySide6.QtGui import QColor, QGuiApplication

BARE = (
    "import sys\nfrom PySide6.QtWidgets import QApplication, QLabel\napp = QApplication(sys.argv)\nw = QLabel('words')\n"
    "w.setStyleSheet('background: white'); w.resize(1200, 700); w.show(); app.exec()"
)
ROUNDS = 7


def seconds(command: list[str], screen) -> tuple[float, float]:
    """From the start of a command until something stands in the middle of a screen that was black, and what it computed."""
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {"SCRUTINEER_HOME": home, "QT_QPA_PLATFORM": "xcb"}
        began = time.perf_counter()
        started = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            middle = screen.grabWindow(0, 600, 350, 1, 1).toImage().pixelColor(0, 0)
            if middle != QColor("black"):
                taken = time.perf_counter() - began
                break
            time.sleep(0.005)
        started.kill()
        _, _, used = os.wait4(started.pid, 0)
        while screen.grabWindow(0, 600, 350, 1, 1).toImage().pixelColor(0, 0) != QColor("black"):
            time.sleep(0.05)
    return taken, used.ru_utime + used.ru_stime


def main() -> None:
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    application = QGuiApplication(sys.argv[:1])
    screen = application.primaryScreen()
    bare, own = [], []
    for _ in range(ROUNDS):
        bare.append(seconds([sys.executable, "-c", BARE], screen))
        own.append(seconds(sys.argv[1:], screen))
    for kind, place in (("time", 0), ("computing time", 1)):
        first, second = [each[place] for each in bare], [each[place] for each in own]
        for words, taken in (("bare PySide6 window", first), ("first page", second)):
            print(f"{words}, {kind}: median {statistics.median(taken):.3f} s, least {min(taken):.3f} s")
        times, least = statistics.median(second) / statistics.median(first), min(second) / min(first)
        print(f"{times:.2f} times; of the least {least:.2f} times")


if __name__ == "__main__":
    main()
