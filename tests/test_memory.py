"""What a casefile held is hardly found in memory once it was let go of."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PASSPHRASE

ROOT = Path(__file__).parent.parent
SCAN = """
import re, sys
from datetime import UTC, date, datetime
from pathlib import Path
from scrutineer import memory
from scrutineer.clock import SetClock
from scrutineer.operations import casefiles, evidence

clock = SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
planted = "qz" + "vplanted"

def times() -> int:
    seen = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as held:
        for line in maps:
            area = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if area and "[v" not in line:
                held.seek(int(area[1], 16))
                seen += held.read(int(area[2], 16) - int(area[1], 16)).count(planted.encode())
    return seen

made = casefiles.new_casefile(Path(sys.argv[1]) / "T", passphrase=sys.argv[2], partnership="T", clock=clock)
for number in range(40):
    evidence.capture_evidence(made, title=f"item {number}", dated=date(2026, 9, 1), text=(planted + " ") * 4)
before = times()
with memory.blanked():
    made.close()
    del made
memory.collect()
print(before, times())
"""


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="this system has no /proc")
def test_planted_text_is_hardly_found_once_the_casefile_is_closed(tmp_path):
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCAN, str(tmp_path), PASSPHRASE], env=env, capture_output=True, text=True, check=True
    )
    before, after = map(int, done.stdout.split())
    assert before > 100
    assert after < before / 10
