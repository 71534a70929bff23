"""“Yes, it is so”: shown where what was typed is unlikely and can be, for as long as that is asked about."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from scrutineer.ui.kit.form import Form


class SureTick(QCheckBox):
    """Ticked, the next try is taken as it is typed. It answers one question of the form: it comes unticked with it, and
    goes with it. It is no field: an answer is not kept where nothing is asked."""

    def __init__(self, form: Form) -> None:
        super().__init__("Yes, it is so")
        self.hide()
        form.doubt.asked.connect(self._on_asked)

    def _on_asked(self, about: str) -> None:
        self.setChecked(False)
        self.setVisible(bool(about))
