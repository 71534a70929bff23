"""What stands on the first page beside its casefiles: the program's mark, the worked example, the bar at its foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from scrutineer.ui import icons
from scrutineer.ui.kit.basic import Card, button, column, holder, label, row
from scrutineer.ui.theme import Theme


def _picture(theme: Theme, name: str, tone: str, size: int) -> QLabel:
    made = label("")
    colour = theme.colour(tone).name() if tone else ""
    made.setPixmap(icons.pixmap(name, colour, theme.px(size), made.devicePixelRatioF()))
    return made


def program_head(theme: Theme) -> QHBoxLayout:
    """The program's mark, its name, and what it is for."""
    names = column(
        label("Scrutineer", "display"),
        label("Independent scrutiny, evidence to impact. Works without a connection.", "muted"),
        spacing=0,
    )
    head = row(_picture(theme, "program-mark", "", 44), spacing=16)
    head.addLayout(names)
    head.addStretch(1)
    return head


def example_card(theme: Theme, open_example: Callable[[], None]) -> Card:
    """What somebody new may look at first."""
    card = Card(margins=(16, 10, 16, 10))
    words = label(
        "The worked example is a fictional partnership with evidence, returns and challenges. Ten minutes show the "
        "whole round.",
        "muted",
        wrap=True,
    )
    action = button("Open the worked example", open_example, kind="link")
    said = column(label("New here?", "strong"), words, holder(row(action, None)), spacing=2)
    line = row(spacing=12)
    line.addWidget(_picture(theme, "lightbulb", "accent", 18), 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(said, 1)
    card.body.addLayout(line)
    return card


def nothing_open_bar(theme: Theme) -> QWidget:
    """The bar at the foot: where a casefile is open it says how that stands."""
    parts = row(
        _picture(theme, "lock", "text-2", 14), label("Nothing is open", "caption"), None, margins=(16, 0, 14, 0)
    )
    bar = holder(parts, "statusbar")
    bar.setFixedHeight(theme.px(26))
    return bar
