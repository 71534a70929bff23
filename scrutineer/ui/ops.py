"""Runs operations off the main thread: one worker for what writes, one each for what looks, what seeks and backups."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from scrutineer.domain.changes import Outcome
from scrutineer.errors import LetGo
from scrutineer.progress import Cancelled, Progress
from scrutineer.ui.kit.garbage import Collector

if TYPE_CHECKING:
    from scrutineer.operations.casefiles import Casefile

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
Failed = Callable[[BaseException], None]
_ANYBODY = -1
"""The audience of what is told whoever is there."""


@dataclass(frozen=True, slots=True)
class Operation(Generic[T]):
    """An operation with its arguments, lacking only the casefile and the progress. Made by `do`.

    The arguments stay out of its representation: a passphrase may be among them.
    """

    operation: Callable[..., Outcome[T]]
    args: tuple[object, ...] = field(repr=False)
    kwargs: Mapping[str, object] = field(repr=False)

    def __call__(self, casefile: Casefile, progress: Progress) -> Outcome[T]:
        """Do it."""
        return self.operation(casefile, *self.args, **{**self.kwargs, "progress": progress})


def do(operation: Callable[Concatenate[Casefile, P], Outcome[T]], /, *args: P.args, **kwargs: P.kwargs) -> Operation[T]:
    """An operation on the open casefile, for `Session.run`; the type checker holds its arguments to its signature.

    The arguments are read now, on the main thread: a widget must never be read on the worker's.
    """
    return Operation(operation, args, kwargs)


def reporting(operation: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Callable[[Progress], R]:
    """Like `do`, for what `OpRunner.run` is to do without the open casefile or without an Outcome."""
    reports: Callable[..., R] = operation
    return lambda progress: reports(*args, **{**kwargs, "progress": progress})


@dataclass(slots=True)
class _Task:
    """What was asked for, and what came of it.

    It stays with the main thread while a worker has but its number: what a page made holds that page, and a widget
    whose last reference goes on another thread than its own takes the program with it.
    """

    work: Callable[[], object]
    done: Callable[..., None] | None
    failed: Failed | None
    counted: bool
    audience: int
    result: object = None
    error: BaseException | None = None

    def attempt(self) -> None:
        """Do it, and keep what came of it."""
        try:
            self.result = self.work()
        except Exception as error:  # noqa: BLE001 - every error must reach the main thread in words
            self.error = error


class _Reporter:
    """Progress whose steps arrive on the main thread; raises Cancelled once cancel was asked for.

    Steps that follow each other faster than an eye are left out, so that they never flood the main thread.
    """

    EVERY = 0.05  # seconds

    def __init__(self, stepped: Callable[[int, int, str], None]) -> None:
        self._stepped = stepped
        self._last = 0.0
        self.cancelled = threading.Event()

    def step(self, done: int, total: int, label: str) -> None:
        """Pass a step on."""
        if self.cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= self.EVERY:
            self._last = now
            self._stepped(done, total, label)


class OpRunner(QObject):
    """The one way from a slot to an operation.

    Signals: `changed` the kinds an operation changed, with its label; `failed` an error nobody else handled;
    `progressed` done, total, label; `busy` whether anything is under way.
    """

    changed = Signal(object, str)
    failed = Signal(object)
    progressed = Signal(int, int, str)
    busy = Signal(bool)
    _finished = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._writer = ThreadPoolExecutor(1, "writer")
        self._looker = ThreadPoolExecutor(1, "looker")
        self._keeper = ThreadPoolExecutor(1, "keeper")
        self._seeker = ThreadPoolExecutor(1, "seeker")
        self._tasks: dict[int, _Task] = {}
        self._numbers = count()
        self._seeking: tuple[int, Future[None]] | None = None
        self._collector = Collector()
        self._under_way = 0
        self._audience = 0
        self._stopped = False
        self._reporter: _Reporter | None = None
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Progress], R],
        *,
        done: Callable[[R], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Do work on the writing worker; `done` gets its result, or `failed` its error, on the main thread."""
        if self._stopped:
            return
        reporter = _Reporter(self.progressed.emit)
        self._reporter = reporter
        self._under_way += 1
        self.busy.emit(True)
        self._ask(self._writer, _Task(lambda: work(reporter), done, failed, counted=True, audience=self._audience))

    def look(self, reading: Callable[[], R], done: Callable[[R], None] | None = None, *, anybody: bool = False) -> None:
        """Run something that only looks on a worker of its own; errors are told like any other.

        What it finds is for the pages that are shown now, unless it is for `anybody` who is there then.
        """
        if not self._stopped:
            audience = _ANYBODY if anybody else self._audience
            self._ask(self._looker, _Task(reading, done, None, counted=False, audience=audience))

    def keep(self, backing_up: Callable[[], R], done: Callable[[R], None], failed: Failed) -> None:
        """Make a backup in the background, beside whoever writes and looks; nothing shows as busy."""
        if not self._stopped:
            self._ask(self._keeper, _Task(backing_up, done, failed, counted=False, audience=self._audience))

    def seek(self, reading: Callable[[], R], done: Callable[[R], None]) -> None:
        """Look for something that a person waits for while typing, behind nothing else that is looked at.

        What is sought next replaces it: an answer that comes too late is handed to nobody.
        """
        if self._stopped:
            return
        if self._seeking is not None:
            before, future = self._seeking
            if future.cancel():
                del self._tasks[before]
            elif before in self._tasks:
                self._tasks[before].done = None
        self._seeking = self._ask(self._seeker, _Task(reading, done, None, counted=False, audience=self._audience))

    def cancel(self) -> None:
        """Ask what is under way to stop; its transaction is rolled back."""
        if self._reporter is not None:
            self._reporter.cancelled.set()

    @property
    def is_busy(self) -> bool:
        """Whether an operation is under way."""
        return self._under_way > 0

    def new_audience(self) -> None:
        """Results asked for until now are no longer handed to anybody: the pages that asked are going."""
        self._audience += 1

    def wait_for_looks(self) -> None:
        """Wait until what only looks has ended: a casefile is let go of after that. Not for the main thread."""
        for worker in (self._looker, self._seeker):
            worker.submit(lambda: None).result()

    def stop(self) -> None:
        """Finish what is under way and end the workers; results are handed to nobody."""
        self._stopped = True
        self._writer.shutdown(wait=True)
        for worker in (self._looker, self._seeker, self._keeper):
            worker.shutdown(wait=True, cancel_futures=True)
        self._collector.stop()

    def _ask(self, worker: ThreadPoolExecutor, task: _Task) -> tuple[int, Future[None]]:
        number = next(self._numbers)
        self._tasks[number] = task
        return number, worker.submit(self._work, number)

    def _work(self, number: int) -> None:
        self._tasks[number].attempt()
        self._finished.emit(number)

    def _on_finished(self, number: int) -> None:
        task = self._tasks.pop(number)
        if task.counted:
            self._under_way -= 1
            if not self._under_way:
                self.busy.emit(False)
        gone = task.audience not in (self._audience, _ANYBODY) or _is_gone(task.done) or _is_gone(task.failed)
        if self._stopped or (gone and not task.counted):
            return
        if task.error is not None:
            self._tell(task.error, None if gone else task.failed, counted=task.counted)
            return
        if isinstance(task.result, Outcome) and (task.result.changes or task.result.label):
            self.changed.emit(task.result.changes, task.result.label)
        if task.done is not None and not gone:
            task.done(task.result)

    def _tell(self, error: BaseException, failed: Failed | None, *, counted: bool) -> None:
        if isinstance(error, LetGo) and not counted:
            return  # it only looked, into a casefile that is closed by now
        if isinstance(error, Cancelled):
            self.changed.emit(frozenset(), "Cancelled. Nothing was changed.")
        elif failed is not None:
            failed(error)
        else:
            self.failed.emit(error)


def _is_gone(callback: Callable[..., None] | None) -> bool:
    """Whether a part of the window that is to be told was taken down meanwhile: a dialog closed while it still read."""
    if isinstance(callback, partial):
        return _is_gone(callback.func)
    parts = [
        getattr(callback, "__self__", None),
        *(cell.cell_contents for cell in getattr(callback, "__closure__", None) or ()),
    ]
    return any(isinstance(part, QObject) and not shiboken6.isValid(part) for part in parts)
