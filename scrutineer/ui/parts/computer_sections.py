"""Settings of this person at this computer: how the window looks, when it locks, and the passphrase."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox

from scrutineer.notices import notice_of
from scrutineer.operations import casefiles
from scrutineer.operations.passphrases import strength_in_words
from scrutineer.ui.destinations import SettingsPart
from scrutineer.ui.kit.basic import button, label
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.remarks import remark_under
from scrutineer.ui.ops import do
from scrutineer.ui.parts.recovery import write_sheet
from scrutineer.ui.parts.settings_section import SettingsSection
from scrutineer.ui.parts.unlock_form import secret_field
from scrutineer.ui.session import Session
from scrutineer.ui.settings_access import SettingsAccess
from scrutineer.ui.theme import ZOOMS, space

_IDLE = (("5 minutes", 5), ("10 minutes", 10), ("20 minutes", 20), ("60 minutes", 60), ("Never", 0))
_PALETTES = (("Light", "light"), ("Dark", "dark"), ("High contrast", "contrast"))


class LookSection(SettingsSection):
    """Palette, text size, and whether anything moves."""

    part = SettingsPart.LOOK
    said = "Kept on this computer, for every casefile that you open on it."

    def __init__(self, session: Session, access: SettingsAccess) -> None:
        super().__init__(session)
        self._access = access
        self.palette_choice = Combo(session.theme, _PALETTES, name="Palette")
        self.zoom = Combo(session.theme, [(f"{zoom}%", zoom) for zoom in ZOOMS], name="Text size")
        self.palette_choice.choose(access.settings.palette)
        self.zoom.choose(access.settings.zoom)
        for words, field, hint in (
            ("Palette", self.palette_choice, ""),
            ("Text size", self.zoom, "Ctrl+Plus and Ctrl+Minus change it anywhere."),
        ):
            field.activated.connect(lambda _place: self._keep())
            self.body.addWidget(FieldLine(words, field, hint))
        self.still = QCheckBox("Nothing moves by itself")
        self.still.setChecked(access.settings.reduced_motion)
        self.still.toggled.connect(lambda _on: self._keep())
        self.body.addWidget(FieldLine("Motion", self.still, "Bars, menus and the cursor rest."))
        self.body.addStretch(1)

    def _keep(self) -> None:
        self._access.change_settings(
            replace(
                self._access.settings,
                palette=self.palette_choice.value(),
                zoom=self.zoom.value(),
                reduced_motion=self.still.isChecked(),
            )
        )


class LockingSection(SettingsSection):
    """When the casefile locks itself, its passphrase, and the sheet that keeps it on paper."""

    part = SettingsPart.LOCKING
    said = "There is no way round a lost passphrase. The casefile locks with the screen and with sleep too."

    def __init__(self, session: Session, access: SettingsAccess) -> None:
        super().__init__(session)
        self._access = access
        self.idle = Combo(session.theme, _IDLE, name="Lock after")
        self.idle.choose(access.settings.idle_minutes)
        self.idle.activated.connect(lambda _place: self._keep())
        self._idle_line = FieldLine("Lock after", self.idle, "Without a key or the mouse.")
        self.body.addWidget(self._idle_line)
        self.current, self.new_one, self.again = (
            secret_field(name) for name in ("Current passphrase", "New passphrase", "New passphrase again")
        )
        self.body.addSpacing(space(6))
        self.body.addWidget(label("Another passphrase", "heading"))
        for field in (self.current, self.new_one, self.again):
            line = FieldLine(field.accessibleName(), field)
            self.body.addWidget(line)
            if field is self.new_one:
                line.add_below(remark_under(field, strength_in_words))
        self.body.addWidget(
            flow(
                button("Change the passphrase", self.change_passphrase),
                button("Write a recovery sheet", lambda: write_sheet(self, session)),
            )
        )
        self.body.addStretch(1)

    def _keep(self) -> None:
        self._access.change_settings(replace(self._access.settings, idle_minutes=self.idle.value()))
        self._idle_line.say_kept(kept=True)

    def record(self) -> None:
        """Change the passphrase, where one was typed."""
        if self.current.text() or self.new_one.text():
            self.change_passphrase()

    def change_passphrase(self) -> None:
        """Change it to the one typed twice."""
        if self.new_one.text() != self.again.text():
            self.session.tell(
                "warn", "The two new passphrases differ.", "Type the same one twice. Nothing was changed."
            )
            return
        self.window().setEnabled(False)  # nothing may be read while every page is written anew
        self.session.run(
            do(casefiles.change_passphrase, current=self.current.text(), new=self.new_one.text()),
            done=lambda _outcome: self._passphrase_changed(),
            failed=self._passphrase_kept,
        )

    def _passphrase_changed(self) -> None:
        self.window().setEnabled(True)
        for field in (self.current, self.new_one, self.again):
            field.clear()

    def _passphrase_kept(self, error: BaseException) -> None:
        self.window().setEnabled(True)
        notice = notice_of(error)
        self.session.tell("danger", notice.message, notice.advice)
