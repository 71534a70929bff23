"""Settings: the partnership, its agencies and cycle, this computer, and the safety of the casefile."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scrutineer.ui.destinations import ToSettings
from scrutineer.ui.kit.basic import column, holder, label, scroll
from scrutineer.ui.panels import settings_cards as cards
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.mappings_card import MappingsCard
from scrutineer.ui.parts.phrases_card import KeptWordsCard, PhrasesCard
from scrutineer.ui.session import Session
from scrutineer.ui.settings_access import SettingsAccess


class SettingsPanel(Panel[ToSettings]):
    """One page of cards; each card has its own button and records by itself."""

    def __init__(self, session: Session, access: SettingsAccess) -> None:
        super().__init__(session)
        self.partnership, self.cycle = cards.PartnershipCard(session), cards.CycleCard(session)
        self.agencies, self.seats = cards.AgenciesCard(session), cards.SeatsCard(session)
        self.mappings = MappingsCard(session)
        self.phrases, self.words = PhrasesCard(session), KeptWordsCard(session)
        self.computer = cards.ComputerCard(session, access.settings, access.change_settings)
        self.safety, self.history = cards.SafetyCard(session), cards.HistoryCard(session)
        box = column(label("Settings", "title"), spacing=14, margins=(24, 16, 24, 20))
        parts = (
            self.partnership,
            self.cycle,
            self.agencies,
            self.seats,
            self.mappings,
            self.phrases,
            self.words,
            self.computer,
            self.safety,
            self.history,
        )
        for card in parts:
            card.setMaximumWidth(session.theme.px(940))
            box.addWidget(card)
        box.addStretch(1)
        self.setLayout(column(scroll(holder(box, "page")), spacing=0))

    def destination(self) -> ToSettings:
        """All the cards."""
        return ToSettings()

    def refresh(self) -> None:
        """Read everything again."""
        for card in (self.partnership, self.cycle, self.agencies, self.seats, self.mappings, self.phrases,
                     self.words, self.history):  # fmt: skip
            card.refresh()

    def begin(self) -> None:
        """At the first field: the lists stand further down."""
        self.partnership.name.setFocus(Qt.FocusReason.TabFocusReason)

    def record(self) -> None:
        """Ctrl+Enter does what the button of the card does that the focus is in; where there are two, it says so."""
        acts = {
            self.partnership: self.partnership.save, self.cycle: self.cycle.save, self.seats: self.seats.add_seat,
            self.safety: self.safety.change_passphrase,
        }  # fmt: skip
        focused = self.window().focusWidget() or self
        act = next((act for card, act in acts.items() if card.isAncestorOf(focused)), None)
        if act is not None:
            act()
        elif self.agencies.isAncestorOf(focused):
            self.session.tell("info", "Add as new, or change the one chosen?", "Press the one that you mean.")
        else:
            self.session.tell("info", "There is nothing to record where the focus is.", "")

    def new(self) -> None:
        """Ctrl+N: a new agency."""
        self.agencies.start_new()
