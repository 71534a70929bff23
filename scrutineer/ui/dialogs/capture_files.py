"""Several files at once: each with its title and its own date, taken in as one step, each failure beside its file."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import long_date
from scrutineer.domain.drafts import Draft
from scrutineer.domain.privacy import remark
from scrutineer.domain.typed_dates import When, read_typed_date
from scrutineer.domain.words import counted
from scrutineer.operations import evidence
from scrutineer.operations.evidence import FilesCaptured, FileToCapture
from scrutineer.ui.kept import files_form
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.asks import Asks
from scrutineer.ui.kit.basic import button, column, holder, label, row, scroll, take_size
from scrutineer.ui.kit.fields import DateField, Field
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.remarks import remark_under
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session

_NAMED = re.compile(r"(?<!\d)(\d{4}[-_.]\d{2}[-_.]\d{2}|\d{1,2}[ _-][A-Za-z]{3,9}[ _-]\d{4})(?!\d)")


class _FileLine(QWidget):
    """One file: its title, its date, and what was wrong with it."""

    def __init__(self, session: Session, path: Path) -> None:
        super().__init__()
        self.path = path
        self.title = Field(path.stem, spelt=True)
        self.title.setAccessibleName(f"Title of {path.name}")
        self.day = DateField(name=f"Date of {path.name}", today=session.today, when=When.HAPPENED)
        self.day.setFixedWidth(session.theme.px(190))
        named = _NAMED.search(path.stem)
        self.named = read_typed_date(named[1].replace("_", " "), session.today(), When.HAPPENED).day if named else None
        line = row(self.title, self.day)
        line.setStretch(0, 1)
        box = column(label(path.name, "small"), spacing=2)
        box.addLayout(line)
        box.addWidget(remark_under(self.title, remark))  # a file's name may hold a person's
        self.setLayout(box)


class CaptureFilesDialog(QDialog):
    """Asks for what no file says for certain: the day each is of. A date in a file's name is shown to be looked at."""

    def __init__(self, parent: QWidget, session: Session, paths: list[Path]) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Files to keep as evidence")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        take_size(self, session.theme, 680, 480)
        self.lines = [_FileLine(session, path) for path in paths]
        self._asks = Asks()
        self._list = column(*self.lines, spacing=10, margins=(0, 0, 8, 0))
        self._list.addStretch(1)
        self.every = DateField(name="One date for all", today=session.today, when=When.HAPPENED, required=False)
        self.every.setFixedWidth(session.theme.px(190))
        give = button("Give it to those without one", self._give)
        self._capture = button("", self.submit, kind="primary", hint="Ctrl+Enter")
        self._said = label("", "warn", wrap=True)
        words = "Each becomes an item of its own, private until you mark it otherwise. Of which day is each?"
        box = column(label(words, "muted", wrap=True), spacing=10, margins=(16, 14, 16, 14))
        box.addLayout(row(label("One date for all", "muted"), self.every, give, None))
        box.addWidget(scroll(holder(self._list)), 1)
        box.addWidget(self._said)
        box.addLayout(row(None, self._capture, button("Close", self.close, hint="Esc")))
        self.setLayout(box)
        self.form = Form(session, self)
        self.form.add("every", self.every)
        for line in self.lines:
            self.form.add(f"title of {line.path}", line.title)
            self.form.add(f"date of {line.path}", line.day)
        box.insertWidget(1, self.form.note)
        self._follow()

    def _follow(self) -> None:
        """Be about the files that are in it now: what was typed about them before comes back."""
        begun = {f"title of {line.path}": line.path.stem for line in self.lines}
        named = {f"date of {line.path}": line.named for line in self.lines}
        key = files_form(tuple(str(line.path) for line in self.lines))
        self.form.follow(key, f"{counted(len(self.lines), 'file')} to keep as evidence", {**begun, **named})
        self._say_number()

    def done(self, result: int) -> None:
        """However it is closed, what was typed and not captured is kept."""
        self.form.keep()
        super().done(result)

    def _say_number(self) -> None:
        self._capture.setText(f"Capture {counted(len(self.lines), 'file')}")

    def _give(self) -> None:
        """Put the one date into every empty date."""
        self._asks.clear()
        day = self.every.value()
        if day is None:
            self._asks.say("every", self.every, self.every.question() or "Write the date first.")
            return
        for line in self.lines:
            if not line.day.text().strip():
                line.day.setText(long_date(day))

    def submit(self) -> None:
        """Capture them all in one step, once each has its title and its day."""
        self._asks.clear()
        wanted = []
        for line in self.lines:
            day = line.day.value()
            if not line.title.text().strip():
                self._asks.say(f"title {line.path}", line.title, "It needs a title.")
            if day is None:
                self._asks.say(f"day {line.path}", line.day, line.day.question())
            else:
                wanted.append(FileToCapture(line.path, line.title.text(), day))
        if not self._asks.words():
            self._capture.setEnabled(False)
            sent = self.form.sent()
            self._session.run(
                do(evidence.capture_files, wanted=wanted),
                done=lambda outcome: self._captured(sent, outcome),
                failed=self._failed,
            )

    def _failed(self, error: BaseException) -> None:
        self._capture.setEnabled(True)
        self._session.ops.failed.emit(error)

    def _captured(self, sent: Draft, outcome: Outcome[FilesCaptured]) -> None:
        """Close where all were taken in; else those that were not stay as typed, each with its reason."""
        self._capture.setEnabled(True)
        self.form.recorded(sent)
        reasons = dict(outcome.value.refused)
        if not reasons:
            self.close()
            return
        kept = [line for line in self.lines if line.path in reasons]
        typed = [(line, line.title.text(), line.day.text()) for line in kept]
        for line in self.lines:
            line.setVisible(line in kept)
        self.lines = kept
        self._follow()
        for line, title, day in typed:
            line.title.setText(title)
            line.day.setText(day)
        for line in kept:
            self._asks.say(str(line.path), line.title, reasons[line.path])
        self._said.setText(outcome.label)
        announcer.say(self, outcome.label)
