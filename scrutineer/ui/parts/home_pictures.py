"""The two pictures of Home, made where there is first room for them: the steps in two cycles, and the year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from scrutineer.operations.queries.home import StepCard
from scrutineer.operations.queries.six_steps import picture_now
from scrutineer.operations.queries.timeline import year_timeline
from scrutineer.ui.destinations import ToYears
from scrutineer.ui.kit.basic import button
from scrutineer.ui.parts.picture_card import PictureCard
from scrutineer.ui.parts.six_steps_card import SixStepsCard
from scrutineer.ui.session import Session


class HomePictures:
    """Both cards, hidden in their home until they are placed. They stay as they are looked at, drawn or as tables."""

    def __init__(self, session: Session, home: QWidget) -> None:
        self._session = session
        years = button("Year on year", lambda: session.go(ToYears()), kind="link", small=True)
        self.steps = SixStepsCard(session.theme, years, tight=True)
        self.year = PictureCard(session.theme, "The year")
        for part in (self.steps, self.year):
            part.setParent(home)
            part.hide()

    def show(self, cards: Sequence[StepCard]) -> None:
        """Draw both anew where they say something else than before."""
        session, context = self._session, self._session.context
        if context.previous_cycle is not None:
            self.steps.show_picture(picture_now(session.casefile, context, cards))
        self.year.show_picture(year_timeline(session.casefile, context, context.cycle, session.today()))
