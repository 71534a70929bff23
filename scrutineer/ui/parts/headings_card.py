"""The top of a sheet with its heading rows, what runs down and across, and what each column holds."""

from __future__ import annotations

import json
from dataclasses import replace

from PySide6.QtCore import Signal

from scrutineer.domain.grid import Workbook
from scrutineer.domain.ledger_kinds import LEDGER_KINDS
from scrutineer.domain.mapping import Layout, Role
from scrutineer.operations import workbooks
from scrutineer.operations.workbooks import SheetGuess, Suggestion
from scrutineer.ui.kit.basic import Card, column, label
from scrutineer.ui.kit.combo import Combo, Narrowing
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.parts.sheet_grid import SheetGrid
from scrutineer.ui.session import Session

_LAYOUTS = {
    Layout.STANDARDS_DOWN: "One agency, a row a standard",
    Layout.AGENCIES_ACROSS: "A column an agency",
    Layout.STANDARDS_ACROSS: "A row an agency, a column a standard",
} | {kind.layout: kind.offered for kind in LEDGER_KINDS}


class HeadingsCard(Card):
    """What a person says of a new layout. `guess` is what stands: suggested at first, then as chosen; `is_said` once a
    person chose any of it, or looked at it and went on."""

    changed = Signal()
    confirmed = Signal()

    def __init__(self, session: Session, workbook: Workbook, suggestion: Suggestion) -> None:
        theme = session.theme
        sheets: list[tuple[str, object]] = [(guess.sheet.name, guess.sheet.name) for guess in suggestion.sheets]
        self.sheet = Combo(theme, sheets, name="Sheet", small=True)
        layouts: list[tuple[str, object]] = [(words, layout) for layout, words in _LAYOUTS.items()]
        self.layout_choice = Combo(theme, layouts, name="What runs down and what across", small=True)
        self.layout_choice.setMinimumWidth(theme.px(190))
        self.heading = Narrowing(theme, [], name="Heading rows", small=True)
        words = label("Heading rows", "muted")
        super().__init__("Headings and columns", margins=(1, 8, 1, 1))
        chosen = column(flow(self.layout_choice, self.sheet, words, self.heading), margins=(12, 0, 12, 0))
        self.body.addLayout(chosen)
        self._workbook, self._suggestion = workbook, suggestion
        self.guess: SheetGuess | None = suggestion.first
        self.is_said = False
        self.grid = SheetGrid(theme)
        self.grid.roles_changed.connect(self._on_roles)
        self.body.addWidget(self.grid.choices)
        self.body.addWidget(self.grid)
        self.layout_choice.activated.connect(lambda _number: self._choose_layout())
        self.sheet.activated.connect(lambda _number: self._choose_sheet())
        self.heading.activated.connect(lambda _number: self._choose_heading())

    def confirm(self) -> None:
        """A person saw what stands and left it so."""
        self.is_said = True
        self.confirmed.emit()

    def kept(self) -> str:
        """What stands, as one text; "" where no sheet could be read."""
        guess = self.guess
        if guess is None:
            return ""
        rows = guess.headings.rows if guess.headings is not None else ()
        roles = {column: role.value for column, role in guess.roles.items()}
        said = {"sheet": guess.sheet.name, "rows": list(rows), "layout": guess.layout.value, "columns": roles,
                "said": self.is_said}  # fmt: skip
        return json.dumps(said, ensure_ascii=False)

    def put_back(self, raw: str) -> None:
        """Show again what stood."""
        if raw:
            said = json.loads(raw)
            rows = said["rows"]
            guess = workbooks.guess_sheet(
                self._workbook, said["sheet"], rows[0] if rows else None, len(rows) == 2 if rows else None
            )
            roles = {column: Role(role) for column, role in said["columns"].items()}
            self.is_said = said.get("said", False)
            self._show(replace(guess, layout=Layout(said["layout"]), roles=roles))

    def show_sheet(self) -> None:
        """Show the sheet as it stands."""
        guess = self.guess
        if guess is None:
            guess = self.guess = self._suggestion.sheets[0]
        self.sheet.choose(guess.sheet.name)
        choices: list[tuple[str, object]] = []
        for number in [row for row in guess.sheet.rows() if row <= 80]:
            choices += [(str(number), (number, False)), (f"{number} and {number + 1}", (number, True))]
        self.heading.set_choices(choices)
        if guess.headings is not None:
            self.heading.choose((guess.headings.rows[0], len(guess.headings.rows) == 2))
        self.layout_choice.choose(guess.layout)
        self.grid.show_guess(guess)

    def _choose_layout(self) -> None:
        if self.guess is not None:
            layout = self.layout_choice.value()
            self._take(replace(self.guess, layout=layout, roles=workbooks.roles_for(self.guess, layout)))

    def _choose_sheet(self) -> None:
        self._take(next(guess for guess in self._suggestion.sheets if guess.sheet.name == self.sheet.value()))

    def _choose_heading(self) -> None:
        chosen = self.heading.value()
        if chosen is not None and self.guess is not None:
            self._take(workbooks.guess_sheet(self._workbook, self.guess.sheet.name, *chosen))

    def _take(self, guess: SheetGuess) -> None:
        self.is_said = True
        self._show(guess)

    def _show(self, guess: SheetGuess) -> None:
        self.guess = guess
        self.show_sheet()
        self.changed.emit()

    def _on_roles(self, roles: dict[str, Role], layout: Layout) -> None:
        if self.guess is not None:
            self.guess, self.is_said = replace(self.guess, roles=roles, layout=layout), True
            self.changed.emit()
