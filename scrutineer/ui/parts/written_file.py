"""A file that was just written, and what one would do with it: look at it, or find it in its folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from scrutineer.operations import copies
from scrutineer.ui.kit.basic import button, column, label
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.session import Session


class WrittenFile(QWidget):
    """Hidden until something was written. Another program shows the file, and prints it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._file: Path | None = None
        self._name = label("", "ok", wrap=True)
        acts = flow(
            button("Open it, to print", self._open, kind="link"), button("Show in its folder", self._show, kind="link")
        )
        self.setLayout(column(self._name, acts, spacing=2))
        self.hide()

    def tell(self, file: Path) -> None:
        """Say that it was written, and where."""
        self._file = file
        self._name.setText(f"{file.name} is in {file.parent.name or file.parent}.")
        self.show()

    def _open(self) -> None:
        if self._file is not None:
            self._session.ops.look(partial(copies.show_elsewhere, self._file))

    def _show(self) -> None:
        if self._file is not None:
            self._session.ops.look(partial(copies.show_elsewhere, self._file.parent))
