"""Every page as a screen reader gets it: over AT-SPI, from the running program, on a bus and a screen of its own.

`SCRUTINEER_DUMPS` names a folder that what was heard is written to, a text a page.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scrutineer.ui.pages import PAGES
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).parent.parent.parent
PLACES = [place for page in PAGES for place in (page.tabs or (page,))]
NEEDED = {"Xvfb": "xvfb", "dbus-daemon": "dbus"}
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
CONTROLS = {
    "push button", "check box", "radio button", "text", "combo box", "table", "list", "tree", "tree table", "page tab",
    "progress bar", "spin button", "link", "menu item", "toggle button",
}  # fmt: skip
CELLS = {"cell", "table cell", "list item", "tree item"}


def missing() -> str:
    """What this machine lacks to run a screen reader's bus; "" where it can."""
    if not sys.platform.startswith("linux"):
        return "AT-SPI is how Linux does it"
    lacks = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    if not any(os.path.exists(path) for path in LAUNCHERS):
        lacks.append("at-spi2-core")
    return f"not installed: {', '.join(lacks)}" if lacks else ""


@pytest.fixture(scope="module")
def read(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with what was heard of the worked example."""
    lacks = missing()
    if lacks:
        pytest.skip(f"The accessibility bus cannot run: {lacks}")
    folder = tmp_path_factory.mktemp("heard")
    copy = folder / "Northmoor.scrutiny"
    shutil.copyfile(example_folder / copy.name, copy)
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.access_reader", str(copy), PASSPHRASE, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def heard(read: Path) -> dict[str, list[dict]]:
    """What is heard on each page."""
    pages = {file.stem: json.loads(file.read_text()) for file in read.glob("*.json")}
    dumps = os.environ.get("SCRUTINEER_DUMPS")
    for words, things in pages.items() if dumps else ():
        (Path(dumps) / f"{words}.txt").write_text("\n".join(line(thing) for thing in things))
    return pages


def line(thing: dict) -> str:
    """One thing in one line, as deep as it lies."""
    said = " | ".join(filter(None, (thing["name"], thing["description"])))
    return f"{'  ' * thing['depth']}{thing['role']}: {said}"


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.words)
def test_every_control_is_named(heard, place):
    things = heard[place.words]
    assert len(things) > 30
    assert [line(thing).strip() for thing in things if thing["role"] in CONTROLS and not thing["name"].strip()] == []


def test_cells_of_tables_are_read(heard):
    """The words of the worked example reach a reader through the cells of tables, lists and trees."""

    def cells(page: str) -> str:
        return "\n".join(thing["name"] for thing in heard[page] if thing["role"] in CELLS)

    assert "26-002" in cells("Challenges")
    assert "Attendance at multi-agency training" in cells("Evidence")
    assert "Step 6, Training" in cells("Line by line")
    assert "Hospital trust" in cells("Line by line")
    assert "Strong assurance" in cells("Line by line")


def test_a_message_is_announced(read):
    assert (read / "announced").read_text() == "Kept for whoever listens."


def test_the_page_that_is_open_is_named_by_the_window(heard):
    for things in heard.values():
        assert [thing["name"] for thing in things if thing["role"] == "frame"] == ["Northmoor.scrutiny – Scrutineer"]
