"""A casefile let go of while other threads read it: each is told so, and the process lives."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.partnership import Agency
from scrutineer.errors import LetGo
from scrutineer.operations import casefiles
from tests.conftest import CLOCK, PASSPHRASE

ROOT = Path(__file__).parent.parent.parent
READ_WHILE = """
import sys, threading
from pathlib import Path
from scrutineer.clock import MachineClock
from scrutineer.errors import LetGo
from scrutineer.operations import casefiles
from tests.conftest import PASSPHRASE

path, act = Path(sys.argv[1]), sys.argv[2]
casefile = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=MachineClock())
MANY = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i, hex(i) FROM n"
reading, ended, strange = threading.Barrier(4), [], []

def read():
    reading.wait()
    for _ in range(400):
        try:
            db = casefile.reader
            for _ in range(5):
                assert len(db.execute(MANY).fetchall()) == 20000
            assert casefile.reader.execute("SELECT count(*) FROM agency").fetchone()
        except LetGo:
            ended.append(act)
            if act == "close":
                return
        except BaseException as error:
            strange.append(repr(error))
            return
        if act != "close" and done.is_set():
            return

done = threading.Event()
threads = [threading.Thread(target=read) for _ in range(3)]
for thread in threads:
    thread.start()
reading.wait()
if act == "close":
    casefile.close()
else:
    for turn in range(3):
        casefiles.change_passphrase(casefile, current=PASSPHRASE, new=PASSPHRASE)
done.set()
for thread in threads:
    thread.join()
casefile.close()
assert not strange, strange
assert act != "close" or len(ended) == 3, ended
"""


@pytest.mark.parametrize("act", ["close", "change the passphrase"])
def test_who_reads_is_told_and_nothing_crashes(casefile, act):
    casefile.close()
    for _ in range(3):
        words = [sys.executable, "-c", READ_WHILE, str(casefile.path), act]
        ran = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120, cwd=ROOT)
        assert ran.returncode == 0, (ran.returncode, ran.stderr[-2000:])


def test_nothing_is_read_of_a_closed_casefile_and_nothing_is_left_beside_it(casefile):
    casefile.close()
    with pytest.raises(LetGo, match="is closed"):
        tables.rows(casefile, Agency)
    assert [file.name for file in casefile.path.parent.iterdir() if file.name.startswith(casefile.path.name)] == [
        casefile.path.name
    ]


def test_a_reader_of_another_thread_outlives_a_change_of_the_passphrase(casefile):
    seen: list[int] = []
    go, changed = threading.Event(), threading.Event()

    def read() -> None:
        seen.append(len(tables.rows(casefile, Agency)))
        go.set()
        assert changed.wait(60)
        seen.append(len(tables.rows(casefile, Agency)))

    other = threading.Thread(target=read)
    other.start()
    assert go.wait(60)
    casefiles.change_passphrase(casefile, current=PASSPHRASE, new="four quite other words here")
    changed.set()
    other.join()
    assert seen == [3, 3]
    casefile.close()
    casefiles.open_casefile(casefile.path, passphrase="four quite other words here", clock=CLOCK).close()
