"""“Yes, it is so”: shown where what was typed is unlikely and can be, for as long as that is asked about."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from scrutineer.ui.kit.form import Form


class SureTick(QCheckBox):
    """A field of the form: ticked, the next try is taken as it is typed. Another day typed instead takes it away."""

    def __init__(self, form: Form) -> None:
        super().__init__("Yes, it is so")
        self._form, self._about = form, ""
        form.add("sure", self)
        self.hide()
        form.doubted.connect(self._ask)
        form.changed.connect(self._fit)

    def _ask(self, about: str) -> None:
        self._about = about
        self.show()

    def _fit(self) -> None:
        if self._about and self._about not in self._form.asks():
            self._about = ""
            self.setChecked(False)
            self.hide()
