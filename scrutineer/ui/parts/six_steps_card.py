"""The card of the six-steps picture."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from scrutineer.ui.kit.pictures import SixStepsPicture
from scrutineer.ui.parts.picture_card import PictureCard
from scrutineer.ui.theme import Theme


class SixStepsCard(PictureCard):
    """The steps in two cycles; `tight` spares height where it is short."""

    def __init__(self, theme: Theme, *more: QPushButton, alternative: bool = True, tight: bool = False) -> None:
        view = SixStepsPicture(theme, tight=tight)
        super().__init__(theme, "The six steps", *more, view=view, alternative=alternative)
