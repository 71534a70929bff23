"""The one place where unexpected faults arrive. Owns the three exception hooks; the window only displays."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType

from scrutineer.errors import UserError

LOGGER = logging.getLogger("scrutineer")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell a person: what happened, what to do, and for our own faults where it happened."""

    message: str
    advice: str = ""
    where: str = ""


@dataclass
class Notices:
    """Collects notices and hands each to whoever listens. Use as a context manager around the program."""

    listener: Callable[[Notice], None] | None = None
    in_words: Callable[[BaseException], BaseException] = lambda error: error  # says what an open casefile raises
    records: list[Notice] = field(default_factory=list)
    _hooks: tuple[object, object, object] | None = None

    def __enter__(self) -> Notices:
        self._hooks = (sys.excepthook, threading.excepthook, warnings.showwarning)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        warnings.showwarning = self._on_warning
        return self

    def __exit__(self, *_: object) -> None:
        if self._hooks is not None:
            sys.excepthook, threading.excepthook, warnings.showwarning = self._hooks  # type: ignore[assignment]

    def tell(self, notice: Notice) -> None:
        """Record a notice and show it."""
        self.records.append(notice)
        if self.listener is not None:
            self.listener(notice)

    def tell_error(self, error: BaseException) -> None:
        """Turn an error into words: a UserError speaks for itself, a fault of ours says where it happened."""
        self.tell(notice_of(self.in_words(error)))

    def _on_exception(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if not isinstance(error, KeyboardInterrupt):
            self.tell_error(error)

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.tell_error(args.exc_value)

    def _on_warning(self, message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
        LOGGER.warning("%s %s", category.__name__, message)


def notice_of(error: BaseException) -> Notice:
    """The notice that tells a person of `error`; our own faults are logged by type and place, without text."""
    if isinstance(error, UserError):
        return Notice(error.message, error.advice)
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    LOGGER.error("unexpected %s at %s", type(error).__name__, where)
    return Notice(
        "Something went wrong in the program itself.",
        "What you had saved is safe and nothing was half done. Please note this place: "
        f"{type(error).__name__} at {where}.",
        where,
    )
