"""The window: welcome page or workspace, shortcuts, notices, idle lock."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from scrutineer import memory
from scrutineer import settings as settings_room
from scrutineer.clock import Clock
from scrutineer.domain.changes import ChangeKind
from scrutineer.errors import UserError
from scrutineer.notices import Notice, Notices, notice_of
from scrutineer.progress import SILENT, Progress
from scrutineer.settings import Recent, Settings
from scrutineer.ui import geometry, motion
from scrutineer.ui.away import CopyWatch, SleepWatch
from scrutineer.ui.backing_up import BackupWatch
from scrutineer.ui.first_sight import FirstSight
from scrutineer.ui.idle import IdleWatch
from scrutineer.ui.ops import OpRunner, do, reporting
from scrutineer.ui.panels.welcome import WelcomePanel
from scrutineer.ui.screen_lock import ScreenLockWatch
from scrutineer.ui.theme import ZOOMS, Theme

if TYPE_CHECKING:
    from scrutineer.operations.casefiles import Casefile
    from scrutineer.ui.destinations import Destination
    from scrutineer.ui.drops import Drops
    from scrutineer.ui.kit.focus import FocusRing
    from scrutineer.ui.session import Session
    from scrutineer.ui.workspace import Workspace


class MainWindow(QMainWindow):
    """One window, at most one open casefile."""

    def __init__(self, settings: Settings, theme: Theme, notices: Notices, clock: Clock) -> None:
        super().__init__()
        self.settings, self.theme, self.notices, self.clock = settings, theme, notices, clock
        theme.columns.put_back(settings.columns)
        self.ops = OpRunner()
        self.ops.changed.connect(self._on_changed)
        self.ops.failed.connect(self.notices.tell_error)
        self.notices.listener = self._on_notice
        self.casefile: Casefile | None = None
        self.workspace: Workspace | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.welcome = WelcomePanel(self.theme, self.ops, self.settings, self.opened, clock)
        self.welcome.made.connect(partial(_begin_set_up, self))
        self.welcome.shown.connect(lambda: self.change_settings(replace(self.settings, tour=1)))
        self.welcome.forgotten.connect(lambda path: self.change_settings(settings_room.forget(self.settings, path)))
        self._stack.addWidget(self.welcome)
        self.setWindowTitle("Scrutineer")
        motion.follow(settings.reduced_motion)
        screens = [screen.availableGeometry() for screen in QApplication.screens()]
        self.setGeometry(geometry.placed(settings.window, screens, self.minimumSizeHint()))
        self._ring: FocusRing | None = None
        self.idle = IdleWatch(self)
        self.idle.idled.connect(self.lock)
        self.backups = BackupWatch(self.ops, self.tell, lambda: self._on_changed(frozenset(), ""))
        self._letting_go = False  # the casefile is being backed up and closed
        self._closing = False  # the window closes once that is done
        self.copied = CopyWatch(self)
        self.drops: Drops | None = None
        self.sleep = SleepWatch(self, clock)
        self.sleep.woke.connect(self.lock)
        self.screen_lock = ScreenLockWatch(self)
        self.screen_lock.locked.connect(self.lock)
        self._add_shortcuts()
        theme.dress(self)  # last, so that the first page too is dressed once

    def _complete(self) -> None:
        """Once the first page is seen: the style that draws the ring alone takes as long to load as half the page."""
        if self._ring is not None:
            return
        from scrutineer.ui.drops import Drops
        from scrutineer.ui.kit.focus import FocusRing

        self.drops = Drops(self)
        self._ring = FocusRing(self.theme)
        self._ring.listen_at(self.windowHandle())
        self._ring.follow(QApplication.focusWidget())

    def minimumSizeHint(self) -> QSize:
        """Small enough for any laptop at any text size."""
        return QSize(480, 360)

    def showEvent(self, event: QShowEvent) -> None:
        """Input comes in here even before the window has the focus."""
        super().showEvent(event)
        FirstSight(self, self._complete)
        self.idle.listen_at(self.windowHandle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail is wide where there is room."""
        super().resizeEvent(event)
        if self.workspace is not None:
            self.workspace.fit(self.width())

    def opened(self, casefile: Casefile) -> None:
        """A casefile was opened: show its workspace, and look through all of it meanwhile."""
        from scrutineer.operations import casefiles  # the first page comes before everything a casefile needs
        from scrutineer.ui.session import Session

        self.casefile = casefile
        self.notices.in_words = casefile.sentence
        self.ops.look(partial(casefiles.look_through, casefile), anybody=True)
        session = Session.start(casefile, self.ops, self.theme, self._go, self.tell)
        self._remember(casefile.path, session.context.partnership.name)
        self._show_workspace(session)
        self.backups.start(casefile)
        if casefile.remarks:
            first, *others = casefile.remarks
            more = [first.advice, *(f"{notice.message} {notice.advice}" for notice in others)]
            self.tell("warn", first.message, "\n".join(more))
        self._restart_idle()
        self.sleep.start()
        self.screen_lock.start()

    def _show_workspace(self, session: Session, destination: Destination | None = None) -> None:
        """Show a workspace, at Home where nothing else is named."""
        from scrutineer.ui.destinations import ToHome
        from scrutineer.ui.workspace import Workspace

        self.workspace = Workspace(session, self.lock, self.settings, self.change_settings)
        self._stack.addWidget(self.workspace)
        self._stack.setCurrentWidget(self.workspace)
        self.workspace.fit(self.width())
        self.workspace.go(destination or ToHome())
        self.workspace.rail.take_focus()
        QTimer.singleShot(0, self.workspace, lambda: _begin(self))  # what the page shows is laid out first
        self.setWindowTitle(f"{session.casefile.path.name} – Scrutineer")

    def _go(self, destination: Destination) -> None:
        if self.workspace is not None:
            self.workspace.go(destination)

    def lock(self) -> None:
        """Keep what was typed, back up, close the casefile and show the unlock page."""
        if self.casefile is None or self.workspace is None:
            return
        modal = QApplication.activeModalWidget()
        if modal is not None:  # a file dialog left open would outlive the page that opened it
            modal.close()
            QTimer.singleShot(50, self.lock)
            return
        self.workspace.keep_typed()
        self.workspace.session.copies.remove_all()
        path, casefile = self.casefile.path, self.casefile
        casefile.stop_looking()
        self.casefile = None
        for watch in (self.idle, self.backups, self.sleep, self.screen_lock):
            watch.stop()
        self._forget(casefile)
        self._drop_workspace()
        self.welcome.lock_for(path)
        self._stack.setCurrentWidget(self.welcome)
        self.setWindowTitle("Scrutineer")
        self._letting_go = True
        closing = reporting(_close, casefile, self.ops.wait_for_looks)
        self.ops.run(closing, done=self._let_go, failed=lambda error: self._let_go(error, parted=True))

    def _let_go(self, problem: BaseException | None, *, parted: bool = False) -> None:
        """The casefile was closed. What went wrong with its backup is said, now or when it is opened again.

        Where the file has `parted` from what was held, the window stays for that to be read.
        """
        self._letting_go = False
        QTimer.singleShot(0, self, memory.collect)  # once nothing here holds the casefile any more
        self.welcome.ready()
        if parted and problem is not None:
            self._closing = False
            self.notices.tell_error(problem)
        elif self._closing:
            self.close()
        elif problem is not None:
            notice = notice_of(problem)
            self.tell("warn", notice.message, notice.advice)

    def _forget(self, casefile: Casefile) -> None:
        """Let go of what others hold of a casefile: what was copied here, and who turns its errors into words."""
        self.copied.take_back()
        if self.notices.in_words == casefile.sentence:
            self.notices.in_words = lambda error: error

    def open_another(self) -> None:
        """Choose a casefile; one that is open is locked first, and stays open where none is chosen."""
        if self.casefile is None:
            self.welcome.open_another()
            return
        chosen = self.welcome.ask_for_casefile("Lock this casefile and open another")
        if chosen is not None:
            self.lock()
            self.welcome.choose(chosen)

    def _drop_workspace(self) -> None:
        self.ops.new_audience()
        if self.workspace is not None:
            self._stack.removeWidget(self.workspace)
            self.workspace.deleteLater()
            self.workspace = None

    def _remember(self, path: Path, partnership: str) -> None:
        stamp = self.clock.now().astimezone().isoformat(timespec="minutes")
        self.change_settings(settings_room.remember(self.settings, Recent(str(path), partnership, stamp)))

    def change_settings(self, settings: Settings) -> None:
        """Keep changed settings and follow them."""
        look = (settings.palette, settings.zoom) != (self.settings.palette, self.settings.zoom)
        self.settings = settings
        try:
            settings_room.save(settings)
        except UserError as error:
            self.tell("warn", error.message, "They hold until you close.")
        motion.follow(settings.reduced_motion)
        self.welcome.show_settings(settings)
        if self.workspace is not None:
            self.workspace.settings = settings
        if look:
            self._follow_look()
        self._restart_idle()

    def _follow_look(self) -> None:
        self.theme.palette, self.theme.zoom = self.settings.palette, self.settings.zoom
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.theme.apply(app)
        self.welcome.rebuild()  # before the workspace, which is to have the focus
        if self.workspace is not None:
            self.workspace.keep_typed()
            session, destination = self.workspace.session, self.workspace.destination()
            self._drop_workspace()
            self._show_workspace(session, destination)

    def tell(self, tone: str, fact: str, advice: str) -> None:
        """Show a message in the page; nothing to dismiss."""
        if self.workspace is not None:
            self.workspace.show_message(tone, fact, advice)
        else:
            self.welcome.show_message(tone, fact, advice)

    def _on_notice(self, notice: Notice) -> None:
        self.tell("danger", notice.message, notice.advice)

    def _on_changed(self, kinds: frozenset[ChangeKind], words: str) -> None:
        if self.workspace is not None and self.casefile is not None:
            self.workspace.on_changed(kinds, words)

    def _restart_idle(self) -> None:
        if self.settings.idle_minutes and self.casefile is not None:
            self.idle.start(self.settings.idle_minutes * 60_000)
        else:
            self.idle.stop()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller text; 0 is the size it comes with."""
        place = ZOOMS.index(min(ZOOMS, key=lambda known: abs(known - self.settings.zoom)))
        chosen = 100 if steps == 0 else ZOOMS[max(0, min(len(ZOOMS) - 1, place + steps))]
        self.change_settings(replace(self.settings, zoom=chosen))

    def _add_shortcuts(self) -> None:
        in_workspace = self._in_workspace
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+Shift+L", self.lock),
            ("Ctrl++", lambda: self.zoom_by(1)),
            ("Ctrl+=", lambda: self.zoom_by(1)),
            ("Ctrl+-", lambda: self.zoom_by(-1)),
            ("Ctrl+0", lambda: self.zoom_by(0)),
            ("Ctrl+N", lambda: self.workspace.panel().new() if self.workspace else self.welcome.new()),
            ("Ctrl+O", self.open_another),
            ("Ctrl+Z", in_workspace(lambda w: w.undo_by_key())),
            ("Ctrl+Y", in_workspace(lambda w: w.redo())),
            ("Ctrl+F", in_workspace(lambda w: w.start_search())),
            ("Ctrl+L", in_workspace(lambda w: w.panel().link())),
            ("Ctrl+Return", in_workspace(lambda w: w.panel().record())),
            ("Ctrl+Enter", in_workspace(lambda w: w.panel().record())),
            ("Ctrl+K", in_workspace(lambda w: _go_anywhere(self, w))),
            ("F11", lambda: self.showNormal() if self.isFullScreen() else self.showFullScreen()),
            ("Ctrl+D", in_workspace(lambda w: w.panel().toggle_details())),
            ("Escape", in_workspace(lambda w: w.escape())),
            ("Alt+Left", in_workspace(lambda w: w.back())),
            ("F6", in_workspace(lambda w: w.next_region(1))),
            ("Shift+F6", in_workspace(lambda w: w.next_region(-1))),
            ("F1", lambda: _open_guide(self)),
        ]
        for sequence, pressed in keys:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.activated.connect(pressed)

    def _in_workspace(self, act: Callable[..., object]) -> Callable[[], object]:
        return lambda: act(self.workspace) if self.workspace is not None else None

    def dismantle(self) -> None:
        """Let everything go in order, once the window is closed: Qt's leftovers crash at the interpreter's end."""
        if self._ring is not None:
            self._ring.follow(None)
        self.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed, back up and let go of the file on the worker, and close once that is done.

        Where the whole session ends there is no later: that waits.
        """
        app = QApplication.instance()
        ends = isinstance(app, QApplication) and app.isSavingSession()
        if not ends and (self.casefile is not None or self._letting_go):
            event.ignore()
            self._closing = True
            self.lock()
            self.tell("info", "Backing up.", "The window closes by itself when that is done.")
            return
        if self.workspace is not None:
            self.workspace.keep_typed()
        if self.casefile is not None:
            self.casefile.stop_looking()
        self.backups.stop()
        self.screen_lock.stop()
        self.ops.stop()
        with suppress(UserError):  # where settings cannot be kept, that was said when the program started
            settings_room.save(_as_left(self))
        if self.casefile is not None:
            self._forget(self.casefile)
            with suppress(UserError):  # the session ends: what there is to say is said at the next opening
                self.casefile.close()
            self.casefile = None
        if self.workspace is not None:
            self.workspace.session.copies.remove_all()
        self._drop_workspace()
        self.notices.listener = None
        super().closeEvent(event)


def _begin_set_up(window: MainWindow) -> None:
    """A casefile was just made: go to its set-up, and offer to keep the passphrase on paper."""
    from scrutineer.operations import sheet_offer  # the first page stands without them
    from scrutineer.ui.destinations import ToSettings

    if window.workspace is not None:
        sheet = window.workspace.sheet
        window.workspace.go(ToSettings())
        window.workspace.session.run(
            do(sheet_offer.offer_sheet, why=sheet_offer.SheetOffer.CHOSEN), done=lambda _outcome: sheet.refresh()
        )


def _close(casefile: Casefile, looked: Callable[[], None], *, progress: Progress = SILENT) -> UserError | None:
    progress.step(0, 0, "Locking")
    looked()
    with memory.blanked():
        return casefile.close()


def _open_guide(window: MainWindow) -> None:
    """The guide at the part about what is shown; without a casefile, at the first steps."""
    if window.workspace is not None:
        window.workspace.help()
        return
    from scrutineer.ui.dialogs.guide import open_guide  # made when it is first asked for

    open_guide(window, window.theme, window.ops, "")


def _open_about(window: MainWindow) -> None:
    from scrutineer.ui.dialogs.about import open_about  # made when it is first asked for

    open_about(window, window.theme)


def _go_anywhere(window: MainWindow, workspace: Workspace) -> None:
    """Open the box that goes anywhere; what belongs to the window itself is among what it does."""
    from scrutineer.ui.dialogs.go_to import GoToDialog  # made when it is first asked for

    acts = (
        ("Undo", workspace.undo), ("Redo", workspace.redo), ("Lock", window.lock), ("Open another casefile",
        window.open_another), ("Larger text", lambda: window.zoom_by(1)), ("Smaller text", lambda: window.zoom_by(-1)),
        ("Insert a phrase", workspace.writing.insert_phrase), ("Guide", workspace.help),
        ("About Scrutineer", lambda: _open_about(window)),
        *([("Tour of the worked example", workspace.tour.begin)] if workspace.tour is not None else []),
    )  # fmt: skip
    GoToDialog(window, workspace.session, acts).show()


def _as_left(window: MainWindow) -> Settings:
    """The settings with where the window stands and the widths that columns were given."""
    large = window.isMaximized() or window.isFullScreen()
    place = window.settings.window if large else geometry.kept(window.geometry())
    return replace(window.settings, window=place, columns=window.theme.columns.kept())


def _begin(window: MainWindow) -> None:
    """Put the focus where the next act is, unless somebody was quicker; on the rail where nothing can be done."""
    focused = window.focusWidget()
    if window.workspace is not None and (focused is None or window.workspace.rail.isAncestorOf(focused)):
        window.workspace.panel().begin()
