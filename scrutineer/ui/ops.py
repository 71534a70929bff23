"""Runs operations off the main thread: one worker for everything that writes, one that only looks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from scrutineer.domain.changes import Outcome
from scrutineer.progress import Cancelled

Done = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class _Finished:
    """What a worker hands back to the main thread."""

    done: Done | None
    failed: Callable[[BaseException], None] | None
    result: Any
    error: BaseException | None
    counted: bool
    audience: int


class _Reporter:
    """Progress whose steps arrive on the main thread; raises Cancelled once cancel was asked for.

    Plain Python, not a QObject: its last reference may go on the worker's thread. Steps that follow each other
    faster than an eye are left out, so that they never flood the main thread.
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
    _finished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._writer = ThreadPoolExecutor(1, "writer")
        self._looker = ThreadPoolExecutor(1, "looker")
        self._under_way = 0
        self._audience = 0
        self._stopped = False
        self._reporter: _Reporter | None = None
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        operation: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Callable[[BaseException], None] | None = None,
        **kwargs: Any,
    ) -> None:
        """Run an operation on the writing worker; `done` gets its result on the main thread."""
        if self._stopped:
            return
        reporter = _Reporter(self.progressed.emit)
        self._reporter = reporter
        self._under_way += 1
        self.busy.emit(True)
        self._writer.submit(
            self._work,
            lambda: operation(*args, progress=reporter, **kwargs),
            done,
            failed,
            counted=True,
            audience=self._audience,
        )

    def look(self, reading: Callable[[], Any], done: Done) -> None:
        """Run something that only looks on a worker of its own; errors are told like any other."""
        if not self._stopped:
            self._looker.submit(self._work, reading, done, None, counted=False, audience=self._audience)

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
        self._looker.submit(lambda: None).result()

    def stop(self) -> None:
        """Finish what is under way and end the workers; results are handed to nobody."""
        self._stopped = True
        self._writer.shutdown(wait=True)
        self._looker.shutdown(wait=True, cancel_futures=True)

    def _work(self, work: Callable[[], Any], done: Done | None, failed: Any, *, counted: bool, audience: int) -> None:
        try:
            finished = _Finished(done, failed, work(), None, counted, audience)
        except Exception as error:  # noqa: BLE001 - every error must reach the main thread in words
            finished = _Finished(done, failed, None, error, counted, audience)
        self._finished.emit(finished)

    def _on_finished(self, finished: _Finished) -> None:
        if finished.counted:
            self._under_way -= 1
            if not self._under_way:
                self.busy.emit(False)
        gone = finished.audience != self._audience
        if self._stopped or (gone and not finished.counted):
            return
        if finished.error is not None:
            self._tell(finished)
            return
        if isinstance(finished.result, Outcome) and (finished.result.changes or finished.result.label):
            self.changed.emit(finished.result.changes, finished.result.label)
        if finished.done is not None and not gone:
            finished.done(finished.result)

    def _tell(self, finished: _Finished) -> None:
        if isinstance(finished.error, Cancelled):
            self.changed.emit(frozenset(), "Cancelled. Nothing was changed.")
        elif finished.failed is not None and finished.error is not None:
            finished.failed(finished.error)
        else:
            self.failed.emit(finished.error)
