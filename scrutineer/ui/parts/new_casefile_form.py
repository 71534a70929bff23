"""A new casefile: what it is called, where it is kept, and its passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from scrutineer import paths
from scrutineer.operations.passphrases import strength_in_words
from scrutineer.paths import CASEFILE_SUFFIX
from scrutineer.ui.kit.basic import button, column, label, row
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.kit.remarks import remark_under
from scrutineer.ui.parts.unlock_form import secret_field
from scrutineer.ui.theme import Theme, space


class NewForm(QWidget):
    """A new casefile: the partnership's name, where to keep it, a passphrase twice."""

    def __init__(self, theme: Theme, make: Callable[[], None], leave: Callable[[], None]) -> None:
        super().__init__()
        self.name = Field(name="Name of the partnership", hint="As it is printed on its papers")
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
