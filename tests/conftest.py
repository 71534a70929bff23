"""What every test shares: a home of its own, no network, a casefile, the worked example."""

from __future__ import annotations

import functools
import gc
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("untimed", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # how fast a machine is belongs to the benchmarks: no test fails for being slow

from scrutineer.casefile import keys
from scrutineer.clock import SetClock
from scrutineer.operations import casefiles, demo, partnership
from scrutineer.operations.casefiles import Casefile

PASSPHRASE = "four unrelated words"
CLOCK = SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
"""A Friday within the worked example's second cycle."""
RETURNS = Path(__file__).parent.parent / "resources" / "example"


def derived_once(derive: Callable[[str, bytes], str]) -> Callable[[str, bytes], str]:
    """The key that the program derives, derived once in a process for one passphrase, salt and number of rounds.

    Every copy of a casefile has the same salt, and thousands of tests open one each. What is kept is bytes, so that a
    test which looks through the memory for a key as text sees what the program holds alone.
    """

    @functools.cache
    def kept(spelling: str, salt: bytes, _rounds: int) -> bytes:
        return bytes.fromhex(derive(spelling, salt))

    return lambda spelling, salt: kept(spelling, salt, keys.ROUNDS).hex()


keys.derive = derived_once(keys.derive)


def pytest_collection_finish() -> None:
    """What was loaded and collected stays: no looking for garbage goes through the thousands of tests again.

    Every window that closes, and every file that is locked, looks for garbage.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def home_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is made once for all tests, before any test has a home of its own, touches nothing of this person's either."""
    with pytest.MonkeyPatch.context() as run:
        run.setenv("SCRUTINEER_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and logs of a test never touch this person's own."""
    monkeypatch.setenv("SCRUTINEER_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.delenv("SCRUTINEER_PASSPHRASE", raising=False)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anything that opens a connection fails the test."""

    def refuse(*_: object) -> None:
        raise AssertionError("the program opened a network connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def in_london(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This machine stands in London, where a summer's day begins while it is still the day before in UTC."""
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone of this system cannot be set for one test")
    with monkeypatch.context() as zone:
        zone.setenv("TZ", "GMT0BST,M3.5.0/1,M10.5.0")  # London's rule itself: no table of zones is needed
        time.tzset()
        yield
    time.tzset()


def new_testshire(folder: Path) -> Casefile:
    """Make a casefile with three agencies, open."""
    made = casefiles.new_casefile(
        folder / "Test", passphrase=PASSPHRASE, partnership="Testshire Safeguarding Children Partnership",
        starts=date(2026, 3, 1), ends=date(2027, 3, 31), clock=CLOCK)  # fmt: skip
    for name, aliases in (("Police", ()), ("ICB", ("CCG", "Health")), ("Children's services", ("Council",))):
        partnership.add_agency(made, name=name, aliases=aliases)
    return made


@functools.cache
def _testshire(_rounds: int) -> bytes:
    """What new_testshire makes, once in a process for each number of rounds of the key."""
    with tempfile.TemporaryDirectory() as folder:
        made = new_testshire(Path(folder))
        made.close()
        return made.path.read_bytes()


def copied_testshire(folder: Path) -> Casefile:
    """A copy of the casefile with three agencies, open: a fifth of the work of a new one, for what needs none beside it.

    All copies are one casefile to the program, which tells casefiles by what they were made with: for two that know
    nothing of each other, make new ones.
    """
    copy = folder / "Test.scrutiny"
    copy.write_bytes(_testshire(keys.ROUNDS))
    return casefiles.open_casefile(copy, passphrase=PASSPHRASE, clock=CLOCK)


@pytest.fixture(scope="session")
def testshire_made(home_of_the_run: None) -> None:
    """Makes what is copied before any test has put something else in the place of a part of the program."""
    _testshire(keys.ROUNDS)


@pytest.fixture
def casefile(testshire_made: None, tmp_path: Path) -> Iterator[Casefile]:
    """A casefile with three agencies, in a folder whose name has a space: a copy of its own for each test."""
    folder = tmp_path / "case files"
    folder.mkdir()
    opened = copied_testshire(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def example_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, built once."""
    folder = tmp_path_factory.mktemp("worked example")
    demo.build_demo(folder, passphrase=PASSPHRASE, clock=CLOCK)
    return folder


@pytest.fixture
def example(example_folder: Path, tmp_path: Path) -> Iterator[Casefile]:
    """The worked example's casefile, a copy of its own for each test."""
    copy = tmp_path / "Northmoor.scrutiny"
    shutil.copyfile(example_folder / "Northmoor.scrutiny", copy)
    opened = casefiles.open_casefile(copy, passphrase=PASSPHRASE, clock=CLOCK)
    yield opened
    opened.close()


def examples(number: int) -> int:
    """How many examples a property is tried with: that many, or as many times more as `dev.py torture` was asked for."""
    return number * int(os.environ.get("SCRUTINEER_TORTURE", "1"))


def tally(what: str, of: str = "") -> None:
    """Count one more of what `dev.py torture` sums up at its end; nothing where nobody asked.

    `of` is what it was done to; without it, the file of the test that runs.
    """
    file = os.environ.get("SCRUTINEER_TALLY")
    of = of or os.environ.get("PYTEST_CURRENT_TEST", "").partition("::")[0]
    if file:
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(handle, f"{what}\t{of}\n".encode())  # a line at once: several processes count
        os.close(handle)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Strangers' workbooks are no part of the project; a folder of them can be named."""
    parser.addoption("--workbooks", default="", help="a folder of workbooks to try, every twelfth of them")
    parser.addoption("--all-workbooks", action="store_true", help="try every workbook of that folder")
