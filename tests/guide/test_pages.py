"""The guide as pages: every page of it is set without a warning, with its pictures, and nothing is fetched."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scrutineer.ui.parts.guide_pages import SHIPPED

ROOT = Path(__file__).parents[2]
NOT_FOR_READERS = ("how-to/add-",)


def set_guide(docs: Path, into: Path) -> subprocess.CompletedProcess[str]:
    """Set these pages as `dev.py guide` and every build does."""
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-E", "-c", "guide", str(docs), str(into)],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Path:
    """The guide, set once."""
    into = tmp_path_factory.mktemp("guide")
    done = set_guide(ROOT / "docs", into)
    assert not done.returncode, done.stderr
    return into


@pytest.mark.parametrize("link", ["[there](nowhere.md)", "[there](packs.md#no-such-part)", "[there](#no-such-part)"])
def test_a_link_that_leads_nowhere_stops_the_build(tmp_path, link):
    docs = tmp_path / "docs"
    docs.mkdir()
    shutil.copyfile(ROOT / "docs" / "packs.md", docs / "packs.md")
    (docs / "index.md").write_text(
        f"# Guide\n\n## A part\n\nGo {link}.\n\n```{{toctree}}\npacks\n```\n", encoding="utf-8"
    )
    done = set_guide(docs, tmp_path / "pages")
    assert done.returncode
    assert "index.md:5" in done.stderr


def test_every_page_that_the_program_shows_is_a_page_of_it(pages):
    for page in SHIPPED:
        text = (pages / f"{page}.html").read_text(encoding="utf-8")
        assert "<h1>" in text, page
    assert not any(str(page.relative_to(pages)).startswith(NOT_FOR_READERS) for page in pages.rglob("*.html"))


def test_nothing_in_it_is_loaded_from_elsewhere(pages):
    for page in pages.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r'<(?:script|link|img|iframe|source)[^>]*?(?:src|href)="([^"]+)"', text)
        assert not [place for place in loaded if re.match(r"(?:https?:)?//", place)], page
        for place in loaded:
            if place.endswith(".png"):
                assert (page.parent / place).exists(), (page, place)


def test_no_page_asks_for_anything_outside_the_machine(pages):
    """Neither as it is shown nor by a link that could be pressed; the name of a picture's format is no address."""
    for file in [*pages.rglob("*.html"), *pages.rglob("*.css")]:
        text = file.read_text(encoding="utf-8")
        named = re.findall(r"""(?:\b(?:href|src|action|srcset|data)=["']?|url\(["']?|@import ["'])([^"')>\s]+)""", text)
        assert not [place for place in named if re.match(r"(?:https?|ftp|mailto):|//", place)], file


def test_every_picture_that_a_page_shows_is_one_that_the_program_takes_of_itself():
    source = (ROOT / "guide" / "pictures.py").read_text(encoding="utf-8")
    shown = {
        name
        for page in [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
        for name in re.findall(r"pictures/([\w-]+)\.png", page.read_text(encoding="utf-8"))
    }
    kept = {picture.stem for picture in (ROOT / "docs" / "pictures").glob("*.png")}
    assert shown <= kept
    assert all(f'"{name}":' in source for name in kept)


def test_words_in_pictures_are_said_for_those_who_cannot_see_them():
    for page in (ROOT / "docs").glob("*.md"):
        for words in re.findall(r"!\[([^\]]*)\]\(pictures/", page.read_text(encoding="utf-8")):
            assert len(words.split()) > 2, (page, words)


def test_what_the_tasks_tell_one_to_press_is_called_so_in_the_window():
    window = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "scrutineer").rglob("*.py"))
    told = set(re.findall(r"\*\*(.+?)\*\*", (ROOT / "docs" / "tasks.md").read_text(encoding="utf-8")))
    assert told
    assert not {words for words in told if f'"{words}"' not in window and f'"{words.lower()}"' not in window}
