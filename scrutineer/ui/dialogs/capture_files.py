"""Several files at once, or a folder of them: each looked at, with its title and its own day, taken in as one step.

Looking happens beside the window, a file at a time. What is left out is listed with its reason, and so is each failure.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import long_date
from scrutineer.domain.drafts import Draft
from scrutineer.domain.typed_dates import When
from scrutineer.domain.words import counted
from scrutineer.operations import evidence, files_seen
from scrutineer.operations.evidence import FilesCaptured, FileToCapture
from scrutineer.operations.files_seen import FileLeft, FileSeen, Listing
from scrutineer.ui.kept import files_form
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.asks import Asks
from scrutineer.ui.kit.basic import button, column, holder, label, row, scroll, take_size
from scrutineer.ui.kit.fields import DateField
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts.file_line import FileLine, left_row
from scrutineer.ui.session import Session


class CaptureFilesDialog(QDialog):
    """Asks for what no file says for certain: the day each is of. A day that was found is shown with where it stood;
    one that is not sure is offered and taken by a person alone."""

    def __init__(self, parent: QWidget, session: Session, paths: list[Path]) -> None:
        super().__init__(parent)
        self._session, self._chosen = session, tuple(paths)
        self.setWindowTitle("Files to keep as evidence")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        take_size(self, session.theme, 760, 560)
        self.lines: list[FileLine] = []
        self.looking = True
        self._closed = False
        self._left_out = 0
        self._known: dict[str, str] = {}
        self._same = files_seen.SameFiles()
        self._asks = Asks()
        self.form = Form(session, self)
        self._make_parts()
        casefile, chosen = session.casefile, self._chosen
        session.ops.look(lambda: (files_seen.files_under(chosen), files_seen.known_files(casefile)), self._listed)

    def _make_parts(self) -> None:
        self.every = DateField(name="One date for all", today=self._session.today, when=When.HAPPENED, required=False)
        self.every.setFixedWidth(self._session.theme.px(190))
        self.form.add("every", self.every)
        give = button("Give it to those without one", self._give)
        self._offered = button("Take each day that is offered", self._take_offered)
        self._bulk = flow(label("One date for all", "muted"), self.every, give, self._offered, spacing=8)
        self._progress = label("Looking at the files…", "muted", wrap=True)
        self._capture = button("", self.submit, kind="primary", hint="Ctrl+Enter")
        self._said = label("", "warn", wrap=True)
        self._asked, self._sure, self._left = (_section(words) for words in _SECTIONS)
        parts = column(self._asked, self._sure, self._left, spacing=16, margins=(0, 0, 8, 0))
        parts.addStretch(1)
        self._parts = holder(parts)
        self._parts.setEnabled(False)
        words = "Each becomes an item of its own, private until you mark it otherwise. Of which day is each?"
        box = column(label(words, "muted", wrap=True), self._progress, spacing=10, margins=(16, 14, 16, 14))
        box.addWidget(self.form.note)
        box.addWidget(self._bulk)
        box.addWidget(scroll(self._parts), 1)
        box.addWidget(self._said)
        box.addLayout(row(None, self._capture, button("Close", self.close, hint="Esc")))
        self.setLayout(box)
        self._say_number()

    # Looking at them

    def _listed(self, looked: tuple[Listing, dict[str, str]]) -> None:
        listing, self._known = looked
        if not self._closed:
            for left in listing.left:
                self._leave(left)
            self._look(list(listing.files), len(listing.files))

    def _look(self, waiting: list[tuple[Path, str]], total: int) -> None:
        """Look at the next file; the window goes on meanwhile, and closing this stops it."""
        if not waiting:
            self._ready()
            return
        path, shown = waiting[0]
        self._progress.setText(f"Looking at file {total - len(waiting) + 1} of {total}: {shown}")
        seeing = partial(files_seen.see_file, path, shown, known=self._known, today=self._session.today())

        def seen(file: FileSeen | FileLeft) -> None:
            if not self._closed:
                self._show(file)
                self._look(waiting[1:], total)

        self._session.ops.look(seeing, seen)

    def _show(self, looked: FileSeen | FileLeft) -> None:
        file, gives_way = self._same.take(looked)
        if gives_way is not None:
            line = next(line for line in self.lines if line.path == gives_way.path)
            self._take_off(line)
            self._leave(gives_way, line)
        if isinstance(file, FileLeft):
            self._leave(file)
        else:
            self._add(file)

    def _add(self, seen: FileSeen) -> FileLine:
        line = FileLine(self._session, seen, self._leave_out)
        self.lines.append(line)
        self.form.add(f"title of {line.path}", line.title)
        self.form.add(f"date of {line.path}", line.day)
        _put(self._sure if line.sure is not None else self._asked, line)
        self._say_number()
        return line

    def _ready(self) -> None:
        """All were looked at: what was typed about them before comes back, and the first that asks has the focus."""
        self.looking = False
        self._parts.setEnabled(True)
        asking = [line for line in self.lines if line.sure is None]
        total = len(self.lines)
        said = f"The day of {total - len(asking)} of {counted(total, 'file')} was found."
        said += f" {counted(self._left_out, 'file')} left out." if self._left_out else ""
        self._progress.setText(said)
        announcer.say(self, said)
        self._offered.setVisible(any(line.seen.day.only is not None for line in asking))
        self._follow()
        self._say_number()
        if asking:
            asking[0].day.setFocus()

    def _leave(self, left: FileLeft, kept: FileLine | None = None) -> None:
        """List a file that is left out; kept all the same, it asks for its day like any other."""

        def keep() -> None:
            shown.hide()
            if left.seen is not None:
                self._take_back(left.seen, kept)

        self._left_out += 1
        shown = left_row(left, keep)
        _put(self._left, shown)

    def _take_back(self, seen: FileSeen, kept: FileLine | None) -> None:
        if kept is None:
            kept = self._add(seen)
            self._follow()
        else:
            kept.show()
            self.lines.append(kept)
            self._say_number()
        kept.title.setFocus()

    def _leave_out(self, line: FileLine) -> None:
        self._take_off(line)
        self._leave(FileLeft(line.path, line.seen.shown, "You left it out.", line.seen), line)
        self._say_number()

    def _take_off(self, line: FileLine) -> None:
        line.hide()
        self.lines.remove(line)

    # What is typed

    def _follow(self) -> None:
        """Be about the files that are in it now: what was typed about them before comes back."""
        begun = {f"title of {line.path}": line.seen.title for line in self.lines}
        named = {f"date of {line.path}": line.sure for line in self.lines}
        title = f"{counted(len(self.lines), 'file')} to keep as evidence"
        self.form.follow(files_form(tuple(map(str, self._chosen))), title, {**begun, **named})

    def done(self, result: int) -> None:
        """However it is closed, what was typed and not captured is kept."""
        self._closed = True
        self.form.keep()
        super().done(result)

    def _say_number(self) -> None:
        self._capture.setText(f"Capture {counted(len(self.lines), 'file')}")
        self._capture.setEnabled(not self.looking and bool(self.lines))

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

    def _take_offered(self) -> None:
        """Take for each file without a day the one that is offered: a person has them before their eyes."""
        for line in self.lines:
            line.take_offered()

    # Taking them in

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
                wanted.append(FileToCapture(line.path, line.title.text(), day, line.seen))
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
        self.lines, self._chosen = kept, tuple(line.path for line in kept)
        self._follow()
        self._say_number()
        for line, title, day in typed:
            line.title.setText(title)
            line.day.setText(day)
        for line in kept:
            self._asks.say(str(line.path), line.title, reasons[line.path])
        self._said.setText(outcome.label)
        announcer.say(self, outcome.label)


_SECTIONS = ("Their day is asked", "Their day was found", "Left out")


def _section(words: str) -> QWidget:
    """A part of the list under its heading, out of sight while nothing is in it."""
    part = holder(column(label(words, "heading"), spacing=10))
    part.hide()
    return part


def _put(section: QWidget, part: QWidget) -> None:
    layout = section.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addWidget(part)
    section.show()
