"""The pages beside the code hold: the verbs, links and tests they name are there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from scrutineer import cli

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")


@pytest.mark.parametrize("asked", [["nonsense"], [], ["domain", "nonsense"], ["../tests"]])
def test_a_room_that_is_not_there_is_a_sentence_that_names_the_rooms(asked):
    done = subprocess.run(
        [sys.executable, ROOT / "dev.py", "check", *asked], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Name one of these: " in done.stderr
    assert done.stdout == ""  # nothing was set up or checked
    for room in ("casefile", "cli", "domain", "exchange", "frameworks", "operations", "reports", "ui"):
        assert re.search(rf"\b{room}\b", done.stderr)


@pytest.mark.parametrize("room", dev.rooms())
def test_a_room_is_checked_with_its_own_code_and_tests_alone(room, monkeypatch):
    ran = []
    monkeypatch.setattr(dev, "set_up", lambda: None)
    monkeypatch.setattr(dev, "run", lambda *command, env=None: ran.append([str(part) for part in command]) or 0)
    assert dev.main(["check", room]) == 0
    formatted, linted, typed, layered, tested = ran
    assert {"format", "--check", f"scrutineer/{room}"} <= set(formatted)
    assert {"check", f"scrutineer/{room}"} <= set(linted)
    assert typed[-1] == f"scrutineer.{room}"
    assert layered[-1].endswith("lint-imports")
    paths = [word for word in tested if word.startswith("tests")]
    assert paths
    assert all((ROOT / path).exists() and room in path for path in paths)


def test_what_the_tests_counted_is_summed_up():
    assert dev.counted("") == []
    assert dev.counted("kills\tundo\nkills\tedit\ndamages told\twal\nkills\tedit\n") == [
        "3 kills: edit 2, undo 1",
        "1 damages told: wal 1",
    ]


def test_the_first_check_that_finds_something_stops_the_run(monkeypatch):
    ran = []
    monkeypatch.setattr(dev, "set_up", lambda: None)
    monkeypatch.setattr(dev, "run", lambda *command, env=None: ran.append(command) or 3 * (len(ran) == 2))
    assert dev.main(["check", "domain"]) == 3
    assert len(ran) == 2


@pytest.mark.parametrize("page", PAGES)
def test_every_verb_that_a_page_names_exists(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    assert set(re.findall(r"dev\.py (\w+)", text)) <= set(dev.VERBS)
    assert set(re.findall(r"(?:^| {2}|`)scrutineer ([a-z-]+)", text, re.MULTILINE)) <= set(cli.VERBS)


def test_the_readme_names_what_a_newcomer_needs():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"dev\.py (\w+)", text)) >= {"demo", "test", "check", "fix"}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not link.startswith("https://") and not (ROOT / link).exists()] == []


def test_every_promise_is_shown_by_a_test_that_exists():
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8")))
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert named
    assert sorted(name for name in named if f"def {name}(" not in code) == []
