"""Local labels and questions of steps and lines."""

from __future__ import annotations

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.framework import Wording


def put(casefile: Casefile, wording: Wording) -> None:
    """Keep what this casefile calls a step or line; an empty wording gives the framework's own back."""
    casefile.writer.execute("DELETE FROM wording WHERE target = ?", [wording.target])
    if wording.label or wording.question:
        casefile.writer.execute(
            "INSERT INTO wording (target, label, question) VALUES (?, ?, ?)",
            [wording.target, wording.label, wording.question],
        )
