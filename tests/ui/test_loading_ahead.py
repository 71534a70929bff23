"""What the pages need is loaded while nobody waits for it."""

from __future__ import annotations

import json
import subprocess
import sys

from scrutineer.ui.pages import PAGES

LOADING = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from scrutineer.ui.loading_ahead import LoadsAhead

def there() -> list[str]:
    return sorted(name for name in sys.modules if name.startswith("scrutineer.ui.panels."))

app = QApplication([])
before, turns = there(), []
beat = QTimer(interval=10)
beat.timeout.connect(lambda: turns.append(len(there())))
beat.start()
loads = LoadsAhead(app)
loads.destroyed.connect(app.quit)
app.exec()
print(json.dumps([before, there(), turns]))
"""


def test_every_page_is_loaded_beside_the_events_of_the_window():
    done = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True, timeout=120)
    before, after, turns = json.loads(done.stdout)
    assert before == []
    pages = [shown for page in PAGES for shown in (page.tabs or (page,))]
    assert {"home", "steps", "due", "year", "days", "indicators", "reports"} <= {name.split(".")[-1] for name in after}
    assert len(after) >= len({shown.make for shown in pages})
    assert len(set(turns)) > 5, "the window had no turn between them"
