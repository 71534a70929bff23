"""What was checked of a report before it leaves, each with the way to the place that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from scrutineer.operations.reports import Check, Tone
from scrutineer.ui.kit.basic import button, clear, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.marks import icon_label
from scrutineer.ui.session import Session

_QUOTED = re.compile("“([^“”]+)”")
_TONES = {
    Tone.STOP: ("x", "danger"),
    Tone.LOOK: ("triangle-alert", "warn"),
    Tone.PASSED: ("check", "ok"),
    Tone.NOTHING: ("minus", "text-2"),
}
_ROLES = {Tone.STOP: "danger", Tone.LOOK: "warn", Tone.PASSED: "strong", Tone.NOTHING: "muted"}
_SPOKEN = {Tone.STOP: "To mend", Tone.LOOK: "To look at", Tone.PASSED: "Passed", Tone.NOTHING: "Nothing examined"}


def words_named(check: Check) -> str:
    """The words of the report that a check quotes, as far as it quotes them; "" for none."""
    quoted = _QUOTED.search(check.detail)
    return quoted[1].rstrip("…") if quoted else ""


def verdict(checks: Sequence[Check]) -> str:
    """How many are to be mended, looked at, passed; and of how many nothing was there to examine."""
    stops, looks, passed, nothing = (sum(check.tone is tone for check in checks) for tone in Tone)
    unexamined = f", {nothing} with nothing to examine" if nothing else ""
    return f"{stops} to mend, {looks} to look at, {passed} passed{unexamined}"


def blocked(checks: Sequence[Check]) -> str:
    """Why nothing can be written, in a sentence; "" where nothing stops it."""
    stops = [check for check in checks if check.tone is Tone.STOP]
    if not stops:
        return ""
    first = f"{stops[0].title[0].lower()}{stops[0].title[1:]}"
    more = f", and {len(stops) - 1} more" if len(stops) > 1 else ""
    return f"Nothing is written before this is mended: {first}{more}."


class ReportChecks(QWidget):
    """The checks, those that stop first. `led_to` hands over the one whose place somebody wants to see."""

    led_to = Signal(Check)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: tuple[Check, ...] | None = None
        self._verdict = label("", "muted", wrap=True)
        self._verdict.setContentsMargins(session.theme.px(16), 0, session.theme.px(16), 0)
        self._lines = column(spacing=0, margins=(16, 4, 16, 8))
        inner = column(spacing=0)
        inner.addLayout(self._lines)
        inner.addStretch(1)
        self.setLayout(column(self._verdict, scroll(holder(inner, "side"), "side"), spacing=4))

    def say(self, words: str) -> None:
        """Say what is under way instead of any verdict."""
        self._shown = None
        self._verdict.setText(words)
        clear(self._lines)

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        """Show these; the same as before stay as they are, with the focus in them."""
        if checks == self._shown:
            return
        self._shown = checks
        self._verdict.setText(verdict(checks))
        clear(self._lines)
        for check in checks:
            self._lines.addWidget(self._line(check))

    def _line(self, check: Check) -> QWidget:
        icon, ink = _TONES[check.tone]
        words = column(label(check.title, _ROLES[check.tone], wrap=True), spacing=2)
        detail = label(check.detail, "small", wrap=True)
        detail.setAccessibleName(f"{_SPOKEN[check.tone]}: {check.title}. {check.detail}")
        words.addWidget(detail)
        if check.section:
            show = button("Show it", lambda: self.led_to.emit(check), kind="link")
            show.setAccessibleName(f"Show it: {check.title}. {check.detail}")
            words.addLayout(row(show, None))
        line = row(spacing=10, margins=(0, 10, 0, 10))
        mark = icon_label(self._session.theme, icon, ink, 18)
        mark.setAccessibleName(_SPOKEN[check.tone])
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        box = column(spacing=0)
        box.addLayout(line)
        box.addWidget(rule())
        return holder(box)
