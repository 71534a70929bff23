"""Files dropped anywhere on the window: what would become of them is said while they hover, and happens when they fall.

A workbook goes to the import check, documents to the capture of files, a casefile is offered to be opened or merged.
Whatever else it is, a sentence says so and nothing happens.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget

from scrutineer.domain.file_names import KEPT, WORKBOOKS, ending, shown_name
from scrutineer.domain.words import counted
from scrutineer.paths import CASEFILE_SUFFIX
from scrutineer.ui import icons
from scrutineer.ui.kit.basic import column, label
from scrutineer.ui.theme import Theme, space

if TYPE_CHECKING:
    from scrutineer.ui.main_window import MainWindow


class DropKind(Enum):
    """What becomes of what is dropped."""

    WORKBOOK = "workbook"
    FILES = "files"
    CASEFILE = "casefile"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class DropOffer:
    """What would become of files, in words: what happens, or why nothing does, and what to do instead."""

    kind: DropKind
    words: str
    advice: str = ""
    paths: tuple[Path, ...] = ()


def offer_of(paths: Sequence[Path], open_now: Path | None) -> DropOffer:
    """What becomes of these files; `open_now` is the casefile that is unlocked."""
    if not paths:
        return DropOffer(DropKind.NOTHING, "This is no file of this computer.", "Save it here first, then drop it.")
    single = paths[0] if len(paths) == 1 else None
    if single is not None and single.suffix.lower() == CASEFILE_SUFFIX:
        return _casefile(single, open_now)
    if open_now is None:
        return DropOffer(DropKind.NOTHING, "No casefile is open.", "Unlock one first, then drop this again.")
    if any(os.path.isdir(path) for path in paths):
        what = f"the files of {shown_name(single.name) or single}" if single is not None else "what is in these folders"
        return DropOffer(DropKind.FILES, f"Look through {what}", _DAYS, tuple(paths))
    if single is not None and ending(single.name) in WORKBOOKS:
        words = f"Check {shown_name(single.name)} before anything of it is stored"
        return DropOffer(DropKind.WORKBOOK, words, "To keep it as evidence alone, use Import files.", tuple(paths))
    strange = [shown_name(path.name) for path in paths if ending(path.name) not in KEPT]
    if len(strange) == len(paths):
        named = ", ".join(strange[:3]) + (f" and {len(strange) - 3} more" if len(strange) > 3 else "")
        return DropOffer(DropKind.NOTHING, f"Not a kind of file that is taken in here: {named}.",
                         "Drop documents, pictures, recordings, workbooks or a casefile.")  # fmt: skip
    several = sum(ending(path.name) in WORKBOOKS for path in paths) > 0
    advice = "To import answers, drop one workbook alone." if several else _DAYS
    words = f"Keep {counted(len(paths) - len(strange), 'file')} as evidence"
    return DropOffer(DropKind.FILES, words, advice, tuple(paths))


_DAYS = "The day of each is looked for, shown, and asked where it is not sure."


def _casefile(path: Path, open_now: Path | None) -> DropOffer:
    if open_now is None:
        return DropOffer(DropKind.CASEFILE, f"Open {shown_name(path.name)}", "Its passphrase is asked next.", (path,))
    if os.path.exists(path) and os.path.exists(open_now) and os.path.samefile(path, open_now):
        return DropOffer(
            DropKind.NOTHING, f"{shown_name(path.name)} is the casefile that is open.", "There is nothing to do."
        )
    return DropOffer(DropKind.CASEFILE, f"Open {shown_name(path.name)}, or see what merging it would bring",
                     "You choose which; nothing happens before.", (path,))  # fmt: skip


def files_in(data: QMimeData) -> list[Path] | None:
    """The files that are dragged; none of them where one lies elsewhere. None where what is dragged is no file."""
    if not data.hasUrls():
        return None
    urls = data.urls()
    return [Path(url.toLocalFile()) for url in urls] if all(url.isLocalFile() for url in urls) else []


class DropCover(QFrame):
    """Lies over the window while files hover, and says what letting go does."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName("dropcover")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._picture = QLabel()
        self._words, self._advice = label("", "heading", wrap=True), label("", "muted", wrap=True)
        box = column(None, self._picture, self._words, self._advice, None, spacing=10, margins=(40, 20, 40, 20))
        for part in (self._picture, self._words, self._advice):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(box)
        self.hide()

    def show_offer(self, offer: DropOffer) -> None:
        """Say it, over the whole of the window."""
        taken = offer.kind is not DropKind.NOTHING
        self._words.setText(offer.words)
        self._advice.setText(offer.advice)
        self.setAccessibleName(f"{offer.words} {offer.advice}".strip())
        ink = self._theme.colour("accent" if taken else "text-2").name()
        size = self._theme.px(40)
        self._picture.setPixmap(icons.pixmap("download" if taken else "x", ink, size, self.devicePixelRatioF()))
        self.setProperty("taken", "true" if taken else "false")
        self.style().polish(self)
        around = self.parentWidget()
        if around is not None:
            edge = space(10)
            self.setGeometry(around.rect().adjusted(edge, edge, -edge, -edge))
        self.show()
        self.raise_()


class Drops(QObject):
    """Listens where drags come in at a window that is shown, before any field in it can take a file for a text."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.cover: DropCover | None = None
        window.setAcceptDrops(True)
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Files from elsewhere are the window's; text, and what is dragged out of the window itself, are not."""
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self._uncover()
            return False
        if kind not in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return False
        if not isinstance(event, QDropEvent) or event.source() is not None:
            return False
        paths = files_in(event.mimeData())
        if paths is None:
            return False
        if kind == QEvent.Type.DragEnter or self.cover is None:
            self._hover(offer_of(paths, self._open_now()))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if kind == QEvent.Type.Drop:
            self._uncover()
            offer = offer_of(paths, self._open_now())
            QTimer.singleShot(0, self, lambda: self._take(offer))  # whoever dragged them is let go first
        return True

    def _open_now(self) -> Path | None:
        return self._window.casefile.path if self._window.casefile is not None else None

    def _hover(self, offer: DropOffer) -> None:
        self._uncover()
        self.cover = DropCover(self._window, self._window.theme)
        self.cover.show_offer(offer)

    def _uncover(self) -> None:
        cover, self.cover = self.cover, None
        if cover is not None:
            cover.hide()
            cover.deleteLater()

    def _take(self, offer: DropOffer) -> None:
        from scrutineer.ui.destinations import ToFiles, ToWorkbook  # the first page stands without them

        window = self._window
        if offer.kind is DropKind.NOTHING or QApplication.activeModalWidget() is not None:
            window.tell("info", offer.words, offer.advice)
            return
        window.activateWindow()
        if offer.kind is DropKind.CASEFILE:
            self._take_casefile(offer.paths[0])
        elif window.workspace is not None and offer.kind is DropKind.WORKBOOK:
            window.workspace.go(ToWorkbook(str(offer.paths[0])))
        elif window.workspace is not None:
            window.workspace.go(ToFiles(tuple(map(str, offer.paths))))

    def _take_casefile(self, path: Path) -> None:
        window = self._window
        if window.workspace is None:
            window.welcome.choose(path)
            return
        from scrutineer.ui.destinations import ToMerge
        from scrutineer.ui.dialogs.dropped_casefile import DroppedCasefileDialog

        def open_it() -> None:
            window.lock()
            window.welcome.choose(path)

        def merge_it() -> None:
            if window.workspace is not None:
                window.workspace.go(ToMerge(str(path)))

        DroppedCasefileDialog(window.workspace, window.theme, path.name, open_it, merge_it).show()
