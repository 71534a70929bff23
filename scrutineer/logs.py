"""A small rotating log on this machine. It holds ids, labels and error types: never the text of a case."""

from __future__ import annotations

import logging

from scrutineer import paths

LOGGER = logging.getLogger("scrutineer")


class _FirstRecord(logging.Handler):
    """Opens the log when there is something to write: most starts write nothing, and the window comes first."""

    def emit(self, record: logging.LogRecord) -> None:
        """Put the file in this handler's place, and hand it the record."""
        from logging.handlers import RotatingFileHandler

        file = RotatingFileHandler(
            paths.logs() / "scrutineer.log", maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True
        )
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        LOGGER.addHandler(file)
        LOGGER.removeHandler(self)
        file.handle(record)


def start() -> None:
    """Write the log to its file; called once by the composition root and by the command line."""
    if LOGGER.handlers:
        return
    LOGGER.addHandler(_FirstRecord())
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
