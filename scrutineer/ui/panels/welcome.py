"""Welcome and unlock: recent casefiles, new, open, restore, the worked example."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from scrutineer import paths
from scrutineer.clock import Clock
from scrutineer.notices import notice_of
from scrutineer.outputs import write_output
from scrutineer.paths import CASEFILE_SUFFIX
from scrutineer.progress import SILENT, Progress
from scrutineer.settings import Settings
from scrutineer.ui.kit.basic import button, clear, column, holder, label, scroll
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.keyed_button import keyed_button
from scrutineer.ui.kit.messages import MessageShelf
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.ops import OpRunner, reporting
from scrutineer.ui.parts.recent_list import RecentCard, when_opened
from scrutineer.ui.parts.welcome_parts import example_card, nothing_open_bar, program_head
from scrutineer.ui.theme import Theme, space

if TYPE_CHECKING:
    from scrutineer.operations.casefiles import Casefile  # the database is loaded once a casefile is opened
    from scrutineer.ui.parts.new_casefile_form import NewForm
    from scrutineer.ui.parts.unlock_form import UnlockForm

_FILTER = f"Casefiles (*{CASEFILE_SUFFIX})"


class WelcomePanel(QWidget):
    """The first page. `opened` is handed each casefile that was opened or made; `made` is emitted after one is new,
    `shown` before the worked example opens, and `forgotten` with the path of one that is to leave the list."""

    made = Signal()
    shown = Signal()
    forgotten = Signal(str)

    def __init__(
        self, theme: Theme, ops: OpRunner, settings: Settings, opened: Callable[[Casefile], None], clock: Clock
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._ops, self._settings, self._opened, self._clock = theme, ops, settings, opened, clock
        self._path: Path | None = None
        self.messages = MessageShelf(self, theme)
        self._outer = column(spacing=0)
        self.setLayout(self._outer)
        self._build()

    def minimumSizeHint(self) -> QSize:
        """None: the panes rearrange instead."""
        return QSize(0, 0)

    def rebuild(self) -> None:
        """Follow a change of palette or text size."""
        clear(self._outer)
        self._build()

    def _build(self) -> None:
        theme = self._theme
        self._unlock: UnlockForm | None = None
        self._new_form: NewForm | None = None
        self._forms = QStackedWidget()
        nothing = label("Choose a casefile on the left, or make a new one.", "muted", wrap=True)
        self._forms.addWidget(holder(column(nothing, None)))
        side = column(spacing=10, margins=(44, 56, 44, 20))
        side.addWidget(self._forms, 1)
        left = scroll(holder(self._left()))
        self._panes = Panes(theme, [("Casefiles", left, 0), ("Unlock", scroll(holder(side, "side"), "side"), 470)])
        self._outer.addWidget(self._panes, 1)
        self._outer.addWidget(nothing_open_bar(theme))
        self.show_settings(self._settings)
        if self._path is not None:
            self.choose(self._path)

    def _left(self) -> QVBoxLayout:
        theme = self._theme
        self.recent = RecentCard(theme, self._ops, self._clock, (self.choose, self._pass), self._on_looked)
        box = column(spacing=10, margins=(72, 60, 64, 20))
        box.addLayout(program_head(theme))
        box.addSpacing(space(24))
        box.addWidget(
            flow(
                label("Recent casefiles", "heading"),
                None,
                label("Each partnership is a separate encrypted file", "muted"),
            )
        )
        box.addWidget(self.recent)
        self._none = label("None yet. Make one, or look at the worked example first.", "muted")
        box.addWidget(self._none)
        box.addSpacing(space(8))
        box.addWidget(
            flow(
                keyed_button("New casefile", self.new, "Ctrl+N", theme=theme, icon="plus"),
                keyed_button("Open another", self.open_another, "Ctrl+O", theme=theme, icon="folder-open"),
                button("Restore a backup", self.restore, theme=theme, icon="history"),
            )
        )
        box.addSpacing(space(14))
        box.addWidget(example_card(theme, self.open_example))
        box.addStretch(1)
        return box

    def show_settings(self, settings: Settings) -> None:
        """Follow changed settings."""
        self._settings = settings
        self.recent.show_recent(settings.recent)
        self._none.setVisible(not settings.recent)

    def _on_looked(self, gone: frozenset[str]) -> None:
        """Mark those that are gone; where nothing is chosen yet, choose the one that was open last."""
        if not self.isVisible():
            return
        if self._path is not None:
            self.unlock.show_gone(gone=str(self._path) in gone)
        elif self._forms.currentIndex() == 0:
            there = [recent.path for recent in self._settings.recent if recent.path not in gone]
            if there:
                self._pass(Path(there[0]))
                self.unlock.begin()

    def choose(self, path: Path, passphrase: str = "") -> None:
        """Show the unlock form for a casefile; with a passphrase, open it at once."""
        self._pass(path)
        self._panes.show_pane(1)
        self.unlock.begin()
        if passphrase:
            self._try(passphrase)

    def _pass(self, path: Path) -> None:
        """Show the unlock form for a casefile, wherever the focus is."""
        self._path = path
        known = next((recent for recent in self._settings.recent if recent.path == str(path)), None)
        form = self.unlock
        form.title.setText(known.partnership if known else path.stem)
        form.where.setText(f"{path.name}, {path.parent}")
        form.say_standing(f"Last opened {_small(when_opened(known, self._clock.today()))}." if known else "")
        form.show_idle(self._settings.idle_minutes)
        form.show_gone(gone=str(path) in self.recent.gone)
        self._forms.setCurrentWidget(form)
        self.recent.list.mark(path)
        form.act = self._try
        form.passphrase.setText("")
        if known and str(path) not in self.recent.gone:
            self._ops.look(
                partial(_backup_words, path, self._clock),
                lambda words: form.say_standing(words, more=True) if path == self._path else None,
            )

    def _forget(self) -> None:
        """Take the casefile that is gone off the list."""
        if self._path is not None:
            gone, self._path = str(self._path), None
            self._forms.setCurrentIndex(0)
            self.forgotten.emit(gone)
            self.recent.look()

    def lock_for(self, path: Path) -> None:
        """The casefile was locked: show its unlock form, not usable until the file is let go of."""
        self.choose(path)
        self.unlock.title.setText("Locked")  # whose it is stays off the screen
        self.unlock.button.setEnabled(False)

    def ready(self) -> None:
        """The casefile was let go of."""
        self.unlock.button.setEnabled(True)

    def show_message(self, tone: str, fact: str, advice: str) -> None:
        """A message over the page."""
        self.messages.tell(tone, fact, advice)

    def _fail(self, error: BaseException) -> None:
        notice = notice_of(error)
        self.show_message("danger", notice.message, notice.advice)
        shown = self._new_form if self._forms.currentWidget() is self._new_form else None
        field = shown.first if shown is not None else self.unlock.passphrase
        field.selectAll()
        field.setFocus()

    @property
    def unlock(self) -> UnlockForm:
        """The form for a passphrase, made when a casefile is first chosen."""
        if self._unlock is None:
            from scrutineer.ui.parts.unlock_form import UnlockForm  # the first page stands without it

            self._unlock = UnlockForm(self._theme, self._try, self.open_another, self._forget)
            self._forms.addWidget(self._unlock)
        return self._unlock

    @property
    def new_form(self) -> NewForm:
        """The form for a new casefile, made when it is first asked for."""
        if self._new_form is None:
            from scrutineer.ui.parts.new_casefile_form import NewForm  # the first page stands without it

            self._new_form = NewForm(self._theme, self._make, self._leave_new)
            self._forms.addWidget(self._new_form)
        return self._new_form

    def _done(self, casefile: Casefile, *, new: bool = False) -> None:
        self.messages.dismiss()
        self.unlock.passphrase.setText("")  # clear() would keep it for undo
        if self._new_form is not None:
            for field in (self._new_form.first, self._new_form.second, self._new_form.name):
                field.setText("")
        self._opened(casefile)
        if new:
            self.made.emit()

    def _try(self, passphrase: str) -> None:
        path = self._path
        if path is not None:
            self._ops.run(reporting(_open, path, passphrase, self._clock), done=self._done, failed=self._fail)

    def new(self) -> None:
        """Show the form for a new casefile."""
        self._forms.setCurrentWidget(self.new_form)
        self._panes.show_pane(1)
        self.new_form.name.setFocus()

    def _leave_new(self) -> None:
        if self._path is None:
            self._forms.setCurrentIndex(0)
        else:
            self._forms.setCurrentWidget(self.unlock)

    def _make(self) -> None:
        form = self.new_form
        if form.first.text() != form.second.text():
            self.show_message("danger", "The two passphrases differ.", "Type the same one twice.")
            return
        making = reporting(_make, form.path(), form.first.text(), form.name.text(), self._clock)
        self._ops.run(making, done=partial(self._done, new=True), failed=self._fail)

    def open_another(self) -> None:
        """Choose a casefile on the disk."""
        chosen = self.ask_for_casefile("Open a casefile")
        if chosen is not None:
            self.choose(chosen)

    def ask_for_casefile(self, words: str) -> Path | None:
        """Which casefile on the disk; None where none is chosen."""
        name, _ = QFileDialog.getOpenFileName(self, words, str(paths.documents()), _FILTER)
        return Path(name) if name else None

    def restore(self) -> None:
        """Put a backup in place of a casefile; the file that is there is kept beside it."""
        from scrutineer.operations import casefiles

        start = str(casefiles.backups_folder(self._path) if self._path else paths.documents())
        source, _ = QFileDialog.getOpenFileName(self, "Choose the backup", start, _FILTER)
        if not source:
            return
        into = str(self._path or Path(source).parent.parent / "Restored.scrutiny")
        target, _ = QFileDialog.getSaveFileName(
            self, "Restore as", into, _FILTER, options=QFileDialog.Option.DontConfirmOverwrite
        )
        if target:
            self.choose(Path(target))
            words = "Type the passphrase that was in use when it was made."
            self.show_message("info", f"Restoring {Path(source).name}.", words)
            self.unlock.show_gone(gone=False)  # it is about to be there
            self.unlock.begin()
            self.unlock.act = partial(_put_back, self, Path(source), Path(target))

    def open_example(self) -> None:
        """Build the worked example in a folder of the person's choosing and open it."""
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the worked example", str(paths.documents()))
        if chosen:
            self.show_message("info", "Building the worked example.", "A few seconds.")
            self._ops.run(
                reporting(_build_example, Path(chosen), self._clock),
                done=partial(_show_example, self),
                failed=self._fail,
            )


def _show_example(welcome: WelcomePanel, casefile: Casefile) -> None:
    """Open the worked example at the beginning of its tour."""
    welcome.shown.emit()
    welcome._done(casefile)


def _put_back(welcome: WelcomePanel, source: Path, target: Path, passphrase: str) -> None:
    """Restore a backup, then open it as any casefile."""

    def restored(_: object) -> None:
        welcome.unlock.act = welcome._try
        welcome._try(passphrase)

    restoring = reporting(_restore, source, passphrase, target, welcome._clock)
    welcome._ops.run(restoring, done=restored, failed=welcome._fail)


def _backup_words(path: Path, clock: Clock) -> str:
    """How a casefile stands with its backups, which needs no key."""
    from scrutineer.operations.queries.backups import backup_line, has_backup

    return f"{backup_line(path, clock.today()).text}." if has_backup(path) else "There is no backup of it yet."


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _open(path: Path, passphrase: str, clock: Clock, *, progress: Progress = SILENT) -> Casefile:
    from scrutineer.operations import casefiles

    progress.step(0, 0, f"Opening {path.name}")
    return casefiles.open_casefile(path, passphrase=passphrase, clock=clock, checked=False)


def _make(path: Path, passphrase: str, name: str, clock: Clock, *, progress: Progress = SILENT) -> Casefile:
    from scrutineer.operations import casefiles

    progress.step(0, 0, "Making the casefile")
    return casefiles.new_casefile(path, passphrase=passphrase, partnership=name, clock=clock)


def _restore(source: Path, passphrase: str, target: Path, clock: Clock, *, progress: Progress = SILENT) -> None:
    from scrutineer.operations import casefiles

    progress.step(0, 0, "Restoring")
    casefiles.restore_backup(source, passphrase=passphrase, into=target, clock=clock)


def _build_example(folder: Path, clock: Clock, *, progress: Progress = SILENT) -> Casefile:
    from scrutineer.operations import casefiles, demo

    built = demo.build_demo(folder, clock=clock, progress=progress)
    write_output(folder / "Northmoor passphrase.txt", f"{built.passphrase}\n".encode(), endings=(".txt",))
    return casefiles.open_casefile(built.casefile, passphrase=built.passphrase, clock=clock, checked=False)
