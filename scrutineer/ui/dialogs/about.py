"""Which version this is, how it is renewed, where to ask, and the licences of what is built in. Nothing is fetched."""

from __future__ import annotations

import os
from importlib.metadata import version

from PySide6.QtWidgets import QDialog, QWidget

from scrutineer import paths
from scrutineer.ui.dialogs.guide import GuideView
from scrutineer.ui.kit.basic import button, column, label, row, take_size
from scrutineer.ui.theme import Theme

RENEWING = (
    "It looks for no newer version. To renew it, run a newer installer: casefiles stay where they are. An older "
    "version leaves a casefile alone that a newer one has given another form, and says so."
)
ASKING = (
    "Ask the person or organisation that gave you Scrutineer. Show it on the worked example, and never send a casefile "
    "or a passphrase."
)
_FOR_A_CHECKOUT = "This is no built program: the page of licences is made when one is built (build_installer.py)."


def licences_text() -> str:
    """The licences of everything that was built in, or why there is no such page here."""
    page = paths.licences()
    return page.read_text(encoding="utf-8") if os.path.isfile(page) else _FOR_A_CHECKOUT


class AboutDialog(QDialog):
    """The version, and two sentences on what to do; the licences below."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Scrutineer")
        take_size(self, theme, 640, 560)
        self.licences = GuideView()
        self.licences.setAccessibleName("Licences of what is built in")
        self.licences.setOpenLinks(False)
        self.licences.document().setDefaultFont(theme.font("small"))
        self.licences.setPlainText(licences_text())
        close = button("Close", self.reject, theme=theme)
        box = column(
            label(f"Scrutineer {version('scrutineer')}", "heading"),
            label(RENEWING, wrap=True),
            label(ASKING, wrap=True),
            label("Licences of what is built in", "strong"),
            spacing=10,
            margins=(16, 16, 16, 12),
        )
        box.addWidget(self.licences, 1)
        box.addLayout(row(None, close))
        self.setLayout(box)


def open_about(window: QWidget, theme: Theme) -> None:
    """Open it, or bring the one that is open to the front."""
    opened = window.findChild(AboutDialog) or AboutDialog(window, theme)
    opened.show()
    opened.raise_()
    opened.activateWindow()
