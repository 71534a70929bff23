"""What a wheel carries: everything that the program reads when it runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READS = """
from scrutineer import paths
from scrutineer.dictionary import Dictionary
from scrutineer.ui.parts.guide_pages import parts
from scrutineer.ui.theme import tokens
assert "wheel" in str(paths.resources()), paths.resources()
assert (paths.resources() / "fonts" / "Inter-Regular.ttf").stat().st_size > 100_000
assert tokens()["colour"]
dictionary = Dictionary()
assert not dictionary.knows("recieve") and not dictionary.problem
print(len(parts()))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a wheel of the project, built in a copy of it, is unpacked into."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "project"
    copy.mkdir()
    for name in ("scrutineer", "resources", "docs"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy2(ROOT / name, copy)
    for name in ("index.html", ".buildinfo", ".doctrees/index.doctree"):
        page = copy / "build" / "guide" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("a page", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "-q", "--no-deps", "--no-index",
               "--no-build-isolation", "-w", str(folder), str(copy)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "installed")
    return folder / "installed"


def test_the_program_finds_what_it_reads(installed):
    env = {"PYTHONPATH": str(installed), "QT_QPA_PLATFORM": "offscreen", "PATH": "", "HOME": str(installed)}
    done = subprocess.run(
        [sys.executable, "-c", READS], cwd=installed, capture_output=True, text=True, check=False, env=env
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20


def test_the_guides_pages_go_in_without_what_sphinx_keeps_for_its_next_run(installed):
    guide = installed / "scrutineer" / "shipped" / "guide"
    assert [path.name for path in guide.rglob("*") if path.is_file()] == ["index.html"]


def test_licences_go_with_what_they_are_of(installed):
    shipped = installed / "scrutineer" / "shipped" / "resources"
    for licence in ("dictionary/en_GB-LICENSE.txt", "fonts/Inter-LICENSE.txt", "icons/LICENSE.txt"):
        assert (shipped / licence).read_text(encoding="utf-8").strip(), licence
