"""The tutorial, step by step in the real window on the worked example: what it tells one to press is pressed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Challenge, EventKind, Status
from scrutineer.domain.evidence import Evidence, Link
from scrutineer.domain.judgement import Judgement, JudgementStatus
from scrutineer.domain.returns import ReturnFile
from scrutineer.operations.queries.challenges import lives
from tests.printed_text import printed_text
from tests.ui.conftest import person_at
from tests.ui.hands import Hands, choose_files

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
STEP = re.compile(r"^(\d+)\. \*\*(.+?)\*\*(.*?)(?=^\d+\. |^#|^!|^That is the round|\Z)", re.MULTILINE | re.DOTALL)
SEEN = "Front door, an evening shift"


def told() -> dict[int, str]:
    """What the page says in each step, without its first words, which are its name."""
    return {
        int(number): " ".join(text.split()) for number, _name, text in STEP.findall(PAGE.read_text(encoding="utf-8"))
    }


class Reader:
    """Somebody who does what a step says, and is held to it: every word in bold is pressed, chosen, written into or
    seen, and every key is pressed."""

    def __init__(self, at: Hands) -> None:
        self.at = at
        self.done: set[str] = set()

    def press(self, words: str) -> None:
        self.at.press(words)
        self.done.add(words)

    def tab(self, words: str) -> None:
        self.at.tab(words)
        self.done.add(words)

    def choose(self, name: str, words: str) -> None:
        self.at.choose(name, words)
        self.done |= {name, words}

    def write(self, name: str, text: str, then: str = "") -> None:
        self.at.write(name, text, then=then)
        self.done |= {name, then.replace("Return", "Enter")}

    def choose_line(self, words: str) -> None:
        tree = self.at.list("Steps and lines")
        how = Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchContains
        (line,) = tree.model().match(tree.model().index(0, 0), Qt.ItemDataRole.DisplayRole, words, 1, how)
        tree.setCurrentIndex(line)
        self.at.settle()

    def keys(self, words: str) -> None:
        self.at.keys(words)
        self.done.add(words)

    def sees(self, words: str) -> None:
        self.at.sees(words)
        self.done.add(words)

    def has_done(self, text: str) -> None:
        """Everything that a step names was done."""
        bold = set(re.findall(r"\*\*(.+?)\*\*", text))
        keys = set(re.findall(r"\bCtrl\+(?:Shift\+)?\w+", text))
        missing = {word for word in bold | keys if not any(word in done for done in self.done)}
        assert not missing, missing
        self.done.clear()


@pytest.fixture
def reader(qtbot, make_window, tmp_path, monkeypatch) -> Reader:
    choose_files(monkeypatch, tmp_path)
    return Reader(person_at(qtbot, make_window()))


def test_every_step_of_the_tutorial_is_as_the_page_says(reader, tmp_path, monkeypatch):
    steps, at, me = told(), reader.at, reader
    casefile = lambda: at.top.casefile  # noqa: E731
    assert list(steps) == list(range(1, len(ACTS) + 1))
    for number, act in enumerate(ACTS, 1):
        act(me, casefile, tmp_path, monkeypatch)
        me.has_done(steps[number])


def open_it(me, _casefile, folder, _monkeypatch):
    me.at.button("Open the worked example").click()  # it is built whole: longer than a hand waits elsewhere
    me.done.add("Open the worked example")
    me.at.qtbot.waitUntil(lambda: me.at.top.workspace is not None and me.at.top.workspace.isVisible(), timeout=180_000)
    me.at.settle()
    assert (folder / "Northmoor passphrase.txt").exists()


def take_the_tour(me, *_):
    me.press("Next")
    me.sees("Tour, 2 of 7")
    me.press("Leave the tour")


def look_at_what_waits(me, *_):
    me.keys("Ctrl+1")
    me.sees("Needs attention")
    me.sees("Take it up at stop 2")


def capture_it(me, casefile, *_):
    me.keys("Ctrl+E")
    me.write("Title of the evidence", SEEN, then="Return")
    assert SEEN in [item.title for item in tables.rows(casefile(), Evidence)]


def link_it(me, casefile, *_):
    me.keys("Ctrl+2")
    me.done.add("Steps")
    me.write("Filter steps and lines", "own views")
    me.choose_line("Own views against practice")
    me.keys("Ctrl+L")
    me.write("Search evidence", "evening")
    me.press("Supports")
    me.press("Link")
    item = next(item for item in tables.rows(casefile(), Evidence) if item.title == SEEN)
    assert [link.target for link in tables.rows(casefile(), Link, evidence_id=item.id)] == ["six-steps:4d"]
    me.at.press("Close")
    with me.at.qtbot.waitActive(me.at.top):
        me.at.top.activateWindow()


def write_the_judgement(me, casefile, *_):
    item = next(item for item in tables.rows(casefile(), Evidence) if item.title == SEEN)
    me.press("Limited assurance")
    me.write("Narrative", f"Practice is seen, and nobody writes it down. [{item.reference}]")
    me.press("Keep draft")
    assert f"[{item.reference}]" in told()[6]


def make_it_final(me, casefile, *_):
    me.press("Finalise")
    (made,) = [made for made in tables.rows(casefile(), Judgement) if made.target == "six-steps:4d"]
    assert (made.status, made.level) == (JudgementStatus.FINAL, "limited")


def raise_it(me, casefile, *_):
    me.press("Raise a challenge")
    me.write("The question", "Who writes down what is seen at night?")
    me.write("Put to", "Assistant chief constable", then="Ctrl+Return")
    me.done.add("Ctrl+Enter")
    newest = max(tables.rows(casefile(), Challenge), key=lambda challenge: challenge.id)
    assert newest.question == "Who writes down what is seen at night?"


def record_what_came(me, casefile, *_):
    me.choose("What happened", "Response received")
    me.write("What was said or done", "The shift lead writes it down.", then="Ctrl+Return")
    me.done.add("Ctrl+Enter")
    newest = max(lives(casefile()), key=lambda life: life.challenge.id)
    assert (newest.status, newest.events[-1].kind) == (Status.RESPONSE, EventKind.RESPONSE)


def take_a_workbook_in(me, casefile, folder, monkeypatch):
    before = len(tables.rows(casefile(), ReturnFile))
    choose_files(monkeypatch, folder / "Northmoor workbooks" / "s175-all-schools.xlsx")
    me.keys("Ctrl+I")
    me.at.wait(lambda: any(name.startswith("Commit") for name in me.at.buttons()))
    assert "s175-all-schools.xlsx" in told()[10]
    assert len(tables.rows(casefile(), ReturnFile)) == before


def see_what_is_due(me, *_):
    me.keys("Ctrl+6")
    me.done.add("Plan")
    me.tab("Due")
    listed = me.at.rows("What is due")
    assert any("Who writes down what is seen at night?" in " ".join(row) for row in listed), listed


def print_it(me, _casefile, folder, monkeypatch):
    choose_files(monkeypatch, folder / "report.pdf")
    me.keys("Ctrl+8")
    me.done.add("Reports")
    me.sees("Page 1 of ")
    me.press("Export PDF")
    me.at.wait((folder / "report.pdf").exists)
    assert "Who writes down what is seen at night?" in printed_text(folder / "report.pdf")


def undo_it(me, casefile, *_):
    me.keys("Ctrl+Z")
    me.done.add("Settings")
    newest = max(lives(casefile()), key=lambda life: life.challenge.id)
    assert newest.status is Status.RAISED


ACTS = (
    open_it, take_the_tour, look_at_what_waits, capture_it, link_it, write_the_judgement, make_it_final, raise_it,
    record_what_came, take_a_workbook_in, see_what_is_due, print_it, undo_it,
)  # fmt: skip
"""What is done in each step of the page, in its order."""
