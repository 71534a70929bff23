"""The ages of the challenges that a log shows, drawn where there is room or where that was asked for."""

from __future__ import annotations

from scrutineer.operations.queries.ageing import ages_of
from scrutineer.operations.queries.challenges import ChallengeFilter
from scrutineer.ui.kit.basic import button
from scrutineer.ui.parts.picture_card import PictureCard
from scrutineer.ui.session import Session


class AgesCard(PictureCard):
    """The picture; `turn` is the button that draws it, or draws it no more."""

    ROOMY = 860  # pixels at 100%: the height of a page from which it is drawn unasked

    def __init__(self, session: Session) -> None:
        super().__init__(session.theme, "How long they have been open")
        self._session = session
        self._asked_for: ChallengeFilter | None = None
        self._roomy = False
        self._chosen: bool | None = None
        self.turn = button("", self._turn_round, kind="link", small=True)
        self.hide()

    def show_those(self, asked_for: ChallengeFilter | None) -> None:
        """Of these challenges from now on; None where there are none."""
        self._asked_for = asked_for
        self._show()

    def fit(self, height: int) -> None:
        """The page has this height."""
        self._roomy = height >= self._session.theme.px(self.ROOMY)
        self._show()

    def _turn_round(self) -> None:
        self._chosen = self.isHidden()
        self._show()

    def _show(self) -> None:
        draws = self._roomy if self._chosen is None else self._chosen
        asked_for, session = self._asked_for, self._session
        self.turn.setText("Hide the ages" if draws else "Draw the ages")
        self.turn.setVisible(asked_for is not None)
        self.setVisible(draws and asked_for is not None)
        if draws and asked_for is not None:
            self.show_picture(ages_of(session.casefile, session.context, asked_for, session.today()))
