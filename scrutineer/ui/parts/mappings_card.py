"""The mappings kept in a casefile, as small files out and in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from scrutineer.domain.mapping import Profile
from scrutineer.notices import notice_of
from scrutineer.operations import mappings
from scrutineer.outputs import file_name
from scrutineer.ui.kit.basic import Card, button, column, holder, label
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session

_FILES = "Mappings (*.toml)"


class MappingsCard(Card):
    """Each layout of workbook that this casefile can read without questions."""

    def __init__(self, session: Session) -> None:
        super().__init__(margins=(1, 1, 1, 1))
        self.session = session
        columns = [
            TableColumn("Mapping", 0, lambda mapping: TableCell(mapping.name)),
            TableColumn("Layout", 150, lambda mapping: TableCell(mapping.layout.value, tone="text-2")),
            TableColumn("Scale", 230, lambda mapping: TableCell(mapping.scale.name, tone="text-2")),
        ]
        self.items = Register(session.theme, columns, name="Mappings of workbooks")
        self.items.setMinimumHeight(session.theme.px(150))
        out = button("Save as a file", self.write, theme=session.theme, icon="save", small=True)
        take = button("Take one in", self.take, theme=session.theme, icon="upload", small=True)
        away = button("Remove", self.remove, theme=session.theme, icon="trash-2", small=True)
        self.refusal = label("", "warn", wrap=True)
        self.refusal.hide()
        self.items.selectionModel().selectionChanged.connect(lambda *_: self.refusal.hide())
        self.body.addWidget(self.items)
        actions = column(flow(out, take, None, away), self.refusal, margins=(12, 6, 12, 8))
        self.body.addWidget(holder(actions))

    def refresh(self) -> None:
        """Read the mappings again."""
        self.items.rows_model.set_rows(mappings.known_profiles(self.session.casefile))

    def write(self) -> None:
        """Write the chosen mapping as a small file."""
        chosen: Profile | None = self.items.current()
        if chosen is None:
            self.session.tell("warn", "No mapping is chosen.", "Choose the one to save.")
            return
        name, _ = QFileDialog.getSaveFileName(self, "Save the mapping", file_name(chosen.name, ".toml"), _FILES)
        if name:
            self.session.run(do(mappings.export_profile, name=chosen.name, out=Path(name)))

    def remove(self) -> None:
        """Remove the chosen mapping; where something goes by it, say so beside the button."""
        chosen: Profile | None = self.items.current()
        if chosen is not None:
            self.session.run(do(mappings.remove_profile, name=chosen.name), failed=self._say_refused)

    def _say_refused(self, error: BaseException) -> None:
        notice = notice_of(error)
        self.refusal.setText(f"{notice.message} {notice.advice}")
        self.refusal.show()

    def take(self) -> None:
        """Keep a mapping from a file."""
        name, _ = QFileDialog.getOpenFileName(self, "Take a mapping in", "", _FILES)
        if name:
            self.session.run(do(mappings.import_profile, path=Path(name)))
