"""The pictures of the guide, taken from the running program on the worked example: one command renews all of them.

python3 guide/pictures.py writes them into docs/pictures. The day is fixed, so that a picture changes with the program
alone.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INTO = ROOT / "docs" / "pictures"
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["SCRUTINEER_HOME"] = tempfile.mkdtemp()  # nobody's own settings

from PySide6.QtCore import QThread  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from scrutineer.clock import SetClock  # noqa: E402
from scrutineer.domain.ids import TargetId  # noqa: E402
from scrutineer.notices import Notices  # noqa: E402
from scrutineer.operations import casefiles, demo  # noqa: E402
from scrutineer.settings import Settings  # noqa: E402
from scrutineer.ui.destinations import (  # noqa: E402
    Destination,
    SettingsPart,
    ToChallenges,
    ToDue,
    ToEvidence,
    ToHome,
    ToLine,
    ToReports,
    ToReturns,
    ToSettings,
    ToStructure,
    ToYear,
)
from scrutineer.ui.main_window import MainWindow  # noqa: E402
from scrutineer.ui.theme import Theme, load_fonts  # noqa: E402

SIZE = (1366, 768)
DAY = datetime(2026, 11, 20, 10, tzinfo=UTC)
PICTURES: dict[str, Destination] = {
    "home": ToHome(), "evidence": ToEvidence(), "line": ToLine(TargetId("six-steps:4c")), "returns": ToReturns(),
    "challenges": ToChallenges(), "due": ToDue(), "year": ToYear(), "structure": ToStructure(),
    "reports": ToReports("challenges"), "settings": ToSettings(SettingsPart.AGENCIES),
}  # fmt: skip
"""By the name of its file, the place in the window that each picture shows."""


def take(into: Path, wanted: Callable[[str], bool] = lambda _name: True) -> list[Path]:
    """Build the worked example in a folder of its own, show each place and write its picture."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    load_fonts()
    theme = Theme("light", 100)
    theme.apply(application)
    clock, written = SetClock(DAY), []
    with tempfile.TemporaryDirectory() as folder:
        built = demo.build_demo(Path(folder), passphrase="four unrelated words", clock=clock)
        opened = casefiles.open_casefile(built.casefile, passphrase=built.passphrase, clock=clock)
        casefiles.back_up(opened)
        window = MainWindow(Settings(), theme, Notices(), clock)
        window.resize(*SIZE)
        window.show()
        window.opened(opened)
        for name, place in PICTURES.items():
            if wanted(name):
                window.workspace.go(place)  # type: ignore[union-attr]
                _settle(application, window)
                file = into / f"{name}.png"
                window.grab().save(str(file))
                written.append(file)
        window.close()
    return written


def _settle(application: QApplication, window: MainWindow) -> None:
    """Let everything that was asked for come, and be laid out: pages of a report are drawn on another thread."""
    for _ in range(12):
        window.ops.wait_for_looks()
        for _ in range(8):
            application.processEvents()
            QThread.msleep(15)


if __name__ == "__main__":
    INTO.mkdir(exist_ok=True)
    for picture in take(INTO):
        print(picture.relative_to(ROOT))
    os._exit(0)  # the window's threads end with the process
