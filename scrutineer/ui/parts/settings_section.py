"""What every section of Settings has: a title, a sentence, and lines whose labels share one column."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from scrutineer.ui.destinations import SettingsPart
from scrutineer.ui.kit.basic import column, label
from scrutineer.ui.kit.focus_order import take_focus_in
from scrutineer.ui.parts.kept_form import KeptForm
from scrutineer.ui.session import Session


class SettingsSection(QWidget):
    """One section: `part` is its place in Settings, `said` the sentence under its title."""

    part: SettingsPart
    said = ""
    WIDEST = 980  # pixels at 100%: a longer line is hard to read

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.body = column(label(self.part.value, "title"), spacing=10, margins=(24, 16, 24, 20))
        if self.said:
            self.body.addWidget(label(self.said, "muted", wrap=True))
        self.setLayout(self.body)
        self.setMaximumWidth(session.theme.px(self.WIDEST))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def refresh(self) -> None:
        """Show what is recorded; what is being typed stays."""

    def begin(self) -> None:
        """Put the focus where the next act is."""
        take_focus_in(self)

    def is_adding(self) -> bool:
        """Whether something new is being typed, which Ctrl+Enter would add."""
        return False

    def record(self) -> None:
        """What Ctrl+Enter does: keep what was typed, and do what the section's own field is for."""
        self.keep_typed()

    def new(self) -> None:
        """What Ctrl+N does."""
        self.begin()

    def keep_typed(self) -> None:
        """Record what was typed and can be."""
        for form in self.findChildren(KeptForm):
            form.commit_all()
