"""A small rotating log on this machine. It holds ids, labels and error types: never the text of a case."""

from __future__ import annotations

import logging
import os

from scrutineer import paths
from scrutineer.errors import UserError

LOGGER = logging.getLogger("scrutineer")


class _FirstRecord(logging.Handler):
    """Opens the log when there is something to write: most starts write nothing, and the window comes first."""

    def emit(self, record: logging.LogRecord) -> None:
        """Put the file in this handler's place, and hand it the record."""
        from logging.handlers import RotatingFileHandler

        LOGGER.removeHandler(self)
        try:
            file = RotatingFileHandler(
                paths.logs() / "scrutineer.log", maxBytes=500_000, backupCount=2, encoding="utf-8"
            )
        except (OSError, UserError):  # said at the start; what goes wrong in the program is not to stop it twice
            LOGGER.addHandler(logging.NullHandler())
            return
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        LOGGER.addHandler(file)
        file.handle(record)


def start() -> str:
    """Write the log to its file; called once by the composition root and by the command line.

    Returns a sentence where it cannot be written: the program goes on without it.
    """
    if not LOGGER.handlers:
        LOGGER.addHandler(_FirstRecord())
        LOGGER.setLevel(logging.INFO)
        LOGGER.propagate = False
    try:
        writable = os.access(paths.logs(), os.W_OK)
    except UserError as error:
        return f"{error.message} There is no log."
    return "" if writable else f"The log cannot be written to {paths.logs()}. There is none."
