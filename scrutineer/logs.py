"""A small rotating log on this machine. It holds ids, labels and error types: never the text of a case."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler

from scrutineer import paths

LOGGER = logging.getLogger("scrutineer")


def start() -> None:
    """Write the log to its file; called once by the composition root and by the command line."""
    if LOGGER.handlers:
        return
    handler = RotatingFileHandler(
        paths.logs() / "scrutineer.log", maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
