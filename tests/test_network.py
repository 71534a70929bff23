"""A whole run opens no socket: verbs, imports, a report and every page of the window, and what they start."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import RETURNS, tally

ROOT = Path(__file__).parent.parent
NUMBERS = {"x86_64": 41, "aarch64": 198}
"""What the system calls the opening of a socket, by the machine."""
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() not in NUMBERS,
    reason="the system itself watches over it as on Linux",
)
WATCHED = f"""
import ctypes, struct

def watch():
    lines = ((0x20, 0, 0, 0), (0x15, 0, 1, {NUMBERS.get(platform.machine(), 0)}), (0x06, 0, 0, 0x80000000),
             (0x06, 0, 0, 0x7FFF0000))
    rules = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(lines), ctypes.addressof(rules)))
    library = ctypes.CDLL(None, use_errno=True)
    none = ctypes.c_ulong(0)
    assert library.prctl(38, ctypes.c_ulong(1), none, none, none) == 0
    assert library.prctl(22, ctypes.c_ulong(2), program, none, none) == 0, ctypes.get_errno()

watch()
"""
"""Whatever asks the system for a socket from now on, in this process or one that it starts, is ended by it at once."""
RUN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from scrutineer.__main__ import main
from scrutineer.clock import MachineClock
from scrutineer.operations import demo

folder, returns = Path(sys.argv[1]), Path(sys.argv[2])
passphrase = "four unrelated words"
built = demo.build_demo(folder / "example", clock=MachineClock(), passphrase=passphrase)
casefile = str(built.casefile)
word = folder / "passphrase"
word.write_text(passphrase)
for verb in (["check", casefile], ["report", casefile, "--kind", "challenges", "--out", str(folder / "report.pdf")],
             ["export", casefile, "--into", str(folder / "all")], ["backup", casefile], ["find", casefile, "police"]):
    status = main([*verb, "--passphrase-file", str(word)])
    assert status == 0, verb

from scrutineer import app
from scrutineer.ui.application import Application
from scrutineer.ui.main_window import MainWindow
from scrutineer.ui.pages import PAGES

waiting = [tab.start for page in PAGES for tab in (page.tabs or (page,))]
visited = []

def step():
    (window,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
    if window.workspace is None:
        return
    if waiting and not window.ops.is_busy:
        place = waiting.pop(0)
        window.workspace.go(place)
        visited.append(place)
    elif not waiting and not window.ops.is_busy:
        timer.stop()
        window.close()

application = Application(sys.argv[:1])
timer = QTimer()
timer.timeout.connect(step)
timer.start(50)
status = app.run(casefile, clock=MachineClock(), passphrase=passphrase)
assert status == 0
print(len(visited))
"""


def run(code: str, *words: object, home: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"SCRUTINEER_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", WATCHED + code, *map(str, words)], cwd=ROOT, env=environment, capture_output=True,
        text=True, check=False, timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.socket(socket.AF_UNIX)",
        "import subprocess, sys; from scrutineer.environment import for_child\n"
        "done = subprocess.run([sys.executable, '-I', '-c', 'import socket; socket.socket()'], env=for_child())\n"
        "import os; os.kill(os.getpid(), -done.returncode)",
    ],
    ids=["network", "local", "in a process it starts"],
)
def test_a_socket_would_be_noticed(code, tmp_path):
    assert run(code, home=tmp_path).returncode == -signal.SIGSYS


def test_a_whole_run_opens_none(tmp_path):
    ran = run(RUN, tmp_path, RETURNS, home=tmp_path / "home")
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout.split()[-1]) > 10
    tally("whole runs without a socket", "verbs and window")
