"""Welcome and unlock: recent casefiles, new, open, restore, the worked example."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from scrutineer import paths
from scrutineer.clock import Clock
from scrutineer.domain.dates import local_day, long_date
from scrutineer.notices import notice_of
from scrutineer.operations.passphrases import strength_in_words
from scrutineer.outputs import write_output
from scrutineer.paths import CASEFILE_SUFFIX
from scrutineer.progress import SILENT, Progress
from scrutineer.settings import Recent, Settings
from scrutineer.ui import icons
from scrutineer.ui.kit.basic import Message, button, clear, column, holder, label, row, rule, scroll, set_tip
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.kit.lists import ICON_NAME, SECOND_LINE, VALUE, RowDelegate
from scrutineer.ui.kit.messages import MessageShelf
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.remarks import remark_under
from scrutineer.ui.ops import OpRunner, reporting
from scrutineer.ui.theme import Theme, space

if TYPE_CHECKING:
    from scrutineer.operations.casefiles import Casefile  # the database is loaded once a casefile is opened

_FILTER = f"Casefiles (*{CASEFILE_SUFFIX})"


def secret_field(name: str) -> Field:
    """A field for a passphrase."""
    made = Field()
    made.setEchoMode(Field.EchoMode.Password)
    made.setAccessibleName(name)
    return made


class UnlockForm(QWidget):
    """The passphrase of one casefile."""

    def __init__(self, theme: Theme, unlock: Callable[[str], None]) -> None:
        super().__init__()
        self.act = unlock  # what is done with the passphrase: unlocking, or restoring
        self.title = label("", "title", wrap=True)
        self.where = label("", "muted", wrap=True)
        self.passphrase = secret_field("Passphrase")
        self.passphrase.returnPressed.connect(self.submit)
        eye = self.passphrase.addAction(
            icons.icon("eye", theme.colour("text-2"), 16), Field.ActionPosition.TrailingPosition
        )
        set_tip(eye, "Show or hide what you type")
        eye.triggered.connect(self._show_or_hide)
        self.caps = label("Caps Lock may be on", "warn")
        self.caps.hide()
        self.passphrase.installEventFilter(self)
        self.button = button("Unlock", self.submit, theme=theme, kind="primary", icon="key-round", hint="Enter")
        box = column(
            label("Unlock", "muted"),
            self.title,
            self.where,
            14,
            label("Passphrase", "strong"),
            self.passphrase,
            self.caps,
            6,
            spacing=6,
        )
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addSpacing(space(18))
        box.addWidget(rule())
        for icon, words in _REASSURANCE:
            box.addLayout(_remark(theme, icon, words))
        box.addStretch(1)
        self.setLayout(box)

    def submit(self) -> None:
        """Try the passphrase."""
        if self.passphrase.text():
            self.act(self.passphrase.text())

    def _show_or_hide(self) -> None:
        hidden = self.passphrase.echoMode() == Field.EchoMode.Password
        self.passphrase.setEchoMode(Field.EchoMode.Normal if hidden else Field.EchoMode.Password)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A capital without Shift suggests Caps Lock."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text().isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.setVisible(event.text().isupper() != shift)
        return False


_REASSURANCE = (
    ("shield-check", "There is no way round a lost passphrase. Keep it where your contract says."),
    ("clock", "The casefile locks itself after the idle minutes you set."),
    (
        "circle-question-mark",
        "A child at risk now? Use your local child protection procedures first. This record can wait.",
    ),
)


def _remark(theme: Theme, icon: str, words: str) -> QVBoxLayout:
    mark = label("")
    mark.setPixmap(icons.pixmap(icon, theme.colour("text-2").name(), theme.px(16), 1.0))
    inner = row(spacing=10, margins=(0, 6, 0, 0))
    inner.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    inner.addWidget(label(words, "muted", wrap=True), 1)
    box = column()
    box.addLayout(inner)
    return box


class NewForm(QWidget):
    """A new casefile: the partnership's name, where to keep it, a passphrase twice."""

    def __init__(self, theme: Theme, make: Callable[[], None], leave: Callable[[], None]) -> None:
        super().__init__()
        self.name = Field()
        self.name.setAccessibleName("Name of the partnership")
        self.name.setPlaceholderText("As it is printed on its papers")
        self.folder = Field(str(paths.documents()))
        self.folder.setAccessibleName("Folder")
        self.first, self.second = secret_field("Passphrase"), secret_field("Passphrase again")
        self.second.returnPressed.connect(make)
        browse = button("Choose", self._browse, small=True)
        folder = row(spacing=6)
        folder.addWidget(self.folder, 1)
        folder.addWidget(browse)
        box = column(
            label("New casefile", "title"),
            8,
            label("Name of the partnership", "strong"),
            self.name,
            label("Folder", "strong"),
            spacing=6,
        )
        box.addLayout(folder)
        for part in (
            label("Passphrase, ten characters or more", "strong"),
            self.first,
            remark_under(self.first, strength_in_words),
            label("Passphrase again", "strong"),
            self.second,
            label("There is no way round a lost passphrase. Keep it where your contract says.", "muted", wrap=True),
        ):
            box.addWidget(part)
        box.addSpacing(space(8))
        box.addLayout(
            row(
                button("Make the casefile", make, theme=theme, kind="primary", icon="plus"),
                button("Cancel", leave),
                None,
            )
        )
        box.addStretch(1)
        self.setLayout(box)

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the casefile", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def path(self) -> Path:
        """Where the casefile would be."""
        words = "".join(c if c.isalnum() or c in " -_" else " " for c in self.name.text())
        name = " ".join(words.replace("Safeguarding Children Partnership", "").split()) or "Partnership"
        return Path(self.folder.text()) / f"{name}{CASEFILE_SUFFIX}"


class RecentList(QListView):
    """Casefiles opened before, the newest first."""

    def __init__(self, theme: Theme, chosen: Callable[[Path], None]) -> None:
        super().__init__()
        self._theme = theme
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._delegate = RowDelegate(theme, 64, bold=True, two_lines=64)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Recent casefiles")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for pressed in (self.clicked, self.activated):
            pressed.connect(lambda index: chosen(Path(index.data(VALUE))))

    def show_recent(self, recent: tuple[Recent, ...]) -> None:
        """Show these; nothing where there are none."""
        self._items.clear()
        for known in recent:
            path = Path(known.path)
            item = QStandardItem(known.partnership)
            day = long_date(local_day(known.opened))
            item.setData(f"{path.name}, {path.parent.name}. Opened {day}", SECOND_LINE)
            item.setData("lock", ICON_NAME)
            item.setData(str(path), VALUE)
            item.setData(f"{known.partnership}, {path.name}", Qt.ItemDataRole.AccessibleTextRole)
            self._items.appendRow(item)
        self.setVisible(bool(recent))
        self.setFixedHeight(self._theme.px(min(5, len(recent)) * 64 + 2))


class WelcomePanel(QWidget):
    """The first page. `opened` is handed each casefile that was opened or made; `made` is emitted after one is new."""

    made = Signal()

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
        side = column(spacing=10, margins=(44, 52, 44, 20))
        side.addWidget(self._forms, 1)
        left = scroll(holder(self._left()))
        self._panes = Panes(theme, [("Casefiles", left, 0), ("Unlock", scroll(holder(side, "side"), "side"), 470)])
        self._outer.addWidget(self._panes, 1)
        self._show_recent()
        if self._path is not None:
            self.choose(self._path)

    def _left(self) -> QVBoxLayout:
        theme = self._theme
        mark = label("")
        mark.setPixmap(icons.pixmap("program-mark", "", theme.px(44), self.devicePixelRatioF()))
        names = column(
            label("Scrutineer", "display"),
            label("Independent scrutiny, evidence to impact. Works without a connection.", "muted"),
            spacing=0,
        )
        head = row(mark, spacing=16)
        head.addLayout(names)
        head.addStretch(1)
        self.recent = RecentList(theme, self.choose)
        box = column(spacing=10, margins=(72, 56, 64, 20))
        box.addLayout(head)
        box.addSpacing(space(24))
        box.addLayout(
            row(
                label("Recent casefiles", "heading"),
                None,
                label("Each partnership is a separate encrypted file", "muted"),
            )
        )
        box.addWidget(self.recent)
        self._none = label("None yet. Make one, or look at the worked example first.", "muted")
        box.addWidget(self._none)
        box.addLayout(self._actions())
        hint = "New here? The worked example is a fictional partnership with evidence, returns and challenges."
        action = button("Open the worked example", self.open_example, kind="link")
        box.addWidget(Message(self._theme, "info", hint, "", action))
        box.addStretch(1)
        return box

    def _actions(self) -> QVBoxLayout:
        theme = self._theme
        parts = (
            button("New casefile", self.new, theme=theme, icon="plus", hint="Ctrl+N"),
            button("Open another", self.open_another, theme=theme, icon="folder-open", hint="Ctrl+O"),
            button("Restore a backup", self.restore, theme=theme, icon="history"),
        )
        box = column()
        box.addLayout(row(*parts, None))
        return box

    def show_settings(self, settings: Settings) -> None:
        """Follow changed settings."""
        self._settings = settings
        self._show_recent()

    def _show_recent(self) -> None:
        self.recent.show_recent(self._settings.recent)
        self._none.setVisible(not self._settings.recent)

    def choose(self, path: Path, passphrase: str = "") -> None:
        """Show the unlock form for a casefile; with a passphrase, open it at once."""
        self._path = path
        known = next((r.partnership for r in self._settings.recent if r.path == str(path)), path.stem)
        self.unlock.title.setText(known)
        self.unlock.where.setText(f"{path.name}, {path.parent}")
        self._forms.setCurrentWidget(self.unlock)
        self._panes.show_pane(1)
        self.unlock.act = self._try
        self.unlock.passphrase.setText("")
        self.unlock.passphrase.setFocus()
        if passphrase:
            self._try(passphrase)

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
            self._unlock = UnlockForm(self._theme, self._try)
            self._forms.addWidget(self._unlock)
        return self._unlock

    @property
    def new_form(self) -> NewForm:
        """The form for a new casefile, made when it is first asked for."""
        if self._new_form is None:
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
            self.unlock.act = lambda passphrase: self._restore(Path(source), passphrase, Path(target))

    def _restore(self, source: Path, passphrase: str, target: Path) -> None:
        def restored(_: object) -> None:
            self.unlock.act = self._try
            self._try(passphrase)

        self._ops.run(reporting(_restore, source, passphrase, target, self._clock), done=restored, failed=self._fail)

    def open_example(self) -> None:
        """Build the worked example in a folder of the person's choosing and open it."""
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the worked example", str(paths.documents()))
        if chosen:
            self.show_message("info", "Building the worked example.", "A few seconds.")
            self._ops.run(reporting(_build_example, Path(chosen), self._clock), done=self._done, failed=self._fail)


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
