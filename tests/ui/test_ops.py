"""The way from a click to an operation and back, as the page that clicked sees it."""

from __future__ import annotations

import ast
import gc
import importlib
import inspect
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QLabel

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import ChangeKind, Outcome
from scrutineer.domain.partnership import Agency
from scrutineer.errors import UserError
from scrutineer.operations import partnership
from scrutineer.progress import SILENT, Progress
from scrutineer.ui.ops import OpRunner, do, reporting
from scrutineer.ui.session import Session

ROOT = Path(__file__).parents[2]


class Heard:
    """What a page and its window hear, in the order in which they hear it."""

    def __init__(self, runner: OpRunner) -> None:
        self.events: list[tuple[object, ...]] = []
        runner.changed.connect(lambda kinds, words: self.events.append(("changed", kinds, words)))
        runner.failed.connect(lambda error: self.events.append(("told", error.message)))

    def done(self, result: object) -> None:
        self.events.append(("done", result))

    def failed(self, error: UserError) -> None:
        self.events.append(("failed", error.message))


@pytest.fixture
def runner(qapp) -> Iterator[OpRunner]:
    made = OpRunner()
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def heard(runner) -> Heard:
    return Heard(runner)


@pytest.fixture
def session(casefile, runner, dressed) -> Session:
    return Session.start(casefile, runner, dressed, lambda *_: None, lambda *_: None)


def settle(qtbot, runner: OpRunner) -> None:
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=10_000)


class Held:
    """Work that waits until it is let go, so that something can happen meanwhile."""

    def __init__(self, ends: Callable[[], object]) -> None:
        self.go = threading.Event()
        self._ends = ends

    def __call__(self, progress: Progress = SILENT) -> object:
        assert self.go.wait(10)
        return self._ends()


def refuse() -> None:
    raise UserError("It cannot be done.", "Do something else.")


CHANGE = Outcome(7, frozenset({ChangeKind.JUDGEMENT}), "Record judgement")


def test_an_operation_gets_the_casefile_and_its_arguments(qtbot, session, runner, heard):
    session.run(do(partnership.add_agency, name="Probation"), done=heard.done)
    settle(qtbot, runner)
    (_, kinds, label), (_, outcome) = heard.events
    assert ChangeKind.PARTNERSHIP in kinds
    assert label == outcome.label == "Probation added"
    assert tables.get(session.casefile, Agency, outcome.value).name == "Probation"


def test_changed_is_emitted_before_done(qtbot, runner, heard):
    runner.run(lambda _progress: CHANGE, done=heard.done)
    settle(qtbot, runner)
    assert heard.events == [("changed", CHANGE.changes, CHANGE.label), ("done", CHANGE)]


def test_work_is_done_off_the_main_thread_and_its_end_is_heard_on_it(qtbot, runner):
    threads: dict[str, threading.Thread] = {}

    def work(progress: Progress) -> None:
        threads["work"] = threading.current_thread()

    def failing(progress: Progress) -> None:
        refuse()

    runner.run(work, done=lambda _none: threads.update(done=threading.current_thread()))
    runner.run(failing, failed=lambda _error: threads.update(failed=threading.current_thread()))
    runner.look(threading.current_thread, lambda looked: threads.update(looked=looked))
    settle(qtbot, runner)
    qtbot.waitUntil(lambda: "looked" in threads)
    main = threading.main_thread()
    assert threads["done"] is threads["failed"] is main
    assert main not in (threads["work"], threads["looked"])


@pytest.fixture
def slow_workers() -> Iterator[None]:
    """Workers that come to their end long after the main thread has heard of it."""

    def linger(frame, event: str, _arg: object) -> None:
        if event == "return" and frame.f_code.co_filename.endswith("ops.py"):
            time.sleep(0.02)

    threading.setprofile(linger)
    yield
    threading.setprofile(None)


class Page:
    """What a page is made of: it tells on which thread it was let go of."""

    def __init__(self, ended: list[int]) -> None:
        self._ended = ended

    def read(self, _progress: Progress = SILENT) -> None:
        """What is asked for."""

    def refuse(self, _progress: Progress = SILENT) -> None:
        refuse()

    def show(self, _result: object) -> None:
        """What came of it."""

    def __del__(self) -> None:
        self._ended.append(threading.get_ident())


@pytest.mark.parametrize("ask", [
    lambda runner, page: runner.run(page.read, done=page.show, failed=page.show),
    lambda runner, page: runner.run(page.refuse, done=page.show, failed=page.show),
    lambda runner, page: runner.look(page.read, page.show),
    lambda runner, page: runner.keep(page.refuse, page.show, page.show),
    lambda runner, page: [runner.seek(page.read, page.show) for _ in range(5)],
])  # fmt: skip
def test_a_page_is_let_go_of_on_the_main_thread_whoever_had_it_last(qtbot, slow_workers, runner, ask):
    """A widget whose last reference goes on a worker's thread takes the program with it."""
    ended: list[int] = []
    ask(runner, Page(ended))
    qtbot.waitUntil(lambda: bool(ended) or (bool(gc.collect()) and bool(ended)), timeout=10_000)
    assert ended == [threading.main_thread().ident]


def test_a_ring_is_let_go_of_on_the_main_thread_however_much_a_worker_makes(qtbot, runner):
    ended: list[int] = []
    page = Page(ended)
    page.itself = page  # type: ignore[attr-defined]
    del page
    made: list[int] = []

    def make_much() -> int:
        for _ in range(200_000):
            ring: list[object] = []
            ring.append(ring)
        return len(ended)

    runner.look(make_much, made.append)
    qtbot.waitUntil(lambda: bool(made), timeout=10_000)
    qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    assert ended == [threading.main_thread().ident]


def test_python_looks_for_itself_again_once_there_are_no_workers(qapp):
    first, second = OpRunner(), OpRunner()
    first.stop()
    assert not gc.isenabled()
    second.stop()
    second.stop()
    assert gc.isenabled()


class Part(QLabel):
    """A part of the window that says what came of something, whichever way it hears of it."""

    def say(self, result: object) -> None:
        self.setText(str(result))


@pytest.mark.parametrize("hears", [
    lambda part: part.say, lambda part: partial(part.say), lambda part: lambda result: part.say(result),
])  # fmt: skip
@pytest.mark.parametrize("ends", [lambda: "seen", refuse])
def test_what_comes_for_a_part_that_was_taken_down_is_dropped(qtbot, runner, heard, hears, ends):
    part, told = Part(), []
    held = Held(ends)
    runner.look(held, hears(part))
    shiboken6.delete(part)
    held.go.set()
    runner.look(lambda: 0, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert heard.events == []


def test_a_result_is_never_handed_to_a_page_that_is_gone(qtbot, runner, heard):
    held = Held(lambda: CHANGE)
    runner.run(held, done=heard.done)
    runner.new_audience()
    held.go.set()
    settle(qtbot, runner)
    assert heard.events == [("changed", CHANGE.changes, CHANGE.label)]  # it was recorded, and the new page shows it


def test_an_error_of_a_page_that_is_gone_is_told_to_the_window_instead(qtbot, runner, heard):
    held = Held(refuse)
    runner.run(held, done=heard.done, failed=heard.failed)
    runner.new_audience()
    held.go.set()
    settle(qtbot, runner)
    assert heard.events == [("told", "It cannot be done.")]


@pytest.mark.parametrize("ends", [lambda: "seen", refuse])
def test_what_a_page_that_is_gone_was_looking_at_is_dropped(qtbot, runner, heard, ends):
    held = Held(ends)
    runner.look(held, heard.done)
    runner.new_audience()
    runner.look(lambda: "what the new page reads", heard.done)
    held.go.set()
    qtbot.waitUntil(lambda: bool(heard.events))
    assert heard.events == [("done", "what the new page reads")]


def test_an_error_goes_to_the_page_that_handles_it_and_else_to_the_window(qtbot, runner, heard):
    runner.run(reporting(lambda progress: refuse()), done=heard.done, failed=heard.failed)
    runner.run(reporting(lambda progress: refuse()), done=heard.done)
    settle(qtbot, runner)
    runner.look(refuse, heard.done)
    qtbot.waitUntil(lambda: len(heard.events) == 3)
    assert heard.events == [(to, "It cannot be done.") for to in ("failed", "told", "told")]


def test_what_is_cancelled_says_that_nothing_was_changed_and_nothing_was(qtbot, session, runner, heard):
    begun = threading.Event()

    def endless(casefile: Casefile, *, progress: Progress = SILENT) -> Outcome[None]:
        with casefile.transact("Add the agency"):
            partnership.add_agency(casefile, name="Probation")
            begun.set()
            while True:
                progress.step(0, 0, "Never ends")

    before = tables.rows(session.casefile, Agency)
    session.run(do(endless), done=heard.done, failed=heard.failed)
    assert begun.wait(10)
    runner.cancel()
    settle(qtbot, runner)
    assert heard.events == [("changed", frozenset(), "Cancelled. Nothing was changed.")]
    assert tables.rows(session.casefile, Agency) == before


def test_after_the_end_nothing_is_handed_on_and_nothing_begins(qtbot, runner, heard):
    runner.run(lambda _progress: CHANGE, done=heard.done)
    runner.stop()
    runner.run(lambda _progress: CHANGE, done=heard.done)
    runner.look(lambda: "seen", heard.done)
    settle(qtbot, runner)
    assert heard.events == []


def test_an_operation_never_shows_its_arguments(session):
    assert "four unrelated" not in repr(do(partnership.add_agency, name="four unrelated words"))


def reached_by_a_click() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every operation that the window hands to `do` or `reporting`, with its place."""
    for file in sorted((ROOT / "scrutineer" / "ui").rglob("*.py")):
        module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
        tree = ast.parse(file.read_text(encoding="utf-8"))
        late = {  # what is slow to load is imported where it is used
            name.name: importlib.import_module(f"{node.module}.{name.name}")
            for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "scrutineer.operations"
            for name in node.names
        }  # fmt: skip
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("do", "reporting"):
                name = ast.unparse(node.args[0])
                yield f"{file.name}:{node.lineno} {name}", eval(name, vars(module) | late)


def test_every_operation_that_a_click_reaches_takes_progress():
    """The one thing about the way that types cannot say: the runner adds `progress`."""
    reached = dict(reached_by_a_click())
    assert len(reached) > 70
    assert not [place for place, made in reached.items() if "progress" not in inspect.signature(made).parameters]


WRONG = """\
from scrutineer.domain.changes import Outcome
from scrutineer.domain.ids import TargetId
from scrutineer.operations.answer_returns import read_file
from scrutineer.operations.judgements import record_judgement
from scrutineer.ui.ops import do, reporting
from scrutineer.ui.session import Session


def shown(outcome: Outcome[str]) -> None: ...


def click(session: Session) -> None:
    session.run(do(record_judgement, tarjet="x", level=5))  # call-arg, arg-type
    session.run(do(record_judgement, level="strong"))  # call-arg
    session.run(record_judgement, target="x")  # arg-type, call-arg
    session.ops.run(reporting(read_file, "x.xlsx"))  # arg-type
    session.run(do(record_judgement, target=TargetId("x")), done=shown)  # arg-type
    session.ops.look(lambda: 5, shown)  # misc
"""


def test_the_type_checker_refuses_a_click_that_could_not_work(tmp_path):
    """One run of the project's own checker over all of them: it takes some seconds, more the first time."""
    file = tmp_path / "wrong.py"
    file.write_text(WRONG, encoding="utf-8")
    options = ["--config-file", "pyproject.toml", "--no-error-summary"]  # with what it keeps of the project
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", *options, str(file)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    codes: dict[int, set[str]] = {}
    for line, code in re.findall(r":(\d+): error: .*\[([\w-]+)\]$", checked.stdout, re.MULTILINE):
        codes.setdefault(int(line), set()).add(code)
    wanted = {
        number: set(line.partition("  # ")[2].split(", "))
        for number, line in enumerate(WRONG.splitlines(), 1)
        if "  # " in line
    }
    assert codes == wanted, checked.stdout + checked.stderr
