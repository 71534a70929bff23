"""Links items to a step or line of enquiry: which one, and how they bear on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.changes import Outcome
from scrutineer.domain.evidence import LinkTarget
from scrutineer.domain.ids import EvidenceId
from scrutineer.domain.words import counted
from scrutineer.operations import several
from scrutineer.operations.several import DoneToSeveral
from scrutineer.ui.kit.asks import Asks, bring_into_view
from scrutineer.ui.kit.basic import button, column, label, row
from scrutineer.ui.kit.choices import bearing_choices, target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.session import Session


class LinkChoice(QWidget):
    """One choice for one item or several. The bearing is a judgement: it is asked anew each time."""

    def __init__(self, session: Session, items: Callable[[], Sequence[EvidenceId]]) -> None:
        super().__init__()
        self._session, self._items = session, items
        self._asks = Asks()
        theme = session.theme
        self.target = Combo(theme, name="Link to", called=called.line(session))
        self.bearing = Combo(theme, bearing_choices(), name="How it bears on what it is linked to")
        self.button = button("Link it", self.link, kind="outline")
        box = column(label("Step or line of enquiry", "small"), self.target, spacing=3)
        box.addWidget(label("How it bears on it", "small"))
        line = row(self.bearing, self.button)
        line.setStretch(0, 1)
        box.addLayout(line)
        self.setLayout(box)

    def refresh(self) -> None:
        """Follow changed lines, and how many items there are."""
        self.target.set_choices(target_choices(self._session.context.framework, "Choose a step or line"))
        number = len(self._items())
        self.button.setText("Link it" if number < 2 else f"Link {counted(number, 'item')}")

    def begin(self) -> None:
        """Bring it into view, the step or line first."""
        self.refresh()
        self.show()
        self.target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bring_into_view(self.target, self.button)

    def link(self) -> None:
        """Link them; what is missing is said beside it."""
        self._asks.clear()
        target, bearing = self.target.value(), self.bearing.value()
        if not target:
            self._asks.say("target", self.target, "Choose a step or line.")
        if bearing is None:
            self._asks.say("bearing", self.bearing, "Say whether it supports, contradicts or is context.")
        if target and bearing is not None:
            self._session.run(
                do(
                    several.link_several, evidence_ids=tuple(self._items()), target_kind=LinkTarget.LINE,
                    target=target, bearing=bearing,
                ),
                done=self._linked,
            )  # fmt: skip

    def _linked(self, _outcome: Outcome[DoneToSeveral]) -> None:
        self.bearing.choose(None)
