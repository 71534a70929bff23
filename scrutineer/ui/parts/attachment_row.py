"""One attached file: what it is, and the ways to get it out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from scrutineer.domain.evidence import Attachment
from scrutineer.domain.file_names import safe_name, shown_name, why_only_saved
from scrutineer.errors import UserError
from scrutineer.operations import attachments, copies
from scrutineer.ui.kit.basic import button, column, label, set_tip
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session


class AttachmentRow(QWidget):
    """It is opened as a temporary copy, saved as a copy, or dragged to where it is wanted."""

    def __init__(self, session: Session, attachment: Attachment, show: Callable[[], None] | None) -> None:
        super().__init__()
        self._session, self._attachment = session, attachment
        self._pressed_at: QPoint | None = None
        name = shown_name(attachment.name)
        words = label(f"{name}, {_size(attachment.size)}", "dense", wrap=True)
        set_tip(words, "Drag it to a folder or a message for a copy.")
        ways = [button("Read here", show, kind="link")] if show is not None else []
        ways += [] if why_only_saved(name, b"") else [button("Open", self.open_copy, kind="link")]
        ways += [button("Save a copy", self.save_copy, kind="link")]
        for way in ways:
            way.setAccessibleName(f"{way.text()} of {name}" if way.text() != "Open" else f"Open {name}")
        box = column(words, flow(*ways), spacing=2)
        if attachment.note:
            box.addWidget(label(attachment.note, "caption", wrap=True))
        self.setLayout(box)

    def open_copy(self) -> None:
        """Let another program show a copy; what may run something is only saved, and that is said."""
        session, attachment = self._session, self._attachment

        def show() -> None:
            copies.show_elsewhere(attachments.copy_to_open(session.casefile, session.copies, attachment=attachment))

        session.ops.look(show)

    def save_copy(self) -> None:
        """Save a copy where the person says; the dialog asks about what is there."""
        out, _ = QFileDialog.getSaveFileName(self, "Save a copy", safe_name(self._attachment.name))
        if out:
            self._session.run(do(attachments.save_copy, attachment=self._attachment, out=Path(out), replace=True))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A drag may begin here."""
        self._pressed_at = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragged far enough, a copy goes along."""
        began = self._pressed_at
        if began is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if (event.position().toPoint() - began).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            self._drag()

    def _drag(self) -> None:
        dragged = self.what_is_dragged()
        if dragged is not None:
            drag = QDrag(self)
            drag.setMimeData(dragged)
            drag.exec(Qt.DropAction.CopyAction)

    def what_is_dragged(self) -> QMimeData | None:
        """A temporary copy, as any program takes a file; None where none could be made, which is said."""
        session = self._session
        try:
            copy = attachments.copy_to_drag(session.casefile, session.copies, attachment=self._attachment)
        except UserError as error:
            session.tell("danger", error.message, error.advice)
            return None
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(copy))])
        return data


def _size(number: int) -> str:
    """A size as people say it."""
    return f"{number / 1_000_000:,.1f} MB" if number >= 1_000_000 else f"{max(1, number // 1000):,} kB"
