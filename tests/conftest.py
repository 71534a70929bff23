"""What every test shares: a home of its own, no network, a casefile, the worked example."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("untimed", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # how fast a machine is belongs to the benchmarks: no test fails for being slow

from scrutineer.clock import SetClock
from scrutineer.operations import casefiles, demo, partnership
from scrutineer.operations.casefiles import Casefile

PASSPHRASE = "four unrelated words"
CLOCK = SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
"""A Friday within the worked example's second cycle."""
RETURNS = Path(__file__).parent.parent / "resources" / "example"


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


@pytest.fixture
def casefile(tmp_path: Path) -> Iterator[Casefile]:
    """A new casefile with three agencies, in a folder whose name has a space."""
    folder = tmp_path / "case files"
    folder.mkdir()
    made = new_testshire(folder)
    yield made
    made.close()


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
