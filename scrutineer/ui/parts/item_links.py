"""What an item of evidence is linked to: a chip each, that leads there or is taken away, and the way to one more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from scrutineer.domain.evidence import Link, LinkTarget
from scrutineer.domain.ids import ActivityId, ChallengeId, EvidenceId, OutcomeId, PieceId, RecommendationId, TargetId
from scrutineer.operations import evidence
from scrutineer.operations.queries.evidence import ItemView
from scrutineer.ui.destinations import Destination, ToChallenge, ToLine, ToOutcome, ToPieces, ToRecommendations, ToYear
from scrutineer.ui.kit.basic import clear, column, holder, label
from scrutineer.ui.kit.chips import Chip, chip_flow
from scrutineer.ui.ops import do
from scrutineer.ui.parts.link_choice import LinkChoice
from scrutineer.ui.session import Session


class ItemLinks(QWidget):
    """The links of one item."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._item: EvidenceId | None = None
        self._links = column(spacing=4)
        self._choice = LinkChoice(session, lambda: [] if self._item is None else [self._item])
        self._choice.hide()
        self.setLayout(column(holder(self._links), self._choice, spacing=8))

    def show_item(self, item: EvidenceId) -> None:
        """Ask about this item; what is being chosen for the same one stays."""
        if item != self._item:
            self._choice.hide()
        self._item = item
        if not self._choice.isHidden():
            self._choice.refresh()

    def begin(self) -> None:
        """Ask what the item is to be linked to."""
        self._choice.begin()

    def show_links(self, view: ItemView) -> None:
        """Show what it is linked to."""
        clear(self._links)
        chips = []
        for link, name in view.links:
            words, place = f"{name}, {link.bearing.value}", _place_of(link)
            opens = None if place is None else self._opener(place)
            chips.append(Chip(self._session.theme, words, f"Take away {words}", self._remover(link), opens))
        self._links.addWidget(chip_flow(label("Linked to", "card"), *chips))
        if not chips:
            self._links.addWidget(label("Nothing yet. Link, or Ctrl+L, links it to a line.", "muted", wrap=True))

    def _opener(self, place: Destination) -> Callable[[], None]:
        return lambda: self._session.go(place)

    def _remover(self, link: Link) -> Callable[[], None]:
        return lambda: self._session.run(do(evidence.unlink_evidence, link=link))


def _place_of(link: Link) -> Destination | None:
    """Where what a link leads to is shown."""
    match link.target_kind:
        case LinkTarget.LINE:
            return ToLine(TargetId(link.target))
        case LinkTarget.CHALLENGE:
            return ToChallenge(ChallengeId(int(link.target)))
        case LinkTarget.OUTCOME:
            return ToOutcome(OutcomeId(int(link.target)))
        case LinkTarget.PIECE:
            return ToPieces(PieceId(int(link.target)))
        case LinkTarget.ACTIVITY:
            return ToYear(ActivityId(int(link.target)))
        case LinkTarget.RECOMMENDATION:
            return ToRecommendations(RecommendationId(int(link.target)))
        case LinkTarget.JUDGEMENT | LinkTarget.FINDING:
            return None
